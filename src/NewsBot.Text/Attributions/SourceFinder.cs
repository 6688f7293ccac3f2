using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>A run of tokens that names or points to who speaks.</summary>
internal readonly record struct Run(int First, int Last)
{
    public int Length => Last - First + 1;
}

/// <summary>Finds the noun phrase on either side of a cue.</summary>
internal static class SourceFinder
{
    private const int LongestSource = 32;
    private const int LongestInsert = 40;

    /// <summary>The subject that ends right before <paramref name="end"/> (adjuncts and insertions skipped); null where none
    /// stands there.</summary>
    public static Run? Left(Sentence sentence, int end)
    {
        var i = SkipAdjuncts(sentence, end - 1);
        if (i < 0)
            return null;
        if (sentence[i].Lower == ",")
            return BeforeInsert(sentence, i);
        if (sentence[i].Lower is ")" or "]")
        {
            var open = Opening(sentence, i);
            return open > 0 && Phrase(sentence, open - 1) is { } bracketed ? bracketed with { Last = i } : null;
        }

        return Phrase(sentence, i);
    }

    /// <summary>The noun phrase that starts at <paramref name="start"/>, with its apposition.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="start">Its first token.</param>
    /// <param name="opens">The words follow the phrase: an apposition then has a comma on either side.</param>
    public static Run? Right(Sentence sentence, int start, bool opens = false)
    {
        if (start >= sentence.Count || !sentence.IsWord(start))
            return null;
        if (Words.Pronouns.Contains(sentence.Lower(start)))
            return new(start, start);

        var last = PhraseEnd(sentence, start);
        if (last < start)
            return null;
        if (sentence.Lower(last + 1) == "(" && Closing(sentence, last + 1) is var close and > 0)
            last = close;
        return new(start, Apposition(sentence, start, last, opens));
    }

    /// <summary>The first subject of the sentence, for clauses that share it.</summary>
    public static Run? Main(Sentence sentence, int before)
    {
        var start = 0;
        var first = sentence.Lower(0);
        if (Words.Prepositions.Contains(first) || Words.Subordinators.Contains(first)
            || first.EndsWith("ing", StringComparison.Ordinal)
            || Words.Openers.Contains(first))
        {
            var comma = Enumerable.Range(0, Math.Min(before, 25)).FirstOrDefault(i => sentence.Lower(i) == ",", -1);
            start = comma >= 0 ? comma + 1 : Words.Openers.Contains(first) ? 1 : 0;
        }

        if (start >= before || !sentence.IsWord(start))
            return null;
        if (Words.Pronouns.Contains(sentence.Lower(start)))
            return new(start, start);

        var end = start;
        while (end < before && end - start < LongestSource && (sentence.IsWord(end) || sentence.Lower(end) is "(" or ")")
            && !(end > start && (Words.IsVerbLike(sentence[end]) || Words.Subordinators.Contains(sentence.Lower(end))
                || Words.IsAdverb(sentence.Lower(end)))))
            end++;
        return end > start && end <= before ? Trim(sentence, new(start, end - 1)) : null;
    }

    // "X on Monday said", "X in a statement said".
    private static int SkipAdjuncts(Sentence sentence, int i)
    {
        var from = i;
        while (i >= 0 && sentence.IsWord(i)
            && (Words.Days.Contains(sentence.Lower(i)) || sentence.Lower(i) is "on" or "late" or "early" or "earlier"))
            i--;
        for (var back = 1; back <= 9 && i - back > 0; back++)
        {
            var word = sentence.Lower(i - back);
            if (!sentence.IsWord(i - back) || Words.IsVerbLike(sentence[i - back]))
                break;
            if (word is "in" or "during" or "at" or "through" or "via" && IsOccasion(sentence, i - back + 1, i))
                return i - back - 1;
        }

        return i < 0 ? from : i;
    }

    private static bool IsOccasion(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (sentence.Lower(i) is "statement" or "interview" or "tweet" or "post" or "letter" or "briefing" or "conference"
                or "speech" or "meeting" or "conversation" or "ceremony"
                or "address" or "message" or "report" or "email" or "release" or "video" or "press")
                return true;
        }

        return false;
    }

    // "X, the mayor, said" keeps the apposition; "X, who was there, said" and "X, meanwhile, said" do not.
    private static Run? BeforeInsert(Sentence sentence, int comma)
    {
        var open = comma - 1;
        while (open > 0 && comma - open <= LongestInsert && sentence.Lower(open) != "," && !sentence[open].IsQuote)
            open--;
        if (open <= 0 || sentence.Lower(open) != "," || open + 1 >= comma)
            return Plain(sentence, comma - 1);

        var phrase = Phrase(sentence, open - 1);
        if (phrase is not { } found)
            return null;
        var first = sentence.Lower(open + 1);
        var aside = first is "who" or "whose" or "which" or "whom" or "where" || Words.Prepositions.Contains(first)
            || Words.IsAdverb(first)
            || Words.Subordinators.Contains(first) || first.EndsWith("ing", StringComparison.Ordinal) || Words.IsPast(first)
            || Words.Auxiliaries.Contains(first) || first is "and" or "but" or "too";
        return aside ? found : found with { Last = comma - 1 };
    }

    // "Sen. Ann Example (D-R.I.), said"
    private static Run? Plain(Sentence sentence, int last)
    {
        var open = sentence.Lower(last) is ")" ? Opening(sentence, last) : last + 1;
        return open > 0 && Phrase(sentence, open - 1) is { First: 0 } found && HasCapital(sentence, 0, found.Last)
            ? found with { Last = last } : null;
    }

    private static Run? Phrase(Sentence sentence, int last)
    {
        if (last < 0 || !(sentence.IsWord(last) || (last > 0 && sentence.Lower(last) is "%")))
            return null;
        var word = sentence.Lower(last);
        if (Words.Pronouns.Contains(word) || word is "which")
            return new(last, last);
        if (word is "and" or "but" or "or" or "that" or "to" || Words.Subordinators.Contains(word)
            || Words.Auxiliaries.Contains(word))
            return null;

        var first = last;
        while (first > 0 && last - first < LongestSource && !StopsLeft(sentence, first))
            first--;
        if (first > 1 && sentence.Lower(first - 1) == "," && IsAside(sentence.Lower(first)))
            return Phrase(sentence, first - 2);
        return WithList(sentence, Trim(sentence, new(AfterAside(sentence, first, last), last)));
    }

    private static bool IsAside(string word) => word is "during" or "in" or "at" or "on" or "after" or "amid" or "speaking"
        or "addressing" or "talking" or "via" or "through";

    // "In a statement issued late the group said": the phrase starts at its last article.
    private static int AfterAside(Sentence sentence, int first, int last)
    {
        if (!Words.Prepositions.Contains(sentence.Lower(first)) || first == last)
            return first;
        for (var i = last - 1; i > first + 2; i--)
        {
            if (sentence.Lower(i) is "the" or "a" or "an" && !Words.Prepositions.Contains(sentence.Lower(i - 1)))
                return i;
        }

        return first;
    }

    // "A of X, B and C of Y": the other names of a list, if nothing but the clause's start stands before them.
    private static Run? WithList(Sentence sentence, Run? phrase)
    {
        if (phrase is not { } found)
            return null;
        var oxford = sentence.Lower(found.First - 1) is "and" && sentence.Lower(found.First - 2) is ",";
        if (!oxford && (sentence.Lower(found.First - 1) != ","
            || !Enumerable.Range(found.First, found.Length).Any(i => sentence.Lower(i) is "and")))
            return found;

        var start = oxford ? found.First - 2 : found.First - 1;
        var whole = found;
        while (start > 0 && sentence.Lower(start) == ",")
        {
            var first = start - 1;
            while (first > 0 && start - first < LongestSource && sentence.IsWord(first) && !StopsLeft(sentence, first))
                first--;
            if (!sentence.IsCapital(start - 1) || Words.Prepositions.Contains(sentence.Lower(first))
                || Words.IsTime(sentence.Lower(start - 1)))
                return found;
            (whole, start) = (whole with { First = first }, first - 1);
        }

        return start < 0 || sentence[start].Kind == TokenKind.Mark || Words.Subordinators.Contains(sentence.Lower(start))
            ? whole : found;
    }

    private static bool StopsLeft(Sentence sentence, int first)
    {
        var before = sentence[first - 1];
        if (before.IsQuote)
            return true;
        if (before.Kind == TokenKind.Mark)
            return before.Lower is not ("&" or "/" or "’" or "'" or "%" or "$") && !ClosesBracket(sentence, first - 1);
        if (before.Lower is "and" or "or")
            return !IsJoint(sentence, first - 1);
        if (Words.Subordinators.Contains(before.Lower) || Words.Pronouns.Contains(before.Lower) || Words.IsFinite(before))
            return true;
        // "visited Kabul" takes an object, "the retired general" is a noun phrase.
        return Words.IsVerbLike(before) && (sentence[first].Capital || Words.Determiners.Contains(sentence.Lower(first)));
    }

    private static bool ClosesBracket(Sentence sentence, int i) => sentence.Lower(i) is ")" or "(" && Opening(sentence, i) >= 0;

    // "A and B said": one subject if nothing but the start of a clause stands before A.
    private static bool IsJoint(Sentence sentence, int and)
    {
        var first = and - 1;
        if (first < 0 || !sentence.IsWord(first) || Words.IsVerbLike(sentence[first]) || Words.IsAdverb(sentence.Lower(first)))
            return false;
        for (var steps = 0; first > 0 && steps < LongestSource; steps++, first--)
        {
            var before = sentence[first - 1];
            if (before.IsQuote || before.Kind == TokenKind.Mark || Words.Subordinators.Contains(before.Lower))
                return true;
            if (Words.IsVerbLike(before) || before.Lower is "to" or "and")
                return false;
        }

        return first == 0;
    }

    private static int PhraseEnd(Sentence sentence, int start)
    {
        var last = start;
        for (var i = start + 1; i < sentence.Count && i - start < LongestSource && sentence.IsWord(i); i++)
        {
            var word = sentence.Lower(i);
            if (word is "issued" or "released" or "published" or "by" or "from" or "signed" && IsPaper(sentence, start, i))
            {
                last = i;
                continue;
            }

            if (Words.IsVerbLike(sentence[i]) && !Words.IsAdverb(sentence.Lower(i - 1))
                && !Words.Determiners.Contains(sentence.Lower(i - 1)))
                break;
            if (Words.Subordinators.Contains(word) || Words.Days.Contains(word) || Words.Auxiliaries.Contains(word)
                || (Words.Prepositions.Contains(word) && !(word is "of" or "for")
                && !(word is "from" or "at" or "in" or "with" or "to" && !IsAdjunct(sentence, i)))
                || word is "but" or "via" or "adding" or "late" or "earlier" or "later"
                || Words.IsAdverb(word)
                || (word.EndsWith("ing", StringComparison.Ordinal) && !sentence[i].Capital && sentence.IsCapital(i - 1)))
                break;
            if (word is "and" && !(sentence.IsCapital(i + 1) || Words.Determiners.Contains(sentence.Lower(i + 1))
                || !sentence.IsCapital(i - 1)))
                break;
            last = i;
        }

        while (last > start && (Words.Prepositions.Contains(sentence.Lower(last))
            || sentence.Lower(last) is "and" or "the" or "a"))
            last--;
        return last;
    }

    // "a statement issued by the ministry"
    private static bool IsPaper(Sentence sentence, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (sentence.Lower(i) is "statement" or "report" or "release" or "document" or "letter" or "poll" or "study"
                or "survey" or "communique" or "communiqué")
                return true;
        }

        return false;
    }

    // "an adviser in the ministry" belongs together; "Khan in a statement", "Khan at a rally" do not.
    private static bool IsAdjunct(Sentence sentence, int preposition) =>
        sentence.IsCapital(preposition - 1)
            || sentence.Lower(preposition + 1) is "a" or "an" or "this" or "response" or "his" or "her";

    private static int Apposition(Sentence sentence, int start, int last, bool opens)
    {
        if (sentence.Lower(last + 1) != "," || !sentence.IsWord(last + 2) || !HasCapital(sentence, start, last))
            return last;

        var first = sentence.Lower(last + 2);
        var title = first is "a" or "an" or "the" or "his" or "her" or "its" or "one" || (!sentence[last + 2].Capital
            && !Words.Prepositions.Contains(first) && !Words.Subordinators.Contains(first) && !Words.IsAdverb(first)
            && !Words.Auxiliaries.Contains(first) && !Words.Pronouns.Contains(first) && !Words.IsPast(first)
            && first is not ("and" or "but")
            && (!first.EndsWith("ing", StringComparison.Ordinal)
            || first is "managing" or "acting" or "incoming" or "leading" or "founding"))
            || (sentence[last + 2].Capital && first.EndsWith("'s", StringComparison.Ordinal));
        if (!title)
            return last;

        var end = last + 2;
        while (end + 1 < sentence.Count && end - last < LongestInsert && sentence.IsWord(end + 1)
            && !Words.Subordinators.Contains(sentence.Lower(end + 1))
            && !Words.Auxiliaries.Contains(sentence.Lower(end + 1)) && !Words.Days.Contains(sentence.Lower(end + 1)))
            end++;
        while (end > last + 2 && Words.Prepositions.Contains(sentence.Lower(end)))
            end--;
        return opens && sentence.Lower(end + 1) != "," ? last : end;
    }

    private static bool HasCapital(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            if (sentence[i].Capital)
                return true;
        }

        return false;
    }

    private static Run? Trim(Sentence sentence, Run run)
    {
        var (first, last) = (run.First, run.Last);
        while (first < last && (Words.Openers.Contains(sentence.Lower(first)) || Words.IsAdverb(sentence.Lower(first))
            || Words.Days.Contains(sentence.Lower(first))
            || (Words.Prepositions.Contains(sentence.Lower(first))
            && (first == 0 || Words.Days.Contains(sentence.Lower(first + 1))))))
            first++;
        first = SkipTime(sentence, first, last);
        while (last > first && (Words.IsAdverb(sentence.Lower(last)) || Words.Prepositions.Contains(sentence.Lower(last))))
            last--;
        var only = sentence.Lower(first);
        var empty = first == last && (Words.IsAdverb(only) || Words.Prepositions.Contains(only) || Words.Openers.Contains(only)
            || Words.Days.Contains(only) || only is "there" or "the" or "a" or "an" or "to");
        return empty || (first == last && !char.IsLetterOrDigit(sentence.Text[sentence[first].Start])
            && sentence.Lower(first) != "“”") ? null : new(first, last);
    }

    // "In March this year Ann Example": a date before the name.
    private static int SkipTime(Sentence sentence, int first, int last)
    {
        var i = first;
        if (Words.Prepositions.Contains(sentence.Lower(i))
            && (IsTime(sentence, i + 1) || sentence.Lower(i + 1) is "this" or "last" or "next"))
            i++;
        while (i < last && (IsTime(sentence, i) || (sentence.Lower(i) is "this" or "last" or "next" && IsTime(sentence, i + 1))))
            i++;
        return i;
    }

    private static bool IsTime(Sentence sentence, int i) =>
        sentence.IsWord(i) && (Words.IsTime(sentence.Lower(i))
            || (char.IsDigit(sentence.Text[sentence[i].Start]) && sentence[i].Span.Length == 4));

    private static int Opening(Sentence sentence, int close)
    {
        for (var i = close; i >= 0 && close - i < 12; i--)
        {
            if (sentence.Lower(i) is "(" or "[")
                return i;
        }

        return -1;
    }

    private static int Closing(Sentence sentence, int open)
    {
        for (var i = open; i < sentence.Count && i - open < 12; i++)
        {
            if (sentence.Lower(i) is ")" or "]")
                return i;
        }

        return -1;
    }
}
