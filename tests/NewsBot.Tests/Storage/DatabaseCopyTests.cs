using Dapper;
using NewsBot.Storage;
using NewsBot.Storage.Backups;
using NewsBot.Tests.Digests;
using Npgsql;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class DatabaseCopyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-copy");
    private readonly Newsroom _newsroom = new();
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public async Task InitializeAsync()
    {
        var here = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(here);
        await _newsroom.StatementsAsync(3);
        await _newsroom.ComposeAsync();
    }

    public async Task DisposeAsync()
    {
        await _newsroom.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_backup_is_written_while_others_write_and_restored_whole()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "restored", "newsbot.db"));
        var (pairs, before) = (0, 0);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; Interlocked.Increment(ref pairs))
            {
                await _newsroom.Db.WriteAsync(
                    async (connection, transaction) =>
                    {
                        foreach (var half in new[] { "a", "b" })
                            await connection.ExecuteAsync("insert into chat (id, secret_hash, started) values (@id, 'h', 0)", new { id = $"{half}{pairs}" }, transaction);
                        return 0;
                    },
                    default);
            }
        });
        // Until one was made while somebody wrote.
        do
        {
            File.Delete(backup);
            before = Volatile.Read(ref pairs);
            await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        }
        while (before == 0 || Volatile.Read(ref pairs) == before);
        await stop.CancelAsync();
        await writer;
        await Assert.ThrowsAsync<StorageException>(() => DatabaseFile.BackupAsync(_newsroom.Db, backup, default));
        Assert.Null(DatabaseFile.Restore(backup, file, Noon));
        var restored = NewsDb.InFile(file, pooled: false);
        Assert.Equal(3, await CountAsync(restored, "statement"));
        var (one, other) = (await CountAsync(restored, "chat where id like 'a%'"), await CountAsync(restored, "chat where id like 'b%'"));
        Assert.Equal(one, other);
        Assert.InRange(one, before, pairs);
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_nothing_of_itself_and_takes_away_what_a_killed_one_has_left()
    {
        var backup = Path.Combine(_folder.FullName, "backup.db");
        string[] parts = ["", "-journal", "-wal", "-shm"];
        foreach (var part in parts)
            await File.WriteAllTextAsync($"{backup}.new{part}", "left by a backup that was killed");
        await _newsroom.SqlAsync("alter table subscription rename to hidden");
        await Assert.ThrowsAnyAsync<Exception>(() => DatabaseFile.BackupAsync(_newsroom.Db, backup, default));
        Assert.Empty(Directory.GetFiles(_folder.FullName));
        await _newsroom.SqlAsync("alter table hidden rename to subscription");
        foreach (var part in parts)
            await File.WriteAllTextAsync($"{backup}.new{part}", "left by a backup that was killed");
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        Assert.Equal([backup], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task What_was_owed_when_a_backup_was_made_is_looked_for_or_marked_once_it_is_restored()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "newsbot.db"));
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = 1 where id = (select min(id) from delivery)");
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        DatabaseFile.Restore(backup, file, Noon);
        var restored = NewsDb.InFile(file, pooled: false);
        Assert.Equal((1, 2), (await CountAsync(restored, "delivery where state = 2"), await CountAsync(restored, "delivery where state = 4 and reason = 3 and next_try is not null")));
        Assert.Equal(2, await CountAsync(NewsDb.InFile(backup, pooled: false), "delivery where state = 0"));
    }

    [Fact]
    public async Task What_was_there_before_a_restore_is_kept_each_time_with_its_log()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        await File.WriteAllTextAsync(file, "old");
        await File.WriteAllTextAsync(file + "-wal", "the last commits before a kill");
        var first = DatabaseFile.Restore(backup, file, Noon);
        Assert.Equal(file + ".before-restore-20261125-120000", first);
        Assert.Equal("the last commits before a kill", await File.ReadAllTextAsync(first + "-wal"));
        Assert.False(File.Exists(file + "-wal"));
        Assert.NotEqual(first, DatabaseFile.Restore(backup, file, Noon.AddMinutes(1)));
        Assert.Equal("old", await File.ReadAllTextAsync(first!));
    }

    [Fact]
    public async Task A_restore_that_fails_or_was_killed_before_its_moves_leaves_the_newsroom_as_it_was()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName;
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(data, NewsDb.FileName));
        Migrations.Apply(NewsDb.InFolder(data));
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        // A backup of a newsroom that has no deliveries to doubt passes its check and cannot be put back.
        await using (var connection = await NewsDb.InFile(backup, pooled: false).OpenAsync(default))
            await connection.ExecuteAsync("pragma foreign_keys = off; drop table shown_post; drop table delivery");
        Assert.ThrowsAny<Exception>(() => DatabaseFile.Restore(backup, file, Noon));
        Assert.False(File.Exists(file + ".new"));
        await File.WriteAllTextAsync(file + ".new", "left by a restore that was killed");
        await File.WriteAllTextAsync(file + ".new-journal", "left by a restore that was killed");
        StorageServices.OpenStorage(data, null);
        Assert.Empty(Directory.GetFiles(data, "*.new*"));
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("newsbot.db.new")]
    [InlineData("newsbot.db.before-restore-20261125-120000")]
    public async Task A_start_beside_a_restore_that_was_broken_off_makes_no_empty_newsroom(string left)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, left), "left by a restore");
        var refusal = Assert.Throws<StorageException>(() => StorageServices.OpenStorage(data, null));
        Assert.Contains(left, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("db restore", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([left], Directory.GetFiles(data).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_restore_after_one_that_was_broken_off_keeps_the_old_log_beside_its_file()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        var old = file + ".before-restore-20261125-115900";
        await File.WriteAllTextAsync(old, "old");
        await File.WriteAllTextAsync(file + "-wal", "the last commits");
        Assert.Equal(old, DatabaseFile.Restore(backup, file, Noon));
        Assert.Equal("the last commits", await File.ReadAllTextAsync(old + "-wal"));
        Assert.Equal(3, await CountAsync(NewsDb.InFile(file, pooled: false), "statement"));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_changes_nothing()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        DatabaseFile.Restore(backup, file, Noon);
        await using (var stream = new FileStream(backup, FileMode.Open))
        {
            stream.Position = 8192;
            stream.Write(new byte[8192]);
        }

        Assert.Throws<StorageException>(() => DatabaseFile.Restore(backup, file, Noon));
        Assert.Equal(3, await CountAsync(NewsDb.InFile(file), "statement"));
    }

    [Fact]
    public async Task Numbers_that_are_not_whole_arrive_as_they_are()
    {
        await _newsroom.SqlAsync("update report set score = 0.375");
        var file = NewsDb.InFile(Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseCopy.RunAsync(_newsroom.Db, file, default);
        await using var connection = await file.OpenAsync(default);
        Assert.All(await connection.QueryAsync<double>("select score from report"), s => Assert.Equal(0.375, s));
    }

    [Fact]
    public async Task A_newsroom_of_an_earlier_schema_is_copied_as_it_is_and_stays_so()
    {
        var (earlier, copy) = (InFile("earlier.db"), InFile("copy.db"));
        Migrations.Apply(earlier, KnownSchema.Steps.SkipLast(1));
        await DatabaseCopy.RunAsync(earlier, copy, default);
        foreach (var db in new[] { earlier, copy })
            Assert.Equal(KnownSchema.Steps.Count - 1, await CountAsync(db, "schemaversions"));
        var newest = InFile("newest.db");
        Migrations.Apply(newest);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => DatabaseCopy.RunAsync(earlier, newest, default));
        Assert.Contains(KnownSchema.Steps[^1], refusal.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_backup_leaves_the_schema_of_a_server_and_a_restore_leaves_the_backup_as_it_was()
    {
        var (server, file) = (TestDb.In(_folder.FullName), Path.Combine(_folder.FullName, "backup.db"));
        Migrations.Apply(server, KnownSchema.Steps.SkipLast(1));
        await DatabaseFile.BackupAsync(server, file, default);
        Assert.Equal(KnownSchema.Steps.Count - 1, await CountAsync(server, "schemaversions"));
        var before = await File.ReadAllBytesAsync(file);
        // A server on which this version has been started already.
        var other = Path.Combine(_folder.FullName, "other");
        Migrations.Apply(TestDb.In(other));
        var output = new StringWriter();
        var status = await DatabaseCommandLine.RestoreAsync(other, TestDb.ConnectionString(other), file, output, default);
        Assert.True(status == 0, output.ToString());
        var named = new NpgsqlConnectionStringBuilder(TestDb.ConnectionString(other)).Database;
        Assert.Contains($"to the database {named} on 127.0.0.1 and checked", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_data_folder_may_begin_with_a_dot_and_one_that_is_not_there_is_an_error()
    {
        var (there, copy) = (Path.Combine(_folder.FullName, ".newsbot"), Path.Combine(_folder.FullName, "copy.db"));
        Migrations.Apply(NewsDb.InFolder(there));
        var output = new StringWriter();
        Assert.Equal(1, await DatabaseCommandLine.MoveAsync(there + "t", copy, output, default));
        Assert.Equal($"There is no newsroom at {there}t.", output.ToString().Trim());
        Assert.False(File.Exists(copy) || Directory.Exists(there + "t"));
        Assert.Equal(0, await DatabaseCommandLine.MoveAsync(there, copy, output, default));
        Assert.Equal(0, await DatabaseCommandLine.MoveAsync(copy, Path.Combine(_folder.FullName, ".another"), output, default));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, ".another", "newsbot.db")));
    }

    [Fact]
    public async Task A_backup_takes_the_database_that_the_settings_of_the_data_folder_name_and_says_which()
    {
        var data = Path.Combine(_folder.FullName, "data");
        Migrations.Apply(NewsDb.InFolder(data));
        var backup = Path.Combine(_folder.FullName, "backup.db");
        Assert.Equal(0, await Program.Main(["db", "backup", backup, "--data", data]));
        File.Delete(backup);
        await File.WriteAllTextAsync(
            Path.Combine(data, "appsettings.Production.json"),
            """{ "ConnectionStrings": { "NewsBot": "Host=127.0.0.1;Port=1;Database=newsbot;Username=newsbot" } }""");
        Assert.Equal(1, await Program.Main(["db", "backup", backup, "--data", data]));
        Assert.False(File.Exists(backup));
    }

    [ServerFact]
    public async Task A_newsroom_moves_to_a_server_and_back_and_goes_on_there()
    {
        var file = NewsDb.InFile(Path.Combine(_folder.FullName, "newsbot.db"));
        var rows = await DatabaseCopy.RunAsync(_newsroom.Db, file, default);
        Assert.Equal((3L, 3L), (rows["statement"], rows["delivery"]));
        var server = TestDb.In(_folder.FullName);
        Assert.Equal(rows, await DatabaseCopy.RunAsync(file, server, default));
        await Assert.ThrowsAsync<StorageException>(() => DatabaseCopy.RunAsync(file, server, default));
        await using var connection = await server.OpenAsync(default);
        Assert.Equal(3, await connection.ExecuteScalarAsync<int>("select count(*) from statement_words"));
        Assert.Equal(4, await connection.ExecuteScalarAsync<long>(
            """
            insert into statement (speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog)
            values ('a', 'A', 0, 0, '2026-11-25', 'en', 'w', '', 0, 0) returning id
            """));
    }

    [ServerFact]
    public async Task A_full_text_index_takes_longer_to_be_filled_than_a_statement_may()
    {
        var file = NewsDb.InFile(Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseCopy.RunAsync(_newsroom.Db, file, default);
        var server = TestDb.In(_folder.FullName);
        Migrations.Apply(server);
        await using var connection = await server.OpenAsync(default);
        await connection.ExecuteAsync(
            """
            create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(2); return null; end $$;
            create trigger slow before insert on statement_words for each statement execute function slow()
            """);
        await DatabaseCopy.RunAsync(file, NewsDb.OnServer(TestDb.ConnectionString(_folder.FullName) + ";Command Timeout=1"), default);
        Assert.Equal(3, await connection.ExecuteScalarAsync<int>("select count(*) from statement_words"));
    }

    private NewsDb InFile(string name) => NewsDb.InFile(Path.Combine(_folder.FullName, name), pooled: false);

    private static async Task<int> CountAsync(NewsDb db, string table)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from {table}");
    }
}
