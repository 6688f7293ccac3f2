namespace NewsBot.Text.Languages;

/// <summary>Sentences and quotations of a text in Arabic script.</summary>
/// <param name="text">The text.</param>
internal sealed class ArabicText(string text)
{
    // No cue is looked for in a longer sentence.
    private const int LongestSentence = 1200;
    private static readonly char[] Stops = ['۔', '؟', '!', '\n', '.', '…'];

    public string Text { get; } = text;

    /// <summary>The end of the sentence that starts at an offset. A stop inside a quotation ends none, unless the quotation never closes.</summary>
    public int EndOfSentence(int start)
    {
        var limit = Math.Min(Text.Length, start + LongestSentence);
        for (var i = start; i < limit; i++)
        {
            if (Opens(i) && Close(i, limit) is { } close)
            {
                // A quotation that closes with a stop, behind its words of saying, ends the sentence with it.
                if (IsStop(close - 1) && !Text.AsSpan(start, i - start).IsWhiteSpace())
                    return close + 1;
                i = close;
                continue;
            }

            if (IsStop(i) && !(Text[i] == '.' && i + 1 < Text.Length && char.IsDigit(Text[i + 1])))
                return i + 1;
        }

        return limit;
    }

    public bool IsStop(int at) => Array.IndexOf(Stops, Text[at]) >= 0;

    /// <summary>Urdu papers open with the mark that closes in English, and close with the one that opens. Single marks open only before a word.</summary>
    public bool Opens(int at) => Text[at] switch
    {
        '“' or '”' or '«' or '"' => true,
        '‘' or '’' => (at == 0 || (!char.IsLetterOrDigit(Text[at - 1]) && Text[at - 1] != Text[at])) && at + Marks(at) < Text.Length && char.IsLetterOrDigit(Text[at + Marks(at)]),
        _ => false,
    };

    // Single marks are often set twice.
    private int Marks(int at) => at + 1 < Text.Length && Text[at] is '‘' or '’' && Text[at + 1] == Text[at] ? 2 : 1;

    /// <summary>Where the quotation that opens at an offset closes, in its paragraph; null when it does not.</summary>
    public int? Close(int open, int limit)
    {
        var mark = Text[open] switch { '“' => '”', '”' => '“', '«' => '»', '‘' => '’', '’' => '‘', _ => '"' };
        if (Marks(open) == 2)
        {
            var inside = Text.AsSpan(Math.Min(limit, open + 2), Math.Max(0, limit - open - 2));
            var end = inside.IndexOf([mark, mark]);
            if (end < 0)
                end = inside.IndexOf([Text[open], Text[open]]);
            return end < 0 || inside[..end].Contains('\n') ? null : open + 2 + end + 1;
        }

        var at = Text.AsSpan(open + 1, limit - open - 1).IndexOf(mark);
        return at < 0 || Text.AsSpan(open, at).Contains('\n') ? null : open + 1 + at;
    }

    /// <summary>The quotations of a sentence, marks included.</summary>
    public List<TextSpan> Quotations(TextSpan sentence)
    {
        var found = new List<TextSpan>();
        for (var i = sentence.Start; i < sentence.End; i++)
        {
            if (Opens(i) && Close(i, sentence.End) is { } close)
            {
                found.Add(new(i, close + 1));
                i = close;
            }
        }

        return found;
    }

    /// <summary>A span without white space and stops at its end and marks at its start; null when next to nothing is left.</summary>
    public TextSpan? Trimmed(int from, int end)
    {
        while (end > from && (char.IsWhiteSpace(Text[end - 1]) || IsStop(end - 1) || Text[end - 1] is '،' or ',' or '؛' or ':'))
            end--;
        while (from < end && (char.IsWhiteSpace(Text[from]) || Text[from] is '،' or ',' or '؛' or ':'))
            from++;
        return end - from > 3 ? new TextSpan(from, end) : null;
    }

    /// <summary>The words of a span, parted by white space; signs at their ends left out.</summary>
    public static List<TextSpan> Words(string text, TextSpan span)
    {
        var words = new List<TextSpan>();
        for (var i = span.Start; i < span.End;)
        {
            var end = i;
            while (end < span.End && !char.IsWhiteSpace(text[end]))
                end++;
            var (first, last) = (i, end);
            while (first < last && !char.IsLetterOrDigit(text[first]))
                first++;
            while (last > first && !IsOfWord(text[last - 1]))
                last--;
            if (last > first)
                words.Add(new(first, last));
            i = end + 1;
        }

        return words;
    }

    // A vowel sign may end a word: "محکمۂ", "نمایندهٔ".
    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
