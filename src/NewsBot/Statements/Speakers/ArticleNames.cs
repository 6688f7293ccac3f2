using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>The full names and acronyms that one article introduces, so that its short forms can be followed to them.</summary>
internal sealed class ArticleNames
{
    // Provinces and cities that tell a paper's own country where it does not name it.
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["punjab"] = "Pakistan",
        ["sindh"] = "Pakistan",
        ["balochistan"] = "Pakistan",
        ["khyber"] = "Pakistan",
        ["peshawar"] = "Pakistan",
        ["lahore"] = "Pakistan",
        ["karachi"] = "Pakistan",
        ["quetta"] = "Pakistan",
        ["kandahar"] = "Afghanistan",
        ["herat"] = "Afghanistan",
        ["helmand"] = "Afghanistan",
        ["kunduz"] = "Afghanistan",
        ["ghazni"] = "Afghanistan",
    };

    private const int Elsewhere = 6;

    // Characters between a government and the ministry that is its own.
    private const int Near = 400;

    // How many mentions of a country one use of a name weighs that only its own papers use.
    private const int OwnName = 4;

    private readonly List<(int Start, string Name, string Key, bool IsPerson, string Title)> names = [];
    private readonly Lazy<List<(int Start, string Name, string Key)>> people;
    private readonly Dictionary<string, string> acronyms = new(StringComparer.Ordinal);
    private readonly List<(int Start, string Field, string Country)> ministries = [];
    private readonly List<(int Start, string Country)> governments = [];

    public ArticleNames(string text)
    {
        people = new(() => [.. names.Where(n => n.IsPerson).Select(n => (n.Start, n.Name, n.Key)).DistinctBy(n => n.Key)]);
        var words = FoldedWord.Split(text);
        (Home, Own) = HomeOf(text, words);
        foreach (var run in NameRun.Find(text, words))
        {
            var start = words[run.NameFrom].Start;
            var name = text[start..words[run.To - 1].End];
            names.Add((start, name, FoldedWord.Key(name), run.IsPerson, TitleOf(text, words, run)));
            if (!run.IsPerson && MinistryName.Read(text[words[run.From].Start..words[run.To - 1].End]) is { Country: { } country } ministry)
                ministries.Add((start, ministry.Field, country));
        }

        AddSmallMinistries(text, words);
        AddGovernments(words);
        AddAcronyms(text, words);
    }

    /// <summary>The country that "the foreign ministry" belongs to where nothing says so: the dateline's, else the one named most; null when none is named.</summary>
    public string? Home { get; }

    /// <summary>The country that a bare office ("the foreign minister") is of: the dateline's, else the only one that is named; null where neither tells it.</summary>
    public string? Own { get; }

    /// <summary>The fullest name of the article that a surname or first name belongs to; null when there is none or it is open.</summary>
    public string? FullName(string name, int before)
    {
        var key = FoldedWord.Key(name);
        var longer = people.Value.Where(n => n.Start < before && n.Key.Length > key.Length && (n.Key.EndsWith(" " + key, StringComparison.Ordinal) || n.Key.StartsWith(key + " ", StringComparison.Ordinal)))
            .ToList();
        var keys = longer.Select(n => n.Key).Distinct().ToList();
        return keys.Count == 1 || longer.Count > 0 && keys.TrueForAll(k => keys[0].EndsWith(k, StringComparison.Ordinal) || k.EndsWith(keys[0], StringComparison.Ordinal))
            ? longer.MaxBy(n => n.Key.Length).Name
            : null;
    }

    /// <summary>What an acronym is short for in this article.</summary>
    public string? Expand(string acronym) => acronyms.GetValueOrDefault(FoldedWord.Key(acronym));

    /// <summary>The country of the ministry of a field named last before a place; null when none is.</summary>
    public (string Field, string Country)? MinistryBefore(string? field, int before)
    {
        var found = ministries.Where(m => m.Start < before && (field is null || MinistryName.IsSame(m.Field, field))).ToList();
        return found.Count == 0 ? null : (found[^1].Field, found[^1].Country);
    }

    /// <summary>The country whose government or forces were named last, shortly before a place; null when none were.</summary>
    public string? GovernmentBefore(int before)
    {
        var (low, high) = (0, governments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = governments[middle].Start < before ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && before - governments[low - 1].Start <= Near ? governments[low - 1].Country : null;
    }

    /// <summary>The only person whom the article introduced, before a place, with these title words beside the name; null when there are none or several.</summary>
    public string? Holder(IReadOnlyList<string> title, int before)
    {
        var holders = names
            .Where(n => n.IsPerson && n.Start < before && n.Key.Contains(' ', StringComparison.Ordinal) && title.All(w => n.Title.Contains($" {w} ", StringComparison.Ordinal)))
            .DistinctBy(n => n.Key).ToList();
        return holders.Count == 1 ? holders[0].Name : null;
    }

    private static (string? Home, string? Own) HomeOf(string text, IReadOnlyList<FoldedWord> words)
    {
        var named = words.Select(w => w.Case == LetterCase.Plain ? null : Places.GetValueOrDefault(w.Folded) ?? Demonyms.CountryOf(w.Folded)).Where(c => c is not null)
            .GroupBy(c => c!).ToDictionary(g => g.Key, g => g.Count());
        // "The Islamic Emirate" is what those write who write from there.
        var emirates = Enumerable.Range(1, Math.Max(0, words.Count - 1)).Count(i => words[i].Folded == "emirate" && words[i - 1].Folded == "islamic");
        if (emirates > 0)
            named["Afghanistan"] = named.GetValueOrDefault("Afghanistan") + (OwnName * emirates);
        var most = named.Count == 0 ? null : named.MaxBy(n => n.Value).Key;
        var here = Dateline.Of(text) is { } place && FoldedWord.Split(place) is [var first, ..] ? Demonyms.CountryOf(first.Folded) : null;
        // A desk writes about elsewhere under its own dateline.
        var home = here is null || (most is not null && named[most] >= Elsewhere * named.GetValueOrDefault(here, 1)) ? most : here;
        return (home, home == here || named.Count == 1 ? home : null);
    }

    // "State Bank of Sampleton (SBS)": the letters are the initials of the words before the bracket.
    private void AddAcronyms(string text, IReadOnlyList<FoldedWord> words)
    {
        for (var i = 2; i < words.Count; i++)
        {
            var letters = words[i].Folded;
            if (words[i].Case != LetterCase.Capitals || letters.Length < 2 || text[words[i].Start - 1] != '(')
                continue;
            var left = letters.Length;
            for (var w = i - 1; w >= Math.Max(0, i - letters.Length - 4) && left > 0; w--)
            {
                if (words[w].Case == LetterCase.Plain)
                    continue;
                if (words[w].Folded[0] != letters[left - 1])
                    break;
                if (--left == 0)
                    acronyms.TryAdd(letters, text[words[w].Start..words[i - 1].End]);
            }
        }
    }

    // "the Iranian foreign ministry", without capitals.
    private void AddSmallMinistries(string text, IReadOnlyList<FoldedWord> words)
    {
        for (var i = 2; i < words.Count; i++)
        {
            if (words[i].Folded is not ("ministry" or "office"))
                continue;
            var start = words[i - 2].Start;
            if (MinistryName.Read(text[start..words[i].End]) is { Country: { } country } ministry)
                ministries.Add((start, ministry.Field, country));
        }

        ministries.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    // "The Samplian government", "Samplian forces"
    private void AddGovernments(IReadOnlyList<FoldedWord> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Folded is "government" or "authorities" or "forces" or "troops" or "army" or "military" && words[i - 1].Case != LetterCase.Plain && Demonyms.CountryOf(words[i - 1].Folded) is { } country)
                governments.Add((words[i].Start, country));
        }
    }

    // The words before the name and, behind a comma, after it.
    private static string TitleOf(string text, IReadOnlyList<FoldedWord> words, NameRun run)
    {
        var from = Math.Max(0, run.NameFrom - 6);
        while (from < run.NameFrom && Breaks(text, words, from, run.NameFrom))
            from++;
        var title = words.Skip(from).Take(run.NameFrom - from).Select(w => w.Folded);
        if (words[run.To - 1].End is var end && end + 1 < text.Length && text[end] == ',' && text[end + 1] == ' ')
        {
            var stop = text.IndexOfAny([',', '.', '\n', ';'], end + 1);
            title = title.Concat(words.Skip(run.To).TakeWhile(w => stop < 0 || w.End <= stop).Take(10).Select(w => w.Folded));
        }

        return $" {string.Join(' ', title)} ";
    }

    private static bool Breaks(string text, IReadOnlyList<FoldedWord> words, int from, int to) =>
        text.AsSpan(words[from].Start, words[to].Start - words[from].Start).ContainsAny(",;:\n") || text[words[from].Start..words[to].Start].Contains(". ", StringComparison.Ordinal);
}
