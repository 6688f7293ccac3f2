using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text.Attributions;

/// <summary>Finds the agency at the end of a sentence that only passes on what the sentence reports ("He vowed to stay, the agency
/// reported").</summary>
internal static class Agencies
{
    private const int LongestName = 8;

    /// <summary>Agencies among the drafts become the way that the drafts they cover came.</summary>
    public static List<Draft> Apply(string text, List<Sentence> sentences, List<Draft> drafts)
    {
        var relays = drafts.Where(draft => draft.Source is { } source && Names.IsOutlet(source.Of(text))
            && drafts.Exists(other => Covers(draft, other))).ToList();
        var kept = new List<Draft>();
        foreach (var draft in drafts.Except(relays))
        {
            var relay = relays.Find(relay => Covers(relay, draft))?.Source;
            kept.Add(draft.Via is null ? draft with { Via = relay ?? AtEnd(sentences[draft.Sentence], draft) } : draft);
        }

        return kept;
    }

    private static bool Covers(Draft relay, Draft other) =>
        relay != other && relay.Sentence == other.Sentence && relay.Content.Exists(span => span.Overlaps(other.Cue));

    // "…, AFP reported", "… according to the agency": after the last word that the draft takes.
    private static TextSpan? AtEnd(Sentence sentence, Draft draft)
    {
        var last = Math.Max(draft.Cue.End, draft.Content.Max(span => span.End));
        last = Math.Max(last, draft.Source?.End ?? 0);
        var first = 0;
        while (first < sentence.Count && sentence[first].Start < last)
            first++;
        for (var i = first; i < sentence.Count; i++)
        {
            if (sentence.Lower(i) is "reported" or "reports" or "said" && sentence.Lower(first) == "," && IsName(sentence, first + 1, i - 1))
                return sentence.Span(first + 1, i - 1);
            if (sentence.Lower(i) == "according" && sentence.Lower(i + 1) == "to" && Name(sentence, i + 2) is { } name)
                return name;
        }

        return null;
    }

    private static TextSpan? Name(Sentence sentence, int from)
    {
        var last = from;
        while (sentence.IsWord(last + 1) && last - from < LongestName)
            last++;
        return IsName(sentence, from, last) ? sentence.Span(from, last) : null;
    }

    private static bool IsName(Sentence sentence, int first, int last) => last >= first && last - first < LongestName
        && last < sentence.Count && Names.IsOutlet(sentence.Span(first, last).Of(sentence.Text));
}
