namespace NewsBot.Storage.Backups;

/// <summary><c>db backup FILE</c>, <c>db restore FILE</c>, <c>db move --from … --to …</c>. Each says which database it
/// took.</summary>
internal static class DatabaseCommandLine
{
    /// <summary>Writes a backup; the newsroom may be at work.</summary>
    public static Task<int> BackupAsync(string data, string? connectionString, string file, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        var db = string.IsNullOrWhiteSpace(connectionString) ? Existing(data) : NewsDb.OnServer(connectionString);
        await DatabaseFile.BackupAsync(db, Path.GetFullPath(file), stop);
        return $"{file} holds the newsroom of {db.Engine.Place}, checked ({new FileInfo(file).Length / 1024:N0} KB).";
    });

    /// <summary>Puts a backup back; the newsroom must not be at work.</summary>
    public static Task<int> RestoreAsync(string data, string? connectionString, string file, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
            return await RestoreAsync(file, NewsDb.OnServer(connectionString), stop);
        using var alone = FolderLock.Take(data);
        var database = Path.Combine(data, NewsDb.FileName);
        var kept = DatabaseFile.Restore(file, database, TimeProvider.System.GetUtcNow());
        return kept is null ? $"{file} is {database} now." : $"{file} is {database} now; what was there is {kept}.";
    });

    /// <summary>Copies an SQLite newsroom to an empty PostgreSQL database, or the other way.</summary>
    /// <param name="from">A data folder, an SQLite file, or a connection string of PostgreSQL.</param>
    /// <param name="to">The same.</param>
    public static Task<int> MoveAsync(string from, string to, TextWriter output, CancellationToken stop) => SayAsync(output, async () =>
    {
        var (source, folder) = Source(from);
        using var alone = folder is null ? null : FolderLock.Take(folder);
        var target = Target(to);
        return Told(await DatabaseCopy.RunAsync(source, target, stop), source, target);
    });

    // A copy is brought to the schema of this version first: the backup stays as it is, and the server's tables may be there
    // already.
    private static async Task<string> RestoreAsync(string file, NewsDb server, CancellationToken stop)
    {
        if (!File.Exists(file))
            throw new StorageException($"{file} is not there.");
        DatabaseFile.Check(file);
        var folder = Directory.CreateTempSubdirectory("newsbot-restore");
        try
        {
            var copy = Path.Combine(folder.FullName, NewsDb.FileName);
            File.Copy(file, copy);
            var backup = NewsDb.InFile(copy, pooled: false);
            Migrations.Apply(backup);
            DatabaseFile.Doubt(copy, TimeProvider.System.GetUtcNow());
            return Told(await DatabaseCopy.RunAsync(backup, server, stop), NewsDb.InFile(file), server);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Told(IReadOnlyDictionary<string, long> rows, NewsDb from, NewsDb to) =>
        $"Copied from {from.Engine.Place} to {to.Engine.Place} and checked: {rows.Values.Sum():N0} rows in {rows.Count} tables.";

    private static (NewsDb Db, string? Folder) Source(string place)
    {
        if (IsServer(place))
            return (NewsDb.OnServer(place), null);
        if (File.Exists(Path.Combine(place, NewsDb.FileName)))
            return (NewsDb.InFolder(place), place);
        return File.Exists(place)
            ? (NewsDb.InFile(place), Path.GetDirectoryName(Path.GetFullPath(place)))
            : throw new StorageException($"There is no newsroom at {place}.");
    }

    private static NewsDb Target(string place)
    {
        if (IsServer(place))
            return NewsDb.OnServer(place);
        // A folder's name may begin with a dot.
        var isFile = !Directory.Exists(place)
            && (File.Exists(place) || (Path.HasExtension(place) && Path.GetFileNameWithoutExtension(place).Length > 0));
        return isFile ? NewsDb.InFile(place) : NewsDb.InFolder(place);
    }

    private static bool IsServer(string place) => place.Contains('=', StringComparison.Ordinal);

    private static NewsDb Existing(string data) => File.Exists(Path.Combine(data, NewsDb.FileName))
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
