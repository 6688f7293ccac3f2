using NewsBot.Desk;
using NewsBot.Statements.Speakers;

namespace NewsBot.Stories.Readings;

/// <summary>Who met whom: two people or more of the registry in one sentence with a word of meeting.</summary>
internal static class Meeting
{
    /// <summary>The people of the first sentence that tells of a meeting; empty when none does.</summary>
    public static IReadOnlyList<Recognition> Of(string text, IReadOnlyList<Recognition> recognised)
    {
        var people = recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person).ToList();
        foreach (var first in people)
        {
            var (start, end) = Encounter.Sentence(text, first.Start);
            var together = people.Where(p => p.Start >= start && p.End <= end).DistinctBy(p => p.Speaker.Key).ToList();
            if (together.Count > 1 && Encounter.IsTold(text[start..end]))
                return together;
        }

        return [];
    }
}
