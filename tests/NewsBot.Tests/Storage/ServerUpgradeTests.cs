using System.Text.RegularExpressions;
using Dapper;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>A newer build on the server's database of an older one, and the other way round.</summary>
public sealed partial class ServerUpgradeTests
{
    private const string Schema =
        """
        select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') from information_schema.columns
        where table_schema = current_schema()
        union all select replace(indexdef, schemaname || '.', '') from pg_indexes where schemaname = current_schema()
        order by 1
        """;

    [ServerFact]
    public async Task A_database_of_any_earlier_schema_becomes_the_newest_one_and_keeps_its_rows()
    {
        using var fresh = new TempFolder();
        var newest = TestDb.In(fresh.Path);
        Migrations.Apply(newest);
        var expected = await SchemaAsync(newest);
        for (var steps = 1; steps < KnownSchema.Steps.Count; steps++)
        {
            using var folder = new TempFolder();
            var db = TestDb.In(folder.Path);
            Migrations.Apply(db, KnownSchema.Steps.Take(steps));
            await using (var connection = await db.OpenAsync(default))
            {
                await connection.ExecuteAsync("insert into source (key, name, class, language) values ('herald', 'Herald', 2, 'en')");
                await connection.ExecuteAsync("insert into feed (source_id, url, next_check) values (1, 'https://herald.example/feed', 0)");
            }

            Migrations.Apply(db);
            await using (var connection = await db.OpenAsync(default))
                Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from feed f join source s on s.id = f.source_id where s.key = 'herald' and f.paused is null"));
            Assert.Equal(expected, await SchemaAsync(db));
        }
    }

    [ServerFact]
    public async Task An_older_build_refuses_a_newer_database_with_a_sentence_and_leaves_it_as_it_is()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
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
                insert into delivery (id, digest_id, conversation_id, state, owner, lease) values (1, 1, 1, 1, 'a newer one', 1);
                """);
        }

        var (schema, row) = (await SchemaAsync(db), await DeliveryAsync(db));
        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => Program.BuildAsync(
            ["--data", folder.Path, "--urls", "http://127.0.0.1:0", "--sources", folder.Write("sources.json", "[]"), .. TestDb.Arguments(folder.Path)],
            TimeProvider.System));
        Assert.Contains("9999_later.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(schema, await SchemaAsync(db));
        Assert.Equal(row, await DeliveryAsync(db));
    }

    private static async Task<(long State, string Owner, long Lease)> DeliveryAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.QuerySingleAsync<(long, string, long)>("select state, owner, lease from delivery");
    }

    private static async Task<IReadOnlyList<string>> SchemaAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        // A sequence is named with its schema, which is the folder's own.
        return [.. (await connection.QueryAsync<string>(Schema)).Select(s => Own().Replace(s, ""))];
    }

    [GeneratedRegex(@"\bt[0-9a-f]{20}\.")]
    private static partial Regex Own();
}
