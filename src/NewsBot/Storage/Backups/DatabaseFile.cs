using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace NewsBot.Storage.Backups;

/// <summary>Backups: a newsroom in one checked SQLite file, whatever engine it works on.</summary>
internal static class DatabaseFile
{
    private const string Kept = ".before-restore-";

    /// <summary>Writes a backup while the newsroom works on; the file is there, whole and checked, or it is not there.</summary>
    /// <exception cref="StorageException">The file is there already, or the copy does not pass its check.</exception>
    public static async Task BackupAsync(NewsDb db, string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
            throw new StorageException($"{file} is there already; a backup does not take its place.");
        var fresh = file + ".new";
        // What a try that was killed has left.
        TakeAway(fresh);
        try
        {
            if (db.Engine is SqliteEngine)
            {
                await using var from = (SqliteConnection)await db.OpenAsync(cancellationToken);
                await using var to = Open(fresh, SqliteOpenMode.ReadWriteCreate);
                from.BackupDatabase(to);
            }
            else
            {
                await DatabaseCopy.RunAsync(db, NewsDb.InFile(fresh, pooled: false), cancellationToken);
            }

            Alone(fresh);
            Check(fresh);
            File.Move(fresh, file);
        }
        catch
        {
            TakeAway(fresh);
            throw;
        }
    }

    /// <summary>Puts a checked backup in the place of a database file; the one that was there is kept beside it. What was owed when the backup
    /// was made may have been sent since.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="file">The database file.</param>
    /// <param name="now">Part of the name of what is kept.</param>
    /// <returns>Where the file that was there is kept; null when there was none.</returns>
    /// <exception cref="StorageException">The backup is not there or does not pass its check; nothing was changed.</exception>
    public static string? Restore(string backup, string file, DateTimeOffset now)
    {
        if (!File.Exists(backup))
            throw new StorageException($"{backup} is not there.");
        Check(backup);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var fresh = file + ".new";
        TakeAway(fresh);
        try
        {
            File.Copy(backup, fresh);
            Doubt(fresh, now);
        }
        catch
        {
            TakeAway(fresh);
            throw;
        }

        var kept = BrokenOff(file) ?? string.Create(CultureInfo.InvariantCulture, $"{file}{Kept}{now:yyyyMMdd-HHmmss}");
        // The log of the old file is no part of the new one; after a kill the last commits of the old one are only there.
        foreach (var part in new[] { "", "-wal" })
        {
            if (File.Exists(file + part))
                File.Move(file + part, kept + part);
        }

        File.Delete(file + "-shm");
        File.Move(fresh, file);
        return File.Exists(kept) ? kept : null;
    }

    /// <summary>Marks what was owed as posted by nobody knows whom: it is looked for where the channel can tell, and marked as a possible repeat
    /// elsewhere.</summary>
    /// <param name="file">A copy of a backup, of whatever version.</param>
    /// <param name="now">When what has no time of its own is tried.</param>
    public static void Doubt(string file, DateTimeOffset now)
    {
        // Owed, sending or failed becomes unknown, for a lost answer.
        const string doubt =
            """
            update delivery set state = 4, reason = 3, reason_text = 'A backup was put back; it may have been sent since that was made.',
              next_try = coalesce(next_try, @now)
            where state in (0, 1, 3)
            """;
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        connection.Execute("pragma journal_mode = delete");
        connection.Execute(doubt, new { now });
    }

    /// <summary>Refuses to begin an empty newsroom where a restore was broken off between its moves; where it was before them, what it has left
    /// is taken away.</summary>
    /// <param name="file">The database file, whose folder nobody else works in.</param>
    /// <exception cref="StorageException">The file is not there, and what a restore leaves is.</exception>
    public static void RefuseHalfRestored(string file)
    {
        if (File.Exists(file))
        {
            TakeAway(file + ".new");
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var name = Path.GetFileName(file);
        var left = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, name + ".*").Select(Path.GetFileName).OfType<string>()
                .Where(n => n == name + ".new" || n.StartsWith(name + Kept, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList()
            : [];
        if (left.Count > 0)
        {
            throw new StorageException(
                $"{file} is not there, but what a restore that was broken off has left is: {string.Join(", ", left)}. "
                + $"Restore once more (newsbot db restore FILE), or move the newest {name}{Kept}… back to {name}.");
        }
    }

    // The first move was made and the log's was not: the log belongs to what is kept already.
    private static string? BrokenOff(string file)
    {
        if (File.Exists(file) || !File.Exists(file + "-wal"))
            return null;
        return Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + Kept + "*")
            .Where(k => !k.EndsWith("-wal", StringComparison.Ordinal) && !File.Exists(k + "-wal")).Max(StringComparer.Ordinal);
    }

    /// <exception cref="StorageException">The file is no whole newsroom.</exception>
    public static void Check(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            var faults = connection.Query<string>("pragma integrity_check").Take(3).ToList();
            if (faults is not ["ok"])
                throw new StorageException($"{file} is damaged: {string.Join("; ", faults)}");
            if (connection.Query("pragma foreign_key_check").Any())
                throw new StorageException($"{file} is not whole: rows refer to rows that are not there.");
            if (connection.ExecuteScalar<long>("select count(*) from sqlite_master where name = 'subscription'") == 0)
                throw new StorageException($"{file} is no newsroom.");
        }
        catch (SqliteException fault)
        {
            throw new StorageException($"{file} cannot be read. {StorageException.Sentence(fault)}", fault);
        }
    }

    // Also of a try that failed for want of room: others need it.
    private static void TakeAway(string fresh)
    {
        try
        {
            foreach (var part in new[] { "", "-journal", "-wal", "-shm" })
                File.Delete(fresh + part);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Whoever cannot write there learns of it by what is tried next, or has already.
        }
    }

    // One file, without a log beside it.
    private static void Alone(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        connection.Execute("pragma journal_mode = delete");
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
