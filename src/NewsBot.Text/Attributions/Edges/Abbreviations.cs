using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions.Edges;

/// <summary>"He praised the U." of "He praised the U.S. decision": the words go on to the end of the sentence.</summary>
internal static class Abbreviations
{
    /// <summary>The content without an end inside an abbreviation.</summary>
    public static List<TextSpan> Whole(List<Sentence> sentences, List<TextSpan> content, TextSpan cue)
    {
        for (var i = 0; i < content.Count; i++)
        {
            var span = content[i];
            if (!IsCut(sentences[0].Text, span.End))
                continue;
            var sentence = sentences.FindLast(s => s.Start <= span.Start)!;
            var next = i + 1 < content.Count ? content[i + 1].Start : int.MaxValue;
            var end = Math.Min(sentence.End, next);
            if (cue.Start >= span.End)
                end = Math.Min(end, cue.Start);
            content[i] = span with { End = sentence.Lower(sentence.Count - 1) == "." && end == sentence.End ? end - 1 : Math.Max(end, span.End) };
        }

        return content;
    }

    // Between the letters of "U.S."
    private static bool IsCut(string text, int end) =>
        end > 1 && end + 1 < text.Length && text[end - 1] == '.' && char.IsUpper(text[end - 2]) && (end == 2 || !char.IsLetter(text[end - 3])) && char.IsUpper(text[end]) && text[end + 1] == '.';
}
