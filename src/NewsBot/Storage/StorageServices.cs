namespace NewsBot.Storage;

internal static class StorageServices
{
    /// <summary>The database of the data folder, brought up to date.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataFolder)
    {
        var db = NewsDb.InFolder(dataFolder);
        Migrations.Apply(db);
        return services.AddSingleton(db);
    }
}
