using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Names ministries alike, whatever the text calls them: "Iran’s foreign ministry" is "Ministry of Foreign Affairs (Iran)".</summary>
internal static class MinistryName
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["foreign"] = "Foreign Affairs",
        ["external"] = "Foreign Affairs",
        ["finance"] = "Finance",
        ["defence"] = "Defence",
        ["defense"] = "Defence",
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
        var field = words.Take(at).Reverse().Take(2).Concat(words.Skip(at + 1).Take(2)).FirstOrDefault(Fields.ContainsKey);
        if (field is null || (words[at] == "office" && field != "foreign"))
            return null;
        return (Fields[field], words.Select(Demonyms.CountryOf).FirstOrDefault(c => c is not null));
    }

    /// <summary>The name under which the registry and the cards have it.</summary>
    public static string Of(string field, string country) => $"Ministry of {field} ({country})";
}
