using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsBot.Storage;
using NewsBot.Storage.Backups;

namespace NewsBot.Torture.Faults;

/// <summary>A newsroom on a disk of a few megabytes, which is really full. Needs the right to mount one; without it nothing is shown.</summary>
internal static class FullDisk
{
    private const int Megabytes = 8;

    /// <summary>A backup that has no room leaves none of it taken, and the newsroom works on.</summary>
    public static async Task<string?> BackupAsync(string folder)
    {
        var disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", disk))
        {
            Console.WriteLine("storage: no disk can be mounted here, so none was filled");
            return null;
        }

        try
        {
            var db = NewsDb.InFolder(disk);
            Migrations.Apply(db);
            await FillAsync(db, Path.Combine(disk, NewsDb.FileName));
            var free = new DriveInfo(disk).AvailableFreeSpace;
            try
            {
                await DatabaseFile.BackupAsync(db, Path.Combine(disk, "backup"), default);
                return "there was room for the backup";
            }
            catch (DbException e) when (StorageException.Sentence(e).Contains("full", StringComparison.Ordinal))
            {
                var left = Directory.GetFiles(disk, "backup*").Length;
                return left > 0 ? $"{left} files of the backup were left"
                    : new DriveInfo(disk).AvailableFreeSpace < free ? "room was lost"
                    : await StorageFaults.FaultOfAsync(db);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Run("umount", disk);
        }
    }

    // More than half of the disk, so that a second one finds no room.
    private static async Task FillAsync(NewsDb db, string file)
    {
        await using var connection = await db.OpenAsync(default);
        for (var i = 0; new FileInfo(file).Length < Megabytes * 600_000; i++)
        {
            await connection.ExecuteAsync(
                "insert into chat (id, secret_hash, started) values (@id, @hash, 0)", new { id = $"x{i}", hash = new string('h', 100_000) });
            await connection.ExecuteAsync("pragma wal_checkpoint(truncate)");
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
