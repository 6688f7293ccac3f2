using System.Buffers;
using System.Globalization;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Documents;

/// <summary>
/// A path into JSON: <c>$.outlets[0].name</c>, <c>$..name</c>, <c>$.outlets[*]</c>, <c>$['a b'][-1]</c>, <c>$.l[0,2]</c>, <c>$.l[1:3]</c>,
/// <c>$.outlets[?(@.country == 'pk' &amp;&amp; @.year &gt; 2009)]</c>. Source: RFC 9535; a filter joins comparisons and tests of existence
/// by and, and those by or, without brackets.
/// </summary>
internal sealed class JsonPath
{
    private const int MaxLength = 1000;

    private static readonly SearchValues<char> NoName = SearchValues.Create("]()?@,:'\" ");

    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly List<Func<object?, Budget, IEnumerable<object?>>> _steps = [];

    /// <summary>Null when the text is no such path.</summary>
    public static JsonPath? Parse(string text)
    {
        var path = new JsonPath();
        try
        {
            return text.Length <= MaxLength && text.StartsWith('$') && path.Read(text, 1) ? path : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>What the path leads to, in the order of the data.</summary>
    public List<object?> Select(object? root, Budget budget)
    {
        var found = new List<object?> { root };
        foreach (var step in _steps)
            found = [.. found.SelectMany(v => step(v, budget)).Select(v => Counted(v, budget))];
        return found;
    }

    private bool Read(string text, int at)
    {
        while (at < text.Length)
        {
            var deep = string.CompareOrdinal(text, at, "..", 0, 2) == 0;
            if (deep)
                _steps.Add(All);
            if (text[at] == '.')
                at += deep ? 2 : 1;
            else if (text[at] != '[')
                return false;
            if (at >= text.Length)
                return false;
            var step = text[at] == '[' ? Bracketed(text, ref at) : Named(text, ref at);
            if (step is null)
                return false;
            _steps.Add(step);
        }

        return true;
    }

    private static Func<object?, Budget, IEnumerable<object?>>? Named(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not ('.' or '['))
            at++;
        var name = text[start..at];
        return name.Length == 0 || name.AsSpan().ContainsAny(NoName) ? null : name == "*" ? (v, _) => Children(v) : (v, _) => Property(v, name);
    }

    private static Func<object?, Budget, IEnumerable<object?>>? Bracketed(string text, ref int at)
    {
        var end = EndOf(text, at);
        if (end < 0)
            return null;
        var inner = text[(at + 1)..end].Trim();
        at = end + 1;
        if (inner == "*")
            return (v, _) => Children(v);
        if (inner.StartsWith('?'))
            return Filter(inner[1..].Trim());
        var parts = Parts(inner, ",").ConvertAll(Part);
        return parts.Count == 0 || parts.Contains(null) ? null : (v, b) => parts.SelectMany(p => p!(v, b));
    }

    private static Func<object?, Budget, IEnumerable<object?>>? Part(string part)
    {
        if (Literal(part) is string name)
            return (v, _) => Property(v, name);
        var ends = part.Split(':');
        if (ends is [var only])
            return Whole(only) is { } index ? (v, _) => At(v, index) : null;
        if (ends.Length > 3 || ends.Any(e => e.Trim().Length > 0 && Whole(e) is null))
            return null;
        var stride = ends.Length == 3 ? Whole(ends[2]) ?? 1 : 1;
        return stride > 0 ? (v, _) => Slice(v, Whole(ends[0]), Whole(ends[1]), stride) : null;
    }

    // (@.price > 10 && @.name || @.free), with or without the brackets.
    private static Func<object?, Budget, IEnumerable<object?>>? Filter(string text)
    {
        if (text.StartsWith('(') && text.EndsWith(')'))
            text = text[1..^1];
        var either = Parts(text, "||").ConvertAll(part => Parts(part, "&&").ConvertAll(Test));
        return either.Exists(every => every.Contains(null))
            ? null
            : (v, b) => Children(v).Where(c => either.Exists(every => every.TrueForAll(test => test!(c, b))));
    }

    private static Func<object?, Budget, bool>? Test(string text)
    {
        var at = -1;
        var sign = "";
        for (var i = 0; i < text.Length && at < 0; i++)
        {
            if (text[i] is '\'' or '"')
                i = Lexer.EndOfText(text, i) - 1;
            else if (Array.Find(Comparisons, c => string.CompareOrdinal(text, i, c, 0, c.Length) == 0) is { } found)
                (at, sign) = (i, found);
        }

        var left = (at < 0 ? text : text[..at]).Trim();
        if (!left.StartsWith('@') || Parse("$" + left[1..]) is not { } path)
            return null;
        if (at < 0)
            return (v, b) => path.Select(v, b).Count > 0;
        var right = Literal(text[(at + sign.Length)..].Trim());
        return Value.IsFailed(right) ? null : (v, b) => path.Select(v, b).Exists(x => Holds(x, sign, right));
    }

    private static bool Holds(object? left, string sign, object? right) => sign switch
    {
        "==" => Value.Equals(left, right),
        "!=" => !Value.Equals(left, right),
        _ => Value.Compare(left, right) is { } order && sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        },
    };

    // Text between quotes, a number, true, false or null.
    private static object? Literal(string text) => text switch
    {
        ['\'' or '"', ..] when Lexer.EndOfText(text, 0) == text.Length => Lexer.Unescape(text[1..^1]),
        "null" => null,
        "true" => true,
        "false" => false,
        _ => Value.AsNumber(text) ?? Value.Failed,
    };

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<object?> Property(object? value, string name) =>
        Value.AsMap(value) is { } map && map.TryGetValue(name, out var found) ? [found] : [];

    private static IEnumerable<object?> Children(object? value) => Value.AsList(value) ?? Value.AsMap(value)?.Values ?? [];

    private static IEnumerable<object?> All(object? value, Budget budget) =>
        Children(value).SelectMany(c => All(Counted(c, budget), budget)).Prepend(value);

    private static IEnumerable<object?> At(object? value, int index)
    {
        var list = Value.AsList(value) ?? [];
        var at = index < 0 ? list.Count + index : index;
        return at >= 0 && at < list.Count ? [list[at]] : [];
    }

    private static IEnumerable<object?> Slice(object? value, int? from, int? to, int stride)
    {
        var list = Value.AsList(value) ?? [];
        int Place(int? end, int otherwise) => end is not { } given ? otherwise : Math.Clamp(given < 0 ? list.Count + given : given, 0, list.Count);
        var (start, stop) = (Place(from, 0), Place(to, list.Count));
        return Enumerable.Range(start, Math.Max(0, stop - start)).Where(i => (i - start) % stride == 0).Select(i => list[i]);
    }

    private static object? Counted(object? value, Budget budget)
    {
        budget.Step();
        return value;
    }

    private static int EndOf(string text, int start)
    {
        var open = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"')
                i = Lexer.EndOfText(text, i) - 1;
            else if (text[i] == '[')
                open++;
            else if (text[i] == ']' && --open == 0)
                return i;
        }

        return -1;
    }

    private static List<string> Parts(string inner, string mark)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] is '\'' or '"')
            {
                i = Lexer.EndOfText(inner, i) - 1;
            }
            else if (string.CompareOrdinal(inner, i, mark, 0, mark.Length) == 0)
            {
                parts.Add(inner[start..i].Trim());
                start = i + mark.Length;
                i = start - 1;
            }
        }

        parts.Add(inner[start..].Trim());
        return parts;
    }
}
