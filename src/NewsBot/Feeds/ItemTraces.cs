using Dapper;
using NewsBot.Storage;
using NewsBot.Telemetry;

namespace NewsBot.Feeds;

/// <summary>Where the traces of items are, so that later stages, in other jobs and other replicas, go on with them.</summary>
public sealed class ItemTraces(NewsDb db)
{
    /// <summary>Where the trace of an article is: that of its first item; null when it was not recorded, or nobody records now.</summary>
    public async Task<string?> OfArticleAsync(long article, CancellationToken cancellationToken)
    {
        if (!Instruments.Tracing)
            return null;
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select trace from feed_item where article_id = @article and trace is not null order by id limit 1",
            new { article },
            cancellationToken: cancellationToken));
    }
}
