using Microsoft.Data.Sqlite;

namespace NewsBot.Tests.Channels;

/// <summary>A data folder of one test.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot");

    public string Path => folder.FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
