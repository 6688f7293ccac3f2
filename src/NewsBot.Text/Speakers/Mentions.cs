using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Finds the names in sentences: runs of capital words, with the small words that join them.</summary>
/// <param name="sources">The sources of the article's reports: a name that is a whole source is somebody who speaks.</param>
internal sealed class Mentions(IReadOnlySet<TextSpan> sources)
{
    private const int LongestRun = 16;
    private const int Apposition = 12;

    /// <summary>The names of an article, in its order.</summary>
    public List<Mention> Of(List<Sentence> sentences, CancellationToken cancellationToken)
    {
        var found = new List<Mention>();
        for (var s = 0; s < sentences.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sentence = sentences[s];
            for (var i = 0; i < sentence.Count; i++)
            {
                if (!Starts(sentence, i))
                    continue;
                if (SmallBodies.OfState(sentence, i) is { } noun)
                {
                    found.Add(Body(sentence, s, i, noun));
                    i = noun;
                    continue;
                }

                var last = RunEnd(sentence, i);
                if (SmallBodies.Police(sentence, i, last) is { } police && !IsDescription(sentence, i, last))
                {
                    found.Add(Body(sentence, s, i, police));
                    i = police;
                    continue;
                }

                if (!IsDescription(sentence, i, last) && !IsDateline(sentence, i, last))
                    found.Add(Holder(sentence, found, Name(sentence, s, i, last)));
                i = last;
            }
        }

        return found;
    }

    /// <summary>Names in sources that stand inside a quotation, where a mark that never closes has swallowed the sentence.</summary>
    public IEnumerable<Mention> InQuotes(List<Sentence> sentences, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        var seen = new HashSet<TextSpan>();
        foreach (var draft in drafts)
        {
            if (draft.Source is not { } source || !seen.Add(source) || !IsQuoted(sentences[draft.Sentence], source))
                continue;
            var text = sentences[draft.Sentence].Text;
            foreach (var mention in Of(Sentences.Of(source.Of(text), cancellationToken), cancellationToken))
            {
                yield return mention with
                {
                    Span = new(mention.Span.Start + source.Start, mention.Span.End + source.Start),
                    PhraseStart = mention.PhraseStart + source.Start,
                    Place = (draft.Sentence, 0),
                };
            }
        }
    }

    // "the Minister for External Contacts, Ann Example": the name behind the comma holds the office.
    private static Mention Holder(Sentence sentence, List<Mention> before, Mention name)
    {
        if (before is not [.., { Kind: MentionKind.Office } office] || office.Place.Sentence != name.Place.Sentence || name.Kind is not (MentionKind.Person or MentionKind.Unclear)
            || name.PhraseStart < office.Span.End || !IsApposed(sentence.Text[office.Span.End..name.PhraseStart]))
            return name;
        return name with { Kind = MentionKind.Person, Titled = true, About = name.About.Union(office.About).ToHashSet(StringComparer.Ordinal) };
    }

    // A comma, with the letters of the office or a place before it: "Inspector of Ports (IP), Ann Example".
    private static bool IsApposed(string between)
    {
        var rest = between.Trim();
        if (rest.StartsWith('(') && rest.IndexOf(')', StringComparison.Ordinal) is > 0 and < 8 and var close)
            rest = rest[(close + 1)..].Trim();
        return rest is "," or "";
    }

    // "SAMPLETON: The mayor", "SAMPLE CITY – The mayor": where it was written, unless it speaks as in a transcript.
    private bool IsDateline(Sentence sentence, int first, int last) =>
        first == 0 && sentence.Lower(last + 1) is ":" or "–" or "—" or "-" or "--" && !sources.Contains(sentence.Span(first, last))
        && sentence.Span(first, last).Of(sentence.Text).All(c => char.IsUpper(c) || !char.IsLetter(c));

    /// <summary>Whether a place stands inside a quotation.</summary>
    public static bool IsQuoted(Sentence sentence, TextSpan source) =>
        Enumerable.Range(0, sentence.Count).Any(i => sentence[i].IsQuote && sentence[i].Span.Contains(source.Start));

    private static bool Starts(Sentence sentence, int i)
    {
        if (!sentence[i].IsWord || !sentence[i].Capital || sentence.Lower(i).Length == 0)
            return false;
        var word = sentence.Lower(i);
        // "Q" before a question of a transcript
        if (i == 0 && word == "q")
            return false;
        // "All Samplia Traders Association", "Standing Committee on Samples"
        if (word is "all" or "standing" && sentence.IsCapital(i + 1) && (Names.States.Contains(sentence.Lower(i + 1)) || Names.BodyNouns.Contains(sentence.Lower(i + 1)) || sentence.Lower(i + 1) is "parties"))
            return true;
        return word is not "“”" && !Words.Days.Contains(word) && !Words.Months.Contains(word) && !Words.Pronouns.Contains(word)
            && !Words.Determiners.Contains(word) && !Words.Prepositions.Contains(word) && !Words.Subordinators.Contains(word)
            && !Words.Openers.Contains(word) && !Words.IsAdverb(word) && !Words.Auxiliaries.Contains(word)
            && !(i == 0 && word.EndsWith("ing", StringComparison.Ordinal) && !GivenNames.Men.Contains(word)) && word is not ("next" or "former")
            && (i > 0 || sentence.IsCapital(1) || Words.Said.Contains(sentence.Lower(1)) || Names.States.Contains(NameParts.Bare(word))
                || Names.BodyNouns.Contains(NameParts.Bare(word)) || Words.Auxiliaries.Contains(sentence.Lower(1))
                || !(word.EndsWith("ing", StringComparison.Ordinal) || (word.EndsWith('s') && !word.EndsWith("'s", StringComparison.Ordinal))));
    }

    private static int RunEnd(Sentence sentence, int first)
    {
        var last = first;
        for (var i = first + 1; i < sentence.Count && i - first < LongestRun; i++)
        {
            if (!sentence.IsWord(i))
                break;
            // "Ann Example's Samplers": a possessive ends the name, except that a state's body is one name with it.
            if (i > first && sentence.Lower(i - 1).EndsWith("'s", StringComparison.Ordinal) && !(i - 1 == first && Names.States.Contains(NameParts.Bare(sentence.Lower(first))))
                && !IsOfOffice(sentence, first, i))
                break;
            if (sentence[i].Capital && !Words.Days.Contains(sentence.Lower(i)) && !Words.Months.Contains(sentence.Lower(i)))
            {
                last = i;
                continue;
            }

            if (JoinsBody(sentence, first, last, i) is { } joined)
            {
                i = last = joined;
                continue;
            }

            if (sentence.Lower(i).StartsWith("al-", StringComparison.Ordinal) || sentence.Lower(i).StartsWith("ul-", StringComparison.Ordinal) || sentence.Lower(i).StartsWith("ur-", StringComparison.Ordinal))
            {
                last = i;
                continue;
            }

            // "Ministry of Foreign Affairs", "Council for the Reconciliation"
            var joins = sentence.Lower(i) is "of" or "for" or "on" or "the" or "al" or "bin" or "ul" or "de" or "van" or "von" or "ur" or "di" or "del" or "du" or "der" or "den" or "ibn" or "abu"
                or "e" || (sentence.Lower(i) is "d'affaires" && sentence.Lower(i - 1) is "chargé" or "charge");
            if (!joins || (sentence.Lower(i) is "on" && !Names.BodyNouns.Contains(sentence.Lower(last)) && sentence.Lower(last) != "action")
                || !(sentence.IsCapital(i + 1) || (sentence.Lower(i + 1) == "the" && sentence.IsCapital(i + 2)))
                || (sentence.Lower(i) is "of" or "for" or "on" && IsGiven(sentence, first, last))
                || Words.Days.Contains(sentence.Lower(i + 1)) || Words.Months.Contains(sentence.Lower(i + 1)))
                break;
        }

        return last;
    }

    // "The Prime Minister's Media Office"
    private static bool IsOfOffice(Sentence sentence, int first, int i)
    {
        var owner = sentence.Lower(i - 1) is "pm's" or "president's" or "governor's" or "cm's" || (sentence.Lower(i - 1) == "minister's" && sentence.Lower(i - 2) is "prime" or "chief");
        var office = sentence.Lower(i) is "media" or "press" ? i + 1 : i;
        return owner && i - first <= 3 && sentence.IsCapital(i) && sentence.IsCapital(office) && sentence.Lower(office) is "office" or "house" or "secretariat" or "wing";
    }

    // "Ann Example of Sample Partners": the name ends before "of".
    private static bool IsGiven(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var word = sentence.Lower(i);
            if (GivenNames.Men.Contains(word) || GivenNames.Women.Contains(word))
                return last > i && !Enumerable.Range(first, last - first + 1).Any(k => NameParts.IsBody(sentence.Lower(k)));
        }

        return false;
    }

    // "Ministry of Water and Energy", "the Securities and Exchange Commission": the words of one body; else "and" joins speakers.
    private static int? JoinsBody(Sentence sentence, int first, int last, int and)
    {
        if (sentence.Lower(and) is not ("and" or "&") || last != and - 1 || sentence.Lower(last).EndsWith("'s", StringComparison.Ordinal))
            return null;
        var next = sentence.Lower(and + 1) == "the" ? and + 2 : and + 1;
        if (!sentence.IsCapital(next))
            return null;
        var end = next;
        while (sentence.IsCapital(end + 1) && sentence.IsWord(end + 1))
            end++;
        var of = -1;
        var body = false;
        for (var i = first; i <= last; i++)
        {
            if (sentence.Lower(i) is "of" or "for" or "on")
                of = i;
            var word = NameParts.Bare(sentence.Lower(i));
            body |= Names.BodyNouns.Contains(word);
            if (Names.PersonTitles.Contains(word) && !body)
                return null;
        }

        var bodyOf = of > 0 && body && end - next <= 1 && next == and + 1 && !Names.BodyNouns.Contains(sentence.Lower(end)) && !Names.States.Contains(sentence.Lower(last));
        var closes = !body && Names.BodyNouns.Contains(NameParts.Bare(sentence.Lower(end))) && end > next && !Names.States.Contains(sentence.Lower(last))
            && !Names.Demonyms.Contains(sentence.Lower(last)) && (next == and + 1 || sentence.Lower(first - 1) == "the");
        return bodyOf || closes ? end : null;
    }

    // "The Minister", "Foreign Minister" and "the Afghan government" name nobody by themselves.
    private static bool IsDescription(Sentence sentence, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            var word = NameParts.Bare(sentence.Lower(i));
            var title = Names.PersonTitles.Contains(word) && !Names.Honorifics.Contains(word);
            if (!title && !Names.PersonNouns.Contains(word) && !Names.Demonyms.Contains(word)
                && word is not ("prime" or "former" or "special" or "of" or "the" or "acting" or "union"))
                return false;
        }

        return true;
    }

    private static Mention Body(Sentence sentence, int s, int first, int noun)
    {
        var owns = sentence.Lower(noun).EndsWith("'s", StringComparison.Ordinal);
        var span = new TextSpan(sentence[first].Start, sentence[noun].End - (owns ? 2 : 0));
        return new Mention(span, MentionKind.Body, About(sentence, first, noun, owns), (s, first)) { PhraseStart = span.Start, Owns = owns };
    }

    private Mention Name(Sentence sentence, int s, int first, int last)
    {
        var owns = sentence.Lower(last).EndsWith("'s", StringComparison.Ordinal) || sentence.Lower(last).EndsWith("s'", StringComparison.Ordinal);
        var whole = new TextSpan(sentence[first].Start, sentence[last].End);
        // "Moody's said": the ending is a part of the name.
        if (owns && sources.Contains(whole))
            owns = false;
        var end = owns ? sentence[last].End - (sentence.Lower(last).EndsWith("'s", StringComparison.Ordinal) ? 2 : 1) : sentence[last].End;
        var parts = NameParts.Of(sentence, first, last);
        var kind = parts is null ? OfficeOrBody(sentence, first, last) : KindOf(sentence, first, last, parts.Value);
        var start = kind is MentionKind.Person or MentionKind.Unclear ? parts!.Value.Name : first;
        // "Samplia's Sample News": the outlet is not the country's.
        if (kind == MentionKind.Body && start == first && last > first && sentence.Lower(first).EndsWith("'s", StringComparison.Ordinal) && Names.States.Contains(NameParts.Bare(sentence.Lower(first)))
            && Names.IsOutlet(sentence.Span(first + 1, last).Of(sentence.Text)))
            start = first + 1;
        // "The Nation" within a sentence
        if (start == first && first > 1 && sentence.Lower(first - 1) == "the" && sentence[first - 1].Capital && IsPress(sentence.Span(first, last).Of(sentence.Text)))
            start = first - 1;
        var span = new TextSpan(sentence[start].Start, Math.Max(end, sentence[start].Start + 1));
        return new Mention(span, kind, About(sentence, first, last, owns), (s, first))
        {
            Titled = parts is { Titled: true } || (first > 0 && Names.PersonNouns.Contains(sentence.Lower(first - 1))),
            Owns = owns,
            PhraseStart = Math.Min(sentence[first].Start, span.Start),
        };
    }

    // Papers that "The" belongs to.
    private static bool IsPress(string name) => Names.IsOutlet(name) || name is "Nation" or "Hill" or "Independent" or "Economist" or "Wire" or "Intercept" or "Atlantic" or "Diplomat"
        || name.EndsWith("Monitor", StringComparison.Ordinal) || name.EndsWith("Tribune", StringComparison.Ordinal) || name.EndsWith("Journal", StringComparison.Ordinal);

    private static MentionKind OfficeOrBody(Sentence sentence, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Any(i => Names.PersonTitles.Contains(sentence.Lower(i)) && !Names.BodyNouns.Contains(sentence.Lower(i)))
            ? MentionKind.Office : MentionKind.Body;

    private static HashSet<string> About(Sentence sentence, int first, int last, bool owns)
    {
        var about = new HashSet<string>(StringComparer.Ordinal);
        // "Ambassador to the United States (US) Ann Example"
        var before = first > 2 && sentence.Lower(first - 1) == ")" && sentence.Lower(first - 3) == "(" ? first - 4 : first - 1;
        for (var i = before; i >= Math.Max(0, before - 5) && sentence.IsWord(i) && !Words.IsVerbLike(sentence[i]); i--)
        {
            var word = NameParts.Bare(sentence.Lower(i));
            // "The minister's envoy Ann Example" is no minister; "Samplia's envoy" is of Samplia.
            if (sentence.Lower(i).EndsWith("'s", StringComparison.Ordinal) && !Names.States.Contains(word))
                break;
            // "Secretary Example and Commissioner Sample": the words before are somebody else's.
            if (word == "and" && sentence.IsCapital(i - 1) && !Names.Offices.Contains(sentence.Lower(i - 1)))
                break;
            if (i < before - 2 && !Names.PersonNouns.Contains(word) && !Names.Demonyms.Contains(word))
                break;
            if (!Words.Determiners.Contains(word) && !Words.Prepositions.Contains(word))
                about.Add(word);
        }

        for (var i = first; i <= last; i++)
            about.Add(NameParts.Bare(sentence.Lower(i)));
        if (!owns && sentence.Lower(last + 1) == "," && !IsListed(sentence, last + 2))
        {
            var end = AppositionEnd(sentence, last + 2);
            for (var i = last + 2; i < end; i++)
                about.Add(NameParts.Bare(sentence.Lower(i)));
        }

        return about;
    }

    // Behind the words that stand behind a name's comma, nothing of them where they are the subject of the next clause: "Speaking after a
    // meeting with Ann Example, the minister said". A verb that a relative word opens belongs to them.
    private static int AppositionEnd(Sentence sentence, int first)
    {
        var end = first;
        while (end < Math.Min(sentence.Count, first + Apposition) && sentence.IsWord(end) && !Words.IsFinite(sentence[end]))
            end++;
        var isSubject = end < sentence.Count && Words.IsFinite(sentence[end]) && Words.Determiners.Contains(sentence.Lower(first))
            && !Enumerable.Range(first, end - first).Any(i => sentence.Lower(i) is "who" or "which" or "that" or "whose" or "whom" or "where");
        return isSubject ? first : end;
    }

    // "Trade Minister Ann Example, Ports Minister Bo Sample": another title with its name, no apposition.
    private static bool IsListed(Sentence sentence, int i)
    {
        for (; sentence.IsWord(i) && (sentence.IsCapital(i) || (sentence.Lower(i) is "and" or "of" or "for" && sentence.IsCapital(i - 1) && sentence.IsCapital(i + 1))); i++)
        {
            var word = sentence.Lower(i);
            if (Names.PersonTitles.Contains(word) && sentence.IsCapital(i + 1) && !Names.Honorifics.Contains(word) && !Words.Prepositions.Contains(sentence.Lower(i + 1))
                && !Names.Offices.Contains(sentence.Lower(i + 1)) && !Names.PersonTitles.Contains(sentence.Lower(i + 1)))
                return !IsOwner(sentence, i + 1);
        }

        return false;
    }

    // "the President Ann Example's envoy"
    private static bool IsOwner(Sentence sentence, int i)
    {
        while (sentence.IsCapital(i + 1) && sentence.IsWord(i + 1) && !sentence.Lower(i).EndsWith("'s", StringComparison.Ordinal))
            i++;
        return sentence.Lower(i).EndsWith("'s", StringComparison.Ordinal);
    }

    private static MentionKind KindOf(Sentence sentence, int first, int last, (int Name, bool Titled) parts)
    {
        var only = NameParts.Bare(sentence.Lower(last));
        if (first == last && Names.States.Contains(only) || IsLongState(sentence, first, last))
            return MentionKind.State;
        var body = Enumerable.Range(parts.Name, last - parts.Name + 1).Any(i => NameParts.IsBody(sentence.Lower(i)));
        // "PM Office", "Governor House": the office itself.
        if (body && (!(parts.Titled && parts.Name == last) || only is "office" or "secretariat" or "house" or "ministry" or "embassy" or "department"))
            return MentionKind.Body;
        if (parts.Titled)
            return Names.States.Contains(only) || Names.Demonyms.Contains(only) || (parts.Name == last && NameParts.IsPost(sentence.Lower(last - 1), sentence.Lower(last))) ? MentionKind.Office : MentionKind.Person;
        if (Enumerable.Range(first, parts.Name - first).Any(i => Names.BodyNouns.Contains(sentence.Lower(i))) && last - parts.Name < 1)
            return MentionKind.Body;
        if (last > first && NameParts.IsCalling(only, sentence.Lower(parts.Name)))
            return MentionKind.Office;
        if (first == last)
            return NameParts.IsInitials(sentence, last) ? MentionKind.Body : MentionKind.Unclear;
        return IsPerson(sentence, parts.Name, last) || IsHolder(sentence, first, parts.Name, last) ? MentionKind.Person : MentionKind.Unclear;
    }

    private static bool IsLongState(Sentence sentence, int first, int last) => last > first && last - first <= 3
        && NameParts.Bare(sentence.Lower(last)) is var only
        && (only is "states" or "kingdom" or "emirates" || (only == "arabia" && sentence.Lower(last - 1) == "saudi") || (only is "republic" && sentence.Lower(last - 1) is "islamic"));

    private static bool IsPerson(Sentence sentence, int name, int last)
    {
        var word = sentence.Lower(name);
        if (name > 0 && Names.PersonNouns.Contains(sentence.Lower(name - 1)))
            return true;
        if (IsOfSomething(sentence, name, last))
            return false;

        if (GivenNames.Men.Contains(word) || GivenNames.Women.Contains(word) || Names.Honorifics.Contains(word)
            || (word.Length == 2 && word[1] == '.'))
            return true;
        return last - name <= 3 && IsIntroduced(sentence, last);
    }

    // "Joint Chiefs of Staff"
    private static bool IsOfSomething(Sentence sentence, int name, int last) => Enumerable.Range(name, last - name + 1)
        .Any(i => Names.Offices.Contains(NameParts.Bare(sentence.Lower(i))) || sentence.Lower(i) is "of" or "for" or "on");

    // "Ambassador to Samplia Ann Example"
    private static bool IsHolder(Sentence sentence, int first, int name, int last)
    {
        if (name == first || last == name || IsOfSomething(sentence, name, last) || !(Names.States.Contains(sentence.Lower(first)) || Names.Demonyms.Contains(sentence.Lower(first))))
            return false;
        var before = sentence.Lower(first - 1) == "the" ? first - 2 : first - 1;
        return sentence.Lower(before) is "to" or "of" or "for" or "in" && Names.PersonTitles.Contains(sentence.Lower(before - 1));
    }

    // "Ann Example, a professor at …", "Ann Example, 52,", "Ann Example, who …"
    private static bool IsIntroduced(Sentence sentence, int last)
    {
        if (sentence.Lower(last + 1) != ",")
            return false;
        var next = sentence.Lower(last + 2);
        if (next is "who" or "whose" || (next.Length == 2 && next.All(char.IsDigit) && sentence.Lower(last + 3) == ","))
            return true;
        var end = AppositionEnd(sentence, last + 2);
        for (var i = last + 2; i < end; i++)
        {
            if (Names.PersonNouns.Contains(sentence.Lower(i)) || Names.PersonTitles.Contains(sentence.Lower(i)))
                return true;
        }

        return false;
    }
}
