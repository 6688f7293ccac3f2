using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>Functions of lists; some take text as well.</summary>
internal static class ListFunctions
{
    // Lists are nested no deeper than expressions and JSON are.
    private const int DeepestList = 200;

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        ("select", new(3, 3, Select, Lambda: true)),
        ("foreach", new(3, 3, Select, Lambda: true)),
        ("where", new(3, 3, Where, Lambda: true)),
        ("any", new(3, 3, a => Items(a[0], a.Budget) is { } items ? Any(items, a, true) : Value.Failed, Lambda: true)),
        ("all", new(3, 3, a => Items(a[0], a.Budget) is { } items ? !Any(items, a, false) : Value.Failed, Lambda: true)),
        FunctionTable.Of("count", 1, (v, _) => v[0] is string s ? (long)s.Length : Value.AsList(v[0])?.Count is { } n ? (long)n : Value.AsMap(v[0])?.Count is { } m ? (long)m : Value.Failed),
        FunctionTable.Asking("empty", 1, v => v[0] is null or "" || Value.AsList(v[0]) is { Count: 0 } || Value.AsMap(v[0]) is { Count: 0 }),
        ("contains", new(2, 2, a => a.All() is { } values && Contains(values))),
        FunctionTable.Of("indexOf", 2, (v, _) => IndexOf(v, last: false)),
        FunctionTable.Of("lastIndexOf", 2, (v, _) => IndexOf(v, last: true)),
        FunctionTable.Of("first", 1, (v, _) => v[0] is string { Length: > 0 } s ? s[..1] : Value.AsList(v[0]) is { Count: > 0 } list ? list[0] : null),
        FunctionTable.Of("last", 1, (v, _) => v[0] is string { Length: > 0 } s ? s[^1..] : Value.AsList(v[0]) is { Count: > 0 } list ? list[^1] : null),
        FunctionTable.Of("join", 2, 3, Join),
        FunctionTable.Of("take", 2, Take),
        FunctionTable.Of("skip", 2, (v, _) => Value.AsList(v[0]) is { } list && Value.AsCount(v[1]) is { } count
            ? list.Skip(count).ToList()
            : Value.Failed),
        FunctionTable.Of("subArray", 2, 3, SubArray),
        FunctionTable.Of("sortBy", 1, 2, (v, _) => Sort(v, descending: false)),
        FunctionTable.Of("sortByDescending", 1, 2, (v, _) => Sort(v, descending: true)),
        FunctionTable.Of("reverse", 1, (v, _) => v[0] is string s
            ? string.Concat(s.EnumerateRunes().Reverse().Select(r => r.ToString()))
            : Value.AsList(v[0]) is { } list ? list.Reverse().ToList() : Value.Failed),
        FunctionTable.Of("unique", 1, (v, _) => Value.AsList(v[0]) is { } list ? list.Distinct(Value.Comparer).ToList() : Value.Failed),
        FunctionTable.Of("union", 1, int.MaxValue, Union),
        FunctionTable.Of("intersection", 1, int.MaxValue, Intersection),
        FunctionTable.Of("flatten", 1, 2, Flatten),
        FunctionTable.Of("indicesAndValues", 1, (v, _) => Value.AsList(v[0]) is { } list
            ? list.Select((x, i) => (object?)Pair("index", (long)i, x)).ToList()
            : Value.AsMap(v[0])?.Select(p => (object?)Pair("index", p.Key, p.Value)).ToList() ?? Value.Failed),
    ];

    // An object is walked as a list of its properties, each with a key and a value.
    private static IReadOnlyList<object?>? Items(object? source, Budget budget)
    {
        budget.Look(Value.SizeOf(source));
        return Value.AsList(source) ?? Value.AsMap(source)?.Select(p => (object?)Pair("key", p.Key, p.Value)).ToList();
    }

    private static Dictionary<string, object?> Pair(string name, object? key, object? value) => new() { [name] = key, ["value"] = value };

    private static object? Select(Arguments arguments)
    {
        if (Items(arguments[0], arguments.Budget) is not { } items)
            return Value.Failed;
        var results = new List<object?>(items.Count);
        foreach (var item in items)
        {
            var result = arguments.Apply(item);
            if (Value.IsFailed(result))
                return result;
            results.Add(result);
        }

        return results;
    }

    private static object? Where(Arguments arguments)
    {
        var source = arguments[0];
        if (Items(source, arguments.Budget) is not { } items)
            return Value.Failed;
        var kept = items.Where(i => Value.IsTrue(arguments.Apply(i))).ToList();
        return Value.AsMap(source) is null ? kept
            : kept.Select(Value.AsMap).ToDictionary(p => Value.AsText(p!["key"]), p => p!["value"], StringComparer.Ordinal);
    }

    private static bool Any(IReadOnlyList<object?> items, Arguments arguments, bool wanted) =>
        items.Any(i => Value.IsTrue(arguments.Apply(i)) == wanted);

    private static bool Contains(object?[] values) => values[0] switch
    {
        string text => values[1] is string part && text.Contains(part, StringComparison.Ordinal),
        var v when Value.AsList(v) is { } list => list.Any(i => Value.Equals(i, values[1])),
        var v when Value.AsMap(v) is not null => values[1] is string name && Value.TryGetProperty(v, name, out _),
        _ => false,
    };

    private static object? IndexOf(object?[] values, bool last)
    {
        if (values[0] is null or string)
        {
            if (Value.TextOf(values[1]) is not { } part)
                return Value.Failed;
            var text = Value.AsText(values[0]);
            return (long)(last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal));
        }

        if (Value.AsList(values[0]) is not { } list)
            return Value.Failed;
        var found = Enumerable.Range(0, list.Count).Where(i => Value.Equals(list[i], values[1])).DefaultIfEmpty(-1);
        return (long)(last ? found.Last() : found.First());
    }

    private static object? Join(object?[] values, Budget budget)
    {
        if (Value.AsList(values[0]) is not { } list)
            return Value.Failed;
        if (Value.TextOf(values[1]) is not { } mark || Value.TextOf(values[^1]) is not { } lastMark)
            return Value.Failed;
        var texts = list.Select(Value.AsText).ToList();
        budget.Length(texts.Sum(t => (long)t.Length) + (long)mark.Length * texts.Count + lastMark.Length, 0);
        return texts.Count < 2 ? string.Concat(texts) : string.Join(mark, texts[..^1]) + lastMark + texts[^1];
    }

    private static object? Take(object?[] values, Budget budget)
    {
        if (Value.AsCount(values[1]) is not { } count)
            return Value.Failed;
        if (values[0] is string text)
            return text[..Math.Clamp(count, 0, text.Length)];
        return Value.AsList(values[0]) is { } list ? list.Take(count).ToList() : Value.Failed;
    }

    private static object? SubArray(object?[] values, Budget budget)
    {
        if (Value.AsList(values[0]) is not { } list || Value.AsCount(values[1]) is not { } start)
            return Value.Failed;
        var end = values.Length > 2 ? Value.AsCount(values[2]) : list.Count;
        return end is { } stop && start >= 0 && start <= stop && stop <= list.Count ? list.Skip(start).Take(stop - start).ToList() : Value.Failed;
    }

    private static object? Sort(object?[] values, bool descending)
    {
        if (Value.AsList(values[0]) is not { } list)
            return Value.Failed;
        var property = FunctionTable.Optional(values, 1) as string;
        object? Key(object? item) => property is null ? item : Value.TryGetProperty(item, property, out var value) ? value : Along(item, property);
        // What is null or not there comes first.
        var order = Comparer<object?>.Create((a, b) => Value.Compare(a, b) ?? (b is null).CompareTo(a is null));
        return (descending ? list.OrderByDescending(Key, order) : list.OrderBy(Key, order)).ToList();
    }

    private static object? Along(object? item, string path) =>
        path.Split('.').Aggregate(item, (at, name) => Value.TryGetProperty(at, name, out var value) ? value : null);

    // Without a depth all the way down, and never less than one.
    private static object? Flatten(object?[] values, Budget budget)
    {
        if (Value.AsList(values[0]) is not { } list || Value.AsCount(values.Length > 1 ? values[1] : (long)DeepestList) is not { } depth)
            return Value.Failed;
        var flat = new List<object?>();
        Flatten(list, Math.Clamp(depth, 1, DeepestList), flat);
        return flat;
    }

    private static void Flatten(IReadOnlyList<object?> list, int depth, List<object?> flat)
    {
        foreach (var item in list)
        {
            if (depth > 0 && Value.AsList(item) is { } inner)
                Flatten(inner, depth - 1, flat);
            else
                flat.Add(item);
        }
    }

    private static object? Union(object?[] values, Budget budget)
    {
        var lists = values.Select(Value.AsList).ToList();
        return lists.Contains(null) ? Value.Failed : lists.SelectMany(l => l!).Distinct(Value.Comparer).ToList();
    }

    private static object? Intersection(object?[] values, Budget budget)
    {
        var lists = values.Select(Value.AsList).ToList();
        return lists.Contains(null)
            ? Value.Failed
            : lists.Aggregate((a, b) => a!.Intersect(b!, Value.Comparer).ToList())!.Distinct(Value.Comparer).ToList();
    }
}
