using System.Globalization;
using AdaptiveCards.Templating;

namespace AdaptiveCards.Expressions;

/// <summary>What one expansion may still spend, and the culture and zone that it works in.</summary>
internal sealed class Budget(TemplateSettings settings)
{
    private int _steps;
    private int _repeats;

    public CultureInfo Culture => settings.Culture;

    public TimeZoneInfo Zone => settings.Zone;

    public int MaxRepeats => settings.MaxRepeats;

    public int MaxOutput => settings.MaxOutput;

    /// <summary>The value of a name that is found nowhere.</summary>
    public object? Missing(string name) => settings.RequireNames ? throw new AdaptiveTemplateException($"The data has no '{name}'") : null;

    /// <summary>Counts one call of a function; lambdas inside lambdas are bounded by it.</summary>
    public void Step()
    {
        if (++_steps > settings.MaxSteps)
            throw new AdaptiveTemplateException($"The expressions need more than {settings.MaxSteps} steps");
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
