using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsBot.Storage;
using NewsBot.Storage.Backups;

namespace NewsBot.Torture.Faults;

/// <summary>Faults of the disk under a newsroom: each is to end in a sentence, leave nothing half done, and be over when mended.</summary>
internal static class StorageFaults
{
    /// <param name="seed">Says when processes are killed.</param>
    /// <param name="server">A PostgreSQL server to kill migrations of as well; null for none.</param>
    public static async Task<bool> RunAsync(int seed, string? server)
    {
        var (passed, failed) = (0, 0);
        List<(string Name, Func<string, Task<string?>> Fault)> faults =
        [
            ("locked file", LockedAsync),
            ("damaged first page", DamagedAsync),
            ("damaged page at work", DamagedAtWorkAsync),
            ("read-only file", ReadOnlyAsync),
            ("second process", SecondAsync),
            ("disk full", FullAsync),
            ("backup onto a disk without room", FullDisk.BackupAsync),
            ("killed migration", folder => KilledMigrations.OfFileAsync(folder, new Random(seed))),
        ];
        if (server is not null)
            faults.Add(("killed migration on the server", folder => KilledMigrations.OfServerAsync(folder, server, seed)));
        foreach (var (name, fault) in faults)
        {
            var folder = Directory.CreateTempSubdirectory("newsbot-storage");
            var watch = Stopwatch.StartNew();
            var trouble = await fault(folder.FullName);
            Console.WriteLine($"storage {name}: {trouble ?? "as it should be"} ({watch.Elapsed.TotalSeconds:N1} s)");
            (passed, failed) = trouble is null ? (passed + 1, failed) : (passed, failed + 1);
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0;
    }

    private static async Task<string?> LockedAsync(string folder)
    {
        var db = NewsDb.InFile(Path.Combine(folder, "newsbot.db"), wait: TimeSpan.FromSeconds(1));
        Migrations.Apply(db);
        await using (var other = await db.OpenAsync(default))
        {
            await other.ExecuteAsync("begin exclusive");
            if (await FaultOfAsync(db) is not { } sentence || !sentence.Contains("locked", StringComparison.Ordinal))
                return "no sentence about the lock";
        }

        SqliteConnection.ClearAllPools();
        return await FaultOfAsync(db);
    }

    private static async Task<string?> DamagedAsync(string folder)
    {
        var file = Path.Combine(folder, "newsbot.db");
        var db = NewsDb.InFile(file);
        Migrations.Apply(db);
        await DatabaseFile.BackupAsync(db, Path.Combine(folder, "backup"), default);
        SqliteConnection.ClearAllPools();
        await using (var stream = File.OpenWrite(file))
            stream.Write(new byte[4096]);
        File.Delete(file + "-wal");
        try
        {
            Migrations.Apply(db);
            return "a damaged file was taken";
        }
        catch (StorageException e) when (e.Message.Contains("damaged", StringComparison.Ordinal))
        {
            SqliteConnection.ClearAllPools();
            DatabaseFile.Restore(Path.Combine(folder, "backup"), file, TimeProvider.System.GetUtcNow());
            Migrations.Apply(db);
            return await FaultOfAsync(db);
        }
    }

    // The page of one table is damaged under a newsroom that works; the others go on, and so does it when the page is mended in place.
    private static async Task<string?> DamagedAtWorkAsync(string folder)
    {
        var file = Path.Combine(folder, "newsbot.db");
        var db = NewsDb.InFile(file);
        Migrations.Apply(db);
        long at;
        await using (var connection = await db.OpenAsync(default))
            at = await connection.ExecuteScalarAsync<long>("select (rootpage - 1) * (select page_size from pragma_page_size) from sqlite_master where name = 'story'");
        SqliteConnection.ClearAllPools();
        var whole = Exchange(file, at, new byte[4096]);
        if (await FaultOfAsync(db) is not { } sentence || !sentence.Contains("damaged", StringComparison.Ordinal))
            return "no sentence about the damage";
        if (await RowsAsync(db) != 0)
            return "another table is damaged as well";
        SqliteConnection.ClearAllPools();
        Exchange(file, at, whole);
        return await FaultOfAsync(db);
    }

    private static byte[] Exchange(string file, long at, byte[] bytes)
    {
        using var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        var was = new byte[bytes.Length];
        stream.Position = at;
        stream.ReadExactly(was);
        stream.Position = at;
        stream.Write(bytes);
        return was;
    }

    private static async Task<string?> ReadOnlyAsync(string folder)
    {
        var file = Path.Combine(folder, "newsbot.db");
        Migrations.Apply(NewsDb.InFile(file));
        SqliteConnection.ClearAllPools();
        var db = NewsDb.InFile(file, readOnly: true);
        if (await FaultOfAsync(db) is not { } sentence || !sentence.Contains("read-only", StringComparison.Ordinal))
            return "no sentence about the read-only file";
        SqliteConnection.ClearAllPools();
        return await FaultOfAsync(NewsDb.InFile(file));
    }

    private static async Task<string?> SecondAsync(string folder)
    {
        using var first = FolderLock.Take(folder);
        try
        {
            using var second = FolderLock.Take(folder);
            return "two processes work on one folder";
        }
        catch (StorageException)
        {
            await Task.CompletedTask;
            return null;
        }
    }

    // SQLite is told to stop growing where a disk would.
    private static async Task<string?> FullAsync(string folder)
    {
        var db = NewsDb.InFolder(folder);
        Migrations.Apply(db);
        var before = await RowsAsync(db);
        try
        {
            await db.WriteAsync(
                async (connection, transaction) =>
                {
                    var pages = await connection.ExecuteScalarAsync<long>("pragma page_count");
                    await connection.ExecuteAsync($"pragma max_page_count = {pages + 4}");
                    for (var i = 0; i < 1000; i++)
                        await connection.ExecuteAsync("insert into chat (id, secret_hash, started) values (@id, @hash, 0)", new { id = $"x{i}", hash = new string('h', 4000) }, transaction);
                },
                default);
            return "the disk was never full";
        }
        catch (SqliteException e) when (StorageException.Sentence(e).Contains("full", StringComparison.Ordinal))
        {
            SqliteConnection.ClearAllPools();
            return await RowsAsync(db) == before ? await FaultOfAsync(db) : "something half done was left";
        }
    }

    private static async Task<long> RowsAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>("select count(*) from chat");
    }

    /// <summary>What a small write meets, as a sentence; null when it succeeds.</summary>
    public static async Task<string?> FaultOfAsync(NewsDb db)
    {
        try
        {
            await db.WriteAsync((connection, transaction) => connection.ExecuteAsync("update story set last_found = last_found", transaction: transaction), default);
            return null;
        }
        catch (SqliteException e)
        {
            return StorageException.Sentence(e);
        }
    }
}
