using Dapper;
using NewsBot.Cards;
using NewsBot.Storage;

namespace NewsBot.Commands.Lists;

/// <summary>Which statement a person means who names none: the one that stood before their eyes last.</summary>
public sealed class LastShown(NewsDb db, ShownListTable shown, CardDeck cards)
{
    /// <summary>The statement, or what to say instead: a question when there were several, an explanation when there was none.</summary>
    /// <param name="request">Who asks, and where.</param>
    /// <param name="verb">The verb for the buttons.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<(long? Statement, CardMessage? Instead)> FindAsync(
        Request request, string verb, CancellationToken cancellationToken)
    {
        var ids = await ShownAsync(request, cancellationToken);
        return ids switch
        {
            [var only] => (only, null),
            [] => (
                null,
                cards.Notice(
                    "Which statement?",
                    $"None was shown here yet. Name one by the number on its card: {verb} #S12.",
                    Buttons.Of(["latest", "help"]))),
            _ => (null, cards.Notice(
                "Which statement?",
                "Several were shown last. Pick one by its number.",
                Buttons.Of(ids.Take(StatementLists.PageSize).Select(id => $"{verb} #S{id}")))),
        };
    }

    /// <summary>The statements that stood before a person's eyes last, in their order: a page of a list, or what was posted since; under a
    /// post, what that shows, until the person has looked at something else there.</summary>
    public async Task<IReadOnlyList<long>> ShownAsync(Request request, CancellationToken cancellationToken)
    {
        var looked = await shown.LookedAsync(request, cancellationToken);
        // What is posted beside a post's thread is not before the eyes of whoever speaks in it.
        if (request.Above is { Statements.Count: > 0 } above)
            return looked is { Here: true } ? looked.Statements : above.Statements;
        var posted = await PostedAsync(request.Conversation.Id, looked?.At, cancellationToken);
        return posted.Count > 0 ? posted : looked?.Statements ?? [];
    }

    private async Task<IReadOnlyList<long>> PostedAsync(
        long conversation, DateTimeOffset? after, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(
            """
            select p.statement_id from digest_statement p where p.digest_id = (
              select y.digest_id from delivery y
              where y.conversation_id = @conversation and y.sent is not null and (@after is null or y.sent > @after)
                and exists (select 1 from digest_statement q where q.digest_id = y.digest_id)
              order by y.sent desc limit 1)
            order by p.ordinal
            """,
            new { conversation, after },
            cancellationToken: cancellationToken))).AsList();
    }
}
