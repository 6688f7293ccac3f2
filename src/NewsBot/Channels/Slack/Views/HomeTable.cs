using Dapper;
using NewsBot.Conversations;
using NewsBot.Slack.Incoming;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Views;

/// <summary>Finds the channels that a person has subscribed.</summary>
internal sealed class HomeTable(NewsDb db)
{
    public async Task<IReadOnlyList<Conversation>> ChannelsOfAsync(string team, string user, long except, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<Conversation>(new CommandDefinition(
            """
            select id, channel, external_id, kind, name, reference, zone, zone_source, joined, state, state_reason from conversation c
            where c.channel = @channel and c.id <> @except and substr(c.external_id, 1, length(@prefix)) = @prefix
              and exists (select 1 from subscription s where s.conversation_id = c.id and s.created_by = @user and s.state <> 2)
            order by c.name, c.id
            """,
            new { channel = SlackActivity.Channel, prefix = team + ":", user, except },
            cancellationToken: cancellationToken))).AsList();
    }
}
