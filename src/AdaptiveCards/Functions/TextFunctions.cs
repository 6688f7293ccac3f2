using System.Globalization;
using System.Text.RegularExpressions;
using AdaptiveCards.Expressions;
using AdaptiveCards.Templating;

namespace AdaptiveCards.Functions;

/// <summary>Functions of text. Null counts as the empty text, as in the official engine.</summary>
internal static class TextFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        FunctionTable.Of("concat", 1, int.MaxValue, Concat),
        FunctionTable.Of("&", 2, (v, b) => b.Text(Value.AsText(v[0]) + Value.AsText(v[1]))),
        FunctionTable.OfTexts("length", 1, (t, _) => (long)t[0].Length),
        FunctionTable.Of("substring", 2, 3, Substring),
        FunctionTable.OfTexts("replace", 3, (t, b) => Replace(t, b, StringComparison.Ordinal)),
        FunctionTable.OfTexts("replaceIgnoreCase", 3, (t, b) => Replace(t, b, StringComparison.OrdinalIgnoreCase)),
        FunctionTable.OfTexts("split", 1, 2, Split),
        Cased("toLower", (s, c) => c.TextInfo.ToLower(s)),
        Cased("toUpper", (s, c) => c.TextInfo.ToUpper(s)),
        Cased("titleCase", (s, c) => c.TextInfo.ToTitleCase(c.TextInfo.ToLower(s))),
        Cased("sentenceCase", (s, c) => s.Length == 0 ? s : c.TextInfo.ToUpper(s[..1]) + c.TextInfo.ToLower(s[1..])),
        FunctionTable.OfTexts("trim", 1, (t, _) => t[0].Trim()),
        FunctionTable.OfTexts("startsWith", 2, (t, _) => t[0].StartsWith(t[1], StringComparison.Ordinal)),
        FunctionTable.OfTexts("endsWith", 2, (t, _) => t[0].EndsWith(t[1], StringComparison.Ordinal)),
        FunctionTable.OfTexts("countWord", 1, (t, _) => (long)t[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length),
        FunctionTable.Of("addOrdinal", 1, (v, _) => Value.AsWhole(v[0]) is { } number ? Ordinal(number) : Value.Failed),
        FunctionTable.OfTexts("isMatch", 2, IsMatch),
        FunctionTable.Of("eol", 0, (_, _) => Environment.NewLine),
        FunctionTable.Of("newGuid", 0, (_, b) => NewGuid(b.Random)),
    ];

    private static object? Concat(object?[] values, Budget budget)
    {
        if (Array.TrueForAll(values, v => v is null))
            return null;
        if (Array.TrueForAll(values, v => v is null || Value.AsList(v) is not null))
            return values.SelectMany(v => Value.AsList(v) ?? []).ToList();
        return budget.Text(string.Concat(values.Select(Value.AsText)));
    }

    private static object? Substring(object?[] values, Budget budget)
    {
        if (Value.TextOf(values[0]) is not { } text || Value.AsCount(values[1]) is not (>= 0 and var start) || start > text.Length)
            return Value.Failed;
        if (values.Length == 2)
            return text[start..];
        return Value.AsCount(values[2]) is { } length && length >= 0 && length <= text.Length - start ? text.Substring(start, length) : Value.Failed;
    }

    private static object? Replace(string[] texts, Budget budget, StringComparison comparison)
    {
        var (text, old, fresh) = (texts[0], texts[1], texts[2]);
        if (old.Length == 0)
            return Value.Failed;
        budget.Length((long)text.Length / old.Length * fresh.Length + text.Length, 0);
        return text.Replace(old, fresh, comparison);
    }

    private static object? Split(string[] texts, Budget budget) => texts is [var text, { Length: > 0 } mark]
        ? text.Split(mark).ToList<object?>()
        : texts[0].Select(c => (object?)c.ToString()).ToList();

    private static (string Name, Function Function) Cased(string name, Func<string, CultureInfo, string> change) =>
        FunctionTable.Of(name, 1, 2, (v, b) =>
            Value.TextOf(v[0]) is { } text && Cultures.TryFind(FunctionTable.Optional(v, 1), b.Culture, out var culture)
                ? change(text, culture)
                : Value.Failed);

    // Version 4 of RFC 9562: random but for its version and variant.
    private static string NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

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
    // ahead, a back reference) is tried by the other one.
    private static object? IsMatch(string[] texts, Budget budget)
    {
        try
        {
            return budget.Match(time => Regex.IsMatch(texts[0], texts[1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, time));
        }
        catch (NotSupportedException)
        {
            return IsSlowMatch(texts, budget);
        }
        catch (ArgumentException)
        {
            return Value.Failed;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new AdaptiveTemplateException("A pattern takes too long", e);
        }
    }

    private static object? IsSlowMatch(string[] texts, Budget budget)
    {
        try
        {
            return budget.Match(time => Regex.IsMatch(texts[0], texts[1], RegexOptions.CultureInvariant, time));
        }
        catch (ArgumentException)
        {
            return Value.Failed;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new AdaptiveTemplateException("A pattern takes too long", e);
        }
    }
}
