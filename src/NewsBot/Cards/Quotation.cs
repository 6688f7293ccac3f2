using System.Buffers;
using System.Text;
using NewsBot.Stories;
using NewsBot.Text;

namespace NewsBot.Cards;

/// <summary>
/// The words of a statement as they are shown: between quotation marks only when they were checked against the stored text; what is not a
/// quotation as a whole, with the words of saying before it.
/// </summary>
internal static class Quotation
{
    private const string Marks = "\"“”„‟«»‹›〝〞＂";

    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);

    public static string Of(StatementView view, int max)
    {
        var words = CardText.Line(view.Words, int.MaxValue);
        if (!view.Verbatim || view.Statement.Type == ReportType.Indirect)
            return CardText.Cut(WithoutMarks(Led(view, words)), max);
        if (view.Statement.Type == ReportType.Mixed)
            return CardText.Cut(Led(view, words), max);
        var inner = Inner(words);
        // A comma before the closing mark leads to the paper's "he said", which the card does not show.
        return inner is null ? CardText.Cut(words, max) : $"“{CardText.Cut(inner.TrimEnd(',', '،', ' '), max)}”";
    }

    /// <summary>Whether the words end before their end when they may take so many characters.</summary>
    public static bool IsCut(StatementView view, int max) => Of(view, int.MaxValue).Length > Of(view, max).Length;

    /// <summary>True when the words that are shown begin with the words of saying.</summary>
    public static bool IsLed(StatementView view) => view is { Verbatim: true, Lead: not null, Statement.Type: not ReportType.Direct };

    private static string Led(StatementView view, string words) =>
        IsLed(view) ? $"{CardText.Line(view.Lead, int.MaxValue)} {words}" : words;

    /// <summary>The words inside their own marks, or all of them when they have none; null when the marks are better left as they are.</summary>
    private static string? Inner(string words)
    {
        if (!words.AsSpan().ContainsAny(AnyMark))
            return words;
        if (words.Length < 3 || !Marks.Contains(words[0]) || !Marks.Contains(words[^1]))
            return null;
        var inner = words[1..^1];
        return inner.Contains(words[0]) || inner.Contains(words[^1]) ? null : inner;
    }

    // Apostrophes stay: a single mark between letters, or after one, is part of a word more often than not.
    private static string WithoutMarks(string words)
    {
        var kept = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (!Marks.Contains(c) && c != '‘')
                kept.Append(c);
        }

        return kept.ToString().Trim();
    }
}
