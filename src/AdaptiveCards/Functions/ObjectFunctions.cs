using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Functions of objects. None changes the data: they answer with a changed copy, or keep it for what follows.</summary>
internal static class ObjectFunctions
{
    private const int MaxDepth = 64;

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        ("getProperty", new(1, 2, GetProperty)),
        ("setPathToValue", new(2, 2, SetPath, Target: true)),
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

    // What is set may be set into itself again: it grows no deeper than data can be.
    private static object? SetPath(Arguments arguments)
    {
        var value = arguments[1];
        return !Value.IsFailed(value) && !Value.IsDeeperThan(value, MaxDepth) && arguments.Set(value) ? value : Value.Failed;
    }

    // A property of an object, or with the name alone one of the data, by names that no path can spell.
    private static object? GetProperty(Arguments arguments)
    {
        var owner = arguments.Count == 1 ? null : arguments[0];
        var key = arguments[arguments.Count - 1];
        if (Value.IsFailed(owner) || Value.IsFailed(key))
            return Value.Failed;
        var name = Value.AsText(key);
        var found = Value.TryGetProperty(owner, name, out var value);
        if (arguments.Count == 1)
            value = arguments.Scope.Find(name, out found);
        return found || !arguments.Scope.Substitutes ? value : arguments.Budget.Substitute(name);
    }

    private static object? Merge(object?[] values, Budget budget)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var value in values.SelectMany(v => Value.AsList(v) ?? [v]))
        {
            if (Value.AsMap(value) is not { } map)
                return Value.Failed;
            merged = Merged(merged, map);
        }

        return merged;
    }

    private static Dictionary<string, object?> Merged(IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other)
    {
        var merged = new Dictionary<string, object?>(one, StringComparer.Ordinal);
        foreach (var (name, item) in other)
        {
            merged[name] = merged.TryGetValue(name, out var before) && Value.AsMap(before) is { } left && Value.AsMap(item) is { } right
                ? Merged(left, right)
                : item;
        }

        return merged;
    }
}
