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
        + "barrister engineer khawaja malik rana mian mir sir lord lady ch ch. principal prosecutor magistrate ceo coo cfo dig igp ig dpo cpo "
        + "ccpo sho ssp sp dsp dg cm pm fm dpm mna mpa chairperson coas cjcsc ameer emir convener manager superintendent inspector officer head "
        + "coordinator advocate undersecretary negotiator member president's panel chargée");

    public static FrozenSet<string> PersonNouns { get; } = Set(
        "minister president premier spokesman spokeswoman spokesperson secretary general colonel brigadier admiral "
        + "ambassador chargé d'affaires envoy diplomat senator congressman "
        + "congresswoman governor mayor chairman chairwoman chief director leader adviser advisor commander official "
        + "officer lawmaker professor analyst expert "
        + "author coach captain judge justice lawyer attorney man woman candidate nominee chancellor king prince "
        + "representative negotiator politician cleric "
        + "mother father son daughter wife husband owner founder executive manager doctor teacher writer journalist actor "
        + "actress singer player republican democrat source aide head foreign magistrate prosecutor champion pacer bowler batter captain "
        + "skipper opener allrounder convener ameer emir cm pm premier complainant principal superintendent inspector member "
        + "director-general secretary-general vice-president co-chair vice-chair vice-chairman correspondent reporter economist strategist historian columnist researcher scientist lecturer businessman businesswoman entrepreneur "
        + "cofounder co-founder parliamentarian legislator councillor sheriff detective investigator poet producer filmmaker host presenter composer "
        + "goalscorer striker midfielder defender goalkeeper winger forward batsman spinner all-rounder wicketkeeper umpire referee boxer golfer sprinter "
        + "singer-songwriter rapper comedian novelist veteran survivor "
        + "dignitary musician artist star activist spox deputy undersecretary pontiff monarch");

    public static FrozenSet<string> BodyNouns { get; } = Set(
        "ministry office department government army military navy council committee commission agency authority "
        + "organisation organization university bank court police "
        + "parliament assembly senate congress cabinet embassy mission administration association union party group "
        + "movement front taliban company corporation federation "
        + "institute foundation center centre board bureau force forces command secretariat directorate house league club "
        + "team campaign school hospital society network "
        + "relations affairs service services ispr idea kremlin pentagon isaf un u.n. nato eu delegation alliance chamber "
        + "tribunal forum emirate fund trust college jirga statement report wing commissionerate consulate hospital academy airline airlines "
        + "bench judiciary registry regulator treasury airport port railways bait-ul-mal lashkar jamaat tehreek alliance limited ltd inc "
        + "corp plc llc group holdings ratings insurance motors electric telecom airways tv news press post times tribune journal "
        + "herald gazette nations radio broadcasting channel magazine conference coastguard jui-f pti ppp pml-n mqm-p anp");

    public static FrozenSet<string> States { get; } = Set(
        "pakistan afghanistan iran india china russia turkey türkiye turkiye qatar islamabad kabul washington tehran beijing moscow "
        + "ankara doha uzbekistan tajikistan turkmenistan "
        + "kazakhstan kyrgyzstan us u.s. u.s usa uk u.k. britain germany france japan israel syria iraq egypt ukraine "
        + "canada australia norway riyadh britain london delhi "
        + "indonesia malaysia bangladesh nepal italy spain brazil mexico lebanon jordan yemen oman kuwait bahrain panama "
        + "tunisia venezuela cuba austria belarus minsk kyiv sweden denmark netherlands poland greece algeria algiers morocco rabat libya tripoli sudan khartoum "
        + "somalia ethiopia kenya nigeria ghana senegal rwanda uganda tanzania zimbabwe myanmar thailand bangkok vietnam hanoi cambodia laos philippines manila "
        + "singapore taiwan taipei pyongyang seoul mongolia armenia yerevan azerbaijan baku finland helsinki iceland ireland portugal lisbon belgium "
        + "switzerland bern hungary budapest romania bulgaria sofia serbia belgrade croatia slovenia slovakia moldova latvia lithuania estonia "
        + "argentina chile colombia peru bolivia ecuador uruguay paraguay haiti honduras guatemala nicaragua maldives bhutan dhaka kathmandu colombo "
        + "tashkent dushanbe ashgabat bishkek astana baghdad damascus beirut amman muscat cairo canberra ottawa tokyo");

    /// <summary>Titles that are as often a part of the name.</summary>
    public static FrozenSet<string> Honorifics { get; } = Set("sheikh mullah maulana mufti mawlawi qari haji syed sardar khawaja malik rana mian king pope lord lady");

    public static FrozenSet<string> Demonyms { get; } = Set(
        "pakistani afghan iranian indian chinese russian american turkish british german french saudi qatari israeli syrian "
        + "iraqi ukrainian uzbek tajik emirati european "
        + "arab western islamic muslim japanese canadian australian kazakh turkmen omani kuwaiti palestinian egyptian "
        + "lebanese austrian belarusian polish greek norwegian italian spanish algerian moroccan libyan sudanese somali ethiopian kenyan nigerian thai "
        + "vietnamese filipino taiwanese korean armenian azerbaijani finnish irish portuguese belgian swiss hungarian romanian bulgarian serbian "
        + "croatian brazilian mexican argentine chilean colombian peruvian venezuelan cuban bangladeshi nepali nepalese bahraini yemeni kyrgyz "
        + "jordanian australian tunisian dutch swedish danish indonesian malaysian punjab sindh kp");

    /// <summary>Last words of what a minister or secretary is of.</summary>
    public static FrozenSet<string> Offices { get; } = Set(
        "affairs defence defense interior finance state information law commerce planning railways health education energy "
        + "power water trade economy justice minorities "
        + "rights army staff treasury agriculture culture industry labour labor transport reconciliation development "
        + "security relations intelligence climate interests minorities police harmony shipping fertilizers fertilisers production maritime "
        + "petroleum insurance operations station research resources minerals forests population welfare food works sports tourism "
        + "broadcasting telecommunication it technology science housing revenue privatisation privatization narcotics customs excise "
        + "transit water aviation ports parliament committee war navy force coordination communications communication wildlife "
        + "irrigation livestock revolution nations environment change religion hajj human auqaf investment prisons home expert");

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
        + "polls poll studies study survey surveys documents document investigators prosecutors");

    /// <summary>Texts that speak: their issuer is the speaker.</summary>
    public static FrozenSet<string> Carriers { get; } = Set(
        "statement statements report reports release communique communiqué note letter letters tweet tweets post notification circular order "
        + "judgment judgement verdict ruling resolution advisory notice declaration document documents handout readout message memo memorandum "
        + "directive fir dispatch challan announcement assessment analysis figures data findings investigation investigations statistics forecast "
        + "forecasts estimate estimates website account bulletin survey study research poll index");

    /// <summary>What a court's words are called.</summary>
    public static FrozenSet<string> Rulings { get; } = Set("order judgment judgement verdict ruling");

    /// <summary>Words for a body that its name need not hold.</summary>
    public static FrozenSet<string> BodyWords { get; } = Set(
        "agency regulator firm company body watchdog organisation organization lender broadcaster giant institution think-tank tank ngo "
        + "charity airline carrier bourse union outlet paper newspaper daily website group militia delegation");

    public static FrozenSet<string> Spokespersons { get; } = Set("spokesman spokeswoman spokesperson spokespersons spokesmen representative representatives spox");

    /// <summary>Agencies and papers, by a word of their name: they relay.</summary>
    public static FrozenSet<string> Outlets { get; } = Set(
        "afp reuters ap xinhua tass irna isna ilna fars mehr tasnim bloomberg cnn bbc jazeera arabiya tolo tolonews pajhwok "
        + "khaama geo dawn voa ani pti app sputnik npr "
        + "cbs nbc abc politico newspaper newsweek guardian anadolu interfax ria kyodo dpa efe ansa trt hurriyet axios "
        + "msnbc breitbart cnbc pbs");

    /// <summary>Anybody may be one of these: they mean who spoke before only if a title says so.</summary>
    public static FrozenSet<string> Anybody { get; } = Set(
        "official officer woman man lawyer investigator victim shopkeeper driver resident member employee student teacher witness father mother "
        + "brother sister son daughter wife husband aide source accused suspect complainant family local citizen participant reporter journalist");

    /// <summary>Those whom their works name: "the Sample Nights singer".</summary>
    public static FrozenSet<string> Performers { get; } = Set("actor actress singer star musician artist rapper comedian host author novelist filmmaker songwriter icon starlet composer");

    /// <summary>Women's titles and nouns, and men's: what "he" and "she" may mean.</summary>
    public static FrozenSet<string> WomensWords { get; } = Set("mrs mrs. ms ms. spokeswoman chairwoman congresswoman queen princess lady actress mother daughter wife sister woman madam begum businesswoman");

    /// <inheritdoc cref="WomensWords"/>
    public static FrozenSet<string> MensWords { get; } = Set("mr mr. spokesman congressman king prince sir lord sheikh mullah maulana mufti father son husband brother man imam ayatollah businessman");

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
