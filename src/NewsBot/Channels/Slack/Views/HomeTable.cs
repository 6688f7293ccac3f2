using Dapper;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Views;

/// <summary>Finds the channels of a person in which something is followed.</summary>
internal sealed class HomeTable(NewsDb db)
{
    /// <param name="direct">The person's direct messages with the bot: the channels are those of its workspace, or of its organisation.</param>
    /// <param name="user">The person.</param>
    /// <param name="member">The channels that the person is in; null where Slack does not tell: then those in which they have subscribed
    /// something. Whoever was removed from a private channel sees no more of it.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Conversation>> ChannelsOfAsync(
        Conversation direct, string user, IReadOnlySet<string>? member, CancellationToken cancellationToken)
    {
        var (team, enterprise) = (SlackPlace.Parse(direct.ExternalId).Team, GridChannels.OrganisationOf(direct));
        await using var connection = await db.OpenAsync(cancellationToken);
        var channels = await connection.QueryAsync<Conversation>(new CommandDefinition(
            """
            select id, channel, external_id, kind, name, reference, zone, zone_source, joined, state, state_reason from conversation c
            where c.channel = @channel and c.id <> @except and (substr(c.external_id, 1, length(@prefix)) = @prefix or @everywhere = 1)
              and exists (select 1 from subscription s where s.conversation_id = c.id and (s.state <> 2 or s.state_reason = @Twice))
            order by c.name, c.id
            """,
            new
            {
                channel = SlackActivity.Channel,
                prefix = team + ":",
                everywhere = enterprise is not null,
                except = direct.Id,
                ChannelUnion.Twice,
            },
            cancellationToken: cancellationToken));
        var own = (await connection.QueryAsync<long>(new CommandDefinition(
            "select distinct conversation_id from subscription where created_by = @user and (state <> 2 or state_reason = @Twice)",
            new { user, ChannelUnion.Twice },
            cancellationToken: cancellationToken))).ToHashSet();
        return
        [
            .. channels.Where(c => SlackPlace.Parse(c.ExternalId).Team == team || GridChannels.OrganisationOf(c) == enterprise)
                .Where(c => member?.Contains(SlackPlace.Parse(c.ExternalId).Channel) ?? own.Contains(c.Id))
                .OrderByDescending(c => own.Contains(c.Id)),
        ];
    }

    /// <summary>When the next edition comes to each of some conversations that have a digest.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> NextEditionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(long Id, DateTimeOffset Due)>(new CommandDefinition(
            $"""
            select conversation_id, min(next_due) from subscription
            where {db.Engine.IdOf("conversation_id", nameof(ids))} and state = 0 and next_due is not null
            group by conversation_id
            """,
            new { ids },
            cancellationToken: cancellationToken))).ToDictionary(c => c.Id, c => c.Due);
    }
}
