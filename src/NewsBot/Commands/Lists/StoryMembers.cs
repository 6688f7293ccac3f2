using Dapper;
using NewsBot.Storage;

namespace NewsBot.Commands.Lists;

/// <summary>The statements that belong to one event.</summary>
public sealed class StoryMembers(NewsDb db)
{
    /// <summary>The statements of a statement's story, itself among them; null when there is no such statement.</summary>
    public async Task<IReadOnlyList<long>?> OfAsync(long statement, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var members = (await connection.QueryAsync<long>(new CommandDefinition(
            """
            select id from statement where id = @statement
            union
            select o.statement_id from story_statement m join story_statement o on o.story_id = m.story_id
            where m.statement_id = @statement
            """,
            new { statement },
            cancellationToken: cancellationToken))).AsList();
        return members.Contains(statement) ? members : null;
    }
}
