using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsBot.Storage;
using NewsBot.Storage.Backups;

namespace NewsBot.Torture;

/// <summary>Faults of the disk under an SQLite newsroom: each is to end in a sentence, leave nothing half done, and be over when mended.</summary>
internal static class StorageFaults
{
    public static async Task<bool> RunAsync()
    {
        var (passed, failed) = (0, 0);
        foreach (var (name, fault) in new (string, Func<string, Task<string?>>)[]
        {
            ("locked file", LockedAsync),
            ("damaged page", DamagedAsync),
            ("read-only folder", ReadOnlyAsync),
            ("second process", SecondAsync),
            ("disk full", FullAsync),
            ("killed migration", KilledAsync),
        })
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

    private static async Task<string?> ReadOnlyAsync(string folder)
    {
        var file = Path.Combine(folder, "newsbot.db");
        Migrations.Apply(NewsDb.InFile(file));
        SqliteConnection.ClearAllPools();
        var db = NewsDb.InFile(file, readOnly: true);
        return await FaultOfAsync(db) is { } sentence && sentence.Contains("read-only", StringComparison.Ordinal) ? null : "no sentence about the read-only file";
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

    // A process that is killed while it migrates leaves no script half done.
    private static async Task<string?> KilledAsync(string folder)
    {
        var random = new Random(7);
        var now = DateTimeOffset.UtcNow;
        for (var i = 0; i < 5; i++)
        {
            using var node = new Node(["--data", folder, "--sample-speed", "0"], new FastClock(now, now, 1));
            node.Start();
            await Task.Delay(200 + random.Next(1500));
            node.Kill();
        }

        var db = NewsDb.InFolder(folder);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<string>("pragma integrity_check") == "ok" ? await FaultOfAsync(db) : "the file is damaged";
    }

    private static async Task<long> RowsAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>("select count(*) from chat");
    }

    private static async Task<string?> FaultOfAsync(NewsDb db)
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
