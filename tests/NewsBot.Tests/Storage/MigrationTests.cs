using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>The two engines have the same schema.</summary>
public sealed partial class MigrationTests
{
    [Fact]
    public void Every_migration_of_SQLite_has_its_twin_for_PostgreSQL() => Assert.Equal(
        Migrations.Scripts("sqlite").Select(s => s.Name),
        Migrations.Scripts("postgres").Select(s => s.Name));

    [Fact]
    public void No_two_migrations_have_the_same_number() =>
        Assert.Empty(Migrations.Scripts("sqlite").GroupBy(s => s.Name[..4]).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public async Task A_step_that_makes_a_table_anew_forgets_none_of_its_indexes()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var there = await connection.QueryAsync<string>("select name from sqlite_master where type = 'index'");
        var made = Migrations.Scripts("sqlite").SelectMany(s => Index().Matches(s.Contents).Select(m => m.Groups[1].Value));
        Assert.Empty(made.Except(there));
    }

    [Fact]
    public async Task A_verdict_is_of_a_subscription_and_a_statement_that_are_there_and_stay()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        await connection.ExecuteAsync(
            """
            insert into conversation (id, channel, external_id, kind, reference, zone, joined) values (1, 'test', 'c', 0, '{}', 'UTC', 1);
            insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement)
            values (1, 1, 1, '', '', 0, 1, 'u', 0);
            insert into statement (id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog)
            values (1, 's', 'S', 0, 0, '2026-11-25', 'en', 'w', '', 1, 0)
            """);
        const string insert = "insert into verdict (subscription_id, statement_id, outcome, reason, judged) values";
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync($"{insert} (1, 1, 0, '', 1), (2, 1, 0, '', 1)"));
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync($"{insert} (1, 1, 0, '', 1), (1, 2, 0, '', 1)"));
        await connection.ExecuteAsync($"{insert} (1, 1, 0, '', 1) on conflict (subscription_id, statement_id) do update set judged = 2");
        await connection.ExecuteAsync($"{insert} (1, 1, 0, '', 1) on conflict (subscription_id, statement_id) do update set judged = 2");
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync("delete from subscription"));
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync("delete from statement"));
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("select judged from verdict"));
    }

    [ServerFact]
    public async Task Both_schemas_have_the_same_tables_and_columns()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot");
        try
        {
            var (file, server) = (NewsDb.InFolder(folder.FullName), TestDb.In(folder.FullName));
            Migrations.Apply(file);
            Migrations.Apply(server);
            await using var one = await file.OpenAsync(default);
            await using var two = await server.OpenAsync(default);
            var columns = (await one.QueryAsync<string>(
                """
                select m.name || '.' || c.name || case when c."notnull" = 1 or c.pk > 0 then ' not null' else '' end
                from sqlite_master m join pragma_table_info(m.name) c
                where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'statement_words%' and m.name not like 'schemaversions%' and m.name not like 'SchemaVersions%'
                """)).Order(StringComparer.Ordinal);
            var twins = (await two.QueryAsync<string>(
                """
                select table_name || '.' || column_name || case when is_nullable = 'NO' then ' not null' else '' end from information_schema.columns
                where table_schema = current_schema() and table_name not in ('statement_words', 'statement_words_source', 'schemaversions')
                """)).Order(StringComparer.Ordinal);
            Assert.Equal(columns, twins);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Nobody_who_saw_the_schema_unfinished_keeps_a_connection()
    {
        using var folder = new TempFolder();
        Migrations.Apply(NewsDb.InFolder(folder.Path));
        // The last connection to a file takes its log away.
        Assert.Equal([NewsDb.FileName], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [ServerFact]
    public async Task Nodes_that_start_at_the_same_time_migrate_once()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot");
        var db = TestDb.In(folder.FullName);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrations.Apply(db))));
        await using var connection = await db.OpenAsync(default);
        Assert.Equal(Migrations.Scripts("postgres").Count(), await connection.ExecuteScalarAsync<int>("select count(*) from schemaversions"));
        folder.Delete();
    }

    [ServerFact]
    public async Task A_step_and_the_wait_for_another_nodes_steps_take_longer_than_a_statement_may()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db, KnownSchema.Steps.Where(s => string.CompareOrdinal(s, "0200") < 0));
        var hasty = NewsDb.OnServer(TestDb.ConnectionString(folder.Path) + ";Command Timeout=1");
        await using var connection = await db.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        // A step after these changes this table.
        await connection.ExecuteAsync("lock table delivery", transaction: transaction);
        Task[] nodes = [Task.Run(() => Migrations.Apply(hasty)), Task.Run(() => Migrations.Apply(hasty))];
        await Task.Delay(2500);
        await transaction.CommitAsync();
        await Task.WhenAll(nodes);
        Assert.Equal(Migrations.Scripts("postgres").Count(), await connection.ExecuteScalarAsync<int>("select count(*) from schemaversions"));
    }

    [GeneratedRegex("create (?:unique )?index ([a-z_]+)")]
    private static partial Regex Index();
}
