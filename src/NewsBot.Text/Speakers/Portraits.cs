namespace NewsBot.Text.Speakers;

/// <summary>Finds whom a description fits: by the title and the apposition that stand with the name, in the text before and, for one introduced late, after.</summary>
internal sealed class Portraits(Cast cast, Spoken spoken)
{
    private const double Margin = 1;
    private const double MissingField = 0.75;

    // A later introduction counts only so far ahead, in characters.
    private const int Ahead = 1500;

    // One word of each group may stand for another.
    private static readonly string[][] Alike =
    [
        ["spokesman", "spokeswoman", "spokesperson", "spox", "secretary"],
        ["premier", "pm", "minister"],
        ["envoy", "ambassador", "representative", "diplomat"],
        ["diplomat", "minister", "envoy", "ambassador"],
        ["chief", "head", "director", "chairman", "chairperson", "chairwoman", "commander", "ameer", "president", "leader", "general"],
        ["leader", "head", "chief", "chairman", "president"],
        ["lawmaker", "senator", "congressman", "congresswoman", "mna", "mpa", "mp", "member"],
        ["senator", "sen"],
        ["cm", "minister"],
        ["ambassador", "envoy"],
        ["judge", "justice", "magistrate"],
        ["magistrate", "judge"],
        ["lawyer", "counsel", "attorney", "advocate", "barrister"],
        ["secretary", "undersecretary"],
    ];

    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    {
        "minister", "president", "premier", "spokesman", "spokeswoman", "spokesperson", "secretary", "ambassador", "envoy", "governor", "chief", "chairman", "director", "senator", "general", "judge", "commander", "representative", "adviser", "actor", "singer", "coach",
    };

    // A minister of one thing is not a minister of another.
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "foreign", "defence", "defense", "interior", "finance", "prime", "information", "law", "health", "energy", "commerce", "trade", "chief", "planning", "deputy", "railways", "education", "petroleum", "climate", "army", "religious",
    };

    // What they know is no office: a "health expert" may be introduced as one for diets.
    private static readonly HashSet<string> Learned = new(StringComparer.Ordinal) { "expert", "analyst", "specialist", "official" };

    private static readonly HashSet<string> UnitedNations = new(StringComparer.Ordinal) { "un", "u.n", "u.n." };

    private static readonly Dictionary<string, string> Country = new(StringComparer.Ordinal)
    {
        ["pakistani"] = "pakistan",
        ["islamabad"] = "pakistan",
        ["afghan"] = "afghanistan",
        ["kabul"] = "afghanistan",
        ["iranian"] = "iran",
        ["tehran"] = "iran",
        ["indian"] = "india",
        ["chinese"] = "china",
        ["beijing"] = "china",
        ["russian"] = "russia",
        ["moscow"] = "russia",
        ["american"] = "us",
        ["u.s"] = "us",
        ["u.s."] = "us",
        ["washington"] = "us",
        ["turkish"] = "turkey",
        ["german"] = "germany",
        ["french"] = "france",
        ["british"] = "uk",
        ["britain"] = "uk",
        ["qatari"] = "qatar",
        ["saudi"] = "riyadh",
        ["norwegian"] = "norway",
        ["uzbek"] = "uzbekistan",
        ["tajik"] = "tajikistan",
        ["israeli"] = "israel",
        ["ukrainian"] = "ukraine",
        ["japanese"] = "japan",
        ["egyptian"] = "egypt",
        ["austrian"] = "austria",
        ["islamic"] = "iran",
    };

    /// <summary>The person whom a description fits best; null when it fits nobody, or several alike.</summary>
    /// <param name="isClear">False when somebody else fits almost as well.</param>
    public Character? Person(string head, SourcePhrase source, string text, out bool isClear)
    {
        var second = 0.0;
        var modifiers = source.Modifiers.Select(m => Country.GetValueOrDefault(m, m)).ToArray();
        var owner = cast.Between(source.Span.Start, source.Span.End).Where(m => m.Mention.Kind == MentionKind.Person || (m.Mention.Owns && m.Character.IsPerson)).Select(m => m.Character).ToList();
        var best = default((double Score, Character? Character));
        var (last, named) = (spoken.One(c => c.IsPerson)?.Character, cast.Before(source.Span.Start).FirstOrDefault(m => m.Character.IsPerson).Character);
        foreach (var character in cast.Characters)
        {
            if (!character.IsPerson || owner.Contains(character) || !owner.TrueForAll(o => character.About.Contains(o.Tokens[^1])) || character.Mentions[0].Span.Start > source.Span.Start + (Names.Anybody.Contains(head) ? 0 : Ahead))
                continue;
            var score = Fit(character, head, modifiers, source);
            if (score > 0 && character.Mentions[0].Span.Start < source.Span.Start)
                score += Nearness(character, source.Span.Start, last, named);
            if (score > best.Score)
                (second, best) = (best.Score, (score, character));
            else
                second = Math.Max(second, score);
        }

        isClear = best.Score - second >= Margin;

        return best.Character;
    }

    /// <summary>The words beside the name say that it is of a country.</summary>
    public static bool IsOf(Character character, string country) => Countries(character).Contains(Country.GetValueOrDefault(country, country));

    /// <summary>Words that name a country or its people.</summary>
    public static bool Mention(string words, string country) => words.ToLowerInvariant().Replace('’', '\'').Split(' ')
        .Select(w => NameParts.Bare(w)).Any(w => Country.GetValueOrDefault(w, w) == Country.GetValueOrDefault(country, country));

    /// <summary>The person who holds an office for a country, by the words beside the name; null when nobody does, or several.</summary>
    public Character? Holder(string title, IEnumerable<string> modifiers, string country)
    {
        var state = Country.GetValueOrDefault(country, country);
        var wanted = modifiers.Where(Fields.Contains).ToList();
        var holders = cast.Characters.Where(c => c.IsPerson && c.About.Contains(title) && wanted.TrueForAll(c.About.Contains) && Countries(c).Contains(state)).ToList();
        return holders is [var only] ? only : null;
    }

    /// <summary>The body that a noun and its modifiers mean: the last one that spoke, else the last one named.</summary>
    public Character? Body(string noun, IReadOnlyList<string> modifiers, int offset)
    {
        bool Fits(Character c) => c.IsBody && c.Kind != MentionKind.State && c.About.Contains(noun) && (noun == "police" ? c.Tokens[^1] == noun : c.Tokens.Any(t => t == noun)) && modifiers.All(m => c.About.Contains(m) || m is "said" or "same");
        if (spoken.One(Fits) is { } spoke)
            return spoke.Character;
        return cast.Before(offset).FirstOrDefault(m => Fits(m.Character)).Character
            ?? cast.Characters.FirstOrDefault(c => modifiers.Count == 0 && Fits(c) && c.Mentions[0].Span.Start < offset + Ahead);
    }

    /// <summary>Nothing that the description says speaks against this one: no other country, no other field.</summary>
    /// <param name="character">Who may be meant.</param>
    /// <param name="source">The description.</param>
    /// <param name="isLead">The article begins with it, so that a body behind a preposition need not stand with the name again.</param>
    public bool MayBe(Character character, SourcePhrase source, bool isLead = false)
    {
        var modifiers = source.Modifiers.Except(source.Served).Select(m => Country.GetValueOrDefault(m, m)).ToArray();
        var countries = Countries(character);
        return modifiers.All(m => !Names.States.Contains(m) || countries.Count == 0 || countries.Contains(m))
            && (Learned.Contains(source.Head) || modifiers.Where(Fields.Contains).All(f => Has(character.About, f)))
            && (!character.About.Where(a => a != "general").Any(Titles.Contains) || !Titles.Contains(source.Head) || character.About.Contains(source.Head) || Alike.Any(g => g[0] == source.Head && g.Any(character.About.Contains)))
            && cast.Between(source.Span.Start, source.Span.End).TrueForAll(m => m.Mention.Kind == MentionKind.State || m.Mention.Owns || (source.IsSpokesperson && m.Mention.Kind == MentionKind.Body)
                || ((source.IsIndefinite || isLead) && source.IsObject(m.Mention)) || m.Character == character || IsUnitedNations(m.Mention, character));
    }

    // The "UN official" works for the "United Nations food programme".
    private static bool IsUnitedNations(Mention mention, Character character) => mention.About.Overlaps(UnitedNations) && character.About.Contains("nations");

    private static bool Has(IReadOnlySet<string> about, string field) =>
        about.Contains(field) || (field is "defense" or "defence" && (about.Contains("defense") || about.Contains("defence")));

    /// <summary>A country in the description, and another beside the name.</summary>
    public static bool IsOfElsewhere(Character character, SourcePhrase source)
    {
        var countries = Countries(character);
        return countries.Count > 0 && source.Modifiers.Except(source.Served).Select(m => Country.GetValueOrDefault(m, m)).Any(m => Names.States.Contains(m) && !countries.Contains(m));
    }

    private static HashSet<string> Countries(Character character) =>
        character.About.Select(a => Country.GetValueOrDefault(a, a)).Where(a => Names.States.Contains(a) || Country.ContainsValue(a)).ToHashSet(StringComparer.Ordinal);

    private static double Fit(Character character, string head, string[] modifiers, SourcePhrase source)
    {
        var about = character.About;
        var countries = Countries(character);
        var fields = modifiers.Where(Fields.Contains).ToList();
        double score;
        if (about.Contains(head))
            score = 2;
        else if (Alike.Any(g => g[0] == head && g.Any(about.Contains)))
            score = 1.5;
        else if (head is "official" && about.Overlaps(Names.PersonTitles))
            score = 1;
        // "The defence chief" is the minister of it.
        else if (head is "chief" && fields.Count > 0 && about.Contains("minister") && fields.TrueForAll(f => Has(about, f)))
            score = 1.2;
        else
            return 0;
        // The title of somebody introduced with "a" comes with the name, or it is another one.
        if (fields.Count > 0 && !fields.TrueForAll(f => Has(about, f)) && (about.Overlaps(Fields) || !about.Contains(head)))
            return 0;
        score -= MissingField * fields.Count(f => !Has(about, f));
        var served = source.Served.Select(m => Country.GetValueOrDefault(m, m)).ToHashSet(StringComparer.Ordinal);
        foreach (var modifier in modifiers)
        {
            if (served.Contains(modifier) && Names.States.Contains(modifier) && !countries.Contains(modifier))
                continue;
            if (countries.Contains(modifier))
                score += 1.5;
            else if (about.Contains(modifier) || (UnitedNations.Contains(modifier) && about.Contains("nations")))
                score += 1;
            else if (Names.States.Contains(modifier) && countries.Count > 0)
                return 0;
            else if (Names.States.Contains(modifier))
                score -= 1.5;
            else if (source.IsIndefinite)
                score -= 0.5;
            else if (source.IsName(modifier))
                score -= 1;
        }

        return source.IsIndefinite && score < 3 ? 0 : score;
    }

    private double Nearness(Character character, int offset, Character? last, Character? named)
    {
        var spoke = spoken.One(c => c == character) is not null;
        var near = character.Mentions.FindLast(m => m.Span.Start < offset)!;
        return (last == character ? 0.8 : 0) + (spoke ? 0.5 : 0) + (offset - near.Span.End < 600 ? 0.3 : 0) + (named == character ? 0.9 : 0);
    }
}
