using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Conversations;

namespace NewsBot.Commands.Guides;

/// <summary><c>help</c>, or <c>help subscribe</c>.</summary>
/// <param name="About">The name of a verb, of a page (<see cref="HelpPages"/>), <see cref="Filters"/> or <see cref="FollowUps"/>; null for the first lines.</param>
public sealed record HelpCommand(string? About) : Command
{
    /// <summary>What the qualifiers of a filter may be.</summary>
    public const string Filters = "type";

    /// <summary>What may be said after a list.</summary>
    public const string FollowUps = "only";

    internal static Reading Read(Arguments arguments)
    {
        arguments.TakeLeading("me", "with", "on", "about", "for");
        var about = arguments.TakeText(phrases: false);
        if (about.ToLowerInvariant() is Filters or "types" or "filter" or "filters" or "qualifiers")
            return new Understood(new HelpCommand(Filters));
        if (about.ToLowerInvariant() is FollowUps or "without" or "narrow" or "sort" or "lists" or "follow-ups" or "and" or "what about")
            return new Understood(new HelpCommand(FollowUps));
        return new Understood(new HelpCommand(HelpPages.Named(about) ?? Verbs.Named(about)?.Name));
    }

    public override string Write() => About is null ? "help" : $"help {About}";
}

/// <summary>Answers <see cref="HelpCommand"/>: short, grouped, each line one that works.</summary>
public sealed class HelpHandler(CardDeck cards) : Handler<HelpCommand>
{
    // The same for everybody, and asked for most: filled once.
    private readonly Lazy<CardMessage> _all = new(() => cards.Help(Lines, "What you can say", HelpPages.Buttons, More));

    /// <summary>The lines that people need first: about two screens of a phone. The others stand behind the buttons.</summary>
    public static IReadOnlyList<(string Say, string Gives)> Lines { get; } =
    [
        ("subscribe pak-us", "alerts here; list shows them"),
        ("digest at 07:30 mon-fri", "one edition at an hour"),
        ("since yesterday", "what is new; more goes on"),
        ("latest pak-us", "the newest on a topic or by a speaker"),
        ("what did Dar say about visas", "one speaker's words"),
        ("who said \"ceasefire\" since 7d", "everybody who used the words"),
        ("help only", "after a list: only direct quotes, without Dawn, and Rubio?"),
        ("why #S12", "how it came; also source, cite, claim"),
        ("undo", "takes the newest change back"),
    ];

    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["subscribe"] =
        [
            "subscribe pak-us", "subscribe pak-us speaker:\"Ishaq Dar\" -outlet:dawn", "subscribe intra-afghan type:official as:digest at:08:00 days:mon-fri",
            "subscribe speaker:\"Ishaq Dar\"", "subscribe pak-us in:thread",
        ],
        ["unsubscribe"] = ["unsubscribe #1", "unsubscribe pak-us", "unsubscribe all", "undo"],
        ["edit"] = ["edit #3 speaker:\"Ishaq Dar\"", "edit #3 -outlet:dawn", "edit #3 speaker:any", "edit #3 as:digest at:08:00"],
        ["mute"] = ["mute 2h", "mute until tomorrow", "mute #3 until mon", "unmute"],
        ["timeline"] = ["timeline pak-us 30d", "timeline speaker:Dar", "timeline #S12"],
        ["compare"] = ["compare \"Ishaq Dar\" and \"Marco Rubio\"", "compare Dar and Rubio about visas since 7d", "compare #S12 #S14"],
        ["changed"] = ["changed", "changed since yesterday", "changed pak-us", "changed speaker:Dar since mon"],
        ["import"] = ["import; timezone Asia/Karachi; digest at 07:30 mon-fri; subscribe pak-us"],
        ["cite"] = ["cite #S12", "cite ap #S12"],
        ["digest"] = ["digest at 07:30 mon-fri", "digest at 8 pm in Asia/Karachi", "digest now", "digest off", "digest"],
        ["timezone"] = ["timezone Asia/Karachi", "timezone PKT", "timezone New York"],
        ["who said"] = [
            "who said \"ceasefire\"", "who said \"inclusive government\" since 7d", "who said visas topic:pak-us since mon"
        ],
        ["who denied"] = ["who denied since 7d", "who denied attack topic:pak-us"],
        ["who threatened"] = ["who threatened since 7d", "who threatened to close border"],
        ["who demanded"] = ["who demanded since 7d", "who demanded release since mon"],
        ["who agreed"] = ["who agreed since 7d", "who agreed to talks topic:intra-afghan"],
        ["what did"] = ["what did Dar say about visas", "what did the Foreign Office say since yesterday"],
        ["search"] = [
            "search ceasefire talks",
            "search \"joint statement\" OR communique",
            "search visas speaker:Dar outlet:dawn since 1 Nov before 7 Nov",
        ],
        ["claim"] = ["claim #S12", "unclaim #S12", "claims"],
        ["wrong speaker"] = ["wrong speaker #S12", "wrong speaker #S12 it was Ishaq Dar", "wrong topic #S12", "not wrong #S12"],
        ["hold"] = ["hold #S12", "release #S12", "held"],
        ["queue"] = ["queue", "settle #S12"],
        ["layout"] = ["layout compact", "layout full"],
        ["latest"] = ["latest", "latest pak-us", "latest speaker:Dar"],
        ["since"] = ["since yesterday evening", "since mon", "since 08:00", "since 24h topic:pak-us", "what's new this morning"],
    };

    private static readonly string[] OfTypes = ["latest type:denial", "subscribe pak-us type:official", "search visas type:quote lang:ur"];

    public override Task<Answer> AnswerAsync(HelpCommand command, Request request, CancellationToken cancellationToken)
    {
        if (command.About == HelpCommand.Filters)
            return Task.FromResult(new Answer(AboutFilters()));
        if (command.About is { } page && HelpPages.Of(page) is var (title, lines))
            return Task.FromResult(new Answer(cards.Help(lines, title, HelpPages.Others(page), More)));
        if (command.About == HelpCommand.FollowUps)
            return Task.FromResult(new Answer(AfterList()));
        if (command.About is not { } about || Verbs.Named(about) is not { } verb)
            return Task.FromResult(new Answer(All(request.Conversation)));
        var examples = Examples.GetValueOrDefault(verb.Name) ?? [verb.Example];
        var also = verb.Said.Where(s => s != verb.Name).Take(5).ToList();
        var synonyms = also.Count == 0 ? "" : $"\nAlso: {string.Join(", ", also)}.";
        return Task.FromResult(new Answer(cards.Notice(
            $"How to say “{verb.Name}”", string.Join('\n', examples) + synonyms, Buttons.Of(examples.Where(e => LineParser.Parse(e) is not Understood(Copies.ImportCommand))))));
    }

    // Where not every message reaches the bot, that comes first.
    private CardMessage All(Conversation conversation) => Addressing.Line(conversation, "list") is { } line
        ? cards.Help([(line, Addressing.Sentence(conversation, "list")), .. Lines], "What you can say", HelpPages.Buttons, More)
        : _all.Value;

    /// <summary>The line that explains a line of help, whose buttons say it: a line itself may change something.</summary>
    internal static string More(string line)
    {
        var verb = Verbs.BySaid.FirstOrDefault(p => $"{line} ".StartsWith(p.Said + " ", StringComparison.OrdinalIgnoreCase)).Verb;
        return verb is null ? "help" : verb.Name == "help" ? line : $"help {verb.Name}";
    }

    private CardMessage AfterList() => cards.Notice(
        "After a list",
        """
        only Dar, only direct quotes, only official, only in Urdu, about visas: the list narrowed.
        without Dawn, without anonymous: the list without them.
        and Rubio?, what about visas?, same for last week: the same question about something else.
        in the last 24 hours, since 1 Nov before 7 Nov, any time: another time. oldest first, newest first: another order.
        The head of the list says what it holds. It is your own list in this place, for a day.
        """,
        Buttons.Of(["latest", "help type"]));

    private CardMessage AboutFilters() => cards.Notice(
        "How to narrow",
        """
        type:direct, type:mixed, type:indirect: how much is quoted; type:quote is direct or mixed.
        type:denial, type:threat, type:demand, type:agreement: what is done by the words. type:official: an office published it itself. type:correction: its outlet changed it.
        speaker:"Ishaq Dar", outlet:dawn, term:"cease-fire", lang:ur, onrecord:yes (a named speaker) or onrecord:no.
        Several values of one key are alternatives: outlet:dawn,tolo. Different keys must all hold. A minus excludes: -outlet:dawn.
        """,
        Buttons.Of(OfTypes));
}
