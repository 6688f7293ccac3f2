using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>Finds the words of saying in a sentence, outside its quotations, by the counted lexicon.</summary>
internal sealed class CueFinder(CueLexicon lexicon)
{
    /// <summary>The share from which a sighting is taken; 0.34 to 0.5 score alike, and the higher posts less that is
    /// wrong.</summary>
    public const double Threshold = 0.5;

    private const int LongestTail = 5;

    // No sentence that anybody wrote holds more; a wall of "said" must not cost its square.
    private const int MostCues = 24;

    public List<Cue> In(Sentence sentence)
    {
        var cues = new List<Cue>();
        for (var i = 0; i < sentence.Count && cues.Count < MostCues; i++)
        {
            if (!sentence[i].IsWord)
                continue;
            if (According(sentence, i) is { } phrase)
                cues.Add(phrase);
            else if (Verb(sentence, i) is { } verb && (cues.Count == 0 || cues[^1].Last < verb.First))
                cues.Add(verb);
        }

        return cues;
    }

    private static Cue? According(Sentence sentence, int i) => sentence.Lower(i) switch
    {
        "according" when sentence.Lower(i + 1) == "to" => new(i, i, i + 1, CueForm.According, 0.95),
        "per" when sentence.Lower(i - 1) == "as" => new(i - 1, i, i, CueForm.According, 0.8),
        "words" when sentence.Lower(i - 1) == "the" && sentence.Lower(i - 2) == "in" && sentence.Lower(i + 1) == "of" =>
            new(i - 2, i, i + 1, CueForm.According, 0.8),
        _ => null,
    };

    private Cue? Verb(Sentence sentence, int i)
    {
        var word = sentence.Lower(i);
        // "citing" names where something came from, and says nothing itself.
        if (!lexicon.Knows(word) || (sentence[i].Capital && i > 0) || word is "citing" or "referring" || AsksToBeNameless(sentence, i))
            return null;

        var before = CueContext.Before(sentence, i);
        var share = lexicon.Share(word, before, CueContext.After(sentence, i));
        if (share < Threshold && !(i == 0 && word == "said"))
            return null;

        var first = GroupStart(sentence, i);
        var last = GroupEnd(sentence, i, word);
        return new(first, i, last, FormOf(sentence, first, i, before), share);
    }

    // "An official, who asked not to be named, said": the request is told to the paper, and is no report.
    private static bool AsksToBeNameless(Sentence sentence, int i)
    {
        if (sentence.Lower(i) is not ("asked" or "asking" or "requested" or "requesting" or "insisted" or "insisting" or "declined" or "refused"))
            return false;
        for (var k = i + 1; k <= i + 5; k++)
        {
            if (sentence.Lower(k) is "anonymity" or "anonymous" or "named" or "identified")
                return true;
        }

        return false;
    }

    private static CueForm FormOf(Sentence sentence, int first, int head, string before)
    {
        if (before is "the" || sentence.Lower(head) is "criticism" or "condemnation" or "accusations" or "commitments"
            or "insistence" or "threats" or "chants")
            return CueForm.Noun;
        // "the list announced by the ministry"
        if (first == head && sentence.Lower(head + 1) == "by" && Words.IsPast(sentence.Lower(head)))
            return CueForm.Passive;
        var passive = false;
        for (var i = first; i < head; i++)
            passive |= sentence.Lower(i) is "was" or "were" or "been" or "is" or "are" or "be" or "being";
        var word = sentence.Lower(head);
        if (passive && !word.EndsWith("ing", StringComparison.Ordinal))
            return CueForm.Passive;
        return !passive && word.EndsWith("ing", StringComparison.Ordinal) ? CueForm.Participle : CueForm.Verb;
    }

    // Auxiliaries and adverbs: "has also", "did not", "went on to".
    private static int GroupStart(Sentence sentence, int head)
    {
        var first = head;
        while (first > 0 && sentence.IsWord(first - 1) && !sentence[first - 1].Capital)
        {
            var word = sentence.Lower(first - 1);
            if (word == "to" && first > 1 && Chain(sentence, first - 2) is { } chained)
                first = chained;
            else if (Words.Auxiliaries.Contains(word)
                || (Words.IsAdverb(word) && !(word is "so" or "far" or "then" && first == head)))
                first--;
            else
                break;
        }

        // "However said", "Then said": an opener before the subject's place is no part of the group.
        while (first < head && first == 0 && Words.Openers.Contains(sentence.Lower(first))
            && sentence.Lower(first) is not ("also"))
            first++;
        return first;
    }

    private static int? Chain(Sentence sentence, int i) => sentence.Lower(i) switch
    {
        "on" when sentence.Lower(i - 1) is "went" or "goes" or "going" => i - 1,
        "continued" or "continues" or "continue" or "declined" or "refused" or "declines" or "refuses" or "appeared"
            or "sought" =>
            i,
        _ => null,
    };

    private int GroupEnd(Sentence sentence, int head, string word)
    {
        if (word is "quoted" or "cited" or "reported")
        {
            for (var i = head + 1; i < Math.Min(sentence.Count, head + 10); i++)
            {
                if (sentence.Lower(i) is "saying" or "telling" or "stating")
                    return i;
                if (!sentence.IsWord(i))
                    break;
            }
        }

        var phrase = word;
        var last = head;
        for (var i = head + 1; i < Math.Min(sentence.Count, head + 1 + LongestTail) && sentence.IsWord(i); i++)
        {
            phrase += " " + sentence.Lower(i);
            if (lexicon.IsTail(phrase))
                last = i;
        }

        return last;
    }
}
