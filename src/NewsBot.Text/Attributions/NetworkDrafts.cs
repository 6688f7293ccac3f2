using NewsBot.Text.Encoder;
using NewsBot.Text.Judgements;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>The attributions that the trained network finds, set into the article's sentences.</summary>
internal static class NetworkDrafts
{
    private const float Likely = 0.5f;

    private static readonly string[] Relatives = [", who ", ", who, ", ", which ", ", whose "];

    public static List<Draft> In(string text, List<Sentence> sentences, CancellationToken cancellationToken) =>
        sentences.Count == 0 ? [] : Set(text, sentences, AttributionFinder.Shipped(Guide.Newsroom).WithDoubtful(text, cancellationToken));

    /// <summary>What was found by the newsroom's guide, as drafts.</summary>
    public static List<Draft> Set(string text, List<Sentence> sentences, List<FoundAttribution> found)
    {
        var drafts = new List<Draft>(found.Count);
        var at = 0;
        foreach (var attribution in found)
        {
            while (at + 1 < sentences.Count && sentences[at + 1].Start <= attribution.Cue.Start)
                at++;
            var cue = attribution.IsDoubtful ? VerbGroup(sentences[at], attribution.Cue) : attribution.Cue;
            var draft = new Draft(
                at, WithoutRelativeClause(text, attribution.Source), cue, CueHead.Of(sentences[at], cue), attribution.Content, null)
            {
                Statement = attribution.Statement,
            };
            if (!attribution.IsDoubtful || IsNoStatement(text, sentences[at], draft))
                drafts.Add(draft);
        }

        drafts = Agencies.Apply(text, sentences, drafts);
        Continuations.Extend(sentences, drafts);
        return drafts;
    }

    // What is doubtful is told only where it is never posted: a stance, a question, a silence.
    private static bool IsNoStatement(string text, Sentence sentence, Draft draft) => draft.Statement < Likely
        || Judgement.ForceOf(text, draft, sentence.Span(0, sentence.Count - 1).Of(text)) != ReportForce.Statement;

    // "Ann Example, who had left early, said": the clause is news about her, and no part of the source.
    private static TextSpan? WithoutRelativeClause(string text, TextSpan? source)
    {
        if (source is not { } span)
            return null;
        var cut = Relatives.Select(word => text.IndexOf(word, span.Start, span.Length, StringComparison.Ordinal))
            .Where(at => at > span.Start).DefaultIfEmpty(span.End).Min();
        return span with { End = cut };
    }

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
