using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Tells in a run of capital words the titles and offices from the name.</summary>
internal static class NameParts
{
    // Longer runs of capital words are headings.
    private const int LongestName = 6;

    /// <summary>The first token of the name and whether a title stands before it; null when the run is nothing but an office.</summary>
    public static (int Name, bool Titled)? Of(Sentence sentence, int first, int last)
    {
        var start = first;
        var titled = false;
        for (var i = first; i <= last; i++)
        {
            var word = Bare(sentence.Lower(i));
            if (IsTitle(sentence, i, last) && i >= start)
                (start, titled) = (i + 1, titled | Names.PersonTitles.Contains(word));
        }

        if (start > last)
            return null;
        if (start > first && sentence.Lower(start) is "of" or "for" or "to" or "the" or "at" or "in")
        {
            if (AfterOffice(sentence, start, last) is not { } name)
                return null;
            start = name;
        }

        var bare = WithoutLeaders(sentence, BehindBody(sentence, start, last) ?? start, last);
        return (bare, titled);
    }

    public static bool IsInitials(Sentence sentence, int i) =>
        sentence[i].Span.Length > 1 && sentence[i].Span.Of(sentence.Text).All(c => char.IsUpper(c) || c is '-' or '&' or '.');

    public static string Bare(string word) => word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word.TrimEnd('\'');

    // A title that is as often a part of the name counts as one only before two words of it.
    private static bool IsTitle(Sentence sentence, int i, int last)
    {
        var word = Bare(sentence.Lower(i));
        if (!Names.PersonTitles.Contains(word) || (word == "justice" && Names.BodyNouns.Contains(Bare(sentence.Lower(i + 1)))))
            return false;
        return !Names.Honorifics.Contains(word) && (i == last || sentence.IsCapital(i + 1) || sentence.Lower(i + 1) is "of" or "for" or "to" or "at");
    }

    // "Minister for Maritime Affairs Ann Example": the name starts behind the last word of the office.
    private static int? AfterOffice(Sentence sentence, int start, int last)
    {
        var name = -1;
        for (var i = start; i <= last; i++)
        {
            var word = Bare(sentence.Lower(i));
            if (Names.Offices.Contains(word) || Names.BodyNouns.Contains(word) || Names.States.Contains(word) || Names.Demonyms.Contains(word)
                || IsInitials(sentence, i))
                name = i + 1;
        }

        // "Ministry of Sample Contacts", "Envoy for Afghan Samples": still the office.
        if (name > last || (name > 0 && (!sentence[name].Capital || (name == last && (Names.Demonyms.Contains(sentence.Lower(name - 1)) || Names.States.Contains(sentence.Lower(name - 1)))))))
            return null;
        for (var i = start; name < 0 && i < last; i++)
        {
            if (GivenNames.Men.Contains(sentence.Lower(i)) || GivenNames.Women.Contains(sentence.Lower(i)))
                return i;
        }

        return name > 0 ? name : last - start >= 3 ? last - 1 : null;
    }

    // "Example Council Ann Example": the body says where she works.
    private static int? BehindBody(Sentence sentence, int start, int last)
    {
        for (var i = last - 2; i >= start; i--)
        {
            var next = sentence.Lower(i + 1);
            var word = Bare(sentence.Lower(i));
            if ((Names.BodyNouns.Contains(word) || Names.Offices.Contains(word) || Names.Demonyms.Contains(word) || Names.States.Contains(word))
                && (GivenNames.Men.Contains(next) || GivenNames.Women.Contains(next) || (Names.Offices.Contains(word) && FollowsTitle(sentence, start) && !IsBody(sentence.Lower(last)))))
                return i + 1;
        }

        return null;
    }

    // "Minister for Climate Change and Sample Coordination Ann Example"
    private static bool FollowsTitle(Sentence sentence, int start)
    {
        for (var i = start - 1; i >= Math.Max(0, start - 8); i--)
        {
            if (Names.PersonTitles.Contains(sentence.Lower(i)))
                return true;
        }

        return false;
    }

    // "Pakistan Ann Example", "Minerals Ann Example", "NAB Ann Example": what stands before two words of a name.
    private static int WithoutLeaders(Sentence sentence, int start, int last)
    {
        while (last - start >= 2 || (last - start == 1 && IsLeaderOfOne(sentence, start)))
        {
            var word = Bare(sentence.Lower(start));
            if (sentence[start].Capital && !Names.States.Contains(word) && !Names.Demonyms.Contains(word) && !Names.Offices.Contains(word)
                && !IsInitials(sentence, start))
                break;
            if (Names.BodyNouns.Contains(Bare(sentence.Lower(last))))
                break;
            start++;
        }

        return last - start >= LongestName && !IsBody(sentence.Lower(last)) ? last - 1 : start;
    }

    private static bool IsLeaderOfOne(Sentence sentence, int start) =>
        Names.Demonyms.Contains(Bare(sentence.Lower(start))) || !sentence[start].Capital
        || (IsInitials(sentence, start) && !IsInitials(sentence, start + 1) && !IsBody(sentence.Lower(start + 1)) && !Names.Offices.Contains(sentence.Lower(start + 1)));

    private static readonly HashSet<string> Posts = new(StringComparer.Ordinal) { "dpo", "cpo", "ccpo", "rpo", "sho", "ssp", "igp", "dig" };

    /// <summary>"DPO Sampleton": the head of a district's police, and the district.</summary>
    public static bool IsPost(string title, string name) => Posts.Contains(title) && !GivenNames.Men.Contains(name) && !GivenNames.Women.Contains(name);

    /// <summary>"Nutrition Diet Expert" says what somebody is; "Ann Poet" is a name.</summary>
    public static bool IsCalling(string last, string first) => Names.PersonNouns.Contains(last) && !Names.PersonTitles.Contains(last)
        && !GivenNames.Men.Contains(first) && !GivenNames.Women.Contains(first);

    /// <summary>A word for a kind of body, in the singular or the plural.</summary>
    public static bool IsBody(string lower) => Names.BodyNouns.Contains(Bare(lower)) || (lower.EndsWith('s') && Names.BodyNouns.Contains(lower[..^1]));
}

/// <summary>Finds bodies whose noun is written without a capital: "the Samplian foreign ministry", "Samplia's army", "Sampleton police".</summary>
internal static class SmallBodies
{
    private const int LongestPlace = 3;
    private static readonly HashSet<string> Nouns = new(StringComparer.Ordinal) { "ministry", "embassy", "presidency", "parliament", "army", "military" };

    // "Sampleton police chief Ann Example", "the Sampleton police station": no body, or a part of a longer name.
    private static readonly HashSet<string> BehindPolice = new(StringComparer.Ordinal)
    {
        "chief", "officer", "officers", "official", "officials", "station", "stations", "department", "service", "force", "post", "posts", "party", "team", "van", "constable", "head", "commissioner", "inspector", "superintendent", "sources", "source", "training", "academy",
    };

    /// <summary>The last token of a state's body; null when none begins there.</summary>
    public static int? OfState(Sentence sentence, int first)
    {
        var word = NameParts.Bare(sentence.Lower(first));
        if (!Names.Demonyms.Contains(word) && !(Names.States.Contains(word) && sentence.Lower(first) != word))
            return null;
        for (var k = first + 1; k < Math.Min(sentence.Count, first + 4) && sentence.IsWord(k) && !sentence[k].Capital; k++)
        {
            if (Nouns.Contains(NameParts.Bare(sentence.Lower(k))))
                return Extended(sentence, k);
            if (!Names.Offices.Contains(sentence.Lower(k)) && sentence.Lower(k) is not ("foreign" or "defence" or "defense" or "interior" or "economic" or "central"))
                return null;
        }

        return null;
    }

    /// <summary>The place of "police" behind the name of where it serves; null when no police stands there.</summary>
    public static int? Police(Sentence sentence, int first, int last)
    {
        var noun = last + 1;
        if (last - first >= LongestPlace || NameParts.Bare(sentence.Lower(noun)) != "police" || sentence[noun].Capital || BehindPolice.Contains(sentence.Lower(noun + 1)))
            return null;
        for (var i = first; i <= last; i++)
        {
            if (Names.PersonTitles.Contains(NameParts.Bare(sentence.Lower(i))) || NameParts.IsBody(sentence.Lower(i)))
                return null;
        }

        return noun;
    }

    // "Samplia's ministry of foreign affairs", "Samplia's embassy in Elsewhere"
    private static int Extended(Sentence sentence, int noun)
    {
        var end = noun;
        if (sentence.Lower(noun + 1) is "of")
        {
            for (var i = noun + 2; i < sentence.Count && (Names.Offices.Contains(sentence.Lower(i)) || sentence.Lower(i) is "foreign" or "the" or "and" or "defence" or "defense"); i++)
                end = sentence.Lower(i) is "the" or "and" ? end : i;
        }
        else if (sentence.Lower(noun + 1) is "in" && sentence.Lower(noun) is "embassy")
        {
            for (var i = noun + 2; sentence.IsCapital(i) && sentence.IsWord(i); i++)
                end = i;
        }

        return end;
    }
}
