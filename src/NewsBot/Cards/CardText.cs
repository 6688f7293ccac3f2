using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Cards;

/// <summary>
/// Text from outside (feeds, pages, people) on its way to a card. Templates put such text only into text runs, where no markup
/// is read; here goes what would still act there: control characters, direction overrides, invisible characters, mentions.
/// </summary>
internal static partial class CardText
{
    private const int MaxMarks = 6;

    private const char Isolate = '\u2068';
    private const char EndIsolate = '\u2069';

    // Each is an element of the card, whose frame weighs more than a short line.
    private const int MaxParagraphs = 60;

    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        "<{\u00AD\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF\uFFF9\uFFFA\uFFFB");

    /// <summary>One line of at most <paramref name="max"/> characters, cut at a word and ended with "…" when it is longer.</summary>
    public static string Line(string? text, int max = 200) => Cut(Spaces().Replace(Clean(text), " ").Trim(), max);

    /// <summary>"1 statement", "2 statements".</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">In the singular; its plural adds an s.</param>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>The paragraphs of a text, each a line; none is empty.</summary>
    public static IReadOnlyList<string> Paragraphs(string? text, int max = 2000)
    {
        var left = max;
        var paragraphs = new List<string>();
        foreach (var paragraph in Clean(text).Split('\n'))
        {
            var line = Line(paragraph, Math.Max(left, 1));
            if (line.Length == 0)
                continue;
            if (paragraphs.Count == MaxParagraphs)
            {
                paragraphs[^1] += " …";
                break;
            }

            paragraphs.Add(line);
            left -= line.Length;
            if (left <= 0)
                break;
        }

        return paragraphs;
    }

    /// <summary>True when right-to-left letters are in the majority.</summary>
    public static bool IsRightToLeft(string text)
    {
        var balance = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                balance += IsRightToLeft(rune.Value) ? 1 : -1;
        }

        return balance > 0;
    }

    /// <summary>The address if it is an absolute http or https address that a button may open; null otherwise.</summary>
    public static string? Url(string? url) =>
        url is { Length: > 0 and <= 2048 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0 && uri.Host.Length > 0 ? uri.AbsoluteUri : null;

    /// <summary>Cuts at a word; the mark that closes a quotation stays behind the cut.</summary>
    public static string Shorten(string text, int max) =>
        text.Length > max && text is ['“', .. var words, '”'] ? $"“{Cut(words, max - 2)}”" : Cut(text, max);

    /// <summary>A name or a quotation inside a line of ours. One that is written from the right is isolated (Unicode's bidirectional
    /// algorithm, FSI and PDI): the figures and marks behind it would else be drawn as a part of it.</summary>
    public static string Isolated(string text) =>
        text.EnumerateRunes().Any(r => IsRightToLeft(r.Value)) ? $"{Isolate}{text}{EndIsolate}" : text;

    /// <summary>Cuts at a word, leaving no half of a surrogate pair and no isolate open.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = Math.Max(max - (text.Contains(Isolate) ? 3 : 2), 0);
        var space = text.LastIndexOf(' ', end, Math.Min(end, 40));
        if (space > 0)
            end = space;
        else if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        var cut = text[..end].TrimEnd() + " …";
        return cut.LastIndexOf(Isolate) > cut.LastIndexOf(EndIsolate) ? cut + EndIsolate : cut;
    }

    private static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (!text.AsSpan().ContainsAny(Suspects) && !text.AsSpan().ContainsAnyInRange('\0', '\u001F') && Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length);
        var marks = 0;
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            marks = kind is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MaxMarks)
                continue;
            if (rune.Value is '\n' or 0x2028 or 0x2029)
                result.Append('\n');
            else if (kind == UnicodeCategory.Control)
                result.Append(' ');
            else if (kind != UnicodeCategory.Format || IsNeededJoiner(rune, before))
                result.Append(rune.ToString());
            before = rune;
        }

        var mentions = Mention().Replace(result.ToString(), "‹");
        return DateMacro().Replace(mentions, "{ {");
    }

    // Persian, Urdu, Pashto and Indic words, and joined emoji, are spelt with the two joiners; elsewhere they only hide.
    private static bool IsNeededJoiner(Rune rune, Rune before) => rune.Value switch
    {
        0x200C => IsJoining(before.Value),
        0x200D => IsJoining(before.Value) || before.Value is 0xFE0F or >= 0x1F000,
        _ => false,
    };

    private static bool IsJoining(int letter) => letter is (>= 0x0600 and <= 0x08FF) or (>= 0x0900 and <= 0x0DFF) or (>= 0xFB50 and <= 0xFEFC);

    private static bool IsRightToLeft(int letter) => letter is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // "<at>" makes a mention in Teams; "{{DATE(" and "{{TIME(" are filled in by every renderer.
    [GeneratedRegex(@"<(?=\s*/?\s*at\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\{\{(?=\s*(DATE|TIME))", RegexOptions.CultureInvariant)]
    private static partial Regex DateMacro();
}
