using NewsBot.Desk;
using NewsBot.Text;

namespace NewsBot.Statements.Speakers;

/// <summary>Everybody whom one article names.</summary>
public sealed class ArticleSpeakers
{
    // "The minister, Ann Example," introduces the name behind the office.
    private const int Apposition = 40;

    private readonly SpeakerIndex index;
    private readonly Lazy<ArticleNames> names;

    internal ArticleSpeakers(SpeakerIndex index, string text, DateOnly? day)
    {
        (this.index, Text, Day) = (index, text, day);
        Recognised = index.Recognise(text, day);
        names = new Lazy<ArticleNames>(() => new ArticleNames(text));
    }

    public string Text { get; }

    /// <summary>The article's day, which decides offices; null when unknown.</summary>
    public DateOnly? Day { get; }

    /// <summary>The registry's people, bodies and countries that the text names, in its order.</summary>
    public IReadOnlyList<Recognition> Recognised { get; }

    /// <summary>The people among them, each once, with the office on the day; in order of appearance.</summary>
    public IReadOnlyList<Recognition> People =>
        [.. Recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person).DistinctBy(r => r.Speaker.Key)];

    /// <summary>Who speaks: one speaker, joint speakers, or null when nobody can be named.</summary>
    public NamedSpeaker? Resolve(IReadOnlyList<TextSpan> mentions)
    {
        var speakers = mentions.Where(m => m.Start >= 0 && m.End <= Text.Length && m.Length > 0)
            .SelectMany(One).DistinctBy(s => s.Key).ToList();
        return speakers.Count switch
        {
            0 => null,
            1 => speakers[0],
            _ => NamedSpeaker.Joint(speakers),
        };
    }

    /// <summary>The name of a body or an agency at a place of the text, for issuers and relays.</summary>
    public string? NameOf(TextSpan? span) => span is { } s ? Resolve([s])?.Name : null;

    private List<NamedSpeaker> One(TextSpan mention)
    {
        mention = WithItsTitle(mention);
        var words = mention.Of(Text);
        var phrase = NamePhrase.Read(words);
        var inside = Recognised.Where(r => r.Start < mention.End && mention.Start < r.End).ToList();
        if (inside.Find(r => HoldsTheTitle(mention, r)) is { } holder)
            return [Known(holder.Speaker)];
        if (phrase is { Kind: NameKind.Person } && !NamesBodyOrCountry(mention, phrase, inside))
            return [Person(mention, phrase, inside)];
        if (Registered(mention, inside) is { Count: > 0 } known)
            return known;
        if (Ministry(mention) is { } ministry)
            return [ministry];
        return phrase switch
        {
            null => [],
            { Kind: NameKind.Body } => [Body(phrase)],
            { Kind: NameKind.Person } => NamePhrase.Describe(words) is { } description ? [Described(mention, description)] : [],
            _ => [Described(mention, phrase)],
        };
    }

    // "Minister for Outer Affairs Ann Example" is Ann Example; "adviser to President Ann Example" is not.
    private bool HoldsTheTitle(TextSpan mention, Recognition name)
    {
        if (name.Speaker.Kind != SpeakerKind.Person || name.Start <= mention.Start)
            return false;
        var before = FoldedWord.Split(Text[mention.Start..name.Start]);
        var preposition = -1;
        for (var i = 0; i < before.Count; i++)
            preposition = NameWords.Prepositions.Contains(before[i].Folded) ? i : preposition;
        return preposition > 0
            && before.All(w => w.Case != LetterCase.Plain || NameWords.Prepositions.Contains(w.Folded) || w.Folded is "the" or "and")
            && before.Take(preposition).Any(w => NameWords.Holders.Contains(w.Folded))
            && before.Skip(preposition + 1).Any() && !before.Skip(preposition).Any(w => NameWords.Holders.Contains(w.Folded));
    }

    // "Outer Affairs" alone, out of "the Minister for Outer Affairs", is the minister.
    private TextSpan WithItsTitle(TextSpan mention)
    {
        var start = Math.Max(0, mention.Start - 60);
        var line = Text.LastIndexOf('\n', Math.Max(0, mention.Start - 1));
        var before = FoldedWord.Split(Text[Math.Max(start, line + 1)..mention.Start]);
        if (before.Count < 2 || before[^1].Folded is not ("for" or "of") || !NameWords.Holders.Contains(before[^2].Folded))
            return mention;
        var from = before.Count - 2;
        while (from > 0 && (NameWords.Titles.Contains(before[from - 1].Folded) || before[from - 1].Folded == "the"))
            from--;
        return mention with { Start = Math.Max(start, line + 1) + before[from].Start };
    }

    // "a senior Taliban commander" is neither a person by name nor the Taliban.
    private static bool NamesBodyOrCountry(TextSpan mention, NamePhrase phrase, List<Recognition> inside)
    {
        var (start, end) = (mention.Start + phrase.Start, mention.Start + phrase.Start + phrase.Name.Length);
        return inside.Exists(r => r.Speaker.Kind != SpeakerKind.Person && r.Start <= start && end <= r.End);
    }

    // Of the registry only if the recognised name is the one that speaks: "Imran Khan’s sister Aleema Khan" is not Imran Khan.
    private NamedSpeaker Person(TextSpan mention, NamePhrase phrase, List<Recognition> inside)
    {
        var start = mention.Start + phrase.Start;
        var same = inside.Find(r => r.Start <= start + phrase.Name.Length && start < r.End);
        if (same is not null)
            return Known(same.Speaker);
        var name = names.Value.FullName(phrase.Name, mention.Start) ?? phrase.Name;
        var found = name == phrase.Name ? null : index.Recognise(name, Day).FirstOrDefault(r => r.Speaker.Kind == SpeakerKind.Person);
        return found is not null ? Known(found.Speaker) : new NamedSpeaker(FoldedWord.Dashed(name), name, phrase.Title, null, false);
    }

    private List<NamedSpeaker> Registered(TextSpan mention, List<Recognition> inside)
    {
        var rest = FoldedWord.Split(mention.Of(Text))
            .Where(w => !inside.Any(r => r.Start <= w.Start + mention.Start && w.End + mention.Start <= r.End)).Select(w => w.Folded).ToList();
        var bodies = inside.Where(r => r.Speaker.Kind == SpeakerKind.Body).ToList();
        var mouth = rest.Exists(w => NameWords.Mouths.Contains(w) || NameWords.Carriers.Contains(w));
        if (bodies.Count > 0 && (mouth || rest.TrueForAll(Plain)))
            return Listed(bodies);
        var people = inside.Where(r => r.Speaker.Kind == SpeakerKind.Person).ToList();
        if (people.Count > 0)
            return rest.TrueForAll(w => Plain(w) || NameWords.Titles.Contains(w)) || rest.Exists(NameWords.Carriers.Contains) ? Listed(people) : [];
        return rest.TrueForAll(w => Plain(w) || NameWords.Carriers.Contains(w)) ? Listed([.. inside.Where(r => r.Speaker.Kind == SpeakerKind.Country)]) : [];
    }

    // A body or a country speaks when the mention is that and nothing more; an adjective makes it somebody else's envoy.
    private static bool Plain(string word) => word is "the" or "and" or "both" or "side" or "sides" or "government" or "in" or "a" or "an" or "of" or "group" or "movement" or "neighbouring";

    // "Pakistan and the United States": every one speaks; anything else than "and" between them, and only the first does.
    private List<NamedSpeaker> Listed(List<Recognition> named)
    {
        var all = new List<NamedSpeaker>();
        for (var i = 0; i < named.Count; i++)
        {
            if (i > 0 && FoldedWord.Split(Text[Math.Min(named[i - 1].End, named[i].Start)..named[i].Start]).Any(w => w.Folded is not ("and" or "the" or "both")))
                break;
            all.Add(Known(named[i].Speaker));
        }

        return all;
    }

    private NamedSpeaker? Ministry(TextSpan mention)
    {
        var words = mention.Of(Text);
        var named = MinistryName.Read(words);
        if (named is null && !FoldedWord.Split(words).Any(w => w.Folded == "ministry"))
            return null;
        var (field, country) = (named?.Field, named?.Country);
        if (country is null)
        {
            if ((names.Value.MinistryBefore(field, mention.Start) ?? MinistryOfItsMinister(field)) is not { } earlier)
                return null;
            (field, country) = earlier;
        }

        var name = MinistryName.Of(field!, country);
        var registered = index.Speakers.FirstOrDefault(s => s.Name == name);
        return registered is not null ? Known(registered) : new NamedSpeaker(FoldedWord.Dashed(name), name, null, country, false);
    }

    // The article names the finance minister, so "the finance ministry" is that minister's.
    private (string Field, string Country)? MinistryOfItsMinister(string? field)
    {
        var minister = field is null ? null : Recognised.FirstOrDefault(r => r.Office?.Body == $"Ministry of {field}" && r.Speaker.Side is not null);
        return minister is null ? null : (field!, minister.Speaker.Side!);
    }

    private NamedSpeaker Body(NamePhrase phrase)
    {
        var name = names.Value.Expand(phrase.Name) ?? phrase.Name;
        return new NamedSpeaker(FoldedWord.Dashed(name), name, null, null, false);
    }

    // "the chief minister" is whom the article introduced as chief minister, if that is one person.
    private NamedSpeaker Described(TextSpan mention, NamePhrase phrase)
    {
        var title = FoldedWord.Split(phrase.Name).Select(w => w.Folded).ToList();
        if (title.Exists(NameWords.Titles.Contains) && !title.Exists(NameWords.Bodies.Contains) && mention.Of(Text).StartsWith("the ", StringComparison.OrdinalIgnoreCase))
        {
            if (names.Value.Holder(title, mention.Start) is { } holder)
            {
                var known = Recognised.FirstOrDefault(r => r.Speaker.Kind == SpeakerKind.Person && Text[r.Start..r.End].Contains(holder, StringComparison.Ordinal));
                return known is not null ? Known(known.Speaker) : new NamedSpeaker(FoldedWord.Dashed(holder), holder, phrase.Name, null, false);
            }

            var office = Recognised.Where(r => r.Start < mention.End + Apposition && r.Office is not null && Holds(r, title)).Select(r => r.Speaker).Distinct().ToList();
            if (office.Count == 1)
                return Known(office[0]);
        }

        return new NamedSpeaker(FoldedWord.Dashed(phrase.Name), phrase.Name, null, null, false);
    }

    private static bool Holds(Recognition found, List<string> title)
    {
        title = title.FindAll(w => w is not ("for" or "of" or "the" or "and"));
        var held = $" {FoldedWord.Key($"{found.Office!.Title} {found.Office.Body} {found.Speaker.Side}")} ";
        return title.TrueForAll(w => held.Contains($" {w}", StringComparison.Ordinal)
            || (Demonyms.CountryOf(w) is { } country && held.Contains(FoldedWord.Key(country), StringComparison.Ordinal)));
    }

    private NamedSpeaker Known(Speaker speaker)
    {
        var office = speaker.Kind == SpeakerKind.Person && Day is { } d ? speaker.OfficeOn(d)?.Title : null;
        return new NamedSpeaker(speaker.Key, speaker.Name, office, speaker.Side, true);
    }
}
