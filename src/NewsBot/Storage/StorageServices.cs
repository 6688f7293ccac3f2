using NewsBot.Storage.Backups;

namespace NewsBot.Storage;

internal static class StorageServices
{
    /// <summary>The database of a PostgreSQL server when there is a connection string, else of the data folder; brought up to date.</summary>
    /// <exception cref="FormatException">The connection string is none of PostgreSQL.</exception>
    /// <exception cref="StorageException">The database cannot be used, or a restore into the folder was broken off.</exception>
    public static NewsDb OpenStorage(string dataFolder, string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            DatabaseFile.RefuseHalfRestored(Path.Combine(dataFolder, NewsDb.FileName));
        var db = string.IsNullOrWhiteSpace(connectionString) ? NewsDb.InFolder(dataFolder) : NewsDb.OnServer(connectionString);
        Migrations.Apply(db);
        return db;
    }

    /// <summary>The same database to read in, as it is; null when there is none in the folder yet.</summary>
    /// <exception cref="FormatException">The connection string is none of PostgreSQL.</exception>
    public static NewsDb? FindStorage(string dataFolder, string? connectionString)
    {
        if (!string.IsNullOrWhiteSpace(connectionString))
            return NewsDb.OnServer(connectionString);
        var file = Path.Combine(dataFolder, NewsDb.FileName);
        return File.Exists(file) ? NewsDb.InFile(file, readOnly: true) : null;
    }

    public static IServiceCollection AddStorage(this IServiceCollection services, NewsDb db) => services.AddSingleton(db).AddSingleton(NodeName.New()).AddSingleton<FaultWatch>();
}
