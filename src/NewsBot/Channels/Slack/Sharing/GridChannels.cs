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

/// <summary>A channel that an organisation shares between its workspaces is one conversation, that of the workspace in which it was heard
/// of first. When that one has lost the app, the conversation goes on under the next that speaks.</summary>
/// <remarks>Within an organisation a channel has the same id in each workspace.</remarks>
internal sealed class GridChannels(NewsDb db, ConversationTable conversations)
{
    /// <summary>Where a conversation is, in the words of the Bot Framework.</summary>
    public static ConversationAccount? PlaceOf(Conversation conversation) =>
        JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)?.Conversation;

    /// <summary>The organisation of a conversation; null outside of one.</summary>
    public static string? OrganisationOf(Conversation conversation) => PlaceOf(conversation)?.TenantId;

    /// <summary>The payload, with the workspace by which its channel is known.</summary>
    public async Task<SlackPayload> PlacedAsync(SlackPayload payload, Installation self, CancellationToken cancellationToken)
    {
        if (self.Enterprise is not { } enterprise || payload.Team is not { } team || ChannelOf(payload) is not { } channel)
            return payload;
        var here = new SlackPlace(team, channel);
        if (here.IsDirect || await conversations.FindAsync(SlackActivity.Channel, here.ToString(), cancellationToken) is not null)
            return payload;
        foreach (var id in await NamesakesAsync(channel, cancellationToken))
        {
            if (await conversations.FindAsync(SlackActivity.Channel, id, cancellationToken) is not { } first || OrganisationOf(first) != enterprise)
                continue;
            if (SlackLife.IsForUninstall(first.StateReason) && await conversations.MoveAsync(first, here.ToString(), cancellationToken))
                return payload;
            return payload with { PlaceTeam = SlackPlace.Parse(id).Team };
        }

        return payload;
    }

    private static string? ChannelOf(SlackPayload payload)
    {
        var channel = payload.Kind == SlackKind.ViewSubmission ? SettingsView.ChannelOf(payload.Body)
            : payload.Name == "channel_id_changed" ? payload.Inner.Text("old_channel_id")
            : payload.Channel;
        // Nothing in it may mean more than itself in the pattern below.
        return channel is { Length: > 0 } && channel.All(char.IsAsciiLetterOrDigit) ? channel : null;
    }

    private async Task<IReadOnlyList<string>> NamesakesAsync(string channel, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            "select external_id from conversation where channel = @slack and external_id like @pattern order by id",
            new { slack = SlackActivity.Channel, pattern = "%:" + channel },
            cancellationToken: cancellationToken))).AsList();
    }
}
