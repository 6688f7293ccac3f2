namespace NewsBot.Commands.Times;

/// <summary>Parts of a day as people name them. Pure.</summary>
internal static class DayParts
{
    private static readonly Dictionary<string, TimeOnly> Begin = new(StringComparer.OrdinalIgnoreCase)
    {
        ["morning"] = new(6, 0),
        ["afternoon"] = new(12, 0),
        ["evening"] = new(18, 0),
        ["night"] = new(20, 0),
    };

    private static readonly string[] LeadIns = ["at ", "around ", "in the "];

    /// <summary>The hour at which a part of a day begins; null when the word is none.</summary>
    public static TimeOnly? PartOf(string word) => Begin.TryGetValue(word, out var hour) ? hour : null;

    /// <summary>The hour that is meant; null for a bare number, which may be either half of the day.</summary>
    public static TimeOnly? HourOf(string text)
    {
        var typed = text;
        foreach (var lead in LeadIns)
        {
            if (typed.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                typed = typed[lead.Length..];
        }

        if (PartOf(typed) is { } part)
            return part;
        return !typed.All(char.IsAsciiDigit) && Hours.TryParse(typed, out var hour) ? hour : null;
    }

    /// <summary>Whether a word speaks of the time of day, clear or not.</summary>
    public static bool IsSaid(string word) =>
        PartOf(word) is not null
        || word.ToLowerInvariant() is "am" or "pm" or "tonight" or "o'clock"
        || Hours.TryParse(word, out _);
}
