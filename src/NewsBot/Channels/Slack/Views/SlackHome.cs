using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Cards.Blocks;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Blocks;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack.Views;

/// <summary>The app's Home of one person: what they and their channels follow, when the next digest comes, how the sources are. It is made
/// of the answers to what they could type, and its buttons say the same lines in their direct messages.</summary>
internal sealed class SlackHome(
    SlackClient client,
    SlackOptions options,
    ConversationTable conversations,
    SlackPeople people,
    HomeTable table,
    FrontDesk frontDesk,
    TimeProvider clock)
{
    private const int MostChannels = 12;

    // Of users.conversations, 200 channels each.
    private const int MostPages = 20;

    // Together with the parts above them the channels stay within what a view takes.
    private const int OfPerson = 24;
    private const int OfHealth = 8;
    private const int OfChannel = 4;

    /// <summary>Whether somebody has opened their Home.</summary>
    public static bool IsOpened(SlackPayload payload) => payload.Name == "app_home_opened" && payload.Inner.Text("tab") is null or "home";

    /// <summary>The direct messages of the person who pressed a button of a Home; null for a button that stands elsewhere.</summary>
    public static string? DirectOf(SlackPayload payload) =>
        payload.Body.Text("view", "type") == "home" && payload.Body.Text("view", "private_metadata") is { Length: < 30 } direct ? direct : null;

    /// <summary>Makes the Home anew.</summary>
    /// <param name="payload">Names the person.</param>
    /// <param name="self">The installation.</param>
    /// <param name="direct">The person's direct messages with the bot.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PublishAsync(SlackPayload payload, Installation self, string direct, CancellationToken cancellationToken)
    {
        if (payload.User is not { } user)
            return;
        var (conversation, name) = await MeetAsync(payload, self, direct, cancellationToken);
        var member = await MembershipsAsync(payload, self, user, cancellationToken);
        var blocks = await BlocksAsync(conversation, member, user, name, cancellationToken);
        if (SlackScopes.MissingOf(self.Scopes) is [_, ..] missing)
            blocks.Insert(0, Block.Context(Lacking(missing)));
        for (var i = 0; i < blocks.Count; i++)
            blocks[i]["block_id"] = $"home-{i}";
        var view = new JsonObject
        {
            ["type"] = "home",
            ["private_metadata"] = direct,
            ["blocks"] = new JsonArray([.. blocks.Take(BlockLimits.ViewBlocks)]),
        };
        var arguments = new JsonObject { ["user_id"] = user, ["view"] = view };
        try
        {
            await client.CallAsync(payload.Enterprise, payload.Team!, "views.publish", arguments, cancellationToken);
        }
        catch (SlackException e) when (e.Error == "not_enabled")
        {
            // The tab is switched off in the app's settings.
        }
    }

    /// <summary>Remembers the direct messages of a person with the bot, which they have opened.</summary>
    /// <returns>The conversation, and the person's name if Slack tells it.</returns>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<(Conversation Chat, string? Name)> MeetAsync(
        SlackPayload payload, Installation self, string direct, CancellationToken cancellationToken)
    {
        var opened = SlackActivity.From(payload, self, direct, thread: null);
        opened.Type = ActivityTypes.Event;
        var person = payload.User is { } user
            ? await people.FindAsync(payload.Enterprise, payload.Team!, user, cancellationToken)
            : null;
        (opened.From.Name, opened.LocalTimezone) = (person?.Name, person?.Zone);
        return (await conversations.JoinAsync(opened, cancellationToken), person?.Name);
    }

    /// <summary>Makes the Home of a person anew after what was said elsewhere; nothing where none was opened yet.</summary>
    public async Task RefreshAsync(SlackPayload payload, Installation self, CancellationToken cancellationToken)
    {
        if (payload is not { Team: { } team, User: { } user })
            return;
        var chats = await conversations.PersonalAsync(SlackActivity.Channel, [user], cancellationToken);
        // One of another workspace of the organisation is the same chat.
        var places = chats.Where(c => IsOf(c, team) || (payload.Enterprise is { } enterprise && GridChannels.OrganisationOf(c) == enterprise))
            .OrderByDescending(c => IsOf(c, team))
            .Select(c => SlackPlace.Parse(c.ExternalId));
        if (places.FirstOrDefault(p => p.Channel is ['D', ..]) is { Channel: { } direct } place)
            await PublishAsync(payload with { PlaceTeam = place.Team }, self, direct, cancellationToken);
    }

    private static bool IsOf(Conversation chat, string team) => SlackPlace.Parse(chat.ExternalId).Team == team;

    // What holds for all stands first: what is cut for its length is at the end.
    private async Task<List<JsonNode>> BlocksAsync(
        Conversation conversation, IReadOnlySet<string>? member, string user, string? name, CancellationToken cancellationToken)
    {
        List<JsonNode> blocks = [.. Block.Actions([Say("Settings", "settings"), Say("Topics", "topics"), Say("What can I say?", "help")])];
        blocks.Add(Block.Header("Health"));
        blocks.AddRange(Within(OfHealth, await AnswerAsync(conversation, user, name, "status", cancellationToken), "status"));
        blocks.Add(Block.Context($"As of {Mrkdwn.Escape(new Cards.LocalTime(conversation.Zone).WithWeekday(clock.GetUtcNow()))}"));
        blocks.Add(Block.Header("You follow"));
        var followed = await AnswerAsync(conversation, user, name, "list", cancellationToken);
        var digest = await AnswerAsync(conversation, user, name, "digest", cancellationToken);
        blocks.AddRange(Within(OfPerson, [.. followed, .. digest], "list"));
        var channels = await table.ChannelsOfAsync(conversation, user, member, cancellationToken);
        if (channels.Count > 0)
            blocks.Add(Block.Header("Your channels follow"));
        var next = await table.NextEditionsAsync([.. channels.Take(MostChannels).Select(c => c.Id)], cancellationToken);
        foreach (var channel in channels.Take(MostChannels))
        {
            var closed = channel.State == ConversationState.Closed ? $" · closed: {Mrkdwn.Escape(channel.StateReason ?? "")}" : "";
            // Of a channel that follows much the list may end before its digest.
            var edition = next.TryGetValue(channel.Id, out var due) ? $" · next digest {Mrkdwn.Escape(new Cards.LocalTime(channel.Zone).WithWeekday(due))}" : "";
            blocks.Add(Block.Section($"<#{SlackPlace.Parse(channel.ExternalId).Channel}>{closed}{edition}"));
            // To change what a channel follows, it is said in the channel, where everybody sees it.
            var list = await AnswerAsync(channel, user, name, "list", cancellationToken);
            blocks.AddRange(Within(OfChannel, [.. list.Select(WithoutButton).OfType<JsonNode>()], "list there"));
        }

        if (channels.Count > MostChannels)
            blocks.Add(Block.Context($"And {channels.Count - MostChannels} more channels."));
        return blocks;
    }

    private static IEnumerable<JsonNode> Within(int most, IReadOnlyList<JsonNode> blocks, string line) => blocks.Count <= most
        ? blocks
        : blocks.Take(most - 1).Append(Block.Context($"And {blocks.Count - most + 1} more: say {line}."));

    // The public channels of a person, and the private ones that the bot is in too; null where Slack does not tell.
    private async Task<IReadOnlySet<string>?> MembershipsAsync(
        SlackPayload payload, Installation self, string user, CancellationToken cancellationToken)
    {
        var (found, cursor) = (new HashSet<string>(), (string?)null);
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var arguments = new JsonObject
                {
                    ["user"] = user,
                    // The token of an organisation does not tell of which workspace.
                    ["team_id"] = self.Team is null ? payload.Team : null,
                    ["types"] = "public_channel,private_channel",
                    ["exclude_archived"] = true,
                    ["limit"] = 200,
                    ["cursor"] = cursor,
                };
                var answer = await client.CallAsync(payload.Enterprise, payload.Team!, "users.conversations", arguments, cancellationToken);
                found.UnionWith(answer.Items("channels").Select(c => c.Text("id")).OfType<string>());
                cursor = answer.Text("response_metadata", "next_cursor");
                if (cursor is null)
                    break;
            }
        }
        catch (SlackException)
        {
            return null;
        }

        return found;
    }

    private string Lacking(IReadOnlyList<string> missing)
    {
        var how = options.ClientId is null
            ? "whoever runs this newsroom brings the app's manifest up to date and installs the app again"
            : $"<{new Uri(options.PublicUrl!, "slack/install").AbsoluteUri}|install the app again>";
        return $"Here I may not do all that I can ({string.Join(", ", missing)}): {how}.";
    }

    private async Task<IReadOnlyList<JsonNode>> AnswerAsync(
        Conversation conversation, string user, string? name, string line, CancellationToken cancellationToken)
    {
        // The list that the person was shown in their messages stays theirs.
        var answer = await frontDesk.AnswerAsync(new Request(conversation, user, name, line) { Thread = "home" }, cancellationToken);
        return [.. answer.Messages.Where(m => m.Card is not null).SelectMany(m => CardBlocks.Of(m.Card!).Select(b => b!.DeepClone()))];
    }

    private static JsonNode? WithoutButton(JsonNode block)
    {
        (block as JsonObject)?.Remove("accessory");
        return (string?)block["type"] == "actions" ? null : block;
    }

    private static JsonObject Say(string title, string line) =>
        Block.Button(title, "home-" + line, new JsonObject { ["say"] = line }.ToJsonString());
}
