namespace NewsBot.Statements.Speakers;

/// <summary>What the words around names are: titles, kinds of bodies, openers of sentences, carriers of words.</summary>
internal static class NameWords
{
    public static readonly HashSet<string> Titles = Set(
        """
        president vice minister prime foreign secretary spokesman spokeswoman spokesperson general gen lt lieutenant maj major brig brigadier col colonel capt
        captain adm admiral commander chief chairman chairwoman chairperson chair director envoy ambassador amb representative special senator sen rep
        congressman congresswoman governor mayor judge justice adviser advisor deputy assistant acting former caretaker interim dr mr mrs ms sir prof professor
        mullah mawlawi maulvi maulana allama mufti sheikh hafiz haji ayatollah premier chancellor king prince pope pm fm cm dpm coas dg ig igp dig ssp sp dsp sho ceo
        mna mpa field marshal staff opposition leader head analyst expert officer undersecretary negotiator attorney advocate barrister coach
        actor actress author democrat republican democratic member commissioner superintendent inspector constable engineer information interior defence defense
        finance commerce trade energy treasury health education state national security central permanent counterterrorism intelligence retired rtd retd his her
        its their late senior top new supreme lawyer founder candidate hostage peace reconciliation affairs shadow lord manager star batter bowler skipper
        executive principal managing mp speaker coordinator convener ameer youth maritime minerals planning development railways climate water power petroleum law religious chargé charge daffaires
        """);

    public static readonly HashSet<string> Bodies = Set(
        """
        ministry department office council committee agency authority commission embassy mission government court police army military union association party
        company bank group institute university organization organisation movement administration assembly parliament senate congress house corporation board
        federation times post news tribune press journal tv television radio foundation network international watch service services bureau centre center club
        league front alliance coalition team delegation forces command airlines exchange society trust fund presidency conference directorate secretariat
        division tribunal registry bench force limited republic kingdom emirate centers centres academy hospital chamber lashkar tehreek jamaat ittehad policy
        """);

    /// <summary>Capitalised at the start of a sentence, or beside a name, without being part of it.</summary>
    public static readonly HashSet<string> Openers = Set(
        """
        the a an but and as when while after before if in on at with for then however earlier later both also that meanwhile even though although since because
        what why how where who now here there this these those not no yes so yet still once or nor from by to of about according both all some many most monday
        tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december he she it they we i
        you his her its their our my your mr mrs ms said says unlike despite during under over like
        """);

    public static readonly HashSet<string> Pronouns = Set(
        """
        he she it they his her their its who which that him them we i you our my one both this these those some many others another there himself herself
        themselves itself
        """);

    /// <summary>Texts that carry somebody's words; alone they name nobody.</summary>
    public static readonly HashSet<string> Carriers = Set(
        """
        statement statements release communique communiqué tweet tweets message report reports letter note post posts interview notification document order
        declaration remarks words speech briefing readout video article text announcement transcript sides side
        """);

    /// <summary>Those who speak for a body without a name of their own.</summary>
    public static readonly HashSet<string> Mouths = Set("spokesman spokeswoman spokesperson spokespersons spokesmen representative representatives wing office");

    /// <summary>Verbs that make a clause of what stands behind a name's comma.</summary>
    public static readonly HashSet<string> Finite = Set(
        """
        said says told added warned stressed announced claimed denied urged replied noted called agreed asked is are was were has have had will would could should did does
        """);

    /// <summary>Provinces and regions that stand before titles and names.</summary>
    public static readonly HashSet<string> Regions = Set("punjab sindh balochistan khyber pakhtunkhwa kp k p gilgit baltistan kashmir helmand kandahar herat texas california");

    /// <summary>Join the parts of one person's name.</summary>
    public static readonly HashSet<string> Particles = Set("al bin ul ur ur de van von der ibn e el i la uz ud ad");

    /// <summary>Titles that a person holds; other titles only say of what.</summary>
    public static readonly HashSet<string> Holders = Set(
        """
        president minister secretary king prince premier chancellor general gen chief pm chairman chairperson chairwoman ambassador envoy senator governor commander
        director commissioner representative adviser advisor head leader
        """);

    public static readonly HashSet<string> Prepositions = Set("to of for with from at in by on under against near between");

    private static HashSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
