using System.Text.Json.Nodes;
using NewsBot.Conversations;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Cards;

/// <summary>The fields of one statement that the templates show.</summary>
internal static class StatementFields
{
    private const int NamedOutlets = 3;
    private const int MaxChanges = 240;

    /// <param name="view">The statement.</param>
    /// <param name="time">The zone of the times.</param>
    /// <param name="max">Characters that its words may take.</param>
    public static JsonObject Of(StatementView view, LocalTime time, int max)
    {
        var statement = view.Statement;
        var words = Quotation.Of(view, max);
        return new JsonObject
        {
            ["ref"] = Ref(statement),
            ["words"] = words,
            ["rtl"] = CardText.IsRightToLeft(words),
            ["size"] = words.Length <= 180 ? "large" : words.Length <= 420 ? "medium" : "default",
            ["withdrawn"] = statement.Withdrawn is not null,
            ["mark"] = Mark(view, time),
            ["sample"] = view.Carriers.Any(c => c.Sample),
            ["speaker"] = Speaker(statement),
            ["office"] = Office(statement),
            ["said"] = Said(statement) + Marks(view),
            ["first"] = view.Carriers.Count == 0 ? "no outlet" : Outlet(view.Carriers[0]),
            ["firstUrl"] = view.Carriers.Count == 0 ? null : CardText.Url(view.Carriers[0].Url),
            ["carried"] = Carried(view, time),
        };
    }

    /// <summary>Leaves of the fields what a compact card shows: the words, the speaker, the first outlet, and the marks.</summary>
    public static void Condense(JsonObject data, StatementView view)
    {
        data["size"] = "default";
        data["office"] = "";
        data["said"] = Marks(view) is { Length: > 3 } marks ? marks[3..] : "";
    }

    /// <summary>"#S12": what people type.</summary>
    public static string Ref(Statement statement) => $"#S{statement.Id}";

    public static string Speaker(Statement statement) => CardText.Line(statement.SpeakerName, 100);

    /// <summary>The statement in one line, for notifications and plain clients: speaker: “words” (outlet); speaker urged words (outlet).</summary>
    public static string Text(StatementView view, LocalTime time, int max = 300)
    {
        var mark = Mark(view, time);
        var sample = view.Carriers.Any(c => c.Sample) ? "SAMPLE · " : "";
        var act = view.Statement.Act.Word() is { } word ? $" {word}:" : ":";
        return $"{sample}{(mark.Length == 0 ? "" : mark + " · ")}{CardText.Isolated(Speaker(view.Statement))}{(Quotation.IsLed(view) ? "" : act)} {Words(view, max)}";
    }

    /// <summary>The same where its speaker stands above: “words” (outlet).</summary>
    public static string TextBelow(StatementView view, LocalTime time, int max)
    {
        var mark = Mark(view, time);
        var act = !Quotation.IsLed(view) && view.Statement.Act.Word() is { } word ? word + ": " : "";
        return $"{(mark.Length == 0 ? "" : mark + " · ")}{act}{Words(view, max)}";
    }

    /// <summary>Which words changed; empty when the statement stands as it was or is gone altogether.</summary>
    public static string Changes(StatementView view) =>
        view is { Correction: { } correction, Statement.Withdrawn: null, Statement.Corrected: not null } ? CardText.Line(correction.Sentence, MaxChanges) : "";

    private static string Words(StatementView view, int max) =>
        CardText.Isolated(Quotation.Of(view, max)) + (view.Carriers.Count == 0 ? "" : $" ({Outlet(view.Carriers[0])})");

    private static string Outlet(Carrier carrier) => CardText.Isolated(CardText.Line(carrier.Outlet, 60));

    // "Ayesha is on this · its speaker is doubted".
    private static string Marks(StatementView view)
    {
        var claimed = view.ClaimedBy is { } name
            ? $"{CardText.Isolated(CardText.Line(name, 60))} {(name == Conversation.Nameless ? "are" : "is")} on this"
            : "";
        var doubted = view.Doubted.Select(d => d == DoubtKind.Topic ? "its topic is doubted" : "its speaker is doubted");
        return string.Concat(doubted.Prepend(claimed).Where(m => m.Length > 0).Select(m => " · " + m));
    }

    private static string Mark(StatementView view, LocalTime time)
    {
        if (view.Hold is { } hold)
            return $"HELD by {CardText.Isolated(CardText.Line(hold.By, 60))} since {time.Time(hold.Held)}";
        if (view.Statement.Withdrawn is { } withdrawn)
            return $"WITHDRAWN {time.Time(withdrawn)}";
        if (view.Statement.Corrected is not { } corrected)
            return "";
        var changes = Changes(view);
        return $"CORRECTED {time.Time(corrected)}{(changes.Length == 0 ? "" : ": " + changes)}";
    }

    private static string Office(Statement statement)
    {
        var office = CardText.Line(statement.Office, 140);
        var standing = statement.Attribution switch
        {
            NewsBot.Text.Attribution.Spokesperson when !office.StartsWith("Spokes", StringComparison.OrdinalIgnoreCase) => "through a spokesperson",
            NewsBot.Text.Attribution.Anonymous => "not named",
            NewsBot.Text.Attribution.NameWithheld => "not named at their own wish",
            NewsBot.Text.Attribution.Likely => "likely; the article does not say it outright",
            _ => "",
        };
        return string.Concat(new[] { office, standing }.Where(s => s.Length > 0).Select(s => ", " + s));
    }

    private static string Said(Statement statement)
    {
        var place = CardText.Isolated(CardText.Line(statement.Place, 60));
        var act = statement.Act.Word() is { } word ? word + " · " : "";
        return act + (place.Length == 0 ? "" : place + ", ") + LocalTime.Day(statement.SaidOn);
    }

    // "14:02 PKT · also: Herald, Wire (3) · confirmed by the Ministry": the figure counts every outlet.
    private static string Carried(StatementView view, LocalTime time)
    {
        if (view.Carriers.Count == 0)
            return "";
        var outlets = view.Carriers.Select(Outlet).Distinct(StringComparer.Ordinal).ToList();
        var official = view.Carriers.FirstOrDefault(c => c.Class == SourceClass.Official);
        var confirmed = official is null ? "" : official == view.Carriers[0] ? " · official text" : $" · confirmed by {Outlet(official)}";
        var at = " " + time.Time(view.Carriers[0].Published, view.Statement.SaidOn);
        if (outlets.Count == 1)
            return at + confirmed;
        var named = string.Join(", ", outlets.Skip(1).Take(NamedOutlets));
        return $"{at} · also: {named}{(outlets.Count > NamedOutlets + 1 ? ", …" : "")} ({outlets.Count}){confirmed}";
    }
}
