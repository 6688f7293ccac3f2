using System.Buffers;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>
/// The words of saying that lead to a statement's words where they stand right before them: "urged", "told reporters". What is told in
/// indirect speech is often half a sentence without them.
/// </summary>
public static class CueLead
{
    /// <summary>No more than this may stand between the cue and the words, in characters: an addressee, a day.</summary>
    private const int Reach = 40;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(".?!:;\n\r\"“”«»");

    /// <summary>The slice of the text from the cue to the first content; null where the content comes first, or something other than
    /// an addressee stands between.</summary>
    public static string? Of(string text, IReadOnlyList<TextSpan> source, IReadOnlyList<TextSpan> cue, IReadOnlyList<TextSpan> content)
    {
        if (cue.Count != 1 || content.Count == 0)
            return null;
        var (said, words) = (cue[0], content[0]);
        if (said.Start < 0 || said.Start >= said.End || said.End > words.Start || words.Start > text.Length || words.Start - said.End > Reach)
            return null;
        var between = new TextSpan(said.Start, words.Start);
        if (source.Any(between.Overlaps) || text.AsSpan(said.Start, between.Length).ContainsAny(Breaks))
            return null;
        return between.Of(text).TrimEnd();
    }
}
