using NewsBot.Text.Attributions.Edges;
using NewsBot.Text.Encoder;
using NewsBot.Text.Judgements;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>The attributions that the trained network finds, set into the article's sentences.</summary>
internal static class NetworkDrafts
{
    private const float Likely = 0.5f;

    /// <summary>Of such candidates in the training part, most above it are right.</summary>
    private const float LeastOfAct = 0.5f;

    private const float SureStatement = 0.9f;

    private static readonly HashSet<string> Acts = new(StringComparer.Ordinal)
    {
        "agreed", "agree", "agrees", "threatened", "threatens", "welcomed", "welcomes", "hailed", "hails", "vowed", "vows", "pledged", "pledges", "promised", "promises",
    };

    private static readonly string[] Relatives = [", who ", ", who, ", ", which ", ", whose "];

    // "A US official quoted by the Sample Journal": the outlet carries the words and is no part of the source.
    private static readonly string[] Carried = [" quoted by ", " cited by ", ", quoted by ", ", cited by "];

    public static List<Draft> In(string text, List<Sentence> sentences, DroppedCandidates dropped, CancellationToken cancellationToken)
    {
        if (sentences.Count == 0)
            return [];
        var turns = Turns.In(text, cancellationToken);
        var found = AttributionFinder.Shipped(text, Guide.Newsroom, lost => dropped.Add(lost, DropReason.Rival), window => !Turns.Fill(turns, window), cancellationToken);
        return Turns.Apply(turns, sentences, Set(text, sentences, found, dropped), dropped);
    }

    /// <summary>What was found by the newsroom's guide, as drafts.</summary>
    public static List<Draft> Set(string text, List<Sentence> sentences, List<FoundAttribution> found, DroppedCandidates? dropped = null)
    {
        var drafts = new List<Draft>(found.Count);
        var at = 0;
        foreach (var attribution in found)
        {
            while (at + 1 < sentences.Count && sentences[at + 1].Start <= attribution.Cue.Start)
                at++;
            var cue = attribution.IsDoubtful ? VerbGroup(sentences[at], attribution.Cue) : attribution.Cue;
            var draft = new Draft(
                at, SourceOf(text, sentences[at], attribution), cue, CueHead.Of(sentences[at], cue), Abbreviations.Whole(sentences, Datelines.Without(text, Near(text, sentences, at, attribution.Content)), cue), null)
            {
                Statement = attribution.Statement,
                Score = attribution.Score,
            };
            draft = Passives.Mended(sentences[at], Appositions.Whole(sentences[at], draft));
            if (!attribution.IsDoubtful || IsNoStatement(text, sentences[at], draft) || IsAct(text, draft))
                drafts.Add(draft);
            else
                dropped?.Add(attribution, DropReason.Doubtful);
        }

        Listed.Fill(text, drafts);
        List<Draft> all = [.. drafts.Select(d => Relayed.Opened(sentences[d.Sentence], d))];
        drafts = Agencies.Apply(text, sentences, all);
        var kept = drafts.Select(draft => draft.Cue).ToHashSet();
        foreach (var relay in all.Where(draft => !kept.Contains(draft.Cue)))
            dropped?.Add(relay, DropReason.Relay);
        Denials.Add(text, sentences, drafts);
        Continuations.Extend(sentences, drafts);
        return drafts;
    }

    // Words without quotation marks belong to the cue of their own sentence; what a colon announces and a list go on behind it.
    private static List<TextSpan> Near(string text, List<Sentence> sentences, int at, List<TextSpan> content)
    {
        var own = sentences[at];
        if (content.Count < 2 || own.Span(0, own.Count - 1).Of(text).TrimEnd().EndsWith(':'))
            return content;
        var near = content.FindAll(part => (part.Start < own.End && part.End > own.Start) || IsQuoted(sentences, part));
        return near.Count > 0 ? near : content;
    }

    private static bool IsQuoted(List<Sentence> sentences, TextSpan part)
    {
        var sentence = sentences.FindLast(s => s.Start <= part.Start);
        return sentence is not null && Enumerable.Range(0, sentence.Count).Any(i => sentence[i].IsQuote && sentence[i].Span.Overlaps(part));
    }

    // What states and sides agree to, welcome or threaten is seldom said with a word of saying, which the network waits for.
    private static bool IsAct(string text, Draft draft) => draft is { Score: >= LeastOfAct, Statement: >= SureStatement, Source: { } source }
        && Acts.Contains(draft.CueHead) && draft.Content[0].Of(text).Contains(' ', StringComparison.Ordinal)
        && (char.IsUpper(text[source.Start]) || source.Of(text).EndsWith("sides", StringComparison.Ordinal));

    // What is doubtful is told only where it is never posted: a stance, a question, a silence.
    private static bool IsNoStatement(string text, Sentence sentence, Draft draft) => draft.Statement < Likely
        || Judgement.ForceOf(text, draft, sentence.Span(0, sentence.Count - 1).Of(text)) != ReportForce.Statement;

    // "Ann Example, who had left early, said": the clause is news about her, and no part of the source.
    private static TextSpan? SourceOf(string text, Sentence sentence, FoundAttribution found)
    {
        if (found.Source is not { } span)
            return null;
        var cut = Relatives.Concat(Carried).Select(word => text.IndexOf(word, span.Start, span.Length, StringComparison.Ordinal))
            .Where(at => at > span.Start).DefaultIfEmpty(span.End).Min();
        return WholePhrase(sentence, SourceEdges.Mended(sentence, span with { End = cut }, found.Cue), found.Cue);
    }

    // No source ends in a preposition or an article: a day hangs on it ("the ministry on Monday"), or the rest of the phrase was
    // left out ("the authorities in Kabul").
    private static TextSpan WholePhrase(Sentence sentence, TextSpan source, TextSpan cue)
    {
        var last = sentence.Count - 1;
        while (last > 0 && sentence[last].Start >= source.End)
            last--;
        var first = last;
        while (first > 0 && IsOpen(sentence.Lower(first)) && sentence[first - 1].Start >= source.Start)
            first--;
        if (first == last || sentence[last].End != source.End)
            return source;
        var next = last + 1;
        var until = cue.Start > source.Start ? cue.Start : sentence.End;
        if (!sentence.IsWord(next) || sentence[next].Start >= until || Words.Days.Contains(sentence.Lower(next)))
            return source with { End = sentence[first].End };
        while (sentence.IsCapital(next) && sentence.IsCapital(next + 1) && sentence[next + 1].Start < until)
            next++;
        return source with { End = sentence[next].End };
    }

    private static bool IsOpen(string word) => Words.Prepositions.Contains(word) || Words.Determiners.Contains(word);

    // Of a doubtful cue the network often takes the verb alone: "refusing" of "have been refusing".
    private static TextSpan VerbGroup(Sentence sentence, TextSpan cue)
    {
        var first = 0;
        while (first + 1 < sentence.Count && sentence[first].End <= cue.Start)
            first++;
        while (first > 0 && sentence.IsWord(first - 1) && (Words.Auxiliaries.Contains(sentence.Lower(first - 1)) || Words.IsAdverb(sentence.Lower(first - 1))))
            first--;
        return sentence[first].Start < cue.Start ? cue with { Start = sentence[first].Start } : cue;
    }
}
