using Dapper;
using NewsBot.Desk;
using NewsBot.Storage;

namespace NewsBot.Feeds.Listings;

/// <summary>A source with the health of its feeds.</summary>
public sealed class SourceRow
{
    public required long Id { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required SourceClass Class { get; init; }

    /// <summary>Null for a source of the desk's file.</summary>
    public DateTimeOffset? Added { get; init; }

    public string? AddedBy { get; init; }

    public DateTimeOffset? Paused { get; init; }

    public string? PausedBy { get; init; }

    public required int Feeds { get; init; }

    /// <summary>Feeds that an operator leaves unread.</summary>
    public required int Unread { get; init; }

    /// <summary>Feeds with a problem.</summary>
    public required int Troubled { get; init; }

    public string? ProblemText { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public DateTimeOffset? NewestItem { get; init; }
}

/// <summary>What people do to the list of sources in chat: look, add, pause, remove.</summary>
public sealed class SourceBook(NewsDb db, TimeProvider time)
{
    private const string Sql =
        """
        select s.id, s.key, s.name, s.class, s.added, s.added_by, s.paused, s.paused_by, count(f.id) as feeds,
          sum(case when f.paused is not null then 1 else 0 end) as unread, sum(case when f.problem is not null then 1 else 0 end) as troubled, max(f.problem_text) as problem_text,
          max(f.last_success) as last_success, max(f.newest_item) as newest_item
        from source s join feed f on f.source_id = s.id and f.active = 1
        """;

    /// <summary>Every source that is followed or paused, those in trouble first.</summary>
    public async Task<IReadOnlyList<SourceRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<SourceRow>(new CommandDefinition(
            $"{Sql} group by s.id, s.key, s.name, s.class, s.added, s.added_by, s.paused, s.paused_by order by troubled desc, s.name",
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A source by its key or its name, without regard to case; null when there is none.</summary>
    public async Task<SourceRow?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var wanted = FoldedWord.Key(typed);
        return (await AllAsync(cancellationToken)).FirstOrDefault(s => FoldedWord.Key(s.Key) == wanted || FoldedWord.Key(s.Name) == wanted);
    }

    /// <summary>The sources that are followed and were added in chat, as the desk would have them.</summary>
    public async Task<IReadOnlyList<Source>> AddedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var feeds = await connection.QueryAsync<AddedFeed>(new CommandDefinition(
            """
            select s.key, s.name, s.class, s.language, s.home, f.url from source s join feed f on f.source_id = s.id and f.active = 1
            where s.added is not null order by s.key, f.url
            """,
            cancellationToken: cancellationToken));
        return
        [
            .. feeds.GroupBy(f => (f.Key, f.Name, f.Class, f.Language, f.Home), f => f.Url).Select(g => new Source
            {
                Key = g.Key.Key,
                Name = g.Key.Name,
                Class = g.Key.Class,
                Language = g.Key.Language,
                Home = g.Key.Home,
                Feeds = [.. g],
            }),
        ];
    }

    private sealed record AddedFeed
    {
        public required string Key { get; init; }

        public required string Name { get; init; }

        public required SourceClass Class { get; init; }

        public required string Language { get; init; }

        public string? Home { get; init; }

        public required string Url { get; init; }
    }

    /// <summary>Adds a source with one feed; what the feed holds at the first look is recorded, not announced, also where it was followed
    /// before.</summary>
    /// <param name="source">The source; its key is the wish, and another one is found where it is taken.</param>
    /// <param name="by">Who adds it: the channel, its id of the person, and the name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The key that it has now; null when the feed is followed already.</returns>
    public Task<string?> AddAsync(Source source, (string Channel, string Id, string Name) by, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var (feed, now) = (source.Feeds[0], time.GetUtcNow());
            var before = await connection.QuerySingleOrDefaultAsync<(long SourceId, string? Key, bool Followed, bool OthersFollowed)>(
                """
                select s.id, s.key, f.active = 1, exists (select 1 from feed o where o.source_id = s.id and o.active = 1 and o.id <> f.id)
                from feed f join source s on s.id = f.source_id where f.url = @feed
                """,
                new { feed },
                transaction);
            if (before.Followed)
                return null;
            string? key;
            long id;
            if (before.Key is not null && !before.OthersFollowed)
            {
                (id, key) = (before.SourceId, before.Key);
                await connection.ExecuteAsync(
                    """
                    update source set name = @Name, class = @Class, language = @Language, home = @Home, added = @now, added_by = @By,
                      added_person = @Person, added_channel = @Channel, paused = null, paused_by = null, paused_person = null, paused_channel = null
                    where id = @id
                    """,
                    new { source.Name, Class = (int)source.Class, source.Language, source.Home, now, By = by.Name, Person = by.Id, by.Channel, id },
                    transaction);
            }
            else
            {
                var keys = (await connection.QueryAsync<string>("select key from source", transaction: transaction)).ToHashSet(StringComparer.Ordinal);
                key = Opml.Unused(source.Key, keys.Contains);
                id = await connection.ExecuteScalarAsync<long>(
                    """
                    insert into source (key, name, class, language, home, added, added_by, added_person, added_channel)
                    values (@key, @Name, @Class, @Language, @Home, @now, @By, @Person, @Channel) returning id
                    """,
                    new { key, source.Name, Class = (int)source.Class, source.Language, source.Home, now, By = by.Name, Person = by.Id, by.Channel },
                    transaction);
            }

            await connection.ExecuteAsync(
                """
                insert into feed (source_id, url, next_check) values (@id, @feed, @now)
                on conflict (url) do update set source_id = excluded.source_id, active = 1, next_check = excluded.next_check, paused = null,
                  last_success = null, etag = null, last_modified = null, failures = 0, problem = null, problem_text = null
                """,
                new { id, feed, now },
                transaction);
            return key;
        },
        cancellationToken);

    /// <summary>Stops the looks at a source, or takes them up again.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="paused">Whether they stop.</param>
    /// <param name="by">Who does it: the channel, its id of the person, and the name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task PauseAsync(
        long sourceId, bool paused, (string Channel, string Id, string Name) by, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "update source set paused = @at, paused_by = @Name, paused_person = @Id, paused_channel = @Channel where id = @sourceId",
            new
            {
                sourceId,
                at = paused ? time.GetUtcNow() : (DateTimeOffset?)null,
                Name = paused ? by.Name : null,
                Id = paused ? by.Id : null,
                Channel = paused ? by.Channel : null,
            },
            cancellationToken: cancellationToken)),
        cancellationToken);

    /// <summary>Removes a source that was added in chat; what it published stays.</summary>
    public Task RemoveAsync(long sourceId, CancellationToken cancellationToken) => db.WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(
            "update feed set active = 0 where source_id = @sourceId and source_id in (select id from source where added is not null)",
            new { sourceId },
            cancellationToken: cancellationToken)),
        cancellationToken);
}
