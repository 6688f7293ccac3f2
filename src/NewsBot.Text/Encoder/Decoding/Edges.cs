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

    private static bool IsLoose(char c) => c is ',' or ';' or ':' or '—' or '–' or '-';
}
