using System.Data.Common;
using Dapper;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Commands.Privacy;

/// <summary>What stands under a person's name alone, without an id: who muted or ended a subscription, who added or paused a source, whom a
/// notice is for.</summary>
internal sealed class NameTraces(Engine engine)
{
    private readonly string reasonsOf =
        $"{engine.OneOf("conversation_id", "@among")} and substr(state_reason, 1, length(@name) + 1) = @name || ' '";

    private readonly string noticesFor =
        $"""
        select n.digest_id, n.body from notice n join digest d on d.id = n.digest_id
        where {engine.OneOf("d.conversation_id", "@among")} and replace(n.body, @name, '') <> n.body
        """;

    /// <summary>A line for each.</summary>
    /// <param name="name">The name.</param>
    /// <param name="among">The conversations in which it is the person's.</param>
    /// <param name="connection">The database.</param>
    public async Task<IReadOnlyList<string>> ReadAsync(string name, IReadOnlyList<long> among, DbConnection connection)
    {
        var reasons = await connection.QueryAsync<string>(
            $"select state_reason from subscription where {reasonsOf} order by id", new { name, among });
        var sources = await connection.QueryAsync<string>(
            """
            select 'added the source ' || key from source where added_by = @name
            union all select 'paused the source ' || key from source where paused_by = @name
            union all select 'settled what was doubted of #S' || statement_id from doubt where settled_by = @name
            """,
            new { name });
        var notices = (await connection.QueryAsync<(long Digest, string Body)>(noticesFor, new { name, among }))
            .Select(n => n.Body).Where(b => ConcernedPeople.Without(b, name) != b);
        return [.. reasons, .. sources, .. notices];
    }

    /// <summary>Takes the name off each; what happened stays.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task RemoveAsync(string name, IReadOnlyList<long> among, DbConnection connection, DbTransaction transaction)
    {
        var named = new { name, among };
        await connection.ExecuteAsync(
            $"update subscription set state_reason = 'Somebody' || substr(state_reason, length(@name) + 1) where {reasonsOf}",
            named,
            transaction);
        await connection.ExecuteAsync("update source set added_by = null where added_by = @name", named, transaction);
        await connection.ExecuteAsync("update doubt set settled_by = null where settled_by = @name", named, transaction);
        await connection.ExecuteAsync("update source set paused_by = null where paused_by = @name", named, transaction);
        foreach (var (digest, body) in (await connection.QueryAsync<(long, string)>(noticesFor, named, transaction)).AsList())
        {
            await connection.ExecuteAsync(
                "update notice set body = @body where digest_id = @digest",
                new { digest, body = ConcernedPeople.Without(body, name) },
                transaction);
        }
    }
}
