using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Names ministries alike, whatever the text calls them: "Iran’s foreign ministry" is "Ministry of Foreign Affairs (Iran)".</summary>
internal static class MinistryName
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["foreign"] = "Foreign Affairs",
        ["external"] = "External Affairs",
        ["economy"] = "Economy",
        ["finance"] = "Finance",
        ["defence"] = "Defence",
        ["defense"] = "Defense",
        ["interior"] = "Interior",
        ["commerce"] = "Commerce",
        ["information"] = "Information",
        ["energy"] = "Energy",
        ["petroleum"] = "Petroleum",
        ["health"] = "Health",
        ["justice"] = "Justice",
        ["trade"] = "Trade",
        ["education"] = "Education",
    };

    /// <summary>The field and country of the ministry that the words name; the country is null when they do not say it. Null when they name no ministry.</summary>
    public static (string Field, string? Country)? Read(string mention)
    {
        var words = FoldedWord.Split(mention).Select(w => w.Folded).ToList();
        var at = words.FindIndex(w => w is "ministry" or "office");
        if (at < 0)
            return null;
        if (words[at] == "ministry" && at + 1 < words.Count && words[at + 1] == "of" && Whole(mention) is { } whole)
            return (whole, words.Select(Demonyms.CountryOf).FirstOrDefault(c => c is not null));
        var field = words.Take(at).Reverse().Take(2).Concat(words.Skip(at + 1).Take(words[at] == "ministry" ? 2 : 0)).FirstOrDefault(Fields.ContainsKey);
        if (field is null || (words[at] == "office" && field != "foreign"))
            return null;
        return (Fields[field], words.Select(Demonyms.CountryOf).FirstOrDefault(c => c is not null));
    }

    // "Ministry of Water and Energy": the field as it is written, without a country behind it.
    private static string? Whole(string mention)
    {
        var words = FoldedWord.Split(mention);
        var of = 0;
        while (of < words.Count && words[of].Folded != "of")
            of++;
        var end = of + 1;
        while (end < words.Count && words[end].Folded is not ("of" or "in" or "for" or "at") && Demonyms.CountryOf(words[end].Folded) is null && !mention[words[end - 1].End..words[end].Start].Contains('('))
            end++;
        while (end > of + 1 && words[end - 1].Folded is "the" or "and")
            end--;
        if (end <= of + 1)
            return null;
        if (end == of + 2 && Fields.TryGetValue(words[of + 1].Folded, out var known))
            return known;
        var field = words.Skip(of + 1).Take(end - of - 1).Where(w => w.Folded != "the").Select(w => w.Folded is "and" or "&" ? w.Folded : char.ToUpperInvariant(mention[w.Start]) + mention[(w.Start + 1)..w.End]);
        return string.Join(' ', field);
    }

    /// <summary>The name under which the registry and the cards have it.</summary>
    public static string Of(string field, string country) => $"Ministry of {field} ({country})";

    /// <summary>The key of a ministry's name, the same for both spellings of "defence".</summary>
    public static string Key(string name) => FoldedWord.Dashed(British(name));

    /// <summary>Two fields are one, however they are spelled.</summary>
    public static bool IsSame(string field, string other) => British(field) == British(other);

    private static string British(string name) => name.Replace("Defense", "Defence", StringComparison.Ordinal);
}
