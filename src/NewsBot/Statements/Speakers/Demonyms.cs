namespace NewsBot.Statements.Speakers;

/// <summary>Words that say which country a body or an office belongs to ("Pakistani", "Kabul’s").</summary>
internal static class Demonyms
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["pakistan"] = "Pakistan", ["pakistani"] = "Pakistan", ["islamabad"] = "Pakistan", ["rawalpindi"] = "Pakistan",
        ["us"] = "United States", ["usa"] = "United States", ["american"] = "United States", ["washington"] = "United States", ["america"] = "United States",
        ["afghanistan"] = "Afghanistan", ["afghan"] = "Afghanistan", ["kabul"] = "Afghanistan",
        ["iran"] = "Iran", ["iranian"] = "Iran", ["tehran"] = "Iran",
        ["india"] = "India", ["indian"] = "India", ["delhi"] = "India",
        ["china"] = "China", ["chinese"] = "China", ["beijing"] = "China",
        ["russia"] = "Russia", ["russian"] = "Russia", ["moscow"] = "Russia",
        ["qatar"] = "Qatar", ["qatari"] = "Qatar", ["doha"] = "Qatar",
        ["turkey"] = "Türkiye", ["turkiye"] = "Türkiye", ["turkish"] = "Türkiye", ["ankara"] = "Türkiye",
        ["saudi"] = "Saudi Arabia", ["riyadh"] = "Saudi Arabia",
        ["uk"] = "United Kingdom", ["british"] = "United Kingdom", ["britain"] = "United Kingdom", ["london"] = "United Kingdom",
        ["german"] = "Germany", ["germany"] = "Germany", ["french"] = "France", ["france"] = "France", ["norwegian"] = "Norway", ["norway"] = "Norway",
        ["israeli"] = "Israel", ["israel"] = "Israel", ["uzbek"] = "Uzbekistan", ["uzbekistan"] = "Uzbekistan", ["uae"] = "United Arab Emirates",
        ["emirati"] = "United Arab Emirates", ["tajik"] = "Tajikistan", ["tajikistan"] = "Tajikistan", ["iraqi"] = "Iraq", ["iraq"] = "Iraq",
        ["japanese"] = "Japan", ["japan"] = "Japan", ["canadian"] = "Canada", ["canada"] = "Canada", ["australian"] = "Australia",
    };

    /// <summary>The country of a folded word; null when it names none.</summary>
    public static string? CountryOf(string folded) => Countries.GetValueOrDefault(folded);
}
