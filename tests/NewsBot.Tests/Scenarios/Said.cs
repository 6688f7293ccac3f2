namespace NewsBot.Tests.Scenarios;

/// <summary>Sentences of invented people, written for the tests, that are on the topics that ship.</summary>
internal static class Said
{
    public const string Words = "“Pakistan and the United States will continue talks on trade and security until every question on the table has an answer,”";

    /// <summary>Another statement of the same speaker on the same topic.</summary>
    public static readonly string[] AlsoOnPakUs =
    [
        "ISLAMABAD: A delegation of the United States arrived in Pakistan for talks on minerals on Monday.",
        "“The American visitors have opened a door for Pakistani miners, and nobody has walked out of the room,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.",
        "The delegation will travel to the provinces next.",
    ];

    /// <summary>What she calls untrue.</summary>
    public static readonly string[] DeniedOnPakUs =
    [
        "ISLAMABAD: A delegation of the United States left Pakistan on Monday after talks on trade.",
        "Foreign Office spokesperson Nadia Sample on Monday denied that Pakistan had promised the United States a port in its talks on trade.",
    ];

    public static readonly string[] OnPakUs =
    [
        "ISLAMABAD: Pakistan and the United States held talks on trade in the capital on Monday.",
        Words + " Foreign Office spokesperson Nadia Sample told reporters in Islamabad.",
        "The delegations met for three hours at the ministry on the first day of the visit.",
    ];

    public static readonly string[] Elsewhere =
    [
        "LAHORE: The home side won the second match of the cricket series against the visitors by four wickets on Monday.",
        "“Our bowlers did everything that we asked of them today,” captain Omar Sample told reporters after the match.",
        "The third match of the series will be played on Thursday.",
    ];
}
