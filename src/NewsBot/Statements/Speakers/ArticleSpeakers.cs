using System.Globalization;
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
    private readonly Lazy<ArticleNames> headline;
    private readonly Lazy<IReadOnlyList<Recognition>> inTitle;

    internal ArticleSpeakers(SpeakerIndex index, string text, DateOnly? day, string title)
    {
        (this.index, Text, Day) = (index, text, day);
        headline = new Lazy<ArticleNames>(() => new ArticleNames(title));
        inTitle = new Lazy<IReadOnlyList<Recognition>>(() => index.Recognise(title, day));
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

    /// <summary>What the registry knows of the people whom the text names, for the text engine: words of the office on the day, and of the country.</summary>
    public IReadOnlyList<KnownName> KnownNames =>
        [.. Recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person).Select(r => new KnownName(new TextSpan(r.Start, r.End), About(r)))];

    /// <summary>Who speaks: one speaker, joint speakers, or null when nobody can be named.</summary>
    public NamedSpeaker? Resolve(IReadOnlyList<SpeakerSpan> mentions)
    {
        var speakers = mentions.Where(m => m.Span.Start >= 0 && m.Span.End <= Text.Length && m.Span.Length > 0)
            .SelectMany(One).DistinctBy(s => s.Key).ToList();
        return speakers.Count switch
        {
            0 => null,
            1 => speakers[0],
            _ => NamedSpeaker.Joint(speakers),
        };
    }

    /// <summary>The name of a body or an agency at a place of the text, for issuers and relays.</summary>
    public string? NameOf(TextSpan? span) => span is { } s ? Resolve([new SpeakerSpan(s, NamedAs.Body)])?.Name : null;

    private List<NamedSpeaker> One(SpeakerSpan mention)
    {
        var inside = Recognised.Where(r => r.Start < mention.Span.End && mention.Span.Start < r.End).ToList();
        return mention.Kind switch
        {
            NamedAs.Person => [Person(mention.Span, inside)],
            NamedAs.Unclear => inside.Find(r => r.Speaker.Kind != SpeakerKind.Person) is { } other && Covers(other, mention.Span) ? [Known(other.Speaker)] : [Person(mention.Span, inside)],
            NamedAs.Described => [Office(mention.Span, inside)],
            _ => Registered(mention.Span, inside) is { Count: > 0 } known ? known
                : Ministry(mention.Span) is { } ministry ? [ministry]
                : mention.Kind == NamedAs.State && Country(mention.Span) is { } country ? [country]
                : [Body(mention.Span)],
        };
    }

    private static bool Covers(Recognition found, TextSpan mention) => found.Start <= mention.Start && mention.End <= found.End;

    // Of the registry only if the recognised name is this one, not a name that it is a part of.
    private NamedSpeaker Person(TextSpan mention, List<Recognition> inside)
    {
        if (inside.Find(r => r.Speaker.Kind == SpeakerKind.Person) is { } same)
            return Known(same.Speaker);
        var written = Handle(mention) ?? Tidy(mention.Of(Text));
        if (mention.End < Text.Length && Text[mention.End] == ':')
            written = Label(written);
        var name = FoldedWord.Split(written).Count > 1 ? written : names.Value.FullName(written, mention.Start) ?? headline.Value.FullName(written, int.MaxValue) ?? written;
        var found = index.Recognise(name, Day).FirstOrDefault(r => r.Speaker.Kind == SpeakerKind.Person);
        if (found is not null && FoldedWord.Split(name).Count > 1)
            return Known(found.Speaker);
        var title = NameTitle.Beside(Text, mention);
        return Holder(name, title) is { } holder ? Known(holder) : new NamedSpeaker(FoldedWord.Dashed(name), name, title, null, false);
    }

    // "@AnnExample": the words of a handle; null where it is none, or one word.
    private string? Handle(TextSpan mention)
    {
        var name = mention.Of(Text).TrimStart('@');
        if (name.Contains(' ', StringComparison.Ordinal) || (mention.Start > 0 ? Text[mention.Start - 1] : ' ') != '@' && Text[mention.Start] != '@')
            return null;
        var words = new System.Text.StringBuilder();
        foreach (var c in name.Where(c => !char.IsDigit(c)))
        {
            if (words.Length > 0 && char.IsUpper(c) && char.IsLower(words[^1]))
                words.Append(' ');
            words.Append(c == '_' ? ' ' : c);
        }

        var split = words.ToString().Trim();
        return split.Contains(' ', StringComparison.Ordinal) ? split : null;
    }

    // "Foreign Minister Anne Example" for Ann Example, whose surname and office on the day they are: another spelling of one name.
    private Speaker? Holder(string name, string? title)
    {
        var words = FoldedWord.Split(name);
        if (title is null || Day is not { } day || words.Count < 2)
            return null;
        var office = FoldedWord.Split(title).Select(w => w.Folded).ToList();
        var holders = index.Speakers.Where(s => s.Kind == SpeakerKind.Person && FoldedWord.Split(s.Name)[^1].Folded == words[^1].Folded
            && s.OfficeOn(day) is { } held && office.Exists(NameWords.Holders.Contains) && Holds(held, s.Side, office)).ToList();
        return holders is [var only] ? only : null;
    }

    // "Iran’s envoy to Kabul" is who holds the office on the day, if the registry knows.
    private NamedSpeaker Office(TextSpan mention, List<Recognition> inside)
    {
        if (inside.Find(r => r.Speaker.Kind == SpeakerKind.Person && Covers(r, mention)) is { } holder)
            return Known(holder.Speaker);
        return Described(mention);
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
            var earlier = names.Value.MinistryBefore(field, mention.Start) ?? GovernmentBefore(field, mention.Start) ?? MinistryOfItsMinister(field);
            (field, country) = earlier is { } known ? known : (field, names.Value.Home);
            if (field is null || country is null)
                return null;
        }

        var name = MinistryName.Of(field!, country);
        var registered = index.ByKey(MinistryName.Key(name));
        return registered is not null ? Known(registered) : new NamedSpeaker(MinistryName.Key(name), name, null, country, false);
    }

    // The article names the finance minister, so "the finance ministry" is that minister's.
    private (string Field, string Country)? MinistryOfItsMinister(string? field)
    {
        if (field is null)
            return null;
        var sides = Recognised.Where(r => r.Office?.Body is { } body && MinistryName.IsSame(body, $"Ministry of {field}")).Select(r => r.Speaker.Side).OfType<string>().ToList();
        // Of two ministers who met, the one of the article's own country.
        var side = sides.Find(s => s == names.Value.Home) ?? sides.FirstOrDefault();
        return side is null ? null : (field, side);
    }

    // "The Samplian government imposed a curfew. The interior ministry said": foreign ministries speak of others' governments too.
    private (string Field, string Country)? GovernmentBefore(string? field, int before) =>
        field is not null and not ("Foreign Affairs" or "External Affairs") && names.Value.GovernmentBefore(before) is { } country ? (field, country) : null;

    private static HashSet<string> About(Recognition person)
    {
        var about = FoldedWord.Split($"{person.Office?.Title} {person.Office?.Body}").Select(w => w.Folded)
            // "Envoy for Samplia" is not of Samplia.
            .Where(w => w is not ("of" or "the" or "for" or "and" or "to" or "in") && Demonyms.CountryOf(w) is null).ToHashSet(StringComparer.Ordinal);
        if (person.Speaker.Side is { } side)
            about.Add(Demonyms.WordOf(side) ?? FoldedWord.Key(side));
        return about;
    }

    // A capital speaks for its country.
    private NamedSpeaker? Country(TextSpan mention)
    {
        var words = FoldedWord.Split(mention.Of(Text)).Where(w => w.Folded != "the").ToList();
        var name = words is [var only] ? Demonyms.CountryOf(only.Folded)
            : words is [{ Folded: "islamic" }, { Folded: "republic" }] && names.Value.Home == "Iran" ? "Iran" : null;
        if (name is null)
            return null;
        return index.Speakers.FirstOrDefault(s => s.Kind == SpeakerKind.Country && s.Name == name) is { } registered
            ? Known(registered) : new NamedSpeaker(FoldedWord.Dashed(name), name, null, null, false);
    }

    private NamedSpeaker Body(TextSpan mention)
    {
        var written = Tidy(mention.Of(Text));
        if (PrimeMinistersOffice(written) is { } office)
            return office;
        var name = names.Value.Expand(written) ?? National(written);
        return new NamedSpeaker(FoldedWord.Dashed(name), name, null, null, false);
    }

    // "The PM's Media Office", "the Prime Minister Office": the office of the article's own country.
    private NamedSpeaker? PrimeMinistersOffice(string written)
    {
        var words = FoldedWord.Split(written).Select(w => w.Folded).Where(w => w is not ("the" or "media" or "press")).ToList();
        if (words is not (["pm", "office" or "house" or "wing"] or ["prime", "minister", "office" or "house" or "secretariat" or "wing"]) || names.Value.Home is not { } country)
            return null;
        var name = $"Prime Minister's Office ({country})";
        return index.Speakers.FirstOrDefault(s => s.Name == name) is { } registered ? Known(registered) : new NamedSpeaker(FoldedWord.Dashed(name), name, null, country, false);
    }

    // What every state has: whose it is, is what a reader of another country has to be told.
    private string National(string name)
    {
        var whole = name.EndsWith("Supreme Court", StringComparison.OrdinalIgnoreCase) || name.Equals("government", StringComparison.OrdinalIgnoreCase);
        return whole && names.Value.Home is { } country ? $"{char.ToUpperInvariant(name[0])}{name[1..]} of {(country.StartsWith("United", StringComparison.Ordinal) ? "the " : "")}{country}" : name;
    }

    // "the chief minister" is whom the article introduced as chief minister, if that is one person.
    private NamedSpeaker Described(TextSpan mention)
    {
        var written = Tidy(mention.Of(Text));
        var title = FoldedWord.Split(written).Select(w => w.Folded).ToList();
        // The chief or top diplomat of a country is its foreign minister.
        if (title.Contains("diplomat") && title.Exists(w => w is "chief" or "top"))
            title = [.. title.FindAll(w => w is not ("diplomat" or "chief" or "top")), "foreign", "minister"];
        // Whoever else holds such an office, "THE PRESIDENT:" is the one whose remarks the headline announces.
        if (mention.End < Text.Length && Text[mention.End] == ':' && InHeadline(title) is { } announced)
            return Known(announced);
        var office = Recognised.Where(r => r.Start < mention.End + Apposition && r.Office is not null && Holds(r, title)).Select(r => r.Speaker).Distinct().ToList();
        if (office.Count == 1 && title.Exists(NameWords.Titles.Contains))
            return Known(office[0]);
        if (office.Count == 0 && (OnDay(title) ?? InHeadline(title)) is { } holder)
            return Known(holder);
        if (IsBareOffice(mention))
            return office.Count == 0 && AtHome(title, mention) is { } national ? Known(national) : NamedSpeaker.Nobody(written);
        var name = char.ToUpperInvariant(written[0]) + written[1..];
        return new NamedSpeaker(FoldedWord.Dashed(name), name, null, null, false);
    }

    // "The foreign minister", "the PM": an office of which every country has one, without a word that says whose.
    private bool IsBareOffice(TextSpan mention) => FoldedWord.Split(mention.Of(Text)).All(w => (w.Folded is "of" or "army" || NameWords.Titles.Contains(w.Folded)) && Demonyms.CountryOf(w.Folded) is null)
        && Text[..mention.Start].EndsWith("he ", StringComparison.Ordinal);

    // Of the country of the dateline, or of the only one that is named, unless another country's holder of it was mentioned before.
    private Speaker? AtHome(List<string> title, TextSpan mention)
    {
        if (Day is not { } day || names.Value.Own is not { } country)
            return null;
        title = [.. title.SelectMany(w => Short.GetValueOrDefault(w, w).Split(' ')).Where(w => w is not ("of" or "the"))];
        if (title is ["army", "chief"])
            title = ["chief", "army", "staff"];
        if (!title.Exists(NameWords.Holders.Contains) || IsOfElsewhere(title, country, mention.Start))
            return null;
        var holders = index.Speakers.Where(s => s.Kind == SpeakerKind.Person && s.Side == country && s.Offices.Any(o => o.HeldOn(day) && IsOffice(o, title))).ToList();
        return holders is [var only] ? only : null;
    }

    // The whole office, not one that only holds its words: "Adviser to the Prime Minister on foreign affairs" is no foreign minister.
    private static bool IsOffice(Office office, List<string> title) => office.Title.Split([",", " and "], StringSplitOptions.RemoveEmptyEntries).Any(one =>
        FoldedWord.Split(one).Select(w => w.Folded).Where(w => w is not ("of" or "the" or "for" or "caretaker" or "acting" or "states") && Demonyms.CountryOf(w) is null && w != "united")
            .ToHashSet(StringComparer.Ordinal).SetEquals(title));

    // "Iran's foreign minister arrived", "Foreign Minister Ann Example of Samplia": whoever holds the same office elsewhere and was mentioned nearer is meant.
    private bool IsOfElsewhere(List<string> title, string country, int before)
    {
        var key = string.Join(' ', title);
        if (!offices.TryGetValue(key, out var held))
            offices[key] = held = Holdings(title, country);
        return held.LastOrDefault(h => h.At < before).Elsewhere;
    }

    // Where somebody holds the office, and whether elsewhere; in the text's order. The bare office itself tells nothing.
    private List<(int At, bool Elsewhere)> Holdings(List<string> title, string country)
    {
        var found = Recognised.Where(r => r.Office is { } office && IsOffice(office, title)).Select(r => (r.Start, r.Speaker.Side != country)).ToList();
        var words = FoldedWord.Split(Text);
        for (var i = 0; i + title.Count < words.Count; i++)
        {
            if (!Enumerable.Range(0, title.Count).All(k => words[i + k].Folded == title[k]))
                continue;
            var next = words[i + title.Count];
            var beside = Enumerable.Range(Math.Max(0, i - 2), i - Math.Max(0, i - 2)).Append(i + title.Count).Append(i + title.Count + 1).Where(k => k < words.Count)
                .Select(k => Demonyms.CountryOf(words[k].Folded)).OfType<string>().ToList();
            // "Foreign Minister Ann Example": a stranger's name, of whatever country.
            var named = next.Case != LetterCase.Plain && next.Start == words[i + title.Count - 1].End + 1;
            if (beside.Count > 0 || named)
                found.Add((words[i].Start, beside.Count == 0 || beside.Exists(c => c != country)));
        }

        found.Sort();
        return found;
    }

    private readonly Dictionary<string, List<(int At, bool Elsewhere)>> offices = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["pm"] = "prime minister",
        ["premier"] = "prime minister",
        ["fm"] = "foreign minister",
        ["dpm"] = "deputy prime minister",
        ["coas"] = "chief army staff",
    };

    // "Remarks by President Example" with "THE PRESIDENT: …" below it.
    private Speaker? InHeadline(List<string> title)
    {
        var held = inTitle.Value.Where(r => r.Office is not null && Holds(r, title)).Select(r => r.Speaker).Distinct().ToList();
        return held is [var only] && title.Exists(NameWords.Titles.Contains) ? only : null;
    }

    // "Samplia's foreign minister", whom the article never names, is who held the office on the day, if that is one person.
    private Speaker? OnDay(List<string> title)
    {
        if (Day is not { } day || !title.Exists(w => Demonyms.CountryOf(w) is not null) || !title.Exists(NameWords.Holders.Contains))
            return null;
        var holders = index.Speakers.Where(s => s.Kind == SpeakerKind.Person && s.Offices.Any(o => o.HeldOn(day) && Holds(o, s.Side, title))).ToList();
        return holders is [var only] ? only : null;
    }

    // "MS. EXAMPLE:" before a turn of a transcript.
    private static string Label(string name) => name.Any(char.IsLower)
        ? name : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant());

    // A name as people write it: on one line, without soft hyphens.
    private static string Tidy(string name) => string.Join(' ', name.Replace("\u00ad", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Holds(Recognition found, List<string> title) => Holds(found.Office!, found.Speaker.Side, title);

    private static bool Holds(Office office, string? side, List<string> title)
    {
        title = title.FindAll(w => w is not ("for" or "of" or "the" or "and"));
        if (office.Title.Contains("former", StringComparison.OrdinalIgnoreCase) && !title.Contains("former"))
            return false;
        var held = $" {FoldedWord.Key($"{office.Title} {office.Body} {side}")} ";
        return title.TrueForAll(w => held.Contains($" {w}", StringComparison.Ordinal)
            || (Demonyms.CountryOf(w) is { } country && held.Contains(FoldedWord.Key(country), StringComparison.Ordinal)));
    }

    private NamedSpeaker Known(Speaker speaker)
    {
        var office = speaker.Kind == SpeakerKind.Person && Day is { } d ? speaker.OfficeOn(d)?.Title : null;
        return new NamedSpeaker(speaker.Key, speaker.Name, office, speaker.Side, true);
    }
}
