using System.Buffers;

namespace NewsBot.Desk;

/// <summary>Decides whom a name means where it could be several, or somebody else altogether. It answers nobody rather than guess.</summary>
internal sealed class SurnameRule(string text, IReadOnlyList<FoldedWord> words, IReadOnlySet<string> named, DateOnly? day)
{
    // Written before a name and part of how the person is called.
    private static readonly HashSet<string> Ranks =
    [
        "gen", "general", "lt", "lieutenant", "maj", "major", "brig", "brigadier", "adm", "admiral", "col", "field", "marshal", "amb", "ambassador",
        "dr", "mr", "mrs", "ms", "sir", "senator", "sen", "mullah", "mawlawi", "maulvi", "maulana", "sheikh", "hafiz", "haji", "ayatollah", "syed", "seyed",
        "prof", "professor", "engineer", "justice", "retired", "rtd",
    ];

    // Military ranks fit any office of an army.
    private static readonly HashSet<string> Military = ["gen", "general", "lt", "maj", "brig", "marshal", "adm", "admiral", "coas"];
    private static readonly string[] MilitaryOffices = ["army", "isi", "ispr", "command", "commander", "staff", "forces", "defence", "military"];

    // What an office is called for short before a name.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["fm"] = "foreign minister",
        ["pm"] = "prime minister",
        ["dpm"] = "deputy prime minister",
        ["coas"] = "chief army staff",
        ["premier"] = "prime minister",
        ["spokesman"] = "spokes",
        ["spokeswoman"] = "spokes",
        ["spokesperson"] = "spokes",
        ["envoy"] = "envoy",
        ["amb"] = "ambassador",
        ["defense"] = "defence",
        ["advisor"] = "adviser",
    };

    private static readonly HashSet<string> OfficeWords =
    [
        "president", "minister", "secretary", "spokesman", "spokeswoman", "spokesperson", "envoy", "representative", "ambassador", "chief", "commander",
        "adviser", "advisor", "premier", "pm", "fm", "dpm", "coas", "negotiator", "chairman", "leader", "director", "chancellor",
    ];

    // A capital before a surname that opens a sentence is no first name.
    private static readonly HashSet<string> Openers =
    [
        "the", "but", "and", "as", "when", "while", "after", "before", "if", "in", "on", "at", "with", "for", "then", "however", "earlier", "later", "both",
        "also", "former", "us", "american", "pakistani", "afghan", "acting", "deputy", "special", "that", "meanwhile", "even", "though", "although", "since",
        "because", "what", "why", "how", "where", "who", "now", "so", "yet", "still", "once", "or", "from", "by", "to", "of", "about", "like", "unlike", "did",
        "does", "will", "has", "is", "was", "said", "tuesday", "monday", "wednesday", "thursday", "friday", "saturday", "sunday", "let", "not", "only",
    ];

    // "Washington Post" is no country, and neither is a university.
    private static readonly HashSet<string> Institutions =
    [
        "post", "times", "examiner", "tribune", "university", "airport", "zoo", "united", "zalmi", "qalandars", "club", "bank", "street", "journal", "high",
        "supreme", "daily", "institute", "airways", "airlines", "school", "college", "today", "observer", "cricket", "super", "stock", "square",
    ];

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n,;:!?()\"“”-–");

    /// <summary>The only speaker that the forms can mean on the day, if names alone settle it.</summary>
    public static Speaker? Certain(IReadOnlyList<NameEntry> candidates, DateOnly? day)
    {
        var firm = candidates.Where(c => c.Force == NameForce.Name).Select(c => c.Speaker).Distinct().ToList();
        if (firm.Count == 0)
        {
            var called = candidates.Where(c => c.Force == NameForce.Called);
            firm = called.Where(c => day is { } d && c.Office!.HeldOn(d)).Select(c => c.Speaker).Distinct().ToList();
        }

        return firm.Count == 1 && !Bare(candidates, firm[0]) ? firm[0] : null;
    }

    /// <summary>Whom an open name means, from the rest of the text, the words before it and the day; null when that is not certain.</summary>
    public Speaker? Decide(int from, int to, IReadOnlyList<NameEntry> candidates)
    {
        var people = candidates.Where(c => c.Force != NameForce.Called).Select(c => c.Speaker).Distinct().ToList();
        if (people.Count == 0 || HasFirstName(from))
            return null;
        var title = TitleBefore(from);
        if (title.Count > 0)
        {
            var fitting = people.Where(p => p.Offices.Any(o => (day is null || o.HeldOn(day.Value)) && Fits(title, o))).ToList();
            if (fitting.Count == 1)
                return fitting[0];
        }

        var known = people.Where(p => named.Contains(p.Key)).ToList();
        if (known.Count == 1)
            return known[0];
        var listed = candidates.Where(c => c.Force == NameForce.Name).Select(c => c.Speaker).Distinct().ToList();
        return listed.Count == 1 && people.Count == 1 && (day is null || listed[0].Offices.Any(o => o.From is null || o.From <= day)) ? listed[0] : null;
    }

    /// <summary>False when the words around show that the name is part of another one ("Washington Post", "British Foreign Office").</summary>
    public bool Stands(int from, int to, Speaker speaker)
    {
        var next = to < words.Count && Adjacent(to - 1) ? words[to] : default;
        if (speaker.Kind == SpeakerKind.Country && next.Folded is not null && next.Case != LetterCase.Plain && Institutions.Contains(next.Folded))
            return false;
        var before = from > 0 && Adjacent(from - 1) ? words[from - 1].Folded : "";
        var foreignOffice = words[from].Folded is "foreign" or "fo" && speaker.Side == "Pakistan";
        return !(foreignOffice && before is "british" or "uk" or "german" or "indian" or "iranian");
    }

    /// <summary>True when a capitalised word follows directly, so that what stands before it is somebody's title.</summary>
    public bool TitleOfNext(int to) => to < words.Count && Adjacent(to - 1) && words[to].Case != LetterCase.Plain;

    /// <summary>The first word of the name with the ranks before it.</summary>
    public int WithRank(int from)
    {
        while (from > 0 && Adjacent(from - 1) && words[from - 1].Case != LetterCase.Plain && Ranks.Contains(words[from - 1].Folded))
            from--;
        return from;
    }

    // A surname that the registry lists by itself and that others share is still only a surname.
    private static bool Bare(IReadOnlyList<NameEntry> candidates, Speaker speaker) =>
        speaker.Kind == SpeakerKind.Person && candidates[0].Words.Count == 1 && candidates[0].Words[0].Case != LetterCase.Plain;

    private static bool Fits(IReadOnlyList<string> title, Office office)
    {
        var held = " " + FoldedWord.Key($"{office.Title} {office.Body}").Replace("defense", "defence", StringComparison.Ordinal) + " ";
        return title.All(word =>
            held.Contains(" " + word, StringComparison.Ordinal)
            || (Military.Contains(word) && MilitaryOffices.Any(m => held.Contains($" {m} ", StringComparison.Ordinal))));
    }

    private bool HasFirstName(int from)
    {
        if (from == 0 || !Adjacent(from - 1))
            return false;
        var before = words[from - 1];
        return before.Case != LetterCase.Plain && !Ranks.Contains(before.Folded) && !OfficeWords.Contains(before.Folded) && !Openers.Contains(before.Folded);
    }

    // "Foreign Minister", "FM", "Gen", "Secretary", "US Special Envoy" directly before the name.
    private List<string> TitleBefore(int from)
    {
        var title = new List<string>();
        for (var i = from - 1; i >= 0 && i >= from - 4 && Adjacent(i); i--)
        {
            var word = words[i].Folded;
            if (!OfficeWords.Contains(word) && !Military.Contains(word) && !(title.Count > 0 && word is "foreign" or "prime" or "defence" or "defense" or "special" or "army"))
                break;
            title.AddRange((Short.TryGetValue(word, out var full) ? full : word).Split(' '));
        }

        return title;
    }

    private bool Adjacent(int i) =>
        i + 1 < words.Count && text.AsSpan(words[i].End, words[i + 1].Start - words[i].End) is { Length: <= 2 } gap && !gap.ContainsAny(Breaks);
}
