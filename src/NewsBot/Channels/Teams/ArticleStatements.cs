using Dapper;
using NewsBot.Articles;
using NewsBot.Storage;
using NewsBot.Stories.Marks;

namespace NewsBot.Channels.Teams;

/// <summary>What a known article says.</summary>
internal sealed class ArticleStatements(NewsDb db)
{
    /// <summary>The statements of an article, in its order.</summary>
    /// <returns>Null when no article of that address is known; empty when it is known and says nothing that is
    /// followed.</returns>
    public async Task<(string Title, IReadOnlyList<long> Statements)?> FindAsync(string? url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return null;
        var key = ArticleKey.Of(url);
        await using var connection = await db.OpenAsync(cancellationToken);
        var article = await connection.QuerySingleOrDefaultAsync<(long Id, string Title)?>(new CommandDefinition(
            """
            select id, title from article
            where key = @key or url = @url or id in (select article_id from feed_item where url = @url and article_id is not null)
            order by case when key = @key then 0 when url = @url then 1 else 2 end limit 1
            """,
            new { key, url },
            cancellationToken: cancellationToken));
        if (article is not (var id, var title))
            return null;
        var statements = await connection.QueryAsync<long>(new CommandDefinition(
            $"""
            select statement_id from report
            where article_id = @id and statement_id is not null and statement_id {MarkTable.IsFree}
              and revision = (select max(revision) from report where article_id = @id)
            group by statement_id order by min(ordinal)
            """,
            new { id },
            cancellationToken: cancellationToken));
        return (title, statements.AsList());
    }
}
