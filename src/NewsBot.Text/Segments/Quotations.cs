namespace NewsBot.Text.Segments;

/// <summary>
/// Finds quotations: curly, straight, doubled single, low and angle marks, single marks where they enclose a phrase. Marks inside
/// a quotation belong to it. A quotation that a paragraph leaves open goes on in the next one if that opens with a mark again.
/// </summary>
internal static class Quotations
{
    public static bool IsMark(char c) => c is '"' or '“' or '”' or '„' or '«' or '»' or '\'' or '‘' or '’' or '`' or '‹' or '›'
        or '‟';

    /// <summary>The quotations of one paragraph, in order; none overlap.</summary>
    public static List<Quotation> In(string text, TextSpan paragraph, bool openBefore)
    {
        var found = new List<Quotation>();
        var closers = SingleClosers(text, paragraph);
        for (var i = paragraph.Start; i < paragraph.End;)
        {
            var mark = OpeningAt(text, i, paragraph);
            if (mark.Length == 0)
            {
                i = SingleQuotation(text, i, paragraph, closers, found);
                continue;
            }

            var end = ClosingAfter(text, i + mark.Length, paragraph.End, mark);
            var continues = openBefore && found.Count == 0 && i == paragraph.Start;
            if (end < 0 && mark == "\"" && !continues && found.Count > 0 && found[^1].Closed && !EndsPhrase(text, i))
            {
                // A lone straight mark in the middle (inches, a typo) opens nothing.
                i++;
                continue;
            }

            found.Add(new(new(i, end < 0 ? paragraph.End : end), end >= 0, continues));
            i = found[^1].Span.End;
        }

        return found;
    }

    // After a comma, colon or nothing a quotation may open and run on into the next paragraph.
    private static bool EndsPhrase(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1]))
            at--;
        return at == 0 || text[at - 1] is ',' or ':' or '.' or '?' or '!' or '\n';
    }

    /// <summary>The mark that closes what opens at <paramref name="i"/>, as its opening: empty where nothing opens.</summary>
    private static string OpeningAt(string text, int i, TextSpan paragraph)
    {
        var next = i + 1 < paragraph.End ? text[i + 1] : ' ';
        switch (text[i])
        {
            case '“' or '„' or '‟':
                return "“";
            case '«':
                return "«";
            case '"':
                return "\"";
            case '\'' when next == '\'':
            case '‘' when next == '‘':
            case '`' when next == '`':
                return "''";
            case '”' when !char.IsWhiteSpace(next) && char.IsLetter(next) && Precedes(text, i, paragraph):
                return "“";
            default:
                return "";
        }
    }

    private static int ClosingAfter(string text, int from, int end, string opening)
    {
        for (var i = from; i < end; i++)
        {
            var c = text[i];
            var closes = opening switch
            {
                "“" => c == '”' || (c is '“' or '"' && !Opens(text, i, end)),
                "«" => c == '»',
                "\"" => c is '"' or '”',
                _ => (c is '\'' or '’' && i + 1 < end && text[i + 1] == c) || c is '"' or '”',
            };
            if (!closes)
                continue;
            if (opening != "''" || c is not ('\'' or '’'))
                return i + 1;
            // Three in a row close an inner single mark too.
            return i + 2 < end && text[i + 2] == c ? i + 3 : i + 2;
        }

        return -1;
    }

    private static bool Opens(string text, int i, int end) =>
        i + 1 < end && char.IsLetterOrDigit(text[i + 1]) && (i == 0 || char.IsWhiteSpace(text[i - 1]));

    private static bool Precedes(string text, int i, TextSpan paragraph) =>
        i == paragraph.Start || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '(' or '[' or '—' or '–' or '-';

    private static int SingleQuotation(string text, int i, TextSpan paragraph, int[] closers, List<Quotation> found)
    {
        var opens = text[i] is '‘' or '\'' or '`' && Precedes(text, i, paragraph) && i + 1 < paragraph.End
            && (char.IsLetter(text[i + 1]) || text[i] == '‘');
        var close = opens && closers.Length > 0 ? closers[i + 1 - paragraph.Start] : -1;
        if (close < 0)
            return i + 1;

        found.Add(new(new(i, close + 1), true, false));
        return close + 1;
    }

    // For each offset the next single mark that can close: computed once, so that a paragraph of openers stays linear.
    private static int[] SingleClosers(string text, TextSpan paragraph)
    {
        if (text.AsSpan(paragraph.Start, paragraph.Length).IndexOfAny("‘'`") < 0)
            return [];

        var next = new int[paragraph.Length + 1];
        next[^1] = -1;
        for (var i = paragraph.End - 1; i >= paragraph.Start; i--)
        {
            var at = i - paragraph.Start;
            var after = i + 1 < paragraph.End ? text[i + 1] : ' ';
            var before = i > paragraph.Start ? text[i - 1] : ' ';
            var closes = text[i] is '’' or '\'' && !char.IsLetterOrDigit(after) && !char.IsWhiteSpace(before) && after != text[i];
            next[at] = closes ? i : next[at + 1];
        }

        return next;
    }
}
