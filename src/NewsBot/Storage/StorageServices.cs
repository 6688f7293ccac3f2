namespace NewsBot.Storage;

internal static class StorageServices
{
    /// <summary>The database of a PostgreSQL server when there is a connection string, else of the data folder; brought up to date.</summary>
    /// <exception cref="FormatException">The connection string is none of PostgreSQL.</exception>
    public static NewsDb OpenStorage(string dataFolder, string? connectionString)
    {
        var db = string.IsNullOrWhiteSpace(connectionString) ? NewsDb.InFolder(dataFolder) : NewsDb.OnServer(connectionString);
        Migrations.Apply(db);
        return db;
    }

    public static IServiceCollection AddStorage(this IServiceCollection services, NewsDb db) => services.AddSingleton(db).AddSingleton(NodeName.New());
}
