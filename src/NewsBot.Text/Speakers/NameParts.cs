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

    /// <summary>A word for a kind of body, in the singular or the plural.</summary>
    public static bool IsBody(string lower) => Names.BodyNouns.Contains(Bare(lower)) || (lower.EndsWith('s') && Names.BodyNouns.Contains(lower[..^1]));
}
