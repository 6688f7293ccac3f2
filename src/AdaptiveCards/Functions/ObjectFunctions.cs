using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Functions of objects. None changes its argument: they answer with a changed copy.</summary>
internal static class ObjectFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("getProperty", 1, 2, (v, b) => v.Length == 1
            ? Value.Failed
            : Value.TryGetProperty(v[0], Value.AsText(v[1]), out var found) ? found : null),
        FunctionTable.Of("setProperty", 3, (v, _) => Changed(v[0], m => m[Value.AsText(v[1])] = v[2])),
        FunctionTable.Of("addProperty", 3, (v, _) => Value.TryGetProperty(v[0], Value.AsText(v[1]), out var _)
            ? Value.Failed
            : Changed(v[0], m => m[Value.AsText(v[1])] = v[2])),
        FunctionTable.Of("removeProperty", 2, (v, _) => Changed(v[0], m => m.Remove(Value.AsText(v[1])))),
        FunctionTable.Of("merge", 1, int.MaxValue, Merge),
    ];

    private static object Changed(object? owner, Action<Dictionary<string, object?>> change)
    {
        if (Value.AsMap(owner) is not { } map)
            return Value.Failed;
        var copy = new Dictionary<string, object?>(map, StringComparer.Ordinal);
        change(copy);
        return copy;
    }

    private static object? Merge(object?[] values, Budget budget)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (Value.AsMap(value) is not { } map)
                return Value.Failed;
            foreach (var (name, item) in map)
                merged[name] = item;
        }

        return merged;
    }
}
