using System.Globalization;
using System.Text.RegularExpressions;
using AdaptiveCards.Expressions;
using AdaptiveCards.Templating;

namespace AdaptiveCards.Functions;

/// <summary>Functions of text. Null counts as the empty text, as in the official engine.</summary>
internal static class TextFunctions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("concat", 1, int.MaxValue, Concat),
        FunctionTable.Of("&", 2, (v, b) => b.Text(Value.AsText(v[0]) + Value.AsText(v[1]))),
        FunctionTable.Of("length", 1, (v, _) => v[0] is null or string ? (long)Value.AsText(v[0]).Length : Value.Failed),
        FunctionTable.Of("substring", 2, 3, Substring),
        FunctionTable.Of("replace", 3, (v, b) => Replace(v, b, StringComparison.Ordinal)),
        FunctionTable.Of("replaceIgnoreCase", 3, (v, b) => Replace(v, b, StringComparison.OrdinalIgnoreCase)),
        FunctionTable.Of("split", 1, 2, Split),
        Cased("toLower", (s, c) => c.TextInfo.ToLower(s)),
        Cased("toUpper", (s, c) => c.TextInfo.ToUpper(s)),
        Cased("titleCase", (s, c) => c.TextInfo.ToTitleCase(c.TextInfo.ToLower(s))),
        Cased("sentenceCase", (s, c) => s.Length == 0 ? s : c.TextInfo.ToUpper(s[..1]) + c.TextInfo.ToLower(s[1..])),
        FunctionTable.Of("trim", 1, (v, _) => Value.AsText(v[0]).Trim()),
        FunctionTable.Of("startsWith", 2, (v, _) => Value.AsText(v[0]).StartsWith(Value.AsText(v[1]), StringComparison.Ordinal)),
        FunctionTable.Of("endsWith", 2, (v, _) => Value.AsText(v[0]).EndsWith(Value.AsText(v[1]), StringComparison.Ordinal)),
        FunctionTable.Of("countWord", 1, (v, _) => (long)Value.AsText(v[0]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length),
        FunctionTable.Of("addOrdinal", 1, (v, _) => v[0] is long number ? Ordinal(number) : Value.Failed),
        FunctionTable.Of("isMatch", 2, IsMatch),
        FunctionTable.Of("eol", 0, (_, _) => "\n"),
    ];

    private static object? Concat(object?[] values, Budget budget)
    {
        if (values.All(v => v is null || Value.AsList(v) is not null))
            return values.SelectMany(v => Value.AsList(v) ?? []).ToList();
        return budget.Text(string.Concat(values.Select(Value.AsText)));
    }

    private static object? Substring(object?[] values, Budget budget)
    {
        var text = Value.AsText(values[0]);
        if (Value.AsCount(values[1]) is not { } start || start < 0 || start > text.Length)
            return Value.Failed;
        if (values.Length == 2)
            return text[start..];
        return Value.AsCount(values[2]) is { } length && length >= 0 && length <= text.Length - start ? text.Substring(start, length) : Value.Failed;
    }

    private static object? Replace(object?[] values, Budget budget, StringComparison comparison)
    {
        var (text, old, fresh) = (Value.AsText(values[0]), Value.AsText(values[1]), Value.AsText(values[2]));
        if (old.Length == 0)
            return Value.Failed;
        budget.Length((long)text.Length / old.Length * fresh.Length + text.Length, 0);
        return text.Replace(old, fresh, comparison);
    }

    private static object? Split(object?[] values, Budget budget)
    {
        var (text, mark) = (Value.AsText(values[0]), Value.AsText(FunctionTable.Optional(values, 1)));
        return mark.Length > 0 ? text.Split(mark).ToList<object?>() : text.Select(c => (object?)c.ToString()).ToList();
    }

    private static (string Name, Function Function) Cased(string name, Func<string, CultureInfo, string> change) =>
        FunctionTable.Of(name, 1, 2, (v, b) => Cultures.TryFind(FunctionTable.Optional(v, 1), b.Culture, out var culture)
            ? change(Value.AsText(v[0]), culture)
            : Value.Failed);

    /// <summary>1st, 2nd; zero and less stay as they are.</summary>
    public static string Ordinal(long number) => number.ToString(CultureInfo.InvariantCulture) + (number <= 0 ? "" : (Math.Abs(number % 100), Math.Abs(number % 10)) switch
    {
        ( >= 11 and <= 13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    });

    // The engine without backtracking: its time grows with the text only, whatever the pattern. A pattern that it does not know (a look
    // ahead, a back reference) gets a second, and one that takes longer ends the expansion.
    private static object? IsMatch(object?[] values, Budget budget)
    {
        var (text, pattern) = (Value.AsText(values[0]), Value.AsText(values[1]));
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);
        }
        catch (NotSupportedException)
        {
            return IsSlowMatch(text, pattern);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return Value.Failed;
        }
    }

    private static object? IsSlowMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException)
        {
            return Value.Failed;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new AdaptiveTemplateException("A pattern takes longer than a second", e);
        }
    }
}
