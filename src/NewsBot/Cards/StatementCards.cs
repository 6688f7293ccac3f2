using System.Text.Json.Nodes;
using NewsBot.Desk;
using NewsBot.Stories;

namespace NewsBot.Cards;

/// <summary>The lines that the buttons of a list say.</summary>
/// <param name="More">What goes on with it; null when nothing does.</param>
/// <param name="Beside">What puts two speakers of it side by side; null when it is not of two.</param>
public sealed record ListLines(string? More, string? Beside = null);

/// <summary>Answers that show statements: a list of them, or one with its outlets.</summary>
internal static class StatementCards
{
    private const int MaxOutlets = 8;

    // Characters of the words and of what stands around them, and outlets; the first that fits. Addresses cannot be cut.
    private static readonly (int Words, int Context, int Outlets)[] Room =
        [(4000, 1500, MaxOutlets), (2400, 1000, MaxOutlets), (1200, 800, 5), (1200, 600, 3), (600, 300, 1)];

    public static CardMessage List(string title, IReadOnlyList<StatementView> page, int first, int total, string zone, ListLines lines)
    {
        var more = lines.More;
        var time = new LocalTime(zone);
        var (card, shown) = CardSize.Fit(page.Count, (count, cap) =>
        {
            var last = first + count - 1;
            return CardTemplates.Fill("statements", new JsonObject
            {
                ["title"] = CardText.Line(title, 300),
                ["count"] = Count(first, last, total),
                ["statements"] = new JsonArray([.. page.Take(count).Select(v => (JsonNode)StatementFields.Of(v, time, cap))]),
                ["empty"] = count == 0,
                ["more"] = last < total ? more ?? "" : "",
                ["beside"] = lines.Beside ?? "",
                ["left"] = last < total ? $"{total - last} more{(more is null ? "" : ": say more")}" : "",
            });
        });
        var rows = page.Select(v => $"{StatementFields.Ref(v.Statement)} {StatementFields.Text(v, time, 160)}");
        var text = $"{CardText.Line(title, 300)}: {Count(first, first + shown - 1, total)}";
        return new(string.Join("\n", [text, .. rows.Take(shown)]), card) { Shown = shown };
    }

    public static CardMessage Comparison(
        string title, string window, IReadOnlyList<ComparedSpeaker> speakers, string zone, JsonArray buttons)
    {
        var time = new LocalTime(zone);
        var most = speakers.Max(s => s.Statements.Count);
        var (card, shown) = CardSize.Fit(most, (count, cap) => CardTemplates.Fill("comparison", new JsonObject
        {
            ["title"] = CardText.Line(title, 300),
            ["window"] = CardText.Line(window, 300),
            ["columns"] = new JsonArray([.. speakers.Select(s => (JsonNode)new JsonObject
            {
                ["name"] = CardText.Line(s.Name, 100),
                ["note"] = CardText.Line(s.Note, 100),
                ["statements"] = new JsonArray([.. s.Statements.Take(count).Select(v => (JsonNode)StatementFields.Of(v, time, cap))]),
            })]),
            ["empty"] = count == 0,
            ["buttons"] = buttons.DeepClone(),
        }));
        var lines = speakers.SelectMany(s => s.Statements.Take(shown)
            .Select(v => $"{StatementFields.Ref(v.Statement)} {StatementFields.Text(v, time, 160)}")
            .DefaultIfEmpty($"{CardText.Line(s.Name, 100)}: {CardText.Line(s.Note, 100)}"));
        return new(string.Join("\n", [CardText.Line(title, 300), .. lines]), card);
    }

    public static CardMessage Source(StatementView view, string zone)
    {
        var time = new LocalTime(zone);
        var card = Room
            .Select(room => CardTemplates.Fill("source", Fields(view, time, room)))
            .FirstOrDefault(c => CardSize.Of(c) <= CardSize.Max) ?? CardTemplates.Fill("source", Fields(view, time, Room[^1]));
        var links = view.Carriers.Take(MaxOutlets).Select(c => $"{CardText.Line(c.Outlet, 60)} {CardText.Url(c.Url)}".TrimEnd());
        var said = $"{StatementFields.Ref(view.Statement)} {StatementFields.Text(view, time)}";
        return new(string.Join("\n", [said, .. links]), card) { Shown = 1 };
    }

    /// <summary>A statement in a row: "Ann Brook: “…” (Gazette) and 2 more · #S12".</summary>
    /// <param name="view">The statement.</param>
    /// <param name="time">The zone of the times.</param>
    /// <param name="max">Characters of the row; its number is never cut.</param>
    public static string Row(StatementView view, LocalTime time, int max)
    {
        var others = view.Carriers.Select(c => c.Outlet).Distinct(StringComparer.Ordinal).Count() - 1;
        var end = $"{(others > 0 ? $" and {others} more" : "")} · {StatementFields.Ref(view.Statement)}";
        return CardText.Cut(StatementFields.Text(view, time, 200), max - end.Length) + end;
    }

    private static JsonObject Fields(StatementView view, LocalTime time, (int Words, int Context, int Outlets) room)
    {
        var data = StatementFields.Of(view, time, room.Words);
        var context = CardText.Line(view.Context, room.Context);
        data["context"] = context;
        data["contextRtl"] = CardText.IsRightToLeft(context);
        data["verbatim"] = (view.Verbatim
            ? "Checked just now, letter by letter, against the stored text."
            : "The stored text no longer holds these words: shown without quotation marks.")
            + (Quotation.IsCut(view, room.Words) ? " They are longer than a card holds: the article has all of them." : "");
        data["outlets"] = new JsonArray([.. view.Carriers.Take(room.Outlets).Select(c => (JsonNode)Outlet(c, time))]);
        data["left"] = view.Carriers.Count > room.Outlets ? $"and {view.Carriers.Count - room.Outlets} more" : "";
        return data;
    }

    private static string Count(int first, int last, int total) => total switch
    {
        0 => "no statement",
        1 => "1 statement",
        _ when first == last => $"{first} of {total}",
        _ => $"{first}–{last} of {total}",
    };

    private static JsonObject Outlet(Carrier carrier, LocalTime time)
    {
        var title = CardText.Line(carrier.Title, 160);
        return new JsonObject
        {
            ["outlet"] = CardText.Line(carrier.Outlet, 60),
            ["details"] = $" · {Class(carrier.Class)} · {time.Time(carrier.Published)}",
            ["title"] = title,
            ["rtl"] = CardText.IsRightToLeft(title),
            ["url"] = CardText.Url(carrier.Url),
        };
    }

    private static string Class(SourceClass kind) => kind switch
    {
        SourceClass.Official => "official text",
        SourceClass.Wire => "wire",
        _ => "press",
    };
}
