using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.Subscriptions;

namespace NewsBot.Cards;

/// <summary>The list of what a conversation follows.</summary>
internal static class SubscriptionCards
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static CardMessage List(IReadOnlyList<SubscriptionRow> rows, int first, int total, string? more)
    {
        var last = first + rows.Count - 1;
        var title = total switch
        {
            0 => "Nothing is followed here",
            1 => "1 subscription here",
            _ => $"{total} subscriptions here",
        };
        var card = CardTemplates.Fill("subscriptions", new JsonObject
        {
            ["title"] = title,
            ["empty"] = total == 0,
            ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)Row(r))]),
            ["more"] = last < total ? more ?? "" : "",
            ["left"] = last < total ? $"{total - last} more{(more is null ? "" : ": say more")}" : "",
        });
        return new(string.Join("\n", [title, .. rows.Select(Line)]), card);
    }

    private static JsonObject Row(SubscriptionRow row)
    {
        var subscription = row.Subscription;
        var filter = CardText.Line(subscription.Filter, 300);
        return new JsonObject
        {
            ["number"] = $"#{subscription.Number}",
            ["topic"] = Topic(row),
            ["what"] = What(subscription),
            ["filter"] = filter,
            ["history"] = History(row),
            ["state"] = State(subscription),
            ["say"] = $"unsubscribe #{subscription.Number}",
        };
    }

    private static string Line(SubscriptionRow row)
    {
        var filter = CardText.Line(row.Subscription.Filter, 300);
        return $"#{row.Subscription.Number} {Topic(row)}{(filter.Length == 0 ? "" : " " + filter)} · {What(row.Subscription)}{State(row.Subscription)}";
    }

    private static string Topic(SubscriptionRow row)
    {
        var name = CardText.Line(row.TopicName, 80);
        return name.Length > 0 ? name : "Everything that is followed here";
    }

    private static string What(Subscription subscription)
    {
        var what = subscription.Mode == SubscriptionMode.Alerts
            ? "alerts"
            : string.Create(CultureInfo.InvariantCulture, $"digest at {subscription.At ?? "?"}, {Days(subscription.Days)}");
        return subscription.Thread is null ? what : what + ", in a thread";
    }

    private static string Days(int days) => (days & 127) switch
    {
        127 => "daily",
        31 => "mon–fri",
        63 => "mon–sat",
        0 => "no day",
        var set => string.Join(", ", DayNames.Where((_, i) => (set & 1 << i) != 0)),
    };

    private static string History(SubscriptionRow row)
    {
        var time = new LocalTime(row.Zone);
        var by = CardText.Line(row.Subscription.CreatedByName, 60);
        var since = $"{(by.Length == 0 ? "" : $"by {by} ")}since {LocalTime.Day(time.DayOf(row.Subscription.Created))}";
        var hit = row.LastHit is { } last ? $" · last post {time.Time(last)}" : " · nothing posted yet";
        var next = row.Subscription.NextDue is { } due ? $" · next {time.WithWeekday(due)}" : "";
        return since + hit + next;
    }

    private static string State(Subscription subscription)
    {
        if (subscription.State == SubscriptionState.Active)
            return "";
        var reason = CardText.Line(subscription.StateReason, 120);
        return $" · {(subscription.State == SubscriptionState.Paused ? "paused" : "ended")}{(reason.Length == 0 ? "" : ": " + reason)}";
    }
}
