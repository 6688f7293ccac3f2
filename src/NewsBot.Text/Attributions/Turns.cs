using NewsBot.Text.Encoder;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>Sets the turns of transcripts and embedded posts among the drafts: of what one tells again in a turn of his own, only the
/// turn is a report.</summary>
internal static class Turns
{
    /// <summary>The turns of a text in their order: those of its transcript, else its embedded posts.</summary>
    public static List<Turn> In(string text, CancellationToken cancellationToken) =>
        Transcripts.In(text, cancellationToken) is { Count: > 0 } transcript ? transcript : Posts.In(text, cancellationToken);

    /// <summary>True when a window holds nothing but turns, so that there is no report to find in it.</summary>
    public static bool Fill(List<Turn> turns, Window window)
    {
        if (turns.Count == 0)
            return false;
        for (var at = window.Own; at < window.Length; at++)
        {
            if (window.Pieces[at] >= 0 && !IsInside(turns, window.Text.Span(window.Pieces[at], window.Pieces[at]).Start))
                return false;
        }

        return true;
    }

    /// <summary>The drafts outside the turns, and the turns, in the order of their cues.</summary>
    public static List<Draft> Apply(List<Turn> turns, List<Sentence> sentences, List<Draft> drafts, DroppedCandidates dropped)
    {
        if (turns.Count == 0)
            return drafts;

        var all = drafts.FindAll(draft => !IsInside(turns, draft.Cue.Start));
        foreach (var inside in drafts.Where(draft => IsInside(turns, draft.Cue.Start)))
            dropped.Add(inside, DropReason.InTurn);
        var at = 0;
        foreach (var turn in turns)
        {
            while (at + 1 < sentences.Count && sentences[at + 1].Start <= turn.Cue.Start)
                at++;
            all.Add(new(at, turn.Source, turn.Cue, "", [turn.Words], null) { Turn = turn.Force, Score = 1 });
        }

        return [.. all.OrderBy(draft => draft.Cue.Start)];
    }

    private static bool IsInside(List<Turn> turns, int offset)
    {
        var (low, high) = (0, turns.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (turns[middle].Whole.Start > offset)
                high = middle - 1;
            else if (turns[middle].Whole.End <= offset)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
