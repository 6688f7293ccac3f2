using System.Text.Json.Nodes;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Cards;

/// <summary>The cards of a digest: an alert is one statement, an edition and a roundup are many.</summary>
internal static class DigestCards
{
    private const int AlertWords = 1200;

    /// <summary>Characters of the words on a compact card.</summary>
    private const int CompactWords = 240;

    /// <param name="digest">The alert.</param>
    /// <param name="viewer">The channel's id of the person for whom alone the card is; null for everybody.</param>
    public static CardMessage Alert(Digest digest, string? viewer = null)
    {
        var time = new LocalTime(digest.Zone);
        var view = digest.Listed.First();
        var own = viewer is not null && view.Claimer == viewer;
        if (own)
            view = view with { ClaimedBy = Conversation.Nameless };
        var compact = digest.Layout == CardLayout.Compact;
        var data = StatementFields.Of(view, time, compact ? CompactWords : AlertWords);
        if (compact)
            StatementFields.Condense(data, view);
        data["topics"] = string.Join(" · ", digest.Topics.Select(t => CardText.Line(t.Name, 80)));
        data["reason"] = compact ? "" : CardText.Line(Because(digest.Reason), 300);
        data["subscription"] = $"#{digest.SubscriptionNumber}";
        data["late"] = digest.Late;
        (data["claim"], data["claimed"]) = own ? ("Unclaim", "unclaim") : ("Claim", "claim");
        var card = CardTemplates.Fill("alert", data);
        // Everybody else sees what the post shows: it is changed whenever its statement or its marks are. An id so begun is one of Teams.
        card["refresh"]!["userIds"] = view.Claimer is { } claimer && claimer.StartsWith("29:", StringComparison.Ordinal) ? new JsonArray(claimer) : new JsonArray();
        return new(StatementFields.Text(view, time), card)
        {
            Shown = 1,
            Whole = StatementFields.Text(view, time, AlertWords),
        };
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
        var view = digest.Listed.First();
        var (time, statement) = (new LocalTime(digest.Zone), view.Statement);
        var outlet = view.Correction?.Outlet ?? "The outlet";
        var about = $"{StatementFields.Ref(statement)}, {StatementFields.Speaker(statement)}";
        SayButton[] buttons = [new("Source", "source " + StatementFields.Ref(statement)), new("Why", "why " + StatementFields.Ref(statement))];
        if (statement.Withdrawn is { } withdrawn)
            return deck.Notice($"Withdrawn: {about}", $"{outlet} took the sentence out; we saw it at {time.Time(withdrawn)}. Nobody else carries it.", buttons);
        var changes = StatementFields.Changes(view);
        var seen = time.Time(statement.Corrected ?? digest.To);
        var what = changes.Length == 0 ? "The words above are as they are now." : changes;
        return deck.Notice($"Corrected: {about}", $"{outlet} changed its text; we saw it at {seen}.\n{what}", buttons);
    }

    public static CardMessage Edition(Digest digest, DateTimeOffset? next, string? more)
    {
        var (card, shown) = CardSize.Fit(
            digest.Listed.Count(), (count, cap) => CardTemplates.Fill("digest", Fields(digest, next, count, cap, more)));
        return new(Text(digest, new LocalTime(digest.Zone)), card) { Shown = shown };
    }

    /// <summary>What the template of an edition, or of one of its posts, is filled with.</summary>
    /// <param name="count">How many statements are shown.</param>
    /// <param name="cap">Characters that the words of each may take.</param>
    /// <param name="more">The line that goes on with what is not shown; null is that of the kept digest.</param>
    public static JsonObject Fields(Digest digest, DateTimeOffset? next, int count, int cap, string? more = null)
    {
        more ??= $"more #E{digest.Id}";
        cap = digest.Layout == CardLayout.Compact ? Math.Min(cap, CompactWords) : cap;
        var time = new LocalTime(digest.Zone);
        var (total, isLast) = (digest.Listed.Count(), digest.Part is not { IsLast: false });
        var held = digest.Held + total - count;
        return new JsonObject
        {
            ["title"] = Name(digest)
                + (digest.Late ? ", posted late" : "")
                + (digest.Part is { } part ? $" · {part.Number} of {part.Of}" : ""),
            ["at"] = time.WithWeekday(digest.To),
            ["window"] = Window(digest, time),
            ["topics"] = Sections(digest.Topics, time, count, cap),
            ["empty"] = total == 0,
            ["cut"] = digest.Listed.Take(count).Any(v => Quotation.IsCut(v, cap)),
            ["held"] = held == 0 || !isLast ? "" : $"{held} more{(digest.From is null ? "" : " of this window")}: say more",
            ["more"] = more,
            ["next"] = next is { } n && isLast ? "Next edition: " + time.WithWeekday(n) : "",
            ["subscription"] = $"#{digest.SubscriptionNumber}",
        };
    }

    private static string Name(Digest digest) => digest.Kind == DigestKind.Roundup ? "New statements" : "Edition";

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

    /// <summary>The edition in one line, for notifications.</summary>
    public static string Text(Digest digest, LocalTime time)
    {
        var first = string.Join(" | ", digest.Listed.Take(3).Select(v => StatementFields.Text(v, time, 140)));
        return Head(digest, time) + (first.Length == 0 ? "" : ": " + first);
    }

    /// <summary>"12 statements since Mon 4 Jan 2021, 08:00 PKT (1 of 2)".</summary>
    public static string Head(Digest digest, LocalTime time) =>
        Window(digest, time)
        + (digest.Part is { } part ? $" ({part.Number} of {part.Of})" : "")
        + (digest.Late ? " (posted late)" : "");

    private static string Window(Digest digest, LocalTime time)
    {
        var listed = digest.Listed.Count();
        if (digest.Part is { Number: > 1 } part)
            return $"Goes on: {part.Before + 1}–{part.Before + listed} of {part.Total} statements";
        var since = digest.From is { } from ? $" since {time.WithWeekday(from)}" : digest.Kind == DigestKind.Roundup ? " at once" : "";
        return ((digest.Part?.Total ?? listed) + digest.Held) switch
        {
            0 => $"Nothing new{since}.",
            1 => $"1 statement{since}",
            var total => $"{total} statements{since}",
        };
    }

    // The card's own line begins with "Matched".
    private static string? Because(string? reason) =>
        reason?.StartsWith(Interest.MatchedPrefix, StringComparison.Ordinal) == true ? reason[Interest.MatchedPrefix.Length..] : reason;
}
