using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>The sentences around a statement's words, as they stand in the text.</summary>
public static class Surroundings
{
    /// <summary>No more than this is shown, in characters.</summary>
    public const int Longest = 900;

    /// <summary>The paragraphs that hold the spans; a very long one is cut to the sentences near them.</summary>
    public static string Of(string text, IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0 || spans.Any(s => s.Start < 0 || s.End > text.Length || s.Start >= s.End))
            return "";
        var (from, to) = (spans.Min(s => s.Start), spans.Max(s => s.End));
        var start = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        var end = text.IndexOf('\n', to) is var line and >= 0 ? line : text.Length;
        if (end - start <= Longest)
            return text[start..end].Trim();

        var room = Math.Max(0, (Longest - (to - from)) / 2);
        var left = Math.Max(start, from - room);
        var right = Math.Min(end, to + room);
        left = left == start ? start : SentenceStart(text, left, from);
        right = right == end ? end : SentenceEnd(text, to, right);
        return text[left..right].Trim();
    }

    private static int SentenceStart(string text, int left, int from)
    {
        for (var i = left; i < from - 1; i++)
        {
            if (text[i] is '.' or '?' or '!' or '۔' && char.IsWhiteSpace(text[i + 1]))
                return i + 1;
        }

        return from;
    }

    private static int SentenceEnd(string text, int to, int right)
    {
        for (var i = right - 1; i > to; i--)
        {
            if (text[i] is '.' or '?' or '!' or '۔')
                return i + 1;
        }

        return to;
    }
}
