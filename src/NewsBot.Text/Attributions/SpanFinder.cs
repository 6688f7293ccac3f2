using NewsBot.Text.Segments;
using NewsBot.Text.Speakers;

namespace NewsBot.Text.Attributions;

/// <summary>Gives the cues of one sentence their sources and contents. Only the outermost of nested attributions is
/// kept.</summary>
internal sealed class SpanFinder(CueFinder cues)
{
    /// <summary>Token runs of one attribution of a sentence.</summary>
    internal sealed record Shape(Cue Cue, Run? Source, List<Run> Content, Run? Via = null);

    public List<Shape> In(Sentence sentence)
    {
        var candidates = cues.In(sentence);
        if (candidates.Count == 0)
            return [];

        var found = new List<Shape>();
        var covered = -1;
        var limit = sentence.ContentEnd;
        Run? relay = null;
        // A closing "…, the ministry said" spans what stands before it, so it is looked for first.
        for (var k = candidates.Count - 1; k >= 0; k--)
        {
            if (ContentFinder.Closing(sentence, candidates[k]) is not { } closing)
                continue;
            if (k > 0 && IsRelay(sentence, closing))
            {
                // "He vowed to stay, the agency reported": the agency only passes it on.
                relay = closing.Source;
                limit = Math.Min(closing.Cue.First, closing.Source!.Value.First) - 1;
                candidates.RemoveRange(k, candidates.Count - k);
                continue;
            }

            found.Add(closing);
            covered = candidates[k].Last;
            candidates.RemoveAll(cue => cue.First < closing.Cue.First);
            break;
        }

        for (var k = 0; k < candidates.Count; k++)
        {
            var cue = candidates[k];
            if (found.Exists(shape => shape.Cue == cue) || cue.First <= covered)
                continue;
            if (Opening(sentence, candidates, k, found, limit) is not { } shape)
                continue;
            found.Add(shape with { Via = relay });
        }

        found.Sort((a, b) => a.Cue.First.CompareTo(b.Cue.First));
        return found;
    }

    private static bool IsRelay(Sentence sentence, Shape closing) =>
        closing.Source is { } source && Names.IsOutlet(sentence.Span(source.First, source.Last).Of(sentence.Text));

    private static Shape? Opening(Sentence sentence, List<Cue> candidates, int k, List<Shape> found, int limit)
    {
        var cue = candidates[k];
        var source = Source(sentence, cue, found, out var shared);
        if (source is null && cue.Form is not CueForm.Passive)
            return null;
        // Inside the words of another: "said the guild had promised".
        if (!shared && found.Exists(earlier => earlier.Content.Exists(run => Covers(sentence, run, source, cue))))
            return null;

        var content = cue.First == 0 && cue.Form == CueForm.Verb && source is { } follows
            ? ContentFinder.From(sentence, follows.Last + 1)
            : ContentFinder.After(sentence, cue, NextClause(sentence, candidates, k, limit));
        if (content.Count == 0)
            return Words.Said.Contains(sentence.Lower(cue.Head)) && cue.Form == CueForm.Verb && source is not null
                ? new(cue, source, content) : null;
        foreach (var earlier in found)
            CutAt(sentence, earlier, cue, source, shared);
        found.RemoveAll(earlier => earlier.Content.Count == 0);
        return new(cue, source, content);
    }

    private static bool Covers(Sentence sentence, Run run, Run? source, Cue cue)
    {
        if (cue.First < run.First || cue.First > run.Last)
            return false;
        var start = source is { } named && named.Last < cue.First ? named.First : cue.First;
        if (start <= run.First)
            return true;
        // A new clause with a subject of its own after a comma and a connective stands beside, not inside.
        return !(sentence.Lower(start - 1) is "but" or "while" or "and" or "whereas" or "as" && sentence.Lower(start - 2) == ",");
    }

    private static void CutAt(Sentence sentence, Shape earlier, Cue cue, Run? source, bool shared)
    {
        var start = !shared && source is { } named && named.Last < cue.First ? named.First : cue.First;
        for (var i = 0; i < earlier.Content.Count; i++)
        {
            var run = earlier.Content[i];
            if (start < run.First || start > run.Last)
                continue;
            var last = start - 1;
            while (last >= run.First && sentence.Lower(last) is "," or "and" or "but" or "while" or "as" or "whereas" or ";")
                last--;
            earlier.Content[i] = run with { Last = last };
        }

        earlier.Content.RemoveAll(run => run.Last < run.First);
    }

    private static int NextClause(Sentence sentence, List<Cue> candidates, int k, int limit)
    {
        if (candidates[k] is { First: 0, Form: CueForm.Participle } opening
            && MainClause(sentence, opening) is var clause and > 0)
            return sentence.Lower(clause) == "," ? clause : clause + 1;
        for (var next = k + 1; next < candidates.Count; next++)
        {
            if (candidates[next].Form == CueForm.Participle && sentence.Lower(candidates[next].First - 1) == ",")
                return candidates[next].First - 1;
        }

        return limit;
    }

    private static Run? Source(Sentence sentence, Cue cue, List<Shape> found, out bool shared)
    {
        shared = false;
        switch (cue.Form)
        {
            case CueForm.According:
                return SourceFinder.Right(sentence, cue.Last + 1, cue.First == 0);
            case CueForm.Noun:
                return Owner(sentence, cue);
            case CueForm.Passive:
                return Agent(sentence, cue);
            case CueForm.Participle:
                return Shared(sentence, cue, found, out shared);
            default:
                if (cue.First == 0)
                    return SourceFinder.Right(sentence, cue.Last + 1, true);
                var before = sentence.Lower(cue.First - 1);
                if (before is "and" or "but" or "then" || (before is "," && found.Count > 0 && cue.First == cue.Head))
                    return Shared(sentence, cue, found, out shared);
                return SourceFinder.Left(sentence, cue.First);
        }
    }

    // "…, adding that": only after a comma or "and", else it hangs on a noun.
    private static Run? Shared(Sentence sentence, Cue cue, List<Shape> found, out bool shared)
    {
        shared = false;
        var before = sentence.Lower(cue.First - 1);
        if (cue.First > 0 && before is not ("," or "and" or "but" or "while" or "by" or "then"))
        {
            // "a statement saying"
            return cue.Form == CueForm.Participle
                && sentence.Lower(cue.First - 1) is "statement" or "report" or "letter" or "tweet"
                ? SourceFinder.Left(sentence, cue.First) : null;
        }

        shared = true;
        if (cue.First == 0)
        {
            shared = false;
            var comma = MainClause(sentence, cue);
            return comma < 0 ? null : SourceFinder.Right(sentence, comma + 1, true);
        }

        var last = found.LastOrDefault(shape => shape.Cue.First < cue.First && shape.Source is not null);
        return last?.Source ?? SourceFinder.Main(sentence, cue.First);
    }

    // "Calling it a triumph, X said …": the comma before the subject.
    private static int MainClause(Sentence sentence, Cue cue)
    {
        for (var i = cue.Last + 1; i + 1 < sentence.Count; i++)
        {
            var comma = sentence.Lower(i) == ",";
            var start = comma ? i + 1 : i;
            if ((comma || sentence.IsQuote(i - 1)) && sentence.IsWord(start)
                && SourceFinder.Right(sentence, start, true) is { } subject && subject.Length <= 8
                && IsVerb(sentence, subject.Last + 1))
                return start - 1;
        }

        return -1;
    }

    private static bool IsVerb(Sentence sentence, int i) => i < sentence.Count && (Words.IsVerbLike(sentence[i])
        || Words.Said.Contains(sentence.Lower(i)) || Words.IsAdverb(sentence.Lower(i)));

    private static Run? Owner(Sentence sentence, Cue cue)
    {
        var owner = sentence.Lower(cue.First - 1);
        if (owner is "his" or "her" or "its" or "their")
            return new(cue.First - 1, cue.First - 1);
        return owner.EndsWith("'s", StringComparison.Ordinal) ? SourceFinder.Left(sentence, cue.First) : null;
    }

    // "was quoted by the agency as saying": who is quoted is the subject; "was told by X": who told is the agent.
    private static Run? Agent(Sentence sentence, Cue cue)
    {
        if (sentence.Lower(cue.Head) is "quoted" or "cited" or "reported")
            return SourceFinder.Left(sentence, cue.First);
        for (var i = cue.Last + 1; i < Math.Min(sentence.Count, cue.Last + 12); i++)
        {
            if (sentence.Lower(i) == "by")
                return SourceFinder.Right(sentence, i + 1);
        }

        return null;
    }
}
