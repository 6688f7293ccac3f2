using System.Collections.Frozen;
using System.Text.Json;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>
/// Functions that the host adds to the language, by their name in whatever case. The prebuilt ones keep their names. A function gets its
/// arguments evaluated: null, a bool, long, double, string or byte array, or a <see cref="JsonElement"/> for lists and objects; it answers
/// with one of these or with anything that can be written as JSON. One that throws leaves its place in the card as it is written.
/// </summary>
public sealed class HostFunctions
{
    private readonly FrozenDictionary<string, Function> _functions;

    public HostFunctions(IEnumerable<KeyValuePair<string, Func<IReadOnlyList<object?>, object?>>> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        _functions = functions.ToFrozenDictionary(f => f.Key, f => Wrapped(f.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>None.</summary>
    public static HostFunctions None { get; } = new([]);

    internal Function? Find(string name) => _functions.GetValueOrDefault(name);

    private static Function Wrapped(Func<IReadOnlyList<object?>, object?> function) =>
        new(0, int.MaxValue, a => a.All() is { } values ? Answer(function, values, a.Budget) : Value.Failed);

    private static object? Answer(Func<IReadOnlyList<object?>, object?> function, object?[] values, Budget budget)
    {
        try
        {
            var answer = Value.Of(function(Array.ConvertAll(values, Given)));
            return answer is string text ? budget.Text(text) : answer;
        }
        catch (Exception e) when (e is not Templating.AdaptiveTemplateException)
        {
            budget.Warn($"A function of the host failed: {e.Message}");
            return Value.Failed;
        }
    }

    private static object? Given(object? value) => value is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>
        ? JsonElement.Parse(Json.Write(value))
        : value;
}
