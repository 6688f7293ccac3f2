using System.Data.Common;
using Dapper;
using NewsBot.Digests;
using NewsBot.Storage;

namespace NewsBot.Commands.Privacy;

/// <summary>What a person did to what others made: a silence or the end of a subscription, a source, a doubt that was settled. Notices name
/// people without an id.</summary>
internal sealed class PersonTraces(Engine engine)
{
    private const string Silences = "state_by = @person and conversation_id in (select id from conversation where channel = @channel)";

    private readonly string noticesFor =
        $"""
        select n.digest_id, n.body from notice n join digest d on d.id = n.digest_id
        where {engine.OneOf("d.conversation_id", "@among")} and replace(n.body, @name, '') <> n.body
        """;

    /// <summary>A line for each act.</summary>
    /// <param name="who">The channel, and its id of the person.</param>
    /// <param name="connection">The database.</param>
    public static Task<IEnumerable<string>> ReadAsync(object who, DbConnection connection) => connection.QueryAsync<string>(
        $"""
        select state_reason from subscription where {Silences}
        union all select 'added the source ' || key from source where added_person = @person and added_channel = @channel
        union all select 'paused the source ' || key from source where paused_person = @person and paused_channel = @channel
        union all select 'settled what was doubted of #S' || statement_id from doubt where settled_person = @person and settled_channel = @channel
        """,
        who);

    /// <summary>Takes name and id off each act; what happened stays.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task RemoveAsync(object who, DbConnection connection, DbTransaction transaction)
    {
        string[] acts =
        [
            $"""
            update subscription set state_reason = 'Somebody' || substr(state_reason, length(state_by_name) + 1), state_by = null, state_by_name = null
            where {Silences}
            """,
            """
            update source set added_by = null, added_person = null, added_channel = null where added_person = @person and added_channel = @channel
            """,
            """
            update source set paused_by = null, paused_person = null, paused_channel = null where paused_person = @person and paused_channel = @channel
            """,
            """
            update doubt set settled_by = null, settled_person = null, settled_channel = null
            where settled_person = @person and settled_channel = @channel
            """,
        ];
        foreach (var sql in acts)
            await connection.ExecuteAsync(sql, who, transaction);
    }

    /// <summary>The notices that name a person.</summary>
    /// <param name="name">The name.</param>
    /// <param name="among">The conversations in which it is the person's.</param>
    /// <param name="connection">The database.</param>
    /// <param name="transaction">Null outside of one.</param>
    public async Task<IReadOnlyList<(long Digest, string Body)>> NoticesAsync(
        string name, IReadOnlyList<long> among, DbConnection connection, DbTransaction? transaction) =>
    [
        .. (await connection.QueryAsync<(long Digest, string Body)>(noticesFor, new { name, among }, transaction))
            .Where(n => ConcernedPeople.Without(n.Body, name) != n.Body),
    ];

    /// <summary>Takes a name off the notices; the others that they name stay.</summary>
    /// <inheritdoc cref="NoticesAsync"/>
    public async Task RemoveAsync(string name, IReadOnlyList<long> among, DbConnection connection, DbTransaction transaction)
    {
        foreach (var (digest, body) in await NoticesAsync(name, among, connection, transaction))
        {
            await connection.ExecuteAsync(
                "update notice set body = @body where digest_id = @digest",
                new { digest, body = ConcernedPeople.Without(body, name) },
                transaction);
        }
    }
}
