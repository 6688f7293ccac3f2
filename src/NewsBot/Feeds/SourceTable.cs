using Dapper;
using NewsBot.Desk;
using NewsBot.Storage;

namespace NewsBot.Feeds;

/// <summary>The desk's sources and their feeds as rows, so that everything else can refer to them.</summary>
public sealed class SourceTable(NewsDb db, TimeProvider time)
{
    private IReadOnlyList<Source>? ensured;

    /// <summary>Makes the rows follow the desk's list. Feeds that left the list are kept but not visited, and what was added in
    /// chat stays. Cheap when nothing changed.</summary>
    public async Task EnsureAsync(IReadOnlyList<Source> sources, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(sources, ensured))
            return;
        await db.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("update feed set active = 0 where source_id in (select id from source where added is null)", transaction: transaction);
                foreach (var source in sources)
                {
                    var id = await connection.ExecuteScalarAsync<long>(
                        """
                        insert into source (key, name, class, language, home) values (@Key, @Name, @Class, @Language, @Home)
                        on conflict (key) do update set name = excluded.name, class = excluded.class, language = excluded.language, home = excluded.home,
                          added = null, added_by = null, added_person = null, added_channel = null
                        returning id
                        """,
                        new { source.Key, source.Name, Class = (int)source.Class, source.Language, source.Home },
                        transaction);
                    await connection.ExecuteAsync(
                        """
                        insert into feed (source_id, url, next_check) values (@id, @url, @now)
                        on conflict (url) do update set source_id = excluded.source_id, active = 1
                        """,
                        source.Feeds.Concat(source.Listings.Select(l => l.Url)).Select(url => new { id, url, now = time.GetUtcNow() }),
                        transaction);
                }
            },
            cancellationToken);
        ensured = sources;
    }

    /// <summary>The row of a source, by the desk's key; null when it has none.</summary>
    public async Task<long?> IdOfAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>("select id from source where key = @key", new { key });
    }

    /// <summary>The desk's key of a source's row; null when there is no such row.</summary>
    public async Task<string?> KeyOfAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>("select key from source where id = @id", new { id });
    }
}
