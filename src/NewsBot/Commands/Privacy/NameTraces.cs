using System.Data.Common;
using Dapper;
using NewsBot.Digests;

namespace NewsBot.Commands.Privacy;

/// <summary>What stands under a person's name alone, without an id: who muted or ended a subscription, who added or paused a source, whom a
/// notice is for.</summary>
internal static class NameTraces
{
    private const string Reasons =
        """
        conversation_id in (select id from conversation where channel = @channel)
        and substr(state_reason, 1, length(@name) + 1) = @name || ' '
        """;

    private const string Notices =
        """
        select n.digest_id, n.body from notice n join digest d on d.id = n.digest_id join conversation c on c.id = d.conversation_id
        where c.channel = @channel and replace(n.body, @name, '') <> n.body
        """;

    /// <summary>A line for each.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string name, string channel, DbConnection connection)
    {
        var reasons = await connection.QueryAsync<string>(
            $"select state_reason from subscription where {Reasons} order by id", new { name, channel });
        var sources = await connection.QueryAsync<string>(
            """
            select 'added the source ' || key from source where added_by = @name
            union all select 'paused the source ' || key from source where paused_by = @name
            union all select 'settled what was doubted of #S' || statement_id from doubt where settled_by = @name
            """,
            new { name });
        var notices = (await connection.QueryAsync<(long Digest, string Body)>(Notices, new { name, channel }))
            .Select(n => n.Body).Where(b => ConcernedPeople.Without(b, name) != b);
        return [.. reasons, .. sources, .. notices];
    }

    /// <summary>Takes the name off each; what happened stays.</summary>
    public static async Task RemoveAsync(string name, string channel, DbConnection connection, DbTransaction transaction)
    {
        var named = new { name, channel };
        await connection.ExecuteAsync(
            $"update subscription set state_reason = 'Somebody' || substr(state_reason, length(@name) + 1) where {Reasons}",
            named,
            transaction);
        await connection.ExecuteAsync("update source set added_by = null where added_by = @name", named, transaction);
        await connection.ExecuteAsync("update doubt set settled_by = null where settled_by = @name", named, transaction);
        await connection.ExecuteAsync("update source set paused_by = null where paused_by = @name", named, transaction);
        foreach (var (digest, body) in (await connection.QueryAsync<(long, string)>(Notices, named, transaction)).AsList())
        {
            await connection.ExecuteAsync(
                "update notice set body = @body where digest_id = @digest",
                new { digest, body = ConcernedPeople.Without(body, name) },
                transaction);
        }
    }
}
