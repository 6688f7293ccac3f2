namespace NewsBot.Storage;

/// <summary>Keeps a data folder for one process: an SQLite newsroom has no second one. The system lets go of it when the process dies.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <exception cref="StorageException">Another process has the folder, or it cannot be written to.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderLock(new FileStream(Path.Combine(folder, "newsbot.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException($"NewsBot may not write to {folder}; give it a folder of its own with --data DIR.", e);
        }
        catch (IOException e)
        {
            throw new StorageException(
                $"{folder} cannot be used: {e.Message} If another NewsBot works there, stop it; several nodes need PostgreSQL (ConnectionStrings:NewsBot).", e);
        }
    }

    public void Dispose() => held.Dispose();
}
