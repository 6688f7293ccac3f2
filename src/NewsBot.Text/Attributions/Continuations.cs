using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>A quotation that stands alone goes to the report before it: the speaker goes on.</summary>
internal static class Continuations
{
    public static void Extend(List<Sentence> sentences, List<Draft> drafts)
    {
        var next = 0;
        Draft? speaking = null;
        for (var s = 0; s < sentences.Count; s++)
        {
            if (next < drafts.Count && drafts[next].Sentence == s)
            {
                while (next < drafts.Count && drafts[next].Sentence == s)
                    speaking = drafts[next++];
            }
            else if (speaking is not null && !(StandsAlone(sentences[s]) && Follow(sentences, s, speaking)))
            {
                speaking = null;
            }
        }
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

    private static bool Follow(List<Sentence> sentences, int s, Draft draft)
    {
        var sentence = sentences[s];
        var last = draft.Content[^1];
        if (last.End >= sentence.End)
            return true;
        if (last.End > sentence.Start)
        {
            draft.Content[^1] = last with { End = sentence.End };
            return true;
        }

        var between = sentence.Text.AsSpan(last.End, sentence.Start - last.End).Trim();
        if (sentence.Paragraph - sentences[draft.Sentence].Paragraph > 1 && !between.IsEmpty)
            return false;
        if (between.IsEmpty)
            draft.Content[^1] = last with { End = sentence.End };
        else
            draft.Content.Add(new(sentence.Start, sentence.End));
        return true;
    }
}
