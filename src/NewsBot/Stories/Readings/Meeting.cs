using NewsBot.Desk;

namespace NewsBot.Stories.Readings;

/// <summary>Who met whom: two people or more of the registry in one sentence with a word of meeting.</summary>
internal static class Meeting
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "met", "meeting", "meetings", "meets", "talks", "called", "hosted", "received", "telephoned", "spoke", "call", "conversation", "ملاقات",
    };

    /// <summary>The people of the first sentence that tells of a meeting; empty when none does.</summary>
    public static IReadOnlyList<Recognition> Of(string text, IReadOnlyList<Recognition> recognised)
    {
        var people = recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person).ToList();
        foreach (var first in people)
        {
            var (start, end) = Sentence(text, first.Start);
            var together = people.Where(p => p.Start >= start && p.End <= end).DistinctBy(p => p.Speaker.Key).ToList();
            if (together.Count > 1 && FoldedWord.Split(text[start..end]).Any(w => Words.Contains(w.Folded)))
                return together;
        }

        return [];
    }

    private static (int Start, int End) Sentence(string text, int at)
    {
        var start = at;
        while (start > 0 && !Ends(text, start - 1))
            start--;
        var end = at;
        while (end < text.Length && !Ends(text, end))
            end++;
        return (start, end);
    }

    // "Gen." and "U.S." end no sentence: a small letter must stand before the stop.
    private static bool Ends(string text, int at) =>
        text[at] is '\n' or '۔' || (text[at] is '.' or '?' or '!' && at > 1 && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
            && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2]));
}
