using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>
/// Reads the attributions of an article sentence by sentence. A quotation that stands alone goes to the report before it, or to
/// the
/// bare "X said in a letter." beside it.
/// </summary>
internal sealed class DraftReader(SpanFinder spans)
{
    public List<Draft> In(List<Sentence> sentences, CancellationToken cancellationToken)
    {
        var drafts = new List<Draft>();
        var speaking = false;
        var loose = -1;
        for (var s = 0; s < sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = sentences[s];
            if (IsTeaser(sentences, s))
                continue;
            var before = drafts.Count;
            foreach (var shape in spans.In(sentence))
                drafts.Add(Draft(sentence, s, shape));
            if (drafts.Count > before)
            {
                Complete(sentences, drafts, s, loose);
                (speaking, loose) = (true, -1);
            }
            else if (StandsAlone(sentence))
            {
                speaking = speaking && Continue(sentences, s, drafts[^1]);
                loose = speaking ? -1 : s;
            }
            else
            {
                (speaking, loose) = (false, -1);
            }
        }

        drafts.RemoveAll(draft => draft.Content.Count == 0);
        return drafts;
    }

    private static Draft Draft(Sentence sentence, int index, SpanFinder.Shape shape) => new(
        index,
        shape.Source is { } source ? sentence.Span(source.First, source.Last) : null,
        sentence.Span(shape.Cue.First, shape.Cue.Last),
        sentence.Lower(shape.Cue.Head),
        [.. shape.Content.Select(run => sentence.Span(run.First, run.Last))],
        shape.Via is { } via ? sentence.Span(via.First, via.Last) : null);

    // "“…”" and then "X said in a letter."
    private static void Complete(List<Sentence> sentences, List<Draft> drafts, int s, int loose)
    {
        var draft = drafts[^1];
        if (draft.Content.Count == 0 && loose == s - 1 && loose >= 0 && sentences[s].Paragraph - sentences[loose].Paragraph <= 1)
            draft.Content.Add(sentences[loose].Span(0, sentences[loose].Count - 1));
        for (var i = drafts.Count - 2; i >= 0 && drafts[i].Sentence == s; i--)
        {
            if (drafts[i].Content.Count == 0)
                drafts.RemoveAt(i);
        }
    }

    // A line without a stop that is not the first: a link, a caption, a headline of something else.
    private static bool IsTeaser(List<Sentence> sentences, int s)
    {
        var sentence = sentences[s];
        if (sentence.Paragraph == 0 || (s + 1 < sentences.Count && sentences[s + 1].Paragraph == sentence.Paragraph))
            return false;
        var last = sentence[sentence.Count - 1];
        return last.IsWord && last.Lower != "“”" && sentence.Count < 30 && sentence.Text[last.End - 1] != '.';
    }

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
        if (draft.Content.Count == 0)
        {
            draft.Content.Add(new(sentence.Start, sentence.End));
            return true;
        }

        var gap = sentence.Paragraph - sentences[draft.Sentence].Paragraph;
        var last = draft.Content[^1];
        var between = sentence.Text.AsSpan(last.End, Math.Max(0, sentence.Start - last.End));
        if (gap > 1 && !between.Trim().IsEmpty)
            return false;
        if (between.Trim().IsEmpty)
            draft.Content[^1] = last with { End = sentence.End };
        else
            draft.Content.Add(new(sentence.Start, sentence.End));
        return true;
    }
}
