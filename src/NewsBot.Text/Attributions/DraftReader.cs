using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>Reads the attributions of an article sentence by sentence, and gives quotations that stand alone to the report before them.</summary>
internal sealed class DraftReader(SpanFinder spans)
{
    public List<Draft> In(List<Sentence> sentences, CancellationToken cancellationToken)
    {
        var drafts = new List<Draft>();
        var speaking = false;
        for (var s = 0; s < sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = sentences[s];
            var before = drafts.Count;
            foreach (var shape in spans.In(sentence))
                drafts.Add(Draft(sentence, s, shape));
            if (drafts.Count > before)
                speaking = true;
            else if (speaking && StandsAlone(sentence))
                speaking = Continue(sentences, s, drafts[^1]);
            else
                speaking = false;
        }

        return drafts;
    }

    private static Draft Draft(Sentence sentence, int index, SpanFinder.Shape shape) => new(
        index,
        shape.Source is { } source ? sentence.Span(source.First, source.Last) : null,
        sentence.Span(shape.Cue.First, shape.Cue.Last),
        sentence.Lower(shape.Cue.Head),
        [.. shape.Content.Select(run => sentence.Span(run.First, run.Last))]);

    /// <summary>Nothing but quotations and marks.</summary>
    private static bool StandsAlone(Sentence sentence)
    {
        var quotes = 0;
        for (var i = 0; i < sentence.Count; i++)
        {
            if (sentence[i].IsWord)
                return false;
            quotes += sentence[i].IsQuote ? 1 : 0;
        }

        return quotes > 0;
    }

    private static bool Continue(List<Sentence> sentences, int s, Draft draft)
    {
        var sentence = sentences[s];
        var gap = sentence.Paragraph - sentences[draft.Sentence].Paragraph;
        var last = draft.Content[^1];
        var between = sentence.Text.AsSpan(last.End, Math.Max(0, sentence.Start - last.End));
        if (gap > 0 && !between.Trim().IsEmpty && gap > 1)
            return false;
        var span = new TextSpan(sentence.Start, sentence.End);
        if (between.Trim().IsEmpty)
            draft.Content[^1] = last with { End = span.End };
        else
            draft.Content.Add(span);
        return true;
    }
}
