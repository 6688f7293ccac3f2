namespace NewsBot.Storage.Backups;

/// <summary><c>db backup FILE</c>, <c>db restore FILE</c>, <c>db move --from … --to …</c>.</summary>
internal static class DatabaseCommandLine
{
    /// <summary>Writes a backup; the newsroom may be at work.</summary>
    public static Task<int> BackupAsync(string data, string? connectionString, string file, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        var db = string.IsNullOrWhiteSpace(connectionString) ? Existing(data) : NewsDb.OnServer(connectionString);
        await DatabaseFile.BackupAsync(db, Path.GetFullPath(file), stop);
        return $"{file} holds the newsroom, checked ({new FileInfo(file).Length / 1024:N0} KB).";
    });

    /// <summary>Puts a backup back; the newsroom must not be at work.</summary>
    public static Task<int> RestoreAsync(string data, string? connectionString, string file, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            DatabaseFile.Check(file);
            return Told(await DatabaseCopy.RunAsync(NewsDb.InFile(file), NewsDb.OnServer(connectionString), stop));
        }

        using var alone = FolderLock.Take(data);
        var kept = DatabaseFile.Restore(file, Path.Combine(data, "newsbot.db"));
        return kept is null ? $"{file} is the newsroom of {data} now." : $"{file} is the newsroom of {data} now; what was there is {kept}.";
    });

    /// <summary>Copies an SQLite newsroom to an empty PostgreSQL database, or the other way.</summary>
    /// <param name="from">A data folder, an SQLite file, or a connection string of PostgreSQL.</param>
    /// <param name="to">The same.</param>
    public static Task<int> MoveAsync(string from, string to, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        var folder = Directory.Exists(from) ? from : null;
        using var alone = folder is null ? null : FolderLock.Take(folder);
        return Told(await DatabaseCopy.RunAsync(Named(from), Named(to), stop));
    });

    private static string Told(IReadOnlyDictionary<string, long> rows) =>
        $"Copied and checked: {rows.Values.Sum():N0} rows in {rows.Count} tables.";

    private static NewsDb Named(string place)
    {
        if (place.Contains('=', StringComparison.Ordinal))
            return NewsDb.OnServer(place);
        return Path.HasExtension(place) || File.Exists(place) ? NewsDb.InFile(place) : NewsDb.InFolder(place);
    }

    private static NewsDb Existing(string data) => File.Exists(Path.Combine(data, "newsbot.db"))
        ? NewsDb.InFolder(data)
        : throw new StorageException($"There is no newsroom in {data}; name its folder with --data DIR.");

    private static async Task<int> SayAsync(TextWriter output, Func<Task<string>> work)
    {
        try
        {
            await output.WriteLineAsync(await work());
            return 0;
        }
        catch (System.Data.Common.DbException fault)
        {
            await output.WriteLineAsync(StorageException.Sentence(fault));
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
