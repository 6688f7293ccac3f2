using System.Text.Json.Nodes;
using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Cards;

/// <summary>A row of the subscription list.</summary>
public sealed record SubscriptionRow(Subscription Subscription, string TopicName, DateTimeOffset? LastHit, string Zone);

/// <summary>A speaker of a comparison.</summary>
/// <param name="Name">As it stands above.</param>
/// <param name="Statements">The newest first.</param>
/// <param name="Note">That there are none, or more; empty for all.</param>
public sealed record ComparedSpeaker(string Name, IReadOnlyList<StatementView> Statements, string Note);

/// <summary>A button and the line that it says; the person can type the same line.</summary>
public sealed record SayButton(string Title, string Line);

/// <summary>Fills the templates of <c>cards/</c>. Every card comes with its plain text.</summary>
public sealed class CardDeck
{
    // Teams shows six buttons of a card; the rest of a longer list would silently be missing.
    private const int MaxButtons = 6;
    private const int MaxHelpLines = 20;
    private const int MaxSentence = 300;
    private const string Undo = "Undo";

    /// <summary>Longest line that a button says, in UTF-16 code units: longer ones are not read either.</summary>
    private const int MaxSaid = 2000;

    /// <summary>What the lines of a card's buttons may take together, so that its texts keep room.</summary>
    private const int MaxSaidTogether = 2500;

    /// <summary>First greeting: what the bot follows and three buttons.</summary>
    /// <param name="topics">What can be followed.</param>
    /// <param name="sample">The newsroom is the invented one.</param>
    /// <param name="here">How a line reaches the bot here, in a sentence; empty where every message does.</param>
    public CardMessage Welcome(IReadOnlyList<Topic> topics, bool sample, string here = "")
    {
        var buttons = topics.Take(2).Select(t => new SayButton("Follow " + InSentence(t.Name), "subscribe " + t.Key)).Append(new("What can I say?", "help"));
        var card = CardTemplates.Fill("welcome", new JsonObject
        {
            ["sample"] = sample,
            ["here"] = CardText.Line(here, 300),
            ["topics"] = new JsonArray([.. topics.Select(t => (JsonNode)new JsonObject
            {
                ["name"] = CardText.Line(t.Name, 80),
                ["description"] = CardText.Line(t.Description, 240),
                ["say"] = CardText.Line("subscribe " + t.Key),
            })]),
            ["buttons"] = Buttons(buttons),
        });
        var names = string.Join(", ", topics.Select(t => $"{CardText.Line(t.Name, 80)} (subscribe {t.Key})"));
        var how = here.Length == 0 ? "" : " " + CardText.Line(here, 300);
        return new($"NewsBot follows who said what, word for word: {names}. Say help for all it understands.{how}", card);
    }

    /// <summary>What people can say, and what each line gives.</summary>
    /// <param name="lines">Each line and what it gives.</param>
    /// <param name="title">The head of the card.</param>
    /// <param name="buttons">Below the lines; null for topics and list.</param>
    /// <param name="more">The line that a press of one of the lines says: one that explains it, for nothing is done on a press that looks like
    /// reading. Null for help.</param>
    public CardMessage Help(
        IReadOnlyList<(string Say, string Gives)> lines,
        string title = "What you can say",
        IReadOnlyList<SayButton>? buttons = null,
        Func<string, string>? more = null)
    {
        buttons ??= [new("Topics", "topics"), new("List", "list")];
        var rows = lines.Take(MaxHelpLines).Select(l => (Say: CardText.Line(l.Say, 120), Gives: CardText.Line(l.Gives, 160), More: CardText.Line(more?.Invoke(l.Say) ?? "help", 120))).ToList();
        var card = CardTemplates.Fill("help", new JsonObject
        {
            ["lines"] = new JsonArray([.. rows.Select(l => (JsonNode)new JsonObject { ["say"] = l.Say, ["gives"] = l.Gives, ["more"] = l.More })]),
            ["title"] = CardText.Line(title, 200),
            ["buttons"] = Buttons(buttons),
        });
        return new(string.Join("\n", [$"{CardText.Line(title, 200)}:", .. rows.Select(l => $"{l.Say}: {l.Gives}")]), card);
    }

    /// <summary>A post of its own accord, whatever kind of digest it is of.</summary>
    /// <param name="shown">The digest; of one that goes out as several posts, a part.</param>
    /// <param name="next">When the next edition is due.</param>
    public CardMessage Of(Digest shown, DateTimeOffset? next) => shown.Kind switch
    {
        DigestKind.Alert => Alert(shown),
        DigestKind.Correction => Correction(shown),
        DigestKind.Notice when shown.Notice is { } notice =>
            Notice(notice.Title, notice.Body, new SayButton("Latest", "latest"), new SayButton("Status", "status")) with { Called = shown.Called },
        _ => Post(shown, next),
    };

    /// <summary>An alert: one statement.</summary>
    /// <param name="digest">The alert.</param>
    /// <param name="viewer">The channel's id of the person for whom alone the card is; null for everybody.</param>
    public CardMessage Alert(Digest digest, string? viewer = null) => DigestCards.Alert(digest, viewer);

    /// <summary>Who carries a statement now, in a sentence.</summary>
    public static string Carried(StatementView view) => DigestCards.Carried(view);

    /// <summary>What follows an alert in its thread: which words its outlet changed.</summary>
    public CardMessage Correction(Digest digest) => DigestCards.Correction(digest, this);

    /// <summary>The statements of each of the posts that an edition goes out as, in order; one post when its channel takes it
    /// whole.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Divide(Digest edition, DateTimeOffset? next) => EditionPosts.Divide(edition, next);

    /// <summary>An edition as a post of its own accord, or a part of one; every statement of it is there.</summary>
    public CardMessage Post(Digest part, DateTimeOffset? next) => EditionPosts.Post(part, next);

    /// <summary>An edition as an answer, grouped by topic and story; what finds no room is behind <c>more</c>.</summary>
    /// <param name="digest">The edition.</param>
    /// <param name="next">When the next one is due.</param>
    /// <param name="more">The line that goes on with what found no room; null is that of the kept digest.</param>
    public CardMessage Edition(Digest digest, DateTimeOffset? next, string? more = null) =>
        DigestCards.Edition(digest, next, more);

    /// <summary>An answer that lists statements.</summary>
    /// <param name="title">What was asked, and the window and zone it was asked over.</param>
    /// <param name="page">The statements of this page.</param>
    /// <param name="first">One-based position of the first.</param>
    /// <param name="total">How many there are in all.</param>
    /// <param name="zone">IANA zone of the times shown.</param>
    /// <param name="lines">What its buttons say.</param>
    public CardMessage Statements(
        string title, IReadOnlyList<StatementView> page, int first, int total, string zone, ListLines? lines = null) =>
        StatementCards.List(title, page, first, total, zone, lines ?? new ListLines(null));

    /// <summary>Speakers side by side, each with statements.</summary>
    /// <param name="title">What is compared.</param>
    /// <param name="window">The window and zone it was asked over; empty for none.</param>
    /// <param name="speakers">Two.</param>
    /// <param name="zone">IANA zone of the times shown.</param>
    /// <param name="buttons">What goes on.</param>
    public CardMessage Comparison(
        string title, string window, IReadOnlyList<ComparedSpeaker> speakers, string zone, IReadOnlyList<SayButton> buttons) =>
        StatementCards.Comparison(title, window, speakers, zone, Buttons(buttons));

    /// <summary>One statement with the sentences around it, its outlets and its stored source.</summary>
    public CardMessage Source(StatementView view, string zone) => StatementCards.Source(view, zone);

    /// <summary>Stages that a card has room for.</summary>
    public const int MaxStages = 20;

    /// <summary>The stages that an item went through, each with a sentence; of more than fit the last row counts the others.</summary>
    public CardMessage Why(string title, IReadOnlyList<(string Stage, string Sentence)> stages, IReadOnlyList<SayButton> buttons)
    {
        if (stages.Count > MaxStages)
            stages = [.. stages.Take(MaxStages - 1), ("Further", $"{stages.Count - MaxStages + 1} rows have no room here.")];
        return Rows(title, [.. stages.Select(s => (CardText.Line(s.Stage, 60), CardText.Line(s.Sentence, MaxSentence)))], buttons);
    }

    // The rows are clean: of a text that is cleaned once more the isolates around foreign names would go.
    private static CardMessage Rows(string title, IReadOnlyList<(string Stage, string Sentence)> rows, IReadOnlyList<SayButton> buttons)
    {
        var card = CardTemplates.Fill("why", new JsonObject
        {
            ["title"] = CardText.Line(title, 300),
            ["stages"] = new JsonArray([.. rows.Select(s => (JsonNode)new JsonObject { ["stage"] = s.Stage, ["sentence"] = s.Sentence })]),
            ["buttons"] = Buttons(buttons),
        });
        return new(string.Join("\n", [CardText.Line(title, 300), .. rows.Select(s => $"{s.Stage}: {s.Sentence}")]), card);
    }

    /// <summary>Statements day by day, in the order given.</summary>
    public CardMessage Timeline(string title, IReadOnlyList<StatementView> shown, string zone, IReadOnlyList<SayButton> buttons)
    {
        var time = new LocalTime(zone);
        return Rows(title, [.. shown.Take(MaxStages).Select(v => (LocalTime.Day(v.Statement.SaidOn), StatementCards.Row(v, time, MaxSentence)))], buttons);
    }

    /// <summary>A statement in a row: who, the words, the outlets, its number.</summary>
    public string Row(StatementView view, string zone) => StatementCards.Row(view, new LocalTime(zone), MaxSentence);

    /// <summary>What a conversation follows.</summary>
    /// <param name="rows">The subscriptions of this page.</param>
    /// <param name="first">One-based position of the first.</param>
    /// <param name="total">How many there are in all.</param>
    /// <param name="more">The line that goes on; null when nothing does.</param>
    public CardMessage Subscriptions(IReadOnlyList<SubscriptionRow> rows, int first, int total, string? more = null) =>
        SubscriptionCards.List(rows, first, total, more);

    /// <summary>A short answer: a sentence or a few, and what to do next.</summary>
    public CardMessage Notice(string title, string text, params IReadOnlyList<SayButton> buttons) => Short("notice", title, text, buttons);

    /// <summary>Something went wrong or was not understood; says what would have worked.</summary>
    public CardMessage Error(string title, string text, params IReadOnlyList<SayButton> buttons) => Short("error", title, text, buttons);

    private static CardMessage Short(string template, string title, string text, IReadOnlyList<SayButton> buttons)
    {
        var heading = CardText.Line(title, 200);
        var paragraphs = CardText.Paragraphs(text);
        var card = CardTemplates.Fill(template, new JsonObject
        {
            ["title"] = heading,
            ["paragraphs"] = new JsonArray([.. paragraphs.Select(p => (JsonNode)new JsonObject { ["text"] = p, ["rtl"] = CardText.IsRightToLeft(p) })]),
            ["buttons"] = Buttons(buttons),
        });
        return new(string.Join("\n", [heading, .. paragraphs]), card)
        {
            Undo = buttons.FirstOrDefault(b => b.Title == Undo)?.Line,
        };
    }

    // A line that is cut says something else: a button that does not fit is left out.
    private static JsonArray Buttons(IEnumerable<SayButton> buttons)
    {
        var (kept, said) = (new JsonArray(), 0);
        foreach (var button in buttons.Where(b => b.Line.Length <= MaxSaid))
        {
            if (kept.Count == MaxButtons || said + button.Line.Length > MaxSaidTogether)
                continue;
            said += button.Line.Length;
            kept.Add((JsonNode)new JsonObject
            {
                ["title"] = CardText.Line(button.Title, 60),
                ["say"] = CardText.Line(button.Line, MaxSaid),
            });
        }

        return kept;
    }

    // "Intra-Afghan talks" is written "intra-Afghan talks" inside a sentence; other names start with a country.
    private static string InSentence(string name) => name.StartsWith("Intra-", StringComparison.Ordinal) ? "i" + name[1..] : name;
}
