using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Statements;

/// <summary>Where an article was written, from its first words ("ISLAMABAD: …", "KABUL, Afghanistan (Agency) — …").</summary>
internal static partial class Dateline
{
    /// <summary>The place as people write it ("Islamabad"); null when the text has no dateline.</summary>
    public static string? Of(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var place = match.Groups["place"].Value.Trim();
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(place.ToLowerInvariant());
    }

    [GeneratedRegex(@"^\s*(?<place>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2})(?:, ?[A-Z][A-Za-z .]{1,30})?(?: ?\([A-Za-z .]{1,30}\))?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?(?::|–|—|--|- )\s?")]
    private static partial Regex Form();
}
