using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Commands.Times;
using NewsBot.Conversations;
using NewsBot.Desk;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Incoming;
using NewsBot.Subscriptions;

namespace NewsBot.Channels.Slack.Views;

/// <summary>The settings of a conversation as a form, and what was chosen in it.</summary>
internal static class SettingsView
{
    private const string Callback = "settings";
    private const string Zone = "zone";
    private const string Hour = "hour";
    private const string Days = "days";
    private const string Topics = "topics";
    private const string QuietFrom = "quiet_from";
    private const string QuietTo = "quiet_to";
    private const string Layout = "layout";
    private const string Full = "full";
    private const string Compact = "compact";
    private const string Changes = "changes";
    private const string Anyone = "anyone";
    private const string Owners = "owners";
    private const string Field = "value";

    // Boxes in one group.
    private const int MostTopics = 10;

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <param name="channel">Where the settings hold.</param>
    /// <param name="conversation">Null where nothing was said yet.</param>
    /// <param name="zone">IANA time zone in which its hours are meant: its own, or where it has none yet that of the person.</param>
    /// <param name="subscriptions">What it follows now.</param>
    /// <param name="topics">What can be followed.</param>
    public static JsonObject Of(
        string channel, Conversation? conversation, string zone, IReadOnlyList<Subscription> subscriptions, IReadOnlyList<Topic> topics)
    {
        var digest = DigestOf(subscriptions);
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = Callback,
            ["private_metadata"] = channel,
            ["title"] = Block.Plain("NewsBot", BlockLimits.ViewTitle),
            ["submit"] = Block.Plain("Save", BlockLimits.ViewTitle),
            ["close"] = Block.Plain("Cancel", BlockLimits.ViewTitle),
            ["blocks"] = new JsonArray(
                Block.Input(Topics, "Alerts for", Boxes(topics.Take(MostTopics).Select(t => (t.Name, t.Key)), t => AlertOf(subscriptions, t) is not null), optional: true),
                Block.Input(Hour, "Daily digest at", Clock(digest?.At), "Without an hour there is no digest.", optional: true),
                Block.Input(Days, "On", Boxes(DayNames.Select(d => (Capital(d), d)), d => digest is null || (digest.Days & 1 << Array.IndexOf(DayNames, d)) != 0), optional: true),
                Block.Input(Zone, "Time zone", Zones(zone), "Type a city: Karachi, Kabul, New York."),
                Block.Input(
                    QuietFrom, "No alerts from", Clock(conversation?.QuietFrom), "Without hours alerts come at any time.", optional: true),
                Block.Input(QuietTo, "No alerts until", Clock(conversation?.QuietTo), optional: true),
                Block.Input(Layout, "Cards", Layouts(conversation?.Layout ?? CardLayout.Full), optional: true),
                Block.Input(
                    Changes, "Who may change what is followed here", Policies(conversation?.Changes ?? ChangePolicy.Anyone))),
        };
    }

    /// <summary>Whether a conversation has a time zone by more than the lack of another.</summary>
    public static bool IsZoneChosen([NotNullWhen(true)] Conversation? conversation) => conversation is { ZoneSource: not ZoneSource.Default };

    /// <summary>The channel whose settings were sent; null for another form.</summary>
    public static string? ChannelOf(JsonElement payload) =>
        payload.Text("view", "callback_id") == Callback ? payload.Text("view", "private_metadata") : null;

    /// <summary>What is wrong in the form, as Slack wants to be answered; null when nothing is.</summary>
    public static JsonObject? Errors(JsonElement payload)
    {
        if (ChannelOf(payload) is null || payload.At("view") is not { } view)
            return null;
        var errors = new JsonObject();
        if (ClientZone.Known(Interacted.Value(view, Zone, Field)) is null)
            errors[Zone] = "Choose a time zone.";
        if (Interacted.Value(view, Hour, Field) is { } hour)
        {
            if (!TimeOnly.TryParseExact(hour, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                errors[Hour] = "Choose an hour.";
            if (Interacted.Values(view, Days, Field).Count == 0)
                errors[Days] = "Choose a day at least, or leave the hour out.";
        }

        var (from, to) = (Interacted.Value(view, QuietFrom, Field), Interacted.Value(view, QuietTo, Field));
        if ((from is null) != (to is null))
            errors[from is null ? QuietFrom : QuietTo] = "Quiet hours need a beginning and an end, or neither.";
        else if (from is not null && from == to)
            errors[QuietTo] = "Quiet hours must end at another time than they begin.";
        return errors.Count == 0 ? null : new JsonObject { ["response_action"] = "errors", ["errors"] = errors };
    }

    /// <summary>The lines that somebody would type to change what is now into what was chosen. What the form showed and was left as it was
    /// is nobody's wish: it may have been changed by somebody else meanwhile.</summary>
    /// <param name="payload">What was chosen.</param>
    /// <param name="conversation">Null where nothing was said yet.</param>
    /// <param name="subscriptions">What it follows now.</param>
    /// <param name="topics">What can be followed.</param>
    public static IReadOnlyList<string> Lines(
        JsonElement payload, Conversation? conversation, IReadOnlyList<Subscription> subscriptions, IReadOnlyList<Topic> topics)
    {
        if (payload.At("view") is not { } view)
            return [];
        var lines = new List<string>();
        // Hours are meant in the zone that stands beside them, also where it was only offered.
        var isZoneMeant = IsChanged(view, Zone) || (!IsZoneChosen(conversation) && (IsChanged(view, Hour) || IsChanged(view, Days) || IsChanged(view, QuietFrom) || IsChanged(view, QuietTo)));
        if (isZoneMeant && Interacted.Value(view, Zone, Field) is { } chosen && chosen != (conversation?.Zone ?? "UTC"))
            lines.Add($"timezone {chosen}");
        var (wanted, shown) = (Interacted.Values(view, Topics, Field), Shown(view, Topics));
        foreach (var topic in topics.Take(MostTopics).Where(t => shown is null || shown.Contains(t.Key) != wanted.Contains(t.Key)))
        {
            var alert = AlertOf(subscriptions, topic.Key);
            if (wanted.Contains(topic.Key) && alert is null)
                lines.Add($"subscribe {topic.Key}");
            else if (!wanted.Contains(topic.Key) && alert is not null)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"unsubscribe #{alert.Number}"));
        }

        var digest = DigestOf(subscriptions);
        var days = Interacted.Values(view, Days, Field);
        var bits = days.Sum(d => Array.IndexOf(DayNames, d) is >= 0 and var i ? 1 << i : 0);
        if (!IsChanged(view, Hour) && !IsChanged(view, Days))
        {
            // The digest stays as it is.
        }
        else if (Interacted.Value(view, Hour, Field) is not { } hour)
        {
            if (digest is not null)
                lines.Add("digest off");
        }
        else if (digest is null || digest.At != hour || digest.Days != bits)
        {
            lines.Add($"digest at {hour} {Weekdays.Write(bits)}");
        }

        // Last who may change things: whoever shuts others out may not be among those who stay.
        return [.. lines, .. QuietLines(view, conversation), .. LayoutLines(view, conversation), .. PolicyLines(view, conversation)];
    }

    private static IEnumerable<string> QuietLines(JsonElement view, Conversation? conversation)
    {
        var (from, to) = (Interacted.Value(view, QuietFrom, Field), Interacted.Value(view, QuietTo, Field));
        if ((!IsChanged(view, QuietFrom) && !IsChanged(view, QuietTo)) || (from == conversation?.QuietFrom && to == conversation?.QuietTo))
            return [];
        return from is null || to is null ? ["quiet off"] : [$"quiet {from}-{to}"];
    }

    private static IEnumerable<string> LayoutLines(JsonElement view, Conversation? conversation)
    {
        var now = conversation?.Layout == CardLayout.Compact ? Compact : Full;
        var chosen = Interacted.Value(view, Layout, Field);
        return IsChanged(view, Layout) && chosen is Full or Compact && chosen != now ? [$"layout {chosen}"] : [];
    }

    private static IEnumerable<string> PolicyLines(JsonElement view, Conversation? conversation)
    {
        var now = conversation?.Changes == ChangePolicy.Owners ? Owners : Anyone;
        var chosen = Interacted.Value(view, Changes, Field);
        return IsChanged(view, Changes) && chosen is Owners or Anyone && chosen != now ? [$"settings changes:{chosen}"] : [];
    }

    private static bool IsChanged(JsonElement view, string block) => Shown(view, block) is not { } shown
        || !shown.SetEquals(Interacted.Values(view, block, Field).Append(Interacted.Value(view, block, Field)).OfType<string>());

    // What the form showed, which comes back with it; null for a form that does not say.
    private static HashSet<string>? Shown(JsonElement view, string block)
    {
        if (view.Items("blocks").FirstOrDefault(b => b.Text("block_id") == block) is not { ValueKind: JsonValueKind.Object } field
            || field.At("element") is not { } element)
        {
            return null;
        }

        var one = element.Text("initial_time") ?? element.Text("initial_option", "value");
        return [.. element.Items("initial_options").Select(o => o.Text("value")).Append(one).OfType<string>()];
    }

    private static Subscription? DigestOf(IReadOnlyList<Subscription> subscriptions) =>
        subscriptions.FirstOrDefault(s => s is { Topic: "", Filter: "", Mode: SubscriptionMode.Digest });

    private static Subscription? AlertOf(IReadOnlyList<Subscription> subscriptions, string topic) =>
        subscriptions.FirstOrDefault(s => s.Topic == topic && s is { Filter: "", Mode: SubscriptionMode.Alerts });

    private static JsonObject Boxes(IEnumerable<(string Name, string Value)> choices, Func<string, bool> isChosen)
    {
        var options = choices.Select(c => Block.Option(c.Name, c.Value)).ToList();
        var chosen = options.Where(o => isChosen((string)o["value"]!)).Select(o => o.DeepClone()).ToArray();
        var boxes = new JsonObject { ["type"] = "checkboxes", ["action_id"] = Field, ["options"] = new JsonArray([.. options]) };
        // An empty list of chosen ones is refused.
        if (chosen.Length > 0)
            boxes["initial_options"] = new JsonArray(chosen);
        return boxes;
    }

    private static JsonObject Clock(string? at)
    {
        var picker = new JsonObject { ["type"] = "timepicker", ["action_id"] = Field };
        if (at is not null)
            picker["initial_time"] = at;
        return picker;
    }

    private static JsonObject Layouts(CardLayout now) =>
        OneOf(now == CardLayout.Compact ? 1 : 0, Block.Option("Full", Full), Block.Option("Compact", Compact));

    private static JsonObject Policies(ChangePolicy now) =>
        OneOf(now == ChangePolicy.Owners ? 1 : 0, Block.Option("Anyone", Anyone), Block.Option("Those who put the bot here", Owners));

    private static JsonObject OneOf(int now, params JsonObject[] options) => new()
    {
        ["type"] = "static_select",
        ["action_id"] = Field,
        ["options"] = new JsonArray([.. options]),
        ["initial_option"] = options[now].DeepClone(),
    };

    private static JsonObject Zones(string zone) => new()
    {
        ["type"] = "external_select",
        ["action_id"] = Field,
        ["min_query_length"] = 2,
        ["initial_option"] = Block.Option(zone, zone),
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
