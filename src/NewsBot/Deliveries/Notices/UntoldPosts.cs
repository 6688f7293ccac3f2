using System.Data.Common;
using System.Globalization;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Digests;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Notices;

/// <summary>Posts that came to an end without being known to have been made, and who is told of them: their conversation, by a notice that is
/// owed and tried like every other post, or people of it in their own chats while nothing gets through.</summary>
public sealed class UntoldPosts(NewsDb db, DigestTable digests)
{
    // Given up, or at an end without anybody knowing. 1: the conversation is owed a notice of it; 2: people of it were told.
    internal const string Untold =
        "conversation_id = @conversationId and (state = 5 or (state = 4 and next_try is null)) and told <> 1 and reason <> @withdrawn";

    /// <summary>Owes a conversation one notice of all that it was not told of; what the notice tells counts as told with that.</summary>
    /// <returns>Of how many posts it tells; none is owed when there are none.</returns>
    public async Task<int> OweNoticeAsync(long conversationId)
    {
        if (!await AnyAsync(conversationId))
            return 0;
        return await db.WriteAsync(
            async (connection, transaction) =>
            {
                var ended = (await connection.QueryAsync<Delivery>(
                    $"update delivery set told = 1 where {Untold} returning *", Values(conversationId), transaction)).OrderBy(d => d.Id).ToList();
                if (ended.Count > 0)
                    await OweAsync(connection, transaction, ended);
                return ended.Count;
            },
            CancellationToken.None);
    }

    /// <summary>Whether people of the conversation are to be told of those in their own chats: once, until the conversation itself is.</summary>
    public async Task<bool> TakeAsideAsync(long conversationId) => await db.WriteAloneAsync(
        connection => connection.ExecuteAsync(
            $"""
            update delivery set told = 2 where told = 0 and id = (select min(id) from delivery where {Untold})
              and not exists (select 1 from delivery where {Untold} and told = 2)
            """,
            Values(conversationId)),
        CancellationToken.None) == 1;

    /// <summary>Who follows something in a conversation, or put the bot there.</summary>
    public async Task<IReadOnlyList<string>> ConcernedAsync(Conversation conversation)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<string>(
            """
            select created_by from subscription where conversation_id = @Id and state <> 2 and created_by <> ''
            union select person from place_owner where place = @Place
            """,
            new { conversation.Id, conversation.Place })).AsList();
    }

    /// <summary>What a conversation is told of posts that ended. Pure.</summary>
    internal static (string Title, string Body) Of(IReadOnlyList<Delivery> ended)
    {
        var reasons = string.Join(' ', ended.Select(g => g.ReasonText).OfType<string>().Distinct().Take(3));
        var (one, unknown) = (ended.Count == 1, ended.Count(e => e.State == DeliveryState.Unknown));
        var title = string.Create(CultureInfo.InvariantCulture, $"{(one ? "A post" : $"{ended.Count} posts")} ")
            + (unknown == ended.Count ? "may be missing" : unknown > 0 ? "were not made or may be missing" : one ? "was not made" : "were not made");
        return (
            title,
            $"{reasons} What was in {(one ? "it" : "them")} can be asked for: latest lists the newest statements, status how this conversation stands.");
    }

    private static object Values(long conversationId) => new { conversationId, withdrawn = (int)DeliveryProblem.Withdrawn };

    private async Task<bool> AnyAsync(long conversationId)
    {
        await using var connection = await db.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<long>($"select id from delivery where {Untold} limit 1", Values(conversationId))).Any();
    }

    private async Task OweAsync(DbConnection connection, DbTransaction transaction, List<Delivery> ended)
    {
        var subscription = await connection.QuerySingleAsync<Subscription>(
            "select s.* from digest d join subscription s on s.id = d.subscription_id where d.id = @DigestId", new { ended[0].DigestId }, transaction);
        var key = string.Create(CultureInfo.InvariantCulture, $"ended {ended[0].Id}");
        var (id, isNew) = await digests.SaveAsync(
            connection, transaction, new NewDigest(subscription, DigestKind.Notice, key, null, [], Owed: true), CancellationToken.None);
        if (!isNew)
            return;
        var (title, body) = Of(ended);
        await connection.ExecuteAsync(
            "insert into notice (digest_id, title, body) values (@id, @title, @body)", new { id, title, body }, transaction);
    }
}
