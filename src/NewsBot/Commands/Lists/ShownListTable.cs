using System.Globalization;
using Dapper;
using NewsBot.Storage;

namespace NewsBot.Commands.Lists;

/// <summary>The list that a person was shown last in a conversation, and what of it.</summary>
/// <param name="Command">The line that asked for it.</param>
/// <param name="Title">Its head.</param>
/// <param name="Statements">All of it; empty for a list of something else.</param>
/// <param name="Position">How many of it were shown.</param>
/// <param name="Shown">When it was asked for.</param>
public sealed record ShownList(string Command, string Title, IReadOnlyList<long> Statements, int Position, DateTimeOffset Shown);

/// <summary>The statements that a person saw last in a conversation.</summary>
public sealed record Looked(IReadOnlyList<long> Statements, DateTimeOffset At);

/// <summary>Where <c>more</c> goes on and what <c>source</c> means, for each person in each conversation.</summary>
public sealed class ShownListTable(NewsDb db)
{
    public async Task<ShownList?> FindAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select command, title, statements, position, shown from shown_list where conversation_id = @conversation and person = @person and command <> ''",
            new { conversation = request.Conversation.Id, person = request.Reader },
            cancellationToken: cancellationToken));
        return row is null ? null : new ShownList(row.Command, row.Title, Ids(row.Statements), row.Position, row.Shown);
    }

    public async Task<Looked?> LookedAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "select looked_at as statements, looked as shown from shown_list where conversation_id = @conversation and person = @person and looked_at <> ''",
            new { conversation = request.Conversation.Id, person = request.Reader },
            cancellationToken: cancellationToken));
        return row is null ? null : new Looked(Ids(row.Statements), row.Shown);
    }

    /// <summary>Keeps a list, in place of the person's last one, and the page of it that was just shown.</summary>
    public Task KeepAsync(
        Request request,
        ShownList list,
        IReadOnlyList<long> page,
        DateTimeOffset now,
        CancellationToken cancellationToken) => ExecuteAsync(
        """
        insert into shown_list (conversation_id, person, command, title, statements, position, shown, looked_at, looked)
        values (@conversation, @person, @Command, @Title, @statements, @Position, @Shown, @page, @now)
        on conflict (conversation_id, person) do update set command = @Command, title = @Title, statements = @statements,
          position = @Position, shown = @Shown, looked_at = @page, looked = @now
        """,
        new
        {
            conversation = request.Conversation.Id,
            person = request.Reader,
            list.Command,
            list.Title,
            statements = Text(list.Statements),
            list.Position,
            list.Shown,
            page = Text(page),
            now,
        },
        cancellationToken);

    /// <summary>Remembers that one statement was looked at; the list stays where it is.</summary>
    public Task LookAsync(
        Request request, long statement, DateTimeOffset now, CancellationToken cancellationToken) => ExecuteAsync(
        """
        insert into shown_list (conversation_id, person, command, position, shown, looked_at, looked)
        values (@conversation, @person, '', 0, @now, @page, @now)
        on conflict (conversation_id, person) do update set looked_at = @page, looked = @now
        """,
        new { conversation = request.Conversation.Id, person = request.Reader, page = Text([statement]), now },
        cancellationToken);

    private async Task ExecuteAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
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
    }
}
