using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Bot.Schema;
using NewsBot.Storage;

namespace NewsBot.Channels.Chat;

/// <summary>The chats of our own page and what was said in them; any replica of the program can serve any of them.</summary>
internal sealed class ChatTable(NewsDb db, TimeProvider clock)
{
    /// <summary>Starts a chat.</summary>
    /// <returns>Its id, and the token that opens it: <c>id.secret</c>. Only a hash of the secret is kept.</returns>
    public async Task<(string Id, string Token)> StartAsync(string? zone, CancellationToken cancellationToken)
    {
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var row = new { id, hash = Convert.ToHexString(Hash(secret)), zone, now = clock.GetUtcNow() };
        await db.ExecuteAsync("insert into chat (id, secret_hash, zone, started) values (@id, @hash, @zone, @now)", row, cancellationToken);
        return (id, $"{id}.{secret}");
    }

    /// <summary>The chat that a token opens; null when it opens none.</summary>
    public async Task<Chat?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > 200 || token.Split('.') is not [var id, var secret])
            return null;
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ChatRow>(new CommandDefinition(
            "select id, secret_hash, zone from chat where id = @id", new { id }, cancellationToken: cancellationToken));
        return row is not null && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(row.SecretHash), Hash(secret))
            ? new Chat(row.Id, row.Zone)
            : null;
    }

    /// <summary>Marks a chat as opened.</summary>
    /// <returns>True once in its life.</returns>
    public async Task<bool> OpenAsync(string chatId, CancellationToken cancellationToken) => await db.ExecuteAsync(
        "update chat set opened = @now where id = @chatId and opened is null", new { chatId, now = clock.GetUtcNow() }, cancellationToken) == 1;

    /// <summary>The post that was stored with a key; null when there is none.</summary>
    public async Task<string?> FindPostAsync(string chatId, string clientKey, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            "select activity_id from chat_activity where chat_id = @chatId and client_key = @clientKey",
            new { chatId, clientKey },
            cancellationToken: cancellationToken));
    }

    /// <summary>Appends an activity, giving it its id and time.</summary>
    /// <param name="clientKey">The poster's own key of a post; a second post with the same key is not stored.</param>
    /// <returns>The id, and whether it is new; null when there is no such chat.</returns>
    public Task<(string Id, bool Added)?> AppendAsync(
        string chatId, Activity activity, string? clientKey, CancellationToken cancellationToken) =>
        db.WriteAsync<(string, bool)?>(
            "chat " + chatId,
            async (connection, transaction) =>
            {
                var known = await connection.QuerySingleOrDefaultAsync<string>(
                    "select activity_id from chat_activity where chat_id = @chatId and client_key = @clientKey",
                    new { chatId, clientKey },
                    transaction);
                if (known is not null)
                    return (known, false);
                if (await connection.QuerySingleOrDefaultAsync<long?>(Next, new { chatId }, transaction) is not { } sequence)
                    return null;
                var now = Milliseconds(clock.GetUtcNow());
                activity.Id = string.Create(CultureInfo.InvariantCulture, $"{chatId}|{sequence:D7}");
                activity.Timestamp = now;
                await connection.ExecuteAsync(
                    """
                    insert into chat_activity (chat_id, sequence, activity_id, client_key, activity, at)
                    values (@chatId, @sequence, @Id, @clientKey, @json, @now)
                    """,
                    new { chatId, sequence, activity.Id, clientKey, json = ChatActivity.Write(activity), now },
                    transaction);
                return (activity.Id, true);
            },
            cancellationToken);

    /// <summary>Puts a new form of an earlier activity at the end of the stream, with its old id and time: Web Chat shows it
    /// in the old place.</summary>
    /// <returns>False when there is no such activity.</returns>
    public Task<bool> ReplaceAsync(string chatId, Activity activity, CancellationToken cancellationToken) =>
        db.WriteAsync(
            "chat " + chatId,
            async (connection, transaction) =>
            {
                var at = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
                    "select at from chat_activity where chat_id = @chatId and activity_id = @Id",
                    new { chatId, activity.Id },
                    transaction);
                if (at is null)
                    return false;
                activity.Timestamp = at;
                var sequence = await connection.QuerySingleAsync<long>(Next, new { chatId }, transaction);
                await connection.ExecuteAsync(
                    """
                    update chat_activity
                    set sequence = @sequence, activity = @json
                    where activity_id = @Id and chat_id = @chatId
                    """,
                    new { chatId, sequence, activity.Id, json = ChatActivity.Write(activity) },
                    transaction);
                return true;
            },
            cancellationToken);

    /// <summary>What was said after a place in the stream, oldest first, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<(long Sequence, string Activity)>> ReadAsync(
        string chatId, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<(long, string)>(new CommandDefinition(
            """
            select sequence, activity from chat_activity
            where chat_id = @chatId and sequence > @after
            order by sequence limit @limit
            """,
            new { chatId, after, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    // No row when there is no such chat.
    private const string Next =
        """
        select coalesce(max(a.sequence), 0) + 1
        from chat c left join chat_activity a on a.chat_id = c.id
        where c.id = @chatId
        group by c.id
        """;

    // What the database keeps of an instant must be what the stream shows: Web Chat places a replaced activity by it.
    private static DateTimeOffset Milliseconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private sealed class ChatRow
    {
        public required string Id { get; init; }

        public required string SecretHash { get; init; }

        public string? Zone { get; init; }
    }
}

/// <summary>One chat of our own page: one person and the bot.</summary>
/// <param name="Id">Also the conversation's id.</param>
/// <param name="Zone">The IANA zone that the browser sent.</param>
internal sealed record Chat(string Id, string? Zone);
