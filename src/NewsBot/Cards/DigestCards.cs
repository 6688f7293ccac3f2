using System.Text.Json.Nodes;
using NewsBot.Digests;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Cards;

/// <summary>The cards of a digest: an alert is one statement, an edition is many.</summary>
internal static class DigestCards
{
    private const int AlertWords = 1200;

    public static CardMessage Alert(Digest digest)
    {
        var time = new LocalTime(digest.Zone);
        var view = digest.Topics.SelectMany(t => t.Stories).SelectMany(s => s.Statements).First();
        var data = StatementFields.Of(view, time, AlertWords);
        data["topics"] = string.Join(" · ", digest.Topics.Select(t => CardText.Line(t.Name, 80)));
        data["reason"] = CardText.Line(Because(digest.Reason), 300);
        data["subscription"] = $"#{digest.SubscriptionNumber}";
        data["late"] = digest.Late;
        return new(StatementFields.Text(view, time), CardTemplates.Fill("alert", data)) { Shown = 1 };
    }

    /// <summary>"#S12 is now carried by Herald, Wire (2)."</summary>
    public static string Carried(StatementView view)
    {
        var outlets = view.Carriers.Select(c => CardText.Line(c.Outlet, 60)).Distinct(StringComparer.Ordinal).ToList();
        var named = string.Join(", ", outlets.Take(6)) + (outlets.Count > 6 ? ", …" : "");
        return $"{StatementFields.Ref(view.Statement)} is now carried by {(outlets.Count == 0 ? "no outlet" : $"{named} ({outlets.Count})")}.";
    }

    public static CardMessage Correction(Digest digest, CardDeck deck)
    {
        var view = digest.Topics.SelectMany(t => t.Stories).SelectMany(s => s.Statements).First();
        var (time, statement) = (new LocalTime(digest.Zone), view.Statement);
        var outlet = view.Carriers.Count == 0 ? "The outlet" : view.Carriers[0].Outlet;
        var about = $"{StatementFields.Ref(statement)}, {StatementFields.Speaker(statement)}";
        SayButton[] buttons = [new("Source", "source " + StatementFields.Ref(statement)), new("Why", "why " + StatementFields.Ref(statement))];
        if (statement.Withdrawn is { } withdrawn)
            return deck.Notice($"Withdrawn: {about}", $"{outlet} took the sentence out; we saw it at {time.Time(withdrawn)}. Nobody else carries it.", buttons);
        var changes = StatementFields.Changes(view);
        var seen = time.Time(statement.Corrected ?? digest.To);
        var what = changes.Length == 0 ? "The words above are as they are now." : changes;
        return deck.Notice($"Corrected: {about}", $"{outlet} changed its text; we saw it at {seen}.\n{what}", buttons);
    }

    public static CardMessage Edition(Digest digest, DateTimeOffset? next)
    {
        var time = new LocalTime(digest.Zone);
        var views = digest.Topics.SelectMany(t => t.Stories).SelectMany(s => s.Statements).ToList();
        var (card, shown) = CardSize.Fit(views.Count, (count, cap) => CardTemplates.Fill("digest", Fields(digest, next, time, count, cap)));
        return new(EditionText(digest, views, time), card) { Shown = shown };
    }

    private static JsonObject Fields(Digest digest, DateTimeOffset? next, LocalTime time, int count, int cap)
    {
        var total = digest.Topics.Sum(t => t.Stories.Sum(s => s.Statements.Count));
        var held = digest.Held + total - count;
        return new JsonObject
        {
            ["title"] = digest.Late ? "Edition, posted late" : "Edition",
            ["at"] = time.WithWeekday(digest.To),
            ["window"] = Window(digest, time, total + digest.Held),
            ["empty"] = total == 0,
            ["topics"] = Sections(digest.Topics, time, count, cap),
            ["held"] = held == 0 ? "" : $"{held} more of this window: say more",
            ["next"] = next is { } n ? "Next edition: " + time.WithWeekday(n) : "",
            ["subscription"] = $"#{digest.SubscriptionNumber}",
        };
    }

    private static JsonArray Sections(IReadOnlyList<TopicSection> topics, LocalTime time, int count, int cap)
    {
        var sections = new JsonArray();
        foreach (var topic in topics)
        {
            var stories = new JsonArray();
            foreach (var story in topic.Stories)
            {
                var rows = story.Statements.Take(count).Select(v => (JsonNode)StatementFields.Of(v, time, cap)).ToArray();
                count -= rows.Length;
                if (rows.Length > 0)
                    stories.Add((JsonNode)new JsonObject { ["title"] = CardText.Line(story.Title, 160), ["statements"] = new JsonArray(rows) });
            }

            if (stories.Count > 0)
                sections.Add((JsonNode)new JsonObject { ["name"] = CardText.Line(topic.Name, 80), ["stories"] = stories });
        }

        return sections;
    }

    private static string Window(Digest digest, LocalTime time, int total)
    {
        var since = digest.From is { } from ? $" since {time.WithWeekday(from)}" : "";
        return total switch
        {
            0 => $"Nothing new{since}.",
            1 => $"1 statement{since}",
            _ => $"{total} statements{since}",
        };
    }

    private static string EditionText(Digest digest, List<StatementView> views, LocalTime time)
    {
        var head = Window(digest, time, views.Count + digest.Held) + (digest.Late ? " (posted late)" : "");
        return views.Count == 0 ? head : head + ": " + string.Join(" | ", views.Take(3).Select(v => StatementFields.Text(v, time, 140)));
    }

    // The card's own line begins with "Matched".
    private static string? Because(string? reason) =>
        reason?.StartsWith(Interest.MatchedPrefix, StringComparison.Ordinal) == true ? reason[Interest.MatchedPrefix.Length..] : reason;
}
