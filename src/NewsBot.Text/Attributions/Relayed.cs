using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text.Attributions;

/// <summary>
/// "Ann Example expressed hope for the port, according to the Sample News": the agency only passes on what somebody else says. Where the network
/// has found the agency alone, the words are opened (annotation guide, section 5: issuer or relay).
/// </summary>
internal static class Relayed
{
    private const int LongestSource = 10;

    private static readonly HashSet<string> Saying = new(StringComparer.Ordinal)
    {
        "claimed", "stated", "announced", "expressed", "urged", "agreed", "vowed", "accused", "denied", "rejected", "welcomed", "condemned", "thanked", "praised", "pledged",
        "emphasized", "emphasised", "reiterated", "highlighted", "underlined", "criticized", "criticised", "reaffirmed", "acknowledged", "demanded", "proposed", "voiced",
    };

    /// <summary>The report that an agency passes on, and the draft itself where its words hold none.</summary>
    public static Draft Opened(Sentence sentence, Draft draft)
    {
        if (Quoted(sentence, draft) is { } quoted)
            return quoted;
        if (draft.Source is not { } outlet || draft.Content is not [var words] || words.Overlaps(outlet) || !Names.IsOutlet(outlet.Of(sentence.Text)) || words.Start < sentence.Start || words.End > sentence.End)
            return draft;
        var first = sentence.IndexAfter(words.Start);
        first += sentence.Lower(first) == "that" ? 1 : 0;
        var last = sentence.IndexAfter(words.End) - 1;
        if (Verb(sentence, first, last) is not var (from, verb) || verb + 1 > last)
            return draft;
        var cue = sentence.Span(from, verb);
        return draft with
        {
            Source = sentence.Span(first, from - 1),
            Cue = cue,
            CueHead = CueHead.Of(sentence, cue),
            Content = [sentence.Span(verb + 1, last)],
            Via = outlet,
        };
    }

    // "The Sample News quoted her as saying": she speaks.
    private static Draft? Quoted(Sentence sentence, Draft draft)
    {
        if (draft.Source is not { } outlet || draft.CueHead is not ("quoted" or "quotes" or "quoting") || outlet.Start > draft.Cue.Start || !Names.IsOutlet(outlet.Of(sentence.Text)))
            return null;
        var first = sentence.IndexAfter(draft.Cue.Start);
        while (first < sentence.Count && sentence.Lower(first++) != draft.CueHead)
        {
        }

        var last = first;
        while (last < sentence.Count && last - first < LongestSource && sentence.IsWord(last) && sentence.Lower(last) != "as")
            last++;
        if (last == first || sentence.Lower(last) != "as" || sentence.Lower(last + 1) != "saying")
            return null;
        var who = sentence.Span(first, last - 1);
        var said = sentence[last + 1].End;
        List<TextSpan> content = [.. draft.Content.Select(c => who.Overlaps(c) ? c with { Start = Math.Min(c.End, said + 1) } : c).Where(c => c.Length > 0)];
        return content.Count == 0 ? null : draft with { Source = who, Cue = sentence.Span(first - 1, first - 1), Content = content, Via = outlet };
    }

    // The first verb, if it is one of saying, with its adverbs and auxiliaries; its subject is all that stands before.
    private static (int From, int Verb)? Verb(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= Math.Min(last, first + LongestSource); i++)
        {
            if (!sentence.IsWord(i) || Words.Subordinators.Contains(sentence.Lower(i)))
                return null;
            if (Words.Said.Contains(sentence.Lower(i)) || Saying.Contains(sentence.Lower(i)))
            {
                var from = i;
                while (from > first && (Words.Auxiliaries.Contains(sentence.Lower(from - 1)) || Words.IsAdverb(sentence.Lower(from - 1))))
                    from--;
                return from > first && !Enumerable.Range(from, i - from).Any(k => sentence.Lower(k) is "be" or "been" or "was" or "were" or "will" or "would") ? (from, i) : null;
            }

            if (Words.IsVerbLike(sentence[i]) && !Words.Auxiliaries.Contains(sentence.Lower(i)))
                return null;
        }

        return null;
    }
}
