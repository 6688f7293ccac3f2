using Dapper;
using DbUp;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>A newer build on the database of an older one, and the other way round.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<int> EarlierSchemas => new(Enumerable.Range(1, KnownSchema.Steps.Count - 1));

    [Theory]
    [MemberData(nameof(EarlierSchemas))]
    public async Task A_database_of_any_earlier_schema_becomes_the_newest_one_and_keeps_its_rows(int steps)
    {
        using var folder = new TempFolder();
        var db = Earlier(folder, Scripts().Take(steps));
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync("insert into source (key, name, class, language) values ('herald', 'Herald', 2, 'en')");
            await connection.ExecuteAsync("insert into feed (source_id, url, next_check) values (1, 'https://herald.example/feed', 0)");
        }

        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
            Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from feed f join source s on s.id = f.source_id where s.key = 'herald' and f.paused is null"));
        using var fresh = new TempFolder();
        var newest = NewsDb.InFolder(fresh.Path);
        Migrations.Apply(newest);
        Assert.Equal(await SchemaAsync(newest), await SchemaAsync(db));
    }

    [Fact]
    public async Task A_ledger_from_before_editions_had_parts_keeps_every_row()
    {
        using var folder = new TempFolder();
        var db = Earlier(folder, Scripts().TakeWhile(s => string.CompareOrdinal(s.Name, "0050_parts.sql") < 0));
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into conversation (id, channel, external_id, kind, reference, zone, joined)
                values (1, 'test', 'c', 0, '{}', 'UTC', 1);
                insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement)
                values (1, 1, 1, '', '', 1, 1, 'u', 0);
                insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed)
                values (5, 1, 1, 1, 'k', 1, 1);
                insert into delivery (id, digest_id, conversation_id, state, attempts, activity_id, sent, told, lease, owner)
                values (7, 5, 1, 2, 3, 'post-1', 9, 1, 4, 'n');
                """);
        }

        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
        {
            Assert.Equal(
                (7L, 5L, 3L, "post-1", 4L, 1L, (long?)null),
                await connection.QuerySingleAsync<(long, long, long, string, long, long, long?)>(
                    "select id, digest_id, attempts, activity_id, lease, part, parts from delivery"));
            Assert.Equal(7, await connection.ExecuteScalarAsync<long>(
                "select count(*) from sqlite_master where type = 'index' and tbl_name = 'delivery' and sql is not null"));
        }
    }

    [Fact]
    public async Task A_ledger_from_before_roundups_keeps_its_catch_ups_as_such_and_what_its_posts_lack()
    {
        using var folder = new TempFolder();
        var db = Earlier(folder, Scripts().TakeWhile(s => string.CompareOrdinal(s.Name, "0058_roundup.sql") < 0));
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into conversation (id, channel, external_id, kind, reference, zone, joined)
                values (1, 'test', 'c', 0, '{}', 'UTC', 1);
                insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement)
                values (1, 1, 1, '', '', 1, 1, 'u', 0);
                insert into statement (
                  id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog, revision)
                values (1, 's', 'S', 0, 0, '2026-11-25', 'en', 'w', '', 1, 0, 3), (2, 's', 'S', 0, 0, '2026-11-25', 'en', 'v', '', 1, 0, 3);
                insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed)
                values (1, 1, 1, 0, '1', 1, 1), (2, 1, 1, 0, '2', 1, 1), (3, 1, 1, 1, 'catch-up 5', 1, 1), (4, 1, 1, 1, '1 2026-11-25 08:00', 1, 1);
                insert into digest_statement (digest_id, statement_id, ordinal) values (1, 1, 0), (2, 2, 0), (3, 1, 0), (4, 2, 0);
                insert into delivery (digest_id, conversation_id, state, sent, shown_revision)
                values (1, 1, 2, 1, 3), (2, 1, 2, 1, 2), (3, 1, 2, 1, null), (4, 1, 2, 1, null);
                """);
        }

        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
        {
            Assert.Equal([0L, 0, 4, 1], await connection.QueryAsync<long>("select kind from digest order by id"));
            Assert.Equal([2L], await connection.QueryAsync<long>("select id from statement where revision > shown_to"));
        }
    }

    [Fact]
    public async Task Statements_from_before_are_listed_by_the_first_article_that_carries_them()
    {
        using var folder = new TempFolder();
        var db = Earlier(folder, Scripts().TakeWhile(s => string.CompareOrdinal(s.Name, "0220_published.sql") < 0));
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into statement (id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog)
                values (1, 's', 'S', 0, 0, '2026-11-25', 'en', 'w', '', 90, 0), (2, 's', 'S', 0, 0, '2026-11-25', 'en', 'v', '', 80, 0);
                insert into source (id, key, name, class, language) values (1, 'gazette', 'The Gazette', 2, 'en');
                insert into article (id, url, source_id, title, published, found, backlog, state)
                values (1, 'u1', 1, 't', 70, 85, 0, 1), (2, 'u2', 1, 't', null, 60, 0, 1);
                insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution, statement_id)
                values (1, 1, 0, '', '', '', 0, 0, 0, 0, 1), (2, 1, 0, '', '', '', 0, 0, 0, 0, 1);
                """);
        }

        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
            Assert.Equal([60L, 80], await connection.QueryAsync<long>("select published from statement order by id"));
    }

    [Fact]
    public async Task An_older_build_refuses_a_newer_database_with_a_sentence_and_leaves_it_as_it_is()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync(
                """
                insert into schemaversions (scriptname, applied) values ('9999_later.sql', '2027-01-01');
                insert into conversation (id, channel, external_id, kind, reference, zone, joined) values (1, 'test', 'c', 2, '{}', 'UTC', 1);
                insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement)
                values (1, 1, 1, '', '', 0, 1, 'u', 0);
                insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed) values (1, 1, 1, 0, 'k', 1, 1);
                insert into delivery (digest_id, conversation_id, state, owner, lease) values (1, 1, 1, 'a newer one', 4000000000000000)
                """);
        }

        var before = await SchemaAsync(db);
        var rows = await RowsAsync(db);
        var refusal = await Assert.ThrowsAsync<NewerDatabaseException>(() => Program.BuildAsync(
            ["--data", folder.Path, "--urls", "http://127.0.0.1:0", "--sources", folder.Write("sources.json", "[]")], TimeProvider.System));
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("9999_later.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SchemaAsync(db));
        Assert.Equal(rows, await RowsAsync(db));
    }

    /// <summary>A database of an earlier build, which had only these steps.</summary>
    private static NewsDb Earlier(TempFolder folder, IEnumerable<DbUp.Engine.SqlScript> steps)
    {
        var earlier = DeployChanges.To.SqliteDatabase($"Data Source={Path.Combine(folder.Path, "newsbot.db")}")
            .WithScripts(steps)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(earlier.Successful, earlier.Error?.Message);
        return NewsDb.InFolder(folder.Path);
    }

    private static IEnumerable<DbUp.Engine.SqlScript> Scripts()
    {
        foreach (var name in KnownSchema.Steps)
        {
            using var reader = new StreamReader(typeof(NewsDb).Assembly.GetManifestResourceStream("Migrations/sqlite/" + name)!);
            yield return new DbUp.Engine.SqlScript(name, reader.ReadToEnd());
        }
    }

    // Every row of every table.
    private static async Task<IReadOnlyList<string>> RowsAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        var rows = new List<string>();
        foreach (var table in await connection.QueryAsync<string>("select name from sqlite_master where type = 'table' order by name"))
        {
            foreach (IDictionary<string, object?> row in await connection.QueryAsync($"select * from \"{table}\""))
                rows.Add($"{table}: {string.Join(", ", row.Select(c => $"{c.Key}={c.Value}"))}");
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> SchemaAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<string>("select coalesce(sql, name) from sqlite_master order by type, name")).AsList();
    }
}
