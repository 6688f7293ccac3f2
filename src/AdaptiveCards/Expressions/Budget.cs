using System.Diagnostics;
using System.Globalization;
using AdaptiveCards.Functions;
using AdaptiveCards.Templating;

namespace AdaptiveCards.Expressions;

/// <summary>What one expansion may still spend, and the culture, zone, clock and chance that it works with.</summary>
internal sealed class Budget(TemplateSettings settings, Func<string, object?>? substitute)
{
    private const int MaxWarnings = 100;
    private const int MaxNested = 8;

    // What a step may look at on average. Far more than cards need: with the steps of the default, a second or two of work.
    private const int LooksPerStep = 50;

    private static readonly TimeSpan MatchingTime = TimeSpan.FromSeconds(1);

    private int _steps;
    private int _repeats;
    private int _nested;
    private long _looks;
    private TimeSpan _matched;

    public CultureInfo Culture => settings.Culture;

    public TimeZoneInfo Zone => settings.Zone;

    public TimeProvider Clock => settings.Clock;

    public Random Random => settings.Random;

    public HostFunctions Functions => settings.Functions;

    public int MaxRepeats => settings.MaxRepeats;

    public int MaxOutput => settings.MaxOutput;

    /// <summary>The value of a name that is found nowhere.</summary>
    public object? Missing(string name) => settings.RequireNames ? throw new AdaptiveTemplateException($"The data has no '{name}'") : null;

    /// <summary>What came to nothing so far, each place once.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What stands in a larger expression for a path that the data do not have: its source text, unless the host knows better.</summary>
    public object? Substitute(string path)
    {
        Warn($"The data has no '{path}'");
        return substitute is null ? Text($"${{{path}}}") : Value.Of(substitute(path));
    }

    /// <summary>Keeps a warning, while there are few.</summary>
    public void Warn(string warning)
    {
        if (Warnings.Count < MaxWarnings && !Warnings.Contains(warning))
            Warnings.Add(warning);
    }

    /// <summary>Evaluates an expression that was itself computed: such may call for another one, but not for ever.</summary>
    public object? Nest(Func<object?> evaluate)
    {
        if (++_nested > MaxNested)
            throw new AdaptiveTemplateException($"Texts are evaluated inside of each other more than {MaxNested} deep");
        var value = evaluate();
        _nested--;
        return value;
    }

    /// <summary>Counts one call of a function; lambdas inside lambdas are bounded by it.</summary>
    public void Step()
    {
        if (++_steps > settings.MaxSteps)
            throw new AdaptiveTemplateException($"The expressions need more than {settings.MaxSteps} steps");
    }

    /// <summary>Counts what a step has to walk through, see <see cref="Value.SizeOf"/>: few steps over large data take long, too.</summary>
    public void Look(long size)
    {
        _looks += size;
        if (_looks > (long)settings.MaxSteps * LooksPerStep)
            throw new AdaptiveTemplateException($"The expressions walk through more than {settings.MaxSteps} steps may");
    }

    /// <summary>Runs a match of a pattern; all matches of an expansion share a second.</summary>
    /// <param name="match">Takes the time that one match may last: always the same, for the runtime keeps patterns by it.</param>
    public bool Match(Func<TimeSpan, bool> match)
    {
        if (_matched > MatchingTime)
            throw new AdaptiveTemplateException($"Patterns take longer than {MatchingTime.TotalSeconds} s");
        var start = Stopwatch.GetTimestamp();
        var result = match(MatchingTime);
        _matched += Stopwatch.GetElapsedTime(start);
        return result;
    }

    /// <summary>Counts elements that are repeated, over the whole expansion.</summary>
    public void Repeat(int count)
    {
        _repeats += Math.Min(count, settings.MaxRepeats + 1);
        if (_repeats > settings.MaxRepeats)
            throw new AdaptiveTemplateException($"Elements are repeated more than {settings.MaxRepeats} times");
    }

    /// <summary>Lets a computed text through if it could still be part of the output.</summary>
    public string Text(string text) => Length(text.Length, text);

    /// <summary>Refuses a text before it is made.</summary>
    public T Length<T>(long length, T value) => length <= settings.MaxOutput
        ? value
        : throw new AdaptiveTemplateException($"A text grows over {settings.MaxOutput} characters");
}
