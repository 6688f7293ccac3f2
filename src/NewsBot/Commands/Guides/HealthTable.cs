using System.Data.Common;
using Dapper;
using NewsBot.Deliveries;
using NewsBot.Feeds;
using NewsBot.Storage;

namespace NewsBot.Commands.Guides;

/// <summary>How a feed's last looks went.</summary>
public sealed record FeedHealth
{
    /// <summary>The name of its source.</summary>
    public required string Name { get; init; }

    /// <summary>Failed looks in a row.</summary>
    public required int Failures { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public string? ProblemText { get; init; }
}

/// <summary>What came in within a window.</summary>
public sealed record Intake(long Found, long Unreadable, long Statements);

/// <summary>What went out to one conversation within a window; waiting and given up regardless of it.</summary>
public sealed record Posts(long Sent, long Waiting, long GivenUp, string? Reason);

/// <summary>Reads what <c>status</c> tells from the tables of the stages.</summary>
public sealed class HealthTable(NewsDb db)
{
    /// <summary>The feeds that are read, those in trouble first; and the flow since an instant.</summary>
    public async Task<(IReadOnlyList<FeedHealth> Feeds, Intake Intake, Posts Posts)> ReadAsync(
        long conversation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var feeds = await connection.QueryAsync<FeedHealth>(new CommandDefinition(
            $"""
            select source.name, failures, last_success, problem_text from feed join source on source.id = source_id where {FeedTable.Followed}
            order by failures desc, source.name
            """,
            cancellationToken: cancellationToken));
        var intake = await connection.QuerySingleAsync<Intake>(new CommandDefinition(
            """
            select (select count(*) from article where found >= @since) as found,
              (select count(*) from article where found >= @since and state = 2) as unreadable,
              (select count(*) from statement where found >= @since and backlog = 0) as statements
            """,
            new { since },
            cancellationToken: cancellationToken));
        return (feeds.AsList(), intake, await PostsAsync(connection, conversation, since, cancellationToken));
    }

    /// <summary>Whether a feed was never read yet, or something that its first reading brought waits to be understood.</summary>
    public async Task<bool> IsReadingBacklogAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            $"""
            select exists (select 1 from feed join source on source.id = source_id where {FeedTable.Followed} and last_success is null and failures = 0)
              or exists (select 1 from article where backlog = 1 and ((state = 0 and attempts = 0) or (state = 1 and unread = 1)))
            """,
            cancellationToken: cancellationToken));
    }

    private static Task<Posts> PostsAsync(
        DbConnection connection, long conversation, DateTimeOffset since, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<Posts>(new CommandDefinition(
            """
            select count(*) filter (where sent >= @since) as sent,
              count(*) filter (where state not in {=finished}) as waiting,
              count(*) filter (where state = @given) as given_up,
              (select reason_text from delivery where conversation_id = @conversation and state = @given order by id desc limit 1) as reason
            from delivery where conversation_id = @conversation
            """,
            new { conversation, since, finished = new[] { (int)DeliveryState.Sent, (int)DeliveryState.GivenUp }, given = (int)DeliveryState.GivenUp },
            cancellationToken: cancellationToken));
}
