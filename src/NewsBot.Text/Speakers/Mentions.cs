using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Finds the names in sentences: runs of capital words, with the small words that join them.</summary>
internal static class Mentions
{
    private const int LongestName = 14;
    private const int Apposition = 10;

    public static List<Mention> Of(List<Sentence> sentences, CancellationToken cancellationToken)
    {
        var found = new List<Mention>();
        foreach (var sentence in sentences)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run? office = null;
            for (var i = 0; i < sentence.Count; i++)
            {
                if (!Starts(sentence, i))
                    continue;
                var last = RunEnd(sentence, i);
                if (IsOffice(sentence, i, last))
                    office = new(i, last);
                else if (!IsDescription(sentence, i, last))
                    found.Add(office is { } held && held.Last + 2 == i ? Holder(sentence, held, Name(sentence, i, last)) : Name(sentence, i, last));
                i = last;
            }
        }

        return found;
    }

    // "the Minister for External Contacts, Ann Example": an office that is not a name, before the comma and the name of who holds it.
    private static bool IsOffice(Sentence sentence, int first, int last)
    {
        var of = Enumerable.Range(first, last - first).FirstOrDefault(
            i => sentence.Lower(i + 1) is "for" or "of" && Names.PersonNouns.Contains(sentence.Lower(i)), -1);
        if (of < 0 || sentence.Lower(last + 1) != "," || !IsPlainName(sentence, last + 2) || !IsPlainName(sentence, last + 3))
            return false;
        var closing = sentence.Lower(last);
        return last - of <= 3 || Names.Offices.Contains(closing) || Names.BodyNouns.Contains(closing);
    }

    private static bool IsPlainName(Sentence sentence, int i) =>
        sentence.IsCapital(i) && !sentence.Lower(i).EndsWith("'s", StringComparison.Ordinal)
        && !Names.States.Contains(sentence.Lower(i)) && !Names.Demonyms.Contains(sentence.Lower(i));

    private static Mention Holder(Sentence sentence, Run office, Mention name)
    {
        var about = new HashSet<string>(name.About, StringComparer.Ordinal);
        for (var i = office.First; i <= office.Last; i++)
            about.Add(Bare(sentence.Lower(i)));
        return name with { About = about, Titled = true };
    }

    private static bool Starts(Sentence sentence, int i)
    {
        if (!sentence[i].IsWord || !sentence[i].Capital || sentence.Lower(i).Length == 0)
            return false;
        var word = sentence.Lower(i);
        return word is not "“”" && !Words.Days.Contains(word) && !Words.Months.Contains(word) && !Words.Pronouns.Contains(word)
            && !Words.Determiners.Contains(word) && !Words.Prepositions.Contains(word) && !Words.Subordinators.Contains(word)
            && !Words.Openers.Contains(word) && !Words.IsAdverb(word) && !Words.Auxiliaries.Contains(word)
            && (i > 0 || sentence.IsCapital(1) || Words.Said.Contains(sentence.Lower(1)) || Names.States.Contains(Bare(word))
            || Names.BodyNouns.Contains(Bare(word))
                || !(word.EndsWith("ing", StringComparison.Ordinal) || word.EndsWith('s')));
    }

    private static int RunEnd(Sentence sentence, int first)
    {
        var last = first;
        for (var i = first + 1; i < sentence.Count && i - first < LongestName; i++)
        {
            if (!sentence.IsWord(i))
                break;
            if (sentence[i].Capital && !Words.Days.Contains(sentence.Lower(i)) && !Words.Months.Contains(sentence.Lower(i)))
            {
                last = i;
                if (sentence.Lower(i).EndsWith("'s", StringComparison.Ordinal) && !sentence.IsCapital(i + 1))
                    break;
                continue;
            }

            // "Ministry of Foreign Affairs", "Council for the Reconciliation"; "and" joins speakers, not words of a name.
            var joins = sentence.Lower(i) is "of" or "for" or "the" or "al" or "bin" or "ul" or "de" or "van" or "von" or "ur"
                or "e" || (sentence.Lower(i) is "d'affaires" && sentence.Lower(i - 1) is "chargé" or "charge");
            if (!joins || !(sentence.IsCapital(i + 1) || sentence.Lower(i + 1) == "the"))
                break;
        }

        return last;
    }

    // "The Minister", "Foreign Minister" and "the Afghan government" name nobody by themselves.
    private static bool IsDescription(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var word = Bare(sentence.Lower(i));
            if (!Names.PersonTitles.Contains(word) && !Names.PersonNouns.Contains(word) && !Names.Demonyms.Contains(word)
                && word is not ("prime" or "former" or "special"))
                return false;
        }

        return true;
    }

    private static Mention Name(Sentence sentence, int first, int last)
    {
        var about = new HashSet<string>(StringComparer.Ordinal);
        for (var i = Math.Max(0, first - 3); i < first; i++)
        {
            if (sentence.IsWord(i)
                && (Names.PersonNouns.Contains(sentence.Lower(i)) || Names.BodyNouns.Contains(sentence.Lower(i))))
                about.Add(sentence.Lower(i));
        }

        for (var i = first; i <= last; i++)
            about.Add(Bare(sentence.Lower(i)));
        if (sentence.Lower(last + 1) == ",")
        {
            for (var i = last + 2; i < Math.Min(sentence.Count, last + 2 + Apposition) && sentence.IsWord(i)
                && !Words.IsFinite(sentence[i]); i++)
                about.Add(Bare(sentence.Lower(i)));
        }

        var end = sentence[last].End;
        if (sentence.Lower(last).EndsWith("'s", StringComparison.Ordinal))
            end -= 2;
        var kind = KindOf(sentence, first, last);
        var start = kind == MentionKind.Person ? WithoutTitles(sentence, first, last) : first;
        var span = new TextSpan(sentence[start].Start, Math.Max(end, sentence[start].End));
        return new(span, kind, Bare(sentence.Lower(last)), about, start > first || first > 0 && about.Count > last - first + 1);
    }

    // "US Secretary of State Mike Pompeo" is Mike Pompeo; the title stays in what is known about him.
    private static int WithoutTitles(Sentence sentence, int first, int last)
    {
        var start = first;
        for (var i = first; i < last; i++)
        {
            if ((Names.PersonTitles.Contains(sentence.Lower(i)) && !Names.Honorifics.Contains(sentence.Lower(i)))
                || (i == start && (Names.States.Contains(sentence.Lower(i)) || Names.Demonyms.Contains(sentence.Lower(i))
                || IsInitials(sentence, i))))
                start = i + 1;
        }

        if (sentence.Lower(start) is "of" or "for" or "the")
            start = AfterOffice(sentence, start, last);
        while (start < last && !sentence[start].Capital)
            start++;
        return start;
    }

    // "Minister for Maritime Affairs Ann Example": the name starts behind the last word that names an office.
    private static int AfterOffice(Sentence sentence, int start, int last)
    {
        var name = -1;
        for (var i = start; i < last; i++)
        {
            if (Names.Offices.Contains(sentence.Lower(i)))
                name = i + 1;
        }

        return name > 0 ? name : Math.Max(start + 1, last - 1);
    }

    private static bool IsInitials(Sentence sentence, int i) =>
        sentence[i].Span.Length > 1 && sentence[i].Span.Of(sentence.Text).All(char.IsUpper);

    private static MentionKind KindOf(Sentence sentence, int first, int last)
    {
        var title = -1;
        var body = false;
        for (var i = first; i <= last; i++)
        {
            var word = Bare(sentence.Lower(i));
            if (Names.PersonTitles.Contains(word) && i < last && sentence.IsCapital(i + 1))
                title = i;
            body |= Names.BodyNouns.Contains(word);
        }

        if (first > 0 && Names.PersonNouns.Contains(sentence.Lower(first - 1)) && last > first && !body)
            return MentionKind.Person;
        var only = Bare(sentence.Lower(last));
        if (title >= 0 && !Names.BodyNouns.Contains(only))
            return MentionKind.Person;
        if (body)
            return MentionKind.Body;
        if (first == last && Names.States.Contains(only) || (last > first && Names.States.Contains(only) && first + 1 == last)
            || (only == "states" && last > first) || (only == "kingdom" && last > first))
            return MentionKind.State;
        var text = sentence[last].Span.Of(sentence.Text);
        if (first == last)
            return text.Length > 1 && text.All(c => char.IsUpper(c) || c == '-' || c == '&') ? MentionKind.Body
                : MentionKind.Unclear;
        return MentionKind.Person;
    }

    internal static string Bare(string word) => word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word.TrimEnd('\'');
}
