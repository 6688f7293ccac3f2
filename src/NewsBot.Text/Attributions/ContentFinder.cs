using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>Finds what was said, before or after a cue.</summary>
internal static class ContentFinder
{
    private const int AddresseeReach = 12;

    /// <summary>"…, X said." and "“…,” said X.": content before the cue, and after it where the cue stands in the
    /// middle.</summary>
    public static SpanFinder.Shape? Closing(Sentence sentence, Cue cue)
    {
        if (cue.Form is CueForm.Noun or CueForm.Passive && sentence.Lower(cue.Head) != "quoted")
            return null;
        return cue.Form == CueForm.According ? ClosingAccording(sentence, cue)
            : cue.Form == CueForm.Participle ? null
            : Inverted(sentence, cue) ?? SubjectFirst(sentence, cue);
    }

    /// <summary>Content that starts behind the cue and its addressee, up to <paramref name="limit"/>.</summary>
    public static List<Run> After(Sentence sentence, Cue cue, int limit)
    {
        if (cue.Form == CueForm.According)
            return AfterAccording(sentence, cue, limit);

        var start = SkipAddressee(sentence, cue, limit);
        start = SkipOccasion(sentence, start, limit);
        while (start < limit && sentence.Lower(start) is "," or ":" or "—" or "–")
            start++;
        if (cue.Form == CueForm.Passive && sentence.Lower(start) == "by")
            return PassiveSubject(sentence, cue);
        if (IsOnlyOccasion(sentence, cue, start, limit))
            return [];
        var end = Math.Min(limit, sentence.ContentEnd);
        end = CutExplanation(sentence, start, end);
        return start < end ? [new(start, end - 1)] : cue.Form == CueForm.Passive ? PassiveSubject(sentence, cue) : [];
    }

    /// <summary>"Said Ann Example: “…”": what stands behind the source.</summary>
    public static List<Run> From(Sentence sentence, int start)
    {
        while (start < sentence.ContentEnd && sentence.Lower(start) is "," or ":")
            start++;
        return start < sentence.ContentEnd ? [new(start, sentence.ContentEnd - 1)] : [];
    }

    /// <summary>"He said in a letter to the council.": the words stand in a sentence of their own.</summary>
    private static bool IsOnlyOccasion(Sentence sentence, Cue cue, int start, int limit)
    {
        if (!Words.Said.Contains(sentence.Lower(cue.Head)) || start >= limit || sentence[start].IsQuote)
            return start >= limit;
        return Words.Prepositions.Contains(sentence.Lower(start)) && !HasThat(sentence, start)
            && !Enumerable.Range(start, Math.Min(limit, start + 14) - start).Any(i => sentence.Lower(i) == ","
            || Words.IsVerbLike(sentence[i]));
    }

    private static SpanFinder.Shape? Inverted(Sentence sentence, Cue cue)
    {
        if (!EndsSpeech(sentence, cue.First - 1) || cue.First == 0 || cue.Last != cue.Head && sentence.Lower(cue.Head) != "said")
            return null;
        if (!sentence.IsWord(cue.Last + 1) || Words.Prepositions.Contains(sentence.Lower(cue.Last + 1))
            || Words.Subordinators.Contains(sentence.Lower(cue.Last + 1))
            || Words.Days.Contains(sentence.Lower(cue.Last + 1)))
            return null;
        // "…, praised the plan" after a plain comma is a list of verbs; only the plainest verbs turn around there.
        if (!sentence.IsQuote(cue.First - 1) && !sentence.IsQuote(cue.First - 2)
            && !Words.Said.Contains(sentence.Lower(cue.Head)))
            return null;

        var source = SourceFinder.Right(sentence, cue.Last + 1);
        if (source is not { } found)
            return null;
        // "Ann, the mayor, said Bo …" goes on; "…, said Bo." does not.
        var quoted = sentence.IsQuote(cue.First - 1) || sentence.IsQuote(cue.First - 2);
        return quoted || (sentence.Lower(cue.Head) is not ("told" or "asked") && EndsAttribution(sentence, found.Last + 1))
            ? Around(sentence, cue, source, cue.First, Math.Max(found.Last, cue.Last)) : null;
    }

    private static bool EndsAttribution(Sentence sentence, int next) =>
        next >= sentence.ContentEnd
            || sentence.Lower(next) is "who" or "which" or "whose" or "in" or "on" or "during" or "at" or "after"
        || Words.Days.Contains(sentence.Lower(next))
        || (sentence.Lower(next) is "," && (next + 1 >= sentence.Count || sentence.IsQuote(next + 1)));

    private static SpanFinder.Shape? SubjectFirst(Sentence sentence, Cue cue)
    {
        var source = SourceFinder.Left(sentence, cue.First);
        var quoted = source is { First: > 0 } subject && sentence.IsQuote(subject.First - 1);
        if (!EndsClause(sentence, cue.Last + 1, sentence.Lower(cue.Head), quoted))
            return null;
        return source is { First: > 0 } found && EndsSpeech(sentence, found.First - 1)
            ? Around(sentence, cue, source, found.First, cue.Last)
            : null;
    }

    private static SpanFinder.Shape? ClosingAccording(Sentence sentence, Cue cue)
    {
        if (cue.First < 3 || Words.Openers.Contains(sentence.Lower(cue.First - 1)))
            return null;
        var source = SourceFinder.Right(sentence, cue.Last + 1);
        return source is { } found ? Around(sentence, cue, source, cue.First, found.Last) : null;
    }

    // The words left of the attribution, and those right of it if it only interrupts them.
    private static SpanFinder.Shape? Around(Sentence sentence, Cue cue, Run? source, int first, int last)
    {
        var left = new Run(LeftStart(sentence, first), first - 1);
        while (left.Last >= left.First && sentence.Lower(left.Last) is "," or "—" or "–" or "-")
            left = left with { Last = left.Last - 1 };
        if (left.Last < left.First)
            return null;

        var content = new List<Run> { left };
        var next = SkipOccasion(sentence, last + 1, sentence.ContentEnd);
        var interrupted = sentence.Lower(next) is "," or ":" or "—";
        var resume = interrupted ? next + 1 : next;
        if (resume < sentence.ContentEnd && Resumes(sentence, left, resume, interrupted))
            content.Add(new(resume, sentence.ContentEnd - 1));
        return new(cue, source, content);
    }

    private static bool Resumes(Sentence sentence, Run left, int resume, bool interrupted)
    {
        if (sentence[resume].IsQuote)
            return true;
        if (!interrupted || sentence[left.Last].IsQuote)
            return false;
        var word = sentence.Lower(resume);
        // What follows completes the sentence only if what stands before has no verb of its own.
        return !word.EndsWith("ing", StringComparison.Ordinal) && word is not ("who" or "which" or "adding" or "but")
            && !Enumerable.Range(left.First, left.Length).Any(i => Words.IsVerbLike(sentence[i]));
    }

    private static int LeftStart(Sentence sentence, int first)
    {
        var start = 0;
        if (sentence.Lower(0) is "however" or "meanwhile" or "moreover" or "furthermore" && sentence.Lower(1) == ",")
            start = 2;
        // A dateline is nobody's words.
        for (var i = 0; i < Math.Min(6, first - 1) && (sentence.IsCapital(i) || sentence.Lower(i) is "," or "(" or ")"); i++)
        {
            if (sentence.Lower(i + 1) is ":" or "—" or "–" or "-" && !sentence[0].Span.Of(sentence.Text).Any(char.IsLower)
                && sentence[0].Span.Length > 2)
                start = i + 2;
        }

        return start < first ? start : 0;
    }

    private static bool EndsSpeech(Sentence sentence, int i) =>
        i >= 0 && (sentence[i].IsQuote || sentence.Lower(i) is "," or "—" or "–" or "-"
            || (sentence.Lower(i) is "." && sentence.IsQuote(i - 1)));

    // After a quotation the clause may end at a comma, behind which the quotation goes on.
    private static bool EndsClause(Sentence sentence, int next, string head, bool quoted)
    {
        if (next >= sentence.ContentEnd || sentence[next].IsQuote)
            return next >= sentence.ContentEnd || sentence.IsQuote(next);
        var word = sentence.Lower(next);
        if (word is "," or ":" or ";" or "." or "-" or "–" or "—")
            return true;
        // "…,” she told reporters on Monday."
        var occasion = Words.Prepositions.Contains(word) && word is not ("of" or "for") || Words.Days.Contains(word)
            || Words.IsAdverb(word) || word is "earlier" or "late" or "last";
        var addressed = head is "told" or "tells" or "informed" or "assured" or "reminded";
        var aside = Words.Subordinators.Contains(word)
            && word is not ("that" or "what" or "how" or "why" or "whether" or "if" or "where")
            || word.EndsWith("ing", StringComparison.Ordinal);
        return (occasion || addressed || aside) && !HasThat(sentence, next, quoted);
    }

    private static bool HasThat(Sentence sentence, int from, bool untilComma = false)
    {
        for (var i = from; i < Math.Min(sentence.Count, from + AddresseeReach); i++)
        {
            if (untilComma && sentence.Lower(i) == "," && sentence.IsQuote(i + 1))
                return false;
            if (sentence.Lower(i) == "that" || (sentence[i].IsQuote && sentence.Lower(i - 1) != "."))
                return true;
        }

        return false;
    }

    private static int SkipAddressee(Sentence sentence, Cue cue, int limit)
    {
        var start = cue.Last + 1;
        if (sentence.Lower(cue.Head) is not ("told" or "tells" or "telling" or "tell" or "informed" or "informing" or "assured"
            or "assuring" or "reminded" or "briefed"))
            return start;
        for (var i = start; i < Math.Min(limit, start + AddresseeReach); i++)
        {
            if (sentence.Lower(i) is "that" or "of" or "to" && i > start || sentence[i].IsQuote)
                return i;
            if (sentence.Lower(i) is "," or ":")
                return i + 1;
        }

        if (sentence.Lower(start) is "him" or "her" or "them" or "me" or "us" or "reporters" or "journalists" or "lawmakers")
            return start + 1;
        var end = start;
        while (end < limit && (sentence.IsCapital(end)
            || sentence.Lower(end) is "the" or "a" or "news" or "agency" or "conference" or "newspaper" && end > start
            || end == start && sentence.Lower(end) is "the" or "a"))
            end++;
        return end < limit ? end : start;
    }

    // "said on Monday that", "said in a note: “…”": the occasion is in no span.
    private static int SkipOccasion(Sentence sentence, int start, int limit)
    {
        var i = start;
        while (i < limit && IsWhen(sentence, i))
            i++;
        if (!Words.Prepositions.Contains(sentence.Lower(i))
            || sentence.Lower(i) is "of" or "for" or "about" or "against" or "with")
            return i;
        for (var k = i + 1; k < Math.Min(limit, i + 16); k++)
        {
            if (sentence.Lower(k) == "that" && !Words.Prepositions.Contains(sentence.Lower(k - 1)))
                return k;
            if (sentence[k].IsQuote && sentence.Lower(k - 1) is "," or ":" || sentence.Lower(k) is ":")
                return k;
            if (Words.IsFinite(sentence[k]))
                break;
        }

        return i;
    }

    private static bool IsWhen(Sentence sentence, int i)
    {
        var next = sentence.Lower(i + 1);
        return Words.Days.Contains(sentence.Lower(i)) || sentence.Lower(i) switch
        {
            "on" or "late" or "early" or "earlier" => Words.Days.Contains(next),
            "last" or "this" => next is "week" or "month" or "year" or "morning" or "evening" or "afternoon" or "summer"
                or "winter" or "spring" or "fall",
            "week" or "month" or "year" or "morning" or "afternoon" or "evening" or "night" => next is "that"
                || Words.Pronouns.Contains(next) || sentence.Lower(i - 1) is "last" or "this"
                || Words.Days.Contains(sentence.Lower(i - 1)),
            _ => false,
        };
    }

    // "…, which had opened the door": the paper explains.
    private static int CutExplanation(Sentence sentence, int start, int end)
    {
        for (var i = start + 1; i + 2 < end; i++)
        {
            // "refuses to meet and is said to …": what is wanted ends before the next thing that is told.
            if (sentence.Lower(start) == "to" && sentence.Lower(i) == "and" && Words.Auxiliaries.Contains(sentence.Lower(i + 1)))
                return i;
            if (sentence.Lower(i) != ",")
                continue;
            var word = sentence.Lower(i + 1);
            if (word is "according" or "citing" or "hours" or "referring" or "days"
                || (word is "which" or "who" && sentence.IsWord(i + 2) && !HasComma(sentence, i + 1, end)
                && (Words.IsPast(sentence.Lower(i + 2)) || sentence.Lower(i + 2) is "had" or "was" or "were")))
                return i;
        }

        return end;
    }

    private static bool HasComma(Sentence sentence, int from, int end) =>
        Enumerable.Range(from, end - from).Any(i => sentence.Lower(i) == ",");

    private static List<Run> AfterAccording(Sentence sentence, Cue cue, int limit)
    {
        if (SourceFinder.Right(sentence, cue.Last + 1, true) is not { } source)
            return [];
        var start = source.Last + 1;
        for (var i = start; i < limit && i < start + 25; i++)
        {
            if (sentence.Lower(i) == ",")
            {
                start = i + 1;
                break;
            }
        }

        return start < limit ? [new(start, Math.Min(limit, sentence.ContentEnd) - 1)] : [];
    }

    // "The plan was welcomed by X."
    private static List<Run> PassiveSubject(Sentence sentence, Cue cue) =>
        SourceFinder.Left(sentence, cue.First) is { } subject ? [subject] : [];
}
