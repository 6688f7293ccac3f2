using System.Text.RegularExpressions;
using NewsBot.Desk;
using NewsBot.Statements.Speakers;

namespace NewsBot.Stories.Readings;

/// <summary>Who met whom: two people or more of the registry in one sentence with a word of meeting.</summary>
internal static partial class Meeting
{
    /// <summary>The people of the first sentence that tells of a meeting; empty when none does.</summary>
    public static IReadOnlyList<Recognition> Of(string text, IReadOnlyList<Recognition> recognised)
    {
        var people = recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person).ToList();
        foreach (var first in people)
        {
            var (start, end) = Encounter.Sentence(text, first.Start);
            var together = people.Where(p => p.Start >= start && p.End <= end).DistinctBy(p => p.Speaker.Key).ToList();
            if (together.Count < 2 || !Encounter.IsTold(text[start..end]))
                continue;
            // Of three, whoever only tells of it did not sit at the table.
            var met = together.FindAll(p => !Tells(text, p, start, end));
            return met.Count > 1 ? met : together;
        }

        return [];
    }

    // "According to a statement read out by Ann Example", "…, Ann Example said"
    private static bool Tells(string text, Recognition person, int start, int end) =>
        Saying().IsMatch(text[person.End..end]) || Reading().IsMatch(text[start..person.Start]);

    [GeneratedRegex(@"^(?:,[^,]{1,80},)? (?:said|says|told|announced|tweeted|wrote|read|added|confirmed|reported)\b(?! (?:\w+ ){0,3}(?:met|spoke|talked|discussed)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Saying();

    [GeneratedRegex(@"\b(?:read(?: out)?|issued|released|tweeted|shared|announced) by (?:\p{L}[\p{L}.’'-]* ){0,4}$|\b[Aa]ccording to (?:\p{L}[\p{L}.’'-]* ){0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Reading();
}
