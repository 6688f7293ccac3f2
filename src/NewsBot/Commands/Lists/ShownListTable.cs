using System.Globalization;
using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;

namespace NewsBot.Commands.Lists;

/// <summary>The list that a person was shown last in a conversation, and what of it.</summary>
/// <param name="Command">The line that asked for it.</param>
/// <param name="Title">Its head.</param>
/// <param name="Statements">All of it; empty for a list of something else.</param>
/// <param name="Position">How many of it were shown; of subscriptions, the number of the last one.</param>
/// <param name="Shown">When it was asked for.</param>
public sealed record ShownList(string Command, string Title, IReadOnlyList<long> Statements, int Position, DateTimeOffset Shown)
{
    /// <summary>The number under which anybody in the conversation goes on from here; 0 when it has none.</summary>
    public long Number { get; init; }
}

/// <summary>The statements that a person saw last in a conversation.</summary>
/// <param name="Statements">In their order.</param>
/// <param name="At">When.</param>
/// <param name="Here">In the thread in which the person speaks, or outside of threads as they do.</param>
public sealed record Looked(IReadOnlyList<long> Statements, DateTimeOffset At, bool Here);

/// <summary>Where <c>more</c> goes on and what <c>source</c> means, for each person in each conversation.</summary>
public sealed class ShownListTable(NewsDb db)
{
    /// <summary>The condition on the rows of <c>@person</c>: a place is kept for the person, and in each thread for person and
    /// thread.</summary>
    internal const string OfPerson = "(person = @person or substr(person, 1, length(@person) + 1) = @person || ' ')";

    /// <summary>So long after the last list a person comes back from somewhere: longer than a meal, shorter than a night.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(4);

    // When the person looked last before a pause.
    private const string Left = "left_at = case when shown_list.looked <= @pause then shown_list.looked else shown_list.left_at end";

    private const string Lists = "shown_list where conversation_id = @conversation and command <> ''";

    /// <summary>The person's list of this thread, or outside of threads.</summary>
    public Task<ShownList?> FindAsync(Request request, CancellationToken cancellationToken) =>
        OneAsync(
            $"{Lists} and person = @person",
            new { conversation = request.Conversation.Id, person = request.Reader },
            cancellationToken);

    /// <summary>The list that the person was shown last in the conversation, in whatever thread.</summary>
    public Task<ShownList?> NewestAsync(Request request, CancellationToken cancellationToken) =>
        OneAsync(
            $"{Lists} and {OfPerson} order by looked desc limit 1",
            new { conversation = request.Conversation.Id, person = request.PersonId },
            cancellationToken);

    /// <summary>What the person saw last in this thread, or else in the conversation.</summary>
    public async Task<Looked?> LookedAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"""
            select looked_at as statements, looked as shown, case when person = @reader then 1 else 0 end as here from shown_list
            where conversation_id = @conversation and {OfPerson} and looked_at <> ''
            order by here desc, looked desc limit 1
            """,
            new { conversation = request.Conversation.Id, person = request.PersonId, reader = request.Reader },
            cancellationToken: cancellationToken));
        return row is null ? null : new Looked(Ids(row.Statements), row.Shown, row.Here);
    }

    /// <summary>When the person was shown something here for the last time before a pause; null when that is not known.</summary>
    public async Task<DateTimeOffset?> LeftAsync(Request request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTimeOffset?>(new CommandDefinition(
            $"""
            select max(case when looked <= @pause then looked else left_at end) from shown_list
            where conversation_id = @conversation and {OfPerson}
            """,
            new { conversation = request.Conversation.Id, person = request.PersonId, pause = now - Pause },
            cancellationToken: cancellationToken));
    }

    /// <summary>A list that a card goes on with; null when none of that number is kept here.</summary>
    public Task<ShownList?> FindAsync(Conversation conversation, long number, CancellationToken cancellationToken) =>
        OneAsync("kept_list where conversation_id = @Id and id = @number", new { conversation.Id, number }, cancellationToken);

    /// <summary>The list with the number that the button of its card says. How far that goes is known when the card is
    /// made.</summary>
    public async Task<ShownList> NumberAsync(Request request, ShownList list, CancellationToken cancellationToken)
    {
        var number = await db.WriteAloneAsync(
            connection => connection.ExecuteScalarAsync<long>(new CommandDefinition(
                """
                insert into kept_list (conversation_id, command, title, statements, shown, position)
                values (@conversation, @Command, @Title, '', @Shown, 0) returning id
                """,
                new { conversation = request.Conversation.Id, list.Command, list.Title, list.Shown },
                cancellationToken: cancellationToken)),
            cancellationToken);
        return list with { Number = number };
    }

    /// <summary>Keeps a list, in place of the person's last one, and the page of it that was just shown; its number goes on
    /// there.</summary>
    public Task KeepAsync(
        Request request,
        ShownList list,
        IReadOnlyList<long> page,
        DateTimeOffset now,
        CancellationToken cancellationToken) => db.ExecuteAsync(
        (list.Number == 0 ? "" : "update kept_list set statements = @statements, position = @Position where id = @Number;\n") +
        """
        insert into shown_list (conversation_id, person, command, title, statements, position, shown, looked_at, looked)
        values (@conversation, @person, @Command, @Title, @statements, @Position, @Shown, @page, @now)
        on conflict (conversation_id, person) do update set command = @Command, title = @Title, statements = @statements,
          position = @Position, shown = @Shown, looked_at = @page, looked = @now,
        """ + Left,
        new
        {
            conversation = request.Conversation.Id,
            person = request.Reader,
            list.Command,
            list.Title,
            statements = Text(list.Statements),
            list.Position,
            list.Shown,
            list.Number,
            page = Text(page),
            now,
            pause = now - Pause,
        },
        cancellationToken);

    /// <summary>Keeps a question that found nothing, in place of the person's last list; what was looked at stays.</summary>
    public Task AskedAsync(Request request, ShownList list, CancellationToken cancellationToken) => db.ExecuteAsync(
        """
        insert into shown_list (conversation_id, person, command, title, statements, position, shown, looked_at, looked)
        values (@conversation, @person, @Command, @Title, '', 0, @Shown, '', @Shown)
        on conflict (conversation_id, person) do update set command = @Command, title = @Title, statements = '', position = 0, shown = @Shown
        """,
        new { conversation = request.Conversation.Id, person = request.Reader, list.Command, list.Title, list.Shown },
        cancellationToken);

    /// <summary>Remembers that one statement was looked at; the list stays where it is.</summary>
    public Task LookAsync(Request request, long statement, DateTimeOffset now, CancellationToken cancellationToken) =>
        LookAsync(request, [statement], now, cancellationToken);

    /// <summary>Remembers which statements were looked at; the list stays where it is.</summary>
    public Task LookAsync(Request request, IReadOnlyList<long> statements, DateTimeOffset now, CancellationToken cancellationToken) => db.ExecuteAsync(
        """
        insert into shown_list (conversation_id, person, command, position, shown, looked_at, looked)
        values (@conversation, @person, '', 0, @now, @page, @now)
        on conflict (conversation_id, person) do update set looked_at = @page, looked = @now,
        """ + Left,
        new { conversation = request.Conversation.Id, person = request.Reader, page = Text(statements), now, pause = now - Pause },
        cancellationToken);

    private async Task<ShownList?> OneAsync(string rows, object values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"select command, title, statements, position, shown from {rows}", values, cancellationToken: cancellationToken));
        return row is null ? null : new ShownList(row.Command, row.Title, Ids(row.Statements), row.Position, row.Shown);
    }

    private static string Text(IEnumerable<long> ids) => string.Join(',', ids);

    private static IReadOnlyList<long> Ids(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(i => long.Parse(i, CultureInfo.InvariantCulture))];

    private sealed record Row
    {
        public string Command { get; init; } = "";

        public string Title { get; init; } = "";

        public string Statements { get; init; } = "";

        public int Position { get; init; }

        public DateTimeOffset Shown { get; init; }

        public bool Here { get; init; }
    }
}
