namespace NewsBot.Text.Segments;

/// <summary>Cuts a text at its line breaks. A single break before a small letter is a wrapped line and cuts nothing.</summary>
internal static class Paragraphs
{
    public static List<TextSpan> Of(string text)
    {
        var found = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && (text[i] is not ('\n' or '\r' or '\u2028' or '\u2029') || IsWrap(text, i)))
                continue;
            Add(text, start, i, found);
            start = i + 1;
        }

        return found;
    }

    private static bool IsWrap(string text, int i) =>
        i > 0 && i + 1 < text.Length && char.IsLower(text[i + 1]) && !char.IsWhiteSpace(text[i - 1])
            && text[i - 1] is not ('.' or '!' or '?');

    private static void Add(string text, int start, int end, List<TextSpan> found)
    {
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        if (end > start)
            found.Add(new(start, end));
    }

    // Zero-width and direction marks show nothing; a paragraph of them is empty.
    private static bool IsBlank(char c) => char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;
}
