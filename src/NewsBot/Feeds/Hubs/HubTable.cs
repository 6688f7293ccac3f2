using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Feeds.Hubs;

/// <summary>Subscriptions to hubs, one for each feed that announces one.</summary>
public sealed class HubTable(NewsDb db)
{
    private const string Columns = "h.feed_id, h.hub, h.topic, h.token, h.secret, h.state";

    /// <summary>Remembers the hub that a feed announces; a new hub or topic is asked anew.</summary>
    internal static Task NoteAsync(FeedLook look, DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync(
        """
        insert into hub_subscription (feed_id, hub, topic, token, secret, next_try) values (@Id, @Hub, @topic, @token, @secret, @At)
        on conflict (feed_id) do update set hub = excluded.hub, topic = excluded.topic, state = 0, lease_until = null, next_try = excluded.next_try
        where hub_subscription.hub <> excluded.hub or hub_subscription.topic <> excluded.topic
        """,
        new
        {
            look.Feed.Id,
            look.Hub,
            topic = look.Topic ?? look.Feed.Url,
            token = RandomNumberGenerator.GetHexString(32, lowercase: true),
            secret = RandomNumberGenerator.GetHexString(64, lowercase: true),
            look.At,
        },
        transaction);

    /// <summary>Subscriptions to ask for or to renew now.</summary>
    public async Task<IReadOnlyList<HubSubscription>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<HubSubscription>(new CommandDefinition(
            $"""
            select {Columns} from hub_subscription h join feed on feed.id = h.feed_id and feed.active = 1
            where h.next_try <= @now order by h.next_try limit @limit
            """,
            new { now, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A subscription by the token of its address; null when there is none.</summary>
    public async Task<HubSubscription?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<HubSubscription>(new CommandDefinition(
            $"select {Columns} from hub_subscription h where h.token = @token", new { token }, cancellationToken: cancellationToken));
    }

    /// <summary>Records where a subscription stands, and when it is asked for again.</summary>
    public Task WriteAsync(long feedId, HubState state, DateTimeOffset? leaseUntil, DateTimeOffset nextTry) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(
            "update hub_subscription set state = @state, lease_until = @leaseUntil, next_try = @nextTry where feed_id = @feedId",
            new { feedId, state, leaseUntil, nextTry }),
        CancellationToken.None);

    /// <summary>Makes a feed due: its hub says that there is news. One that is due already may be being read just now, before the news: by the
    /// new time it is read once more.</summary>
    public Task HurryAsync(long feedId, DateTimeOffset now) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync("update feed set next_check = @now where id = @feedId", new { feedId, now }), CancellationToken.None);
}
