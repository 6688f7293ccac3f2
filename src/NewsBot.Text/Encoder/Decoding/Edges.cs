namespace NewsBot.Text.Encoder.Decoding;

/// <summary>Takes from the ends of a span what both guides leave outside: commas, colons and dashes, and a stop behind a closing
/// quotation mark.</summary>
internal static class Edges
{
    public static TextSpan Trim(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && (IsLoose(text[start]) || char.IsWhiteSpace(text[start])))
            start++;
        while (end > start && (IsLoose(text[end - 1]) || char.IsWhiteSpace(text[end - 1])
            || (text[end - 1] == '.' && end - start > 1 && text[end - 2] is '”' or '"' or '»')))
            end--;
        return start < end ? new(start, end) : span;
    }

    /// <summary>The span with the rest of the words that its ends cut: a word piece is no word.</summary>
    public static TextSpan Whole(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start > 0 && start < text.Length && IsInside(text, start))
            start--;
        while (end > 0 && end < text.Length && IsInside(text, end))
            end++;
        return new(start, end);
    }

    /// <summary>Spans in text order, those that overlap as one, and nothing of the cue in them.</summary>
    public static List<TextSpan> Joined(string text, List<TextSpan> spans, TextSpan cue)
    {
        var joined = new List<TextSpan>(spans.Count);
        foreach (var one in spans)
        {
            var span = one.Overlaps(cue) && one.End > cue.End ? Trim(text, one with { Start = cue.End }) : one;
            if (joined is [.., var last] && span.Start < last.End)
                joined[^1] = last with { End = Math.Max(last.End, span.End) };
            else
                joined.Add(span);
        }

        return joined;
    }

    // "saidKabul" is two words whose space was lost.
    private static bool IsInside(string text, int at) =>
        char.IsLetterOrDigit(text[at]) && char.IsLetterOrDigit(text[at - 1]) && !(char.IsUpper(text[at]) && char.IsLower(text[at - 1]));

    private static bool IsLoose(char c) => c is ',' or ';' or ':' or '—' or '–' or '-';
}
