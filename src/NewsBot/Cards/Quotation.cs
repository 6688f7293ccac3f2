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

    private const string Opening = "“„‟«‹〝";

    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);

    /// <summary>The words, or as many as may be shown: from their beginning where that holds the sentence that carries the topic, else from
    /// that sentence.</summary>
    /// <param name="view">The statement.</param>
    /// <param name="max">Characters, quotation marks around them not counted.</param>
    public static string Of(StatementView view, int max)
    {
        var beginning = From(view, 0, max);
        if (!MayBeCut(beginning) || view.Passage is not { Start: > 0 } passage || Holds(beginning, view, passage))
            return beginning;
        return From(view, passage.Start, max);
    }

    /// <summary>Whether not all of the words are shown when they may take so many characters.</summary>
    public static bool IsCut(StatementView view, int max) => From(view, 0, int.MaxValue) != Of(view, max);

    /// <summary>True when the words that are shown begin with the words of saying.</summary>
    public static bool IsLed(StatementView view) => view is { Verbatim: true, Lead: not null, Statement.Type: not ReportType.Direct };

    // Spares the search for a passage where nothing is left out.
    private static bool MayBeCut(string shown) =>
        shown.EndsWith(" …", StringComparison.Ordinal) || shown.EndsWith(" …”", StringComparison.Ordinal);

    private static bool HasMarks(StatementView view) => view.Verbatim && view.Statement.Type != ReportType.Indirect;

    private static bool Holds(string shown, StatementView view, TextSpan passage)
    {
        var words = CardText.Line(passage.Of(view.Words), int.MaxValue);
        return shown.Contains(HasMarks(view) ? words : WithoutMarks(words), StringComparison.Ordinal);
    }

    private static string From(StatementView view, int start, int max)
    {
        var whole = CardText.Line(view.Words, int.MaxValue);
        var words = start == 0 ? whole : CardText.Line(view.Words[start..], int.MaxValue);
        var before = start == 0 ? "" : "… ";
        if (!HasMarks(view))
            return CardText.Cut(WithoutMarks(Led(view, before + words)), max);
        // A comma before the closing mark leads to the paper's "he said", which the card does not show.
        if (view.Statement.Type == ReportType.Direct && Inner(whole, words) is { } inner)
            return $"“{CardText.Cut(before + inner.TrimEnd(',', '،', ' '), max)}”";
        return CardText.Cut(Led(view, before + MarkOpenAt(view.Words, start) + words), max);
    }

    private static string Led(StatementView view, string words) =>
        IsLed(view) ? $"{CardText.Line(view.Lead, int.MaxValue)} {words}" : words;

    /// <summary>The words inside the marks of the whole that they end, or all of them when it has none; null when the marks are better
    /// left as they are.</summary>
    private static string? Inner(string whole, string words)
    {
        if (!whole.AsSpan().ContainsAny(AnyMark))
            return words;
        if (whole.Length < 3 || !Marks.Contains(whole[0]) || !Marks.Contains(whole[^1]))
            return null;
        var inner = whole[1..^1];
        if (inner.Contains(whole[0]) || inner.Contains(whole[^1]))
            return null;
        return words.Length == whole.Length ? inner : words[..^1];
    }

    // The mark that is open there and closed later, to be set again; a paragraph of a long quotation opens without the one before being
    // closed.
    private static string MarkOpenAt(string words, int start)
    {
        char? open = null;
        foreach (var c in words.AsSpan(0, start))
        {
            if (!Marks.Contains(c))
                continue;
            if (open is null)
                open = c;
            else if (open != c || !Opening.Contains(c))
                open = null;
        }

        var next = words.AsSpan(start).IndexOfAny(AnyMark);
        if (open is not { } mark || next < 0 || words[start] == mark)
            return "";
        return words[start + next] == mark && Opening.Contains(mark) ? "" : mark.ToString();
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
