using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Finds the outlet that words came through: "told AFP", "…, Reuters reported", "quoted by IRNA".</summary>
internal sealed class Relays(string text, List<Sentence> sentences)
{
    private const int LongestOutlet = 6;

    // What stands before an outlet that only carries the words.
    private static readonly HashSet<string> Before = new(StringComparer.Ordinal) { "told", "tells", "telling", "by", "to", "with", "quoting", "citing", "via" };
    private static readonly HashSet<string> Carrying = new(StringComparer.Ordinal) { "quoted", "cited", "reported", "carried", "interview", "speaking", "published", "aired", "talking", "spoke", "remarks", "comments", "released", "broadcast" };
    private static readonly HashSet<string> After = new(StringComparer.Ordinal) { "reported", "reports", "said", "quoted", "quotes", "cited", "wrote" };

    /// <summary>The outlet, as it stands in the sentence of the cue; null when the words came straight.</summary>
    public TextSpan? Of(Draft draft)
    {
        if (draft.Via is { } told)
            return told;
        var sentence = sentences[draft.Sentence];
        for (var i = 0; i < sentence.Count; i++)
        {
            if (Outlet(sentence, i, draft) is not { } last)
                continue;
            if (Carries(sentence, i, last, draft))
                return sentence.Span(i, last);
            i = last;
        }

        return null;
    }

    private int? Outlet(Sentence sentence, int i, Draft draft)
    {
        if (!sentence[i].IsWord || !sentence[i].Capital || draft.Source is { } source && source.Contains(sentence[i].Start))
            return null;
        var last = i;
        while (last - i < LongestOutlet && sentence.IsCapital(last + 1) && sentence.IsWord(last + 1))
            last++;
        return Names.IsOutlet(sentence.Span(i, last).Of(text)) ? last : null;
    }

    private static bool Carries(Sentence sentence, int first, int last, Draft draft)
    {
        var before = first - 1;
        while (before >= 0 && (sentence.Lower(before) is "the" or "a" or "iran's" or "news" or "agency" or "channel" or "newspaper" or "local" || sentence[before].Capital))
            before--;
        if (before < 0)
            return After.Contains(sentence.Lower(last + 1));
        var word = sentence.Lower(before);
        if (word is "told" or "tells" or "telling" or "quoting" or "citing")
            return true;
        if (Before.Contains(word))
        {
            for (var i = Math.Max(0, before - 5); i < before; i++)
            {
                if (Carrying.Contains(sentence.Lower(i)))
                    return true;
            }
        }

        if (word == "to" && sentence.Lower(before - 1) == "according")
            return !(draft.Source is { } source && source.Contains(sentence[first].Start));
        return word == "," && After.Contains(sentence.Lower(last + 1)) && sentence[last + 1].Start > draft.Cue.End;
    }
}
