using System.Data.Common;
using System.Diagnostics;
using Dapper;
using NewsBot.Storage;
using NewsBot.Telemetry;

namespace NewsBot.Digests;

/// <summary>Ties the spans of digests to the traces of the items that their statements came from.</summary>
public sealed class DigestTraces(NewsDb db)
{
    /// <summary>More links than these help nobody.</summary>
    private const int MostLinks = 32;

    /// <summary>Begins a span for a digest: within the item's trace for an alert, with links to the items' traces for an edition.</summary>
    /// <returns>The span; null when nobody records it.</returns>
    public async Task<Activity?> BeginAsync(string stage, long digestId, CancellationToken cancellationToken)
    {
        if (!Instruments.Tracing)
            return null;
        await using var connection = await db.OpenAsync(cancellationToken);
        return await BeginAsync(stage, digestId, connection, null);
    }

    internal static async Task<Activity?> BeginAsync(string stage, long digestId, DbConnection connection, DbTransaction? transaction)
    {
        if (!Instruments.Tracing)
            return null;
        var places = (await connection.QueryAsync<(DigestKind Kind, string Trace)>(
            """
            select distinct d.kind, i.trace from digest d join digest_statement p on p.digest_id = d.id
            join report r on r.statement_id = p.statement_id
            join feed_item i on i.article_id = r.article_id and i.trace is not null
            where d.id = @digestId limit @most
            """,
            new { digestId, most = MostLinks },
            transaction)).AsList();
        if (places.Count == 0)
            return null;
        var span = places[0].Kind == DigestKind.Alert ? Instruments.Continue(stage, places[0].Trace) : Instruments.Begin(stage, places.Select(p => p.Trace));
        return span?.SetTag("newsbot.digest.id", digestId).SetTag("newsbot.digest.kind", places[0].Kind.ToString().ToLowerInvariant());
    }
}
