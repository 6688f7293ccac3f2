using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Who came together where something was said, as far as the first sentence of a meeting tells: the same sentences are issued
/// after many a meeting. Pure.</summary>
internal static class Encounter
{
    /// <summary>Characters; further down an article tells of other meetings.</summary>
    private const int Lead = 1500;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "met", "meeting", "meetings", "meets", "talks", "called", "hosted", "received", "telephoned", "spoke", "call", "conversation", "ملاقات",
    };

    /// <summary>The surnames of two people or more, of the registry or not, in their alphabet's order; null when no meeting is told of.</summary>
    public static string? Of(ArticleSpeakers speakers)
    {
        var lead = speakers.Text.Length <= Lead ? speakers.Text : speakers.Text[..Lead];
        for (var start = 0; start < lead.Length;)
        {
            var (_, end) = Sentence(lead, start);
            if (IsTold(lead[start..end]) && Surnames(speakers.Recognised, lead, start, end) is { Count: > 1 } together)
                return string.Join(' ', together);
            start = end + 1;
        }

        return null;
    }

    /// <summary>Whether two meetings had one host and each another guest. Where nobody is the same, an article may tell of an earlier
    /// meeting than its own.</summary>
    /// <param name="left">As <see cref="Of"/> gives it.</param>
    /// <param name="right">As <see cref="Of"/> gives it.</param>
    public static bool Apart(string? left, string? right)
    {
        var (a, b) = ((left ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), (right ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return a.Intersect(b).Count() == 1 && a.Length > 1 && b.Length > 1;
    }

    /// <summary>Whether a sentence has a word of meeting.</summary>
    public static bool IsTold(string sentence) => FoldedWord.Split(sentence).Any(w => Words.Contains(w.Folded));

    /// <summary>Where the sentence around a place begins and ends.</summary>
    public static (int Start, int End) Sentence(string text, int at)
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

    private static SortedSet<string> Surnames(IReadOnlyList<Recognition> recognised, string text, int start, int end)
    {
        var known = recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person && r.Start >= start && r.End <= end).ToList();
        var surnames = new SortedSet<string>(known.Select(r => FoldedWord.Split(r.Speaker.Name)[^1].Folded), StringComparer.Ordinal);
        var words = FoldedWord.Split(text[start..end]);
        foreach (var run in NameRun.Find(text[start..end], words))
        {
            var (from, to) = (start + words[run.NameFrom].Start, start + words[run.To - 1].End);
            // A word alone is a person's name only behind a title ("Gen Sample").
            if (run.IsPerson && (run.To - run.NameFrom > 1 || run.NameFrom > run.From) && !recognised.Any(r => r.Start < to && from < r.End))
                surnames.Add(words[run.To - 1].Folded);
        }

        return surnames;
    }
}
