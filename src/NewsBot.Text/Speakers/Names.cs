using System.Collections.Frozen;

namespace NewsBot.Text.Speakers;

/// <summary>Word lists that tell persons, bodies, states and the nameless apart, in lower case.</summary>
internal static class Names
{
    public static FrozenSet<string> PersonTitles { get; } = Set(
        "mr mr. mrs mrs. ms ms. dr dr. gen gen. general lt lt. lieutenant col col. colonel brig brigadier maj maj. major "
        + "capt captain adm adm. admiral sgt sergeant "
        + "sen sen. senator rep rep. representative gov gov. governor amb ambassador prof professor rev rev. president "
        + "premier minister secretary chairman chairwoman chair "
        + "chancellor king queen prince princess sheikh mullah maulana mufti mawlawi qari haji syed sardar ayatollah imam "
        + "pope bishop judge justice chief director spokesman "
        + "spokeswoman spokesperson envoy commissioner commander marshal deputy vice leader mayor speaker adviser advisor "
        + "attorney congressman congresswoman coach analyst chargé d'affaires "
        + "barrister engineer khawaja malik rana mian sir lord lady");

    public static FrozenSet<string> PersonNouns { get; } = Set(
        "minister president premier spokesman spokeswoman spokesperson secretary general colonel brigadier admiral "
        + "ambassador chargé d'affaires envoy diplomat senator congressman "
        + "congresswoman governor mayor chairman chairwoman chief director leader adviser advisor commander official "
        + "officer lawmaker professor analyst expert "
        + "author coach captain judge justice lawyer attorney man woman candidate nominee chancellor king prince "
        + "representative negotiator politician cleric "
        + "mother father son daughter wife husband owner founder executive manager doctor teacher writer journalist actor "
        + "actress singer player republican democrat source aide head foreign");

    public static FrozenSet<string> BodyNouns { get; } = Set(
        "ministry office department government army military navy council committee commission agency authority "
        + "organisation organization university bank court police "
        + "parliament assembly senate congress cabinet embassy mission administration association union party group "
        + "movement front taliban company corporation federation "
        + "institute foundation center centre board bureau force forces command secretariat directorate house league club "
        + "team campaign school hospital society network "
        + "relations affairs service services ispr idea kremlin pentagon isaf un u.n. nato eu delegation alliance chamber "
        + "tribunal forum emirate fund trust college jirga statement report wing");

    public static FrozenSet<string> States { get; } = Set(
        "pakistan afghanistan iran india china russia turkey türkiye qatar islamabad kabul washington tehran beijing moscow "
        + "ankara doha uzbekistan tajikistan turkmenistan "
        + "kazakhstan kyrgyzstan us u.s. u.s usa uk u.k. britain germany france japan israel syria iraq egypt ukraine "
        + "canada australia norway riyadh britain london delhi "
        + "indonesia malaysia bangladesh nepal italy spain brazil mexico lebanon jordan yemen oman kuwait bahrain panama "
        + "tunisia venezuela cuba");

    /// <summary>Titles that are as often a part of the name.</summary>
    public static FrozenSet<string> Honorifics { get; } = Set("sheikh mullah maulana mufti mawlawi qari haji syed sardar khawaja malik rana mian mir king pope lord lady");

    public static FrozenSet<string> Demonyms { get; } = Set(
        "pakistani afghan iranian indian chinese russian american turkish british german french saudi qatari israeli syrian "
        + "iraqi ukrainian uzbek tajik emirati european "
        + "arab western islamic muslim japanese canadian australian kazakh turkmen omani kuwaiti palestinian egyptian "
        + "lebanese norwegian italian spanish punjab sindh kp");

    /// <summary>Last words of what a minister or secretary is of.</summary>
    public static FrozenSet<string> Offices { get; } = Set(
        "affairs defence defense interior finance state information law commerce planning railways health education energy "
        + "power water trade economy justice minorities "
        + "rights army staff treasury agriculture culture industry labour labor transport reconciliation development "
        + "security relations intelligence climate interests");

    /// <summary>Sources that nobody can be named for.</summary>
    public static FrozenSet<string> Nameless { get; } = Set(
        "officials official sources source analysts analyst experts expert observers people residents witnesses witness "
        + "critics reports report media lawmakers "
        + "many some others several most leaders diplomats residents eyewitnesses insiders locals protesters activists "
        + "supporters opponents scientists researchers economists "
        + "students drivers workers passengers shopkeepers merchants migrants refugees lawyers villagers relatives families friends voters commanders fighters militants authorities traders "
        + "farmers doctors commentators pundits rumours rumors "
        + "everyone someone somebody nobody one they we i you who officers politicians members journalists reporters "
        + "countries nations parties figures men women "
        + "polls poll studies study survey surveys documents document investigators prosecutors police");

    public static FrozenSet<string> Spokespersons { get; } = Set("spokesman spokeswoman spokesperson spokespersons spokesmen representative representatives spox");

    /// <summary>Agencies and papers, by a word of their name: they relay.</summary>
    public static FrozenSet<string> Outlets { get; } = Set(
        "afp reuters ap xinhua tass irna isna ilna fars mehr tasnim bloomberg cnn bbc jazeera arabiya tolo tolonews pajhwok "
        + "khaama geo dawn voa ani pti app sputnik npr "
        + "cbs nbc abc politico newspaper newsweek guardian anadolu interfax ria kyodo dpa efe ansa trt hurriyet axios "
        + "msnbc breitbart cnbc pbs");

    public static bool IsOutlet(string phrase)
    {
        var words = phrase.ToLowerInvariant().Split([' ', '.', ',', '’', '\''], StringSplitOptions.RemoveEmptyEntries);
        return words.Any(Outlets.Contains)
            || words.Any(word => word is "news" or "tv" or "television" or "radio" or "times" or "newspaper" or "daily"
            or "magazine")
            || phrase.Contains("Associated Press", StringComparison.Ordinal)
            || phrase.Contains("Washington Post", StringComparison.Ordinal)
            || phrase.Contains("Wall Street Journal", StringComparison.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
