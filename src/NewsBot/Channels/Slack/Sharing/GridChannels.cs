using System.Collections.Concurrent;
using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Slack.Views;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Storage;
using Newtonsoft.Json;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>A channel that an organisation shares between its workspaces is one conversation, that of the workspace in which it
/// was heard of first, and so are the messages of a person of the organisation with the bot. When that one has lost the app, the conversation goes on under the next that speaks. Several that older
/// versions have kept of one channel become one.</summary>
/// <remarks>Within an organisation a channel, and a chat with the bot, has the same id in each workspace.</remarks>
internal sealed class GridChannels(NewsDb db, ConversationTable conversations, ChannelUnion union)
{
    private const int MostKept = 20_000;

    // Places of which this process knows that no other conversation is the same channel.
    private readonly ConcurrentDictionary<string, bool> single = new(StringComparer.Ordinal);

    /// <summary>Where a conversation is, in the words of the Bot Framework.</summary>
    public static ConversationAccount? PlaceOf(Conversation conversation) =>
        JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)?.Conversation;

    /// <summary>The organisation of a conversation; null outside of one.</summary>
    public static string? OrganisationOf(Conversation conversation) => PlaceOf(conversation)?.TenantId;

    /// <summary>The payload, with the workspace by which its channel is known.</summary>
    public Task<SlackPayload> PlacedAsync(SlackPayload payload, Installation self, CancellationToken cancellationToken) =>
        ChannelOf(payload) is { } channel ? PlacedAsync(payload, self.Enterprise, channel, cancellationToken) : Task.FromResult(payload);

    /// <summary>The payload, with the workspace by which a channel is known.</summary>
    public async Task<SlackPayload> PlacedAsync(
        SlackPayload payload, string? organisation, string channel, CancellationToken cancellationToken)
    {
        if (organisation is not { } enterprise || payload.Team is not { } team || !IsId(channel))
            return payload;
        var here = new SlackPlace(team, channel);
        if (single.ContainsKey(here.ToString()) && await IsKnownAsync(here, cancellationToken))
            return payload;
        // The one of this workspace is of this organisation by now, whatever was heard of it before.
        var same = (await NamesakesAsync(channel, cancellationToken))
            .Where(c => OrganisationOf(c) == enterprise || c.ExternalId == here.ToString());
        if (await OneOfAsync([.. same], cancellationToken) is not { } one)
            return payload;
        if (one.ExternalId == here.ToString())
        {
            if (single.Count >= MostKept)
                single.Clear();
            single[here.ToString()] = true;
            return payload;
        }

        if (SlackLife.IsForUninstall(one.StateReason) && await conversations.MoveAsync(one, here.ToString(), cancellationToken))
            return payload;
        return payload with { PlaceTeam = SlackPlace.Parse(one.ExternalId).Team };
    }

    /// <summary>Makes one conversation of those that are the same channel of an organisation.</summary>
    public async Task UniteAsync(CancellationToken cancellationToken)
    {
        var all = await conversations.BeginningAsync(SlackActivity.Channel, "", cancellationToken);
        foreach (var channel in all.Where(c => OrganisationOf(c) is not null)
            .GroupBy(c => (OrganisationOf(c), c.ExternalId[(c.ExternalId.LastIndexOf(':') + 1)..])))
        {
            await OneOfAsync([.. channel], cancellationToken);
        }
    }

    private async Task<bool> IsKnownAsync(SlackPlace place, CancellationToken cancellationToken) =>
        await conversations.FindAsync(SlackActivity.Channel, place.ToString(), cancellationToken) is not null;

    // Where several are the same channel, the one that stays is open if any is.
    private async Task<Conversation?> OneOfAsync(IReadOnlyList<Conversation> same, CancellationToken cancellationToken)
    {
        var ordered = same.OrderBy(c => c.State == ConversationState.Open ? 0 : 1).ThenBy(c => c.Id).ToList();
        foreach (var other in ordered.Skip(1))
            await union.UniteAsync(ordered[0], other, cancellationToken);
        return ordered.FirstOrDefault();
    }

    private static string? ChannelOf(SlackPayload payload) => payload.Kind switch
    {
        SlackKind.ViewSubmission => SettingsView.ChannelOf(payload.Body),
        SlackKind.BlockActions => SlackHome.DirectOf(payload) ?? payload.Channel,
        _ when payload.Name == "channel_id_changed" => payload.Inner.Text("old_channel_id"),
        _ => payload.Channel,
    };

    // Nothing in it may mean more than itself in the pattern below.
    private static bool IsId(string channel) => channel.Length > 0 && channel.All(char.IsAsciiLetterOrDigit);

    private async Task<IReadOnlyList<Conversation>> NamesakesAsync(string channel, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Conversation>(new CommandDefinition(
            "select * from conversation where channel = @slack and external_id like @pattern order by id",
            new { slack = SlackActivity.Channel, pattern = "%:" + channel },
            cancellationToken: cancellationToken))).AsList();
    }
}
