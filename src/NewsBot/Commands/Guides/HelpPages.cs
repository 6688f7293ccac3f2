using NewsBot.Cards;

namespace NewsBot.Commands.Guides;

/// <summary>The pages of help behind its first lines, each about one screen or two of a phone. Every line works.</summary>
internal static class HelpPages
{
    private static readonly (string Name, string Title, (string Say, string Gives)[] Lines)[] Pages =
    [
        (
            "alerts",
            "Alerts and editions",
            [
                ("topics", "what can be followed"),
                (
                    "subscribe pak-us",
                    "alerts here, as statements are found; narrow with speaker: outlet: type: term: lang: onrecord: and a minus (help type); "
                    + "in:thread"),
                ("list", "what is followed here; show #1 tells one"),
                ("edit #1 -outlet:dawn", "changes one; unsubscribe #1 stops it"),
                ("digest at 07:30 mon-fri", "one edition at an hour; digest now, digest off"),
                ("mute 2h", "silences all, mute #1 one, until unmute; what was found comes afterwards"),
                ("quiet 22:00-07:00", "holds alerts at night"),
            ]),
        (
            "questions",
            "Questions",
            [
                ("since yesterday", "what is new of what is followed; also yesterday evening, mon, 24h, 7d, 1 Nov, before 1 Nov, last shift"),
                ("latest pak-us", "the newest on a topic or by a speaker"),
                ("what did Dar say about visas", "one speaker's words; who is Dar tells the offices, with their days"),
                ("who said \"ceasefire\" since 7d", "everybody who used the words; also who denied, who threatened, who demanded, who agreed"),
                ("search ceasefire outlet:dawn", "full text, five at a time; more goes on"),
                ("timeline pak-us 30d", "what was said, day by day"),
                ("compare \"Ishaq Dar\" and \"Marco Rubio\"", "two speakers side by side; also #S12 and #S14"),
                ("help only", "what changes the list before: only Dar, without Dawn, oldest first"),
            ]),
        (
            "statements",
            "About one statement",
            [
                ("more #S12", "the sentences around it"),
                ("source #S12", "its outlets and the stored text"),
                ("cite #S12", "ready to paste; cite ap is one sentence"),
                ("why #S12", "each stage it went through; also why and a link"),
                ("timeline #S12", "its story"),
                ("changed since yesterday", "what outlets corrected or withdrew"),
                ("claim #S12", "says here that you are on it; claims tells who is on what"),
                ("wrong speaker #S12", "tells the desk; also wrong topic"),
            ]),
        (
            "setup",
            "This conversation, and you",
            [
                ("timezone Asia/Karachi", "the zone of all times here"),
                ("layout compact", "small cards; layout full"),
                ("settings", "all of it, and who may change it"),
                ("export", "the lines that set another conversation up like this one; there: import"),
                ("status", "how the sources are, and what was posted here"),
                ("audit since yesterday", "what became of everything that was found"),
                ("my data", "what is kept about you; said in our own chat"),
                ("forget me", "removes it"),
            ]),
        (
            "desk",
            "For editors",
            [
                ("sources", "every source and its health; sources dawn is one"),
                ("sources add https://news.example/feed", "adds one; sources pause dawn, resume, remove"),
                ("sources add https://office.example/news official", "adds an office: its texts confirm what others report"),
                ("queue", "what readers doubt; settle #S12"),
                ("hold #S12", "it is posted nowhere until release #S12"),
                ("held", "what is held, and by whom"),
            ]),
    ];

    /// <summary>One for each page.</summary>
    public static IReadOnlyList<SayButton> Buttons { get; } = [.. Pages.Select(p => new SayButton(p.Title, $"help {p.Name}"))];

    public static IReadOnlyList<string> Names { get; } = [.. Pages.Select(p => p.Name)];

    /// <summary>The page of a name; null when there is none.</summary>
    public static (string Title, IReadOnlyList<(string Say, string Gives)> Lines)? Of(string name) =>
        Pages.FirstOrDefault(p => p.Name == name) is { Name: not null } page ? (page.Title, page.Lines) : null;

    /// <summary>The name of the page that is meant; null when none is.</summary>
    public static string? Named(string typed) => typed.ToLowerInvariant() switch
    {
        "alert" or "alerts" or "editions" => "alerts",
        "question" or "questions" or "asking" => "questions",
        "statement" or "statements" => "statements",
        "setup" or "here" or "conversation" => "setup",
        "desk" or "editors" or "editor" => "desk",
        _ => null,
    };

    /// <summary>The buttons of the other pages.</summary>
    public static IReadOnlyList<SayButton> Others(string name) =>
        [.. Buttons.Where(b => b.Line != $"help {name}"), new SayButton("The first lines", "help")];
}
