using Dapper;
using NewsBot.Storage;
using NewsBot.Storage.Backups;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class DatabaseCopyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-copy");
    private readonly Newsroom _newsroom = new();

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
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        await Assert.ThrowsAsync<StorageException>(() => DatabaseFile.BackupAsync(_newsroom.Db, backup, default));
        Assert.Null(DatabaseFile.Restore(backup, file));
        Assert.Equal(3, await CountAsync(NewsDb.InFile(file), "statement"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.Equal(file + ".before-restore", DatabaseFile.Restore(backup, file));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_changes_nothing()
    {
        var (backup, file) = (Path.Combine(_folder.FullName, "backup.db"), Path.Combine(_folder.FullName, "newsbot.db"));
        await DatabaseFile.BackupAsync(_newsroom.Db, backup, default);
        DatabaseFile.Restore(backup, file);
        await using (var stream = new FileStream(backup, FileMode.Open))
        {
            stream.Position = 8192;
            stream.Write(new byte[8192]);
        }

        Assert.Throws<StorageException>(() => DatabaseFile.Restore(backup, file));
        Assert.Equal(3, await CountAsync(NewsDb.InFile(file), "statement"));
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

    private static async Task<int> CountAsync(NewsDb db, string table)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<int>($"select count(*) from {table}");
    }
}
