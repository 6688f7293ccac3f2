using Dapper;
using NewsBot.Storage;

namespace NewsBot.Stories.Marks;

/// <summary>What people say of statements: who works on one, what is wrong with it, that it is to be held.</summary>
public sealed class MarkTable(NewsDb db, TimeProvider clock)
{
    /// <summary>The condition that the statement whose id stands before it is held by nobody.</summary>
    internal const string IsFree = "not in (select h.statement_id from statement_hold h)";

    private const string Doubts =
        """
        select d.id, d.statement_id, d.kind, d.note, d.name, d.made, c.name as place
        from doubt d join conversation c on c.id = d.conversation_id where d.settled is null
        """;

    /// <summary>The same views with the marks that the people of a conversation have set.</summary>
    public async Task<IReadOnlyList<StatementView>> OnAsync(
        long conversation, IReadOnlyList<StatementView> views, CancellationToken cancellationToken)
    {
        if (views.Count == 0)
            return views;
        var values = new { conversation, statements = views.Select(v => v.Statement.Id).Distinct().ToList() };
        await using var connection = await db.OpenAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select statement_id, person, name, claimed from claim
            where conversation_id = @conversation and {db.Engine.IdOf("statement_id", nameof(values.statements))};
            {Doubts} and d.conversation_id = @conversation and {db.Engine.IdOf("d.statement_id", nameof(values.statements))} order by d.kind
            """,
            values,
            cancellationToken: cancellationToken));
        var claims = (await answers.ReadAsync<Claim>()).ToDictionary(c => c.StatementId);
        var doubts = (await answers.ReadAsync<Doubt>()).ToLookup(d => d.StatementId, d => d.Kind);
        return claims.Count == 0 && doubts.Count == 0
            ? views
            :
            [
                .. views.Select(v => v with
                {
                    ClaimedBy = claims.GetValueOrDefault(v.Statement.Id)?.Name,
                    Claimer = claims.GetValueOrDefault(v.Statement.Id)?.Person,
                    Doubted = [.. doubts[v.Statement.Id]],
                }),
            ];
    }

    /// <summary>The claims of a conversation, the newest first.</summary>
    public Task<IReadOnlyList<Claim>> ClaimsAsync(long conversation, int limit, CancellationToken cancellationToken) => ListAsync<Claim>(
        """
        select statement_id, person, name, claimed from claim where conversation_id = @conversation
        order by claimed desc, statement_id desc limit @limit
        """,
        new { conversation, limit },
        cancellationToken);

    /// <summary>Claims a statement, over another's claim if that is said.</summary>
    /// <returns>The claim that holds now.</returns>
    public Task<Claim> ClaimAsync(
        long conversation, long statement, string person, string name, bool over, CancellationToken cancellationToken) => db.WriteAsync(
        (connection, transaction) => connection.QuerySingleAsync<Claim>(
            """
            insert into claim (conversation_id, statement_id, person, name, claimed) values (@conversation, @statement, @person, @name, @now)
            on conflict (conversation_id, statement_id) do update set
              person = case when @over = 1 then excluded.person else claim.person end,
              name = case when @over = 1 or claim.person = excluded.person then excluded.name else claim.name end,
              claimed = case when @over = 1 and claim.person <> excluded.person then excluded.claimed else claim.claimed end
            returning statement_id, person, name, claimed
            """,
            new { conversation, statement, person, name, over = over ? 1 : 0, now = clock.GetUtcNow() },
            transaction),
        cancellationToken);

    /// <returns>Whose claim was taken away; null when nobody had one.</returns>
    public Task<Claim?> UnclaimAsync(long conversation, long statement, CancellationToken cancellationToken) => db.WriteAsync(
        (connection, transaction) => connection.QuerySingleOrDefaultAsync<Claim>(
            """
            delete from claim where conversation_id = @conversation and statement_id = @statement
            returning statement_id, person, name, claimed
            """,
            new { conversation, statement },
            transaction),
        cancellationToken);

    /// <summary>Puts a doubt into the desk's queue, anew if it was settled before.</summary>
    public Task DoubtAsync(
        long conversation, long statement, DoubtKind kind, string note, (string Id, string Name) person, CancellationToken cancellationToken) =>
        db.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                insert into doubt (conversation_id, statement_id, kind, note, person, name, made)
                values (@conversation, @statement, @kind, @note, @Id, @Name, @now)
                on conflict (conversation_id, statement_id, kind) do update set note = excluded.note, person = excluded.person,
                  name = excluded.name, made = excluded.made, settled = null, settled_by = null, settled_person = null,
                  settled_channel = null
                """,
                new { conversation, statement, kind = (int)kind, note, person.Id, person.Name, now = clock.GetUtcNow() },
                transaction),
            cancellationToken);

    /// <summary>Takes back what a person doubts of a statement in a conversation and nobody has settled yet.</summary>
    /// <returns>What it was.</returns>
    public Task<IReadOnlyList<(DoubtKind Kind, string Note)>> UndoubtAsync(
        long conversation, long statement, string person, CancellationToken cancellationToken) =>
        db.WriteAsync<IReadOnlyList<(DoubtKind, string)>>(
            async (connection, transaction) => (await connection.QueryAsync<(DoubtKind, string)>(
                """
                delete from doubt where conversation_id = @conversation and statement_id = @statement and person = @person and settled is null
                returning kind, note
                """,
                new { conversation, statement, person },
                transaction)).AsList(),
            cancellationToken);

    /// <summary>The desk's queue, the oldest first, and how long it is.</summary>
    public async Task<(IReadOnlyList<Doubt> First, int All)> QueueAsync(int limit, CancellationToken cancellationToken)
    {
        var first = await ListAsync<Doubt>($"{Doubts} order by d.made, d.id limit @limit", new { limit }, cancellationToken);
        var all = await ListAsync<int>("select count(*) from doubt where settled is null", new { }, cancellationToken);
        return (first, all[0]);
    }

    /// <summary>Settles what is doubted of a statement, wherever that was said.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="by">The editor: the channel, its id of the person, and the name; null for an operator.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The conversations where it was said.</returns>
    public Task<IReadOnlyList<long>> SettleAsync(
        long statement, (string Channel, string Id, string Name)? by, CancellationToken cancellationToken) =>
        db.WriteAsync<IReadOnlyList<long>>(
            async (connection, transaction) => (await connection.QueryAsync<long>(
                """
                update doubt set settled = @now, settled_by = @Name, settled_person = @Id, settled_channel = @Channel
                where statement_id = @statement and settled is null
                returning conversation_id
                """,
                new { statement, by?.Name, by?.Id, by?.Channel, now = clock.GetUtcNow() },
                transaction)).Distinct().ToList(),
            cancellationToken);

    /// <summary>What is held, the newest first.</summary>
    public Task<IReadOnlyList<Hold>> HoldsAsync(int limit, CancellationToken cancellationToken) => ListAsync<Hold>(
        "select statement_id, name, held from statement_hold order by held desc, statement_id desc limit @limit", new { limit }, cancellationToken);

    /// <summary>A query: the embargoes of some statements.</summary>
    /// <param name="engine">The engine that is asked.</param>
    /// <param name="statements">The bare name of the parameter that lists the statements.</param>
    internal static string Held(Engine engine, string statements) =>
        $"select statement_id, name, held from statement_hold where {engine.IdOf("statement_id", statements)}";

    /// <summary>Those of some statements that nobody holds, in their order.</summary>
    public async Task<IReadOnlyList<long>> FreeAsync(IReadOnlyList<long> statements, CancellationToken cancellationToken)
    {
        var held = (await ListAsync<long>("select statement_id from statement_hold", new { }, cancellationToken)).ToHashSet();
        return held.Count == 0 ? statements : [.. statements.Where(s => !held.Contains(s))];
    }

    /// <returns>False when somebody holds it already.</returns>
    public Task<bool> HoldAsync(
        long conversation, long statement, (string Id, string Name) person, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) => await connection.ExecuteAsync(
            """
            insert into statement_hold (statement_id, conversation_id, person, name, held) values (@statement, @conversation, @Id, @Name, @now)
            on conflict (statement_id) do nothing
            """,
            new { conversation, statement, person.Id, person.Name, now = clock.GetUtcNow() },
            transaction) == 1,
        cancellationToken);

    /// <returns>False when nobody held it.</returns>
    public Task<bool> ReleaseAsync(long statement, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) => await connection.ExecuteAsync(
            "delete from statement_hold where statement_id = @statement", new { statement }, transaction) == 1,
        cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
    }
}
