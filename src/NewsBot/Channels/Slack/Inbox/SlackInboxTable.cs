using Dapper;
using NewsBot.Slack.Incoming;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Inbox;

/// <summary>Something that Slack has brought and that is still to be worked through.</summary>
internal sealed record InboxRow
{
    public required long Id { get; init; }

    public required SlackKind Kind { get; init; }

    /// <summary>What is brought from one place is worked through in order.</summary>
    public required string Place { get; init; }

    public required DateTimeOffset Received { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset NextTry { get; init; }

    /// <summary>True once it has had its effect, and only its answer is still to be said.</summary>
    public bool Answered { get; init; }
}

/// <summary>What a row holds that was claimed.</summary>
internal sealed record Claimed
{
    /// <summary>What was brought; null once it has had its effect.</summary>
    public string? Body { get; init; }

    /// <summary>What is still to be said of the answer; null as long as it has had none.</summary>
    public string? Answer { get; init; }
}

/// <summary>What Slack has brought, whichever process took it.</summary>
internal sealed class SlackInboxTable(NewsDb db, InboxWriter writer, TimeProvider clock)
{
    /// <summary>How long a key is remembered; Slack brings a thing again within some minutes, and with delayed events within a day.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(25);

    /// <summary>How long working through one row may take; after that it is taken to have died.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    private const int Most = 1000;

    // Much that was said in one place holds up no other.
    private const int MostOfPlace = 50;

    /// <summary>Keeps something; it is committed when this returns.</summary>
    /// <returns>False when it is there already.</returns>
    /// <exception cref="InboxFullException">Too much waits to be kept.</exception>
    public Task<bool> AddAsync(string key, SlackKind kind, string place, string body)
    {
        var row = new { key, kind = (int)kind, place, body, now = clock.GetUtcNow() };
        return writer.TryAsync(async (connection, transaction) => await connection.ExecuteAsync(
            """
            insert into slack_inbox (key, kind, place, body, received, next_try) values (@key, @kind, @place, @body, @now, @now)
            on conflict (key) do nothing
            """,
            row,
            transaction) == 1);
    }

    /// <summary>Remembers a key that is good for once, with nothing to work through.</summary>
    /// <returns>False when it was used before.</returns>
    public Task<bool> RememberAsync(string key)
    {
        var row = new { key, now = clock.GetUtcNow() };
        return writer.WriteAsync(async (connection, transaction) => await connection.ExecuteAsync(
            "insert into slack_inbox (key, kind, place, received) values (@key, 0, '', @now) on conflict (key) do nothing", row, transaction) == 1);
    }

    /// <summary>What may be worked through now, in the order of each place, the first of every place before the second of any: of a place
    /// none after one that waits for another try. What has had its effect, and waits only for Slack to take its answer, holds up nothing:
    /// that may take an hour, and what comes after it need not use what Slack refuses.</summary>
    public async Task<IReadOnlyList<InboxRow>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<InboxRow>(new CommandDefinition(
            """
            select id, kind, place, received, attempts, next_try, answered from (
              select id, kind, place, received, attempts, next_try, case when answer is null then 0 else 1 end as answered,
                row_number() over (partition by place order by id) as nth
              from slack_inbox r
              where next_try <= @now and not exists (
                select 1 from slack_inbox e where e.place = r.place and e.id < r.id and e.next_try > @now and e.answer is null)) due
            where nth <= @MostOfPlace order by nth, id limit @Most
            """,
            new { now, MostOfPlace, Most },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>When the first of what waits now may be tried; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(
            "select min(next_try) from slack_inbox where next_try > @now", new { now }, cancellationToken: cancellationToken));
    }

    /// <summary>Claims a row for a try; a problem is that of the last try, and gone while another is under way.</summary>
    /// <returns>What it holds; null when somebody else has it.</returns>
    public Task<Claimed?> ClaimAsync(InboxRow row) => writer.WriteAsync((connection, transaction) => connection.QuerySingleOrDefaultAsync<Claimed>(
        """
        update slack_inbox set attempts = attempts + 1, next_try = @claim, problem = null
        where id = @Id and attempts = @Attempts and next_try is not null
        returning body, answer
        """,
        new { row.Id, row.Attempts, claim = clock.GetUtcNow() + Claim },
        transaction));

    /// <summary>Records what became of a try; without a next one the row is finished, and what was said is forgotten. Nothing when the
    /// claim has ended meanwhile and somebody else has the row.</summary>
    public Task FinishAsync(InboxRow row, DateTimeOffset? nextTry, string? problem) => writer.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        """
        update slack_inbox set next_try = @nextTry, problem = @problem,
          body = case when @nextTry is null then null else body end, answer = case when @nextTry is null then null else answer end
        where id = @Id and attempts = @Attempts + 1
        """,
        new { row.Id, row.Attempts, nextTry, problem },
        transaction));

    /// <summary>Keeps what is still to be said; what it answers has had its effect and is forgotten.</summary>
    /// <inheritdoc cref="FinishAsync"/>
    public Task KeepAsync(InboxRow row, DateTimeOffset nextTry, string problem, string answer) => writer.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "update slack_inbox set next_try = @nextTry, problem = @problem, body = null, answer = @answer where id = @Id and attempts = @Attempts + 1",
        new { row.Id, row.Attempts, nextTry, problem, answer },
        transaction));

    /// <summary>Forgets the keys of what was finished long ago.</summary>
    public Task PruneAsync() => writer.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "delete from slack_inbox where next_try is null and received < @oldest", new { oldest = clock.GetUtcNow() - Memory }, transaction));
}
