namespace NewsBot.Text.Encoder;

/// <summary>The model beside the program: loaded when it is first read with, shared by all readers of the process, and put away when
/// nobody reads, for it takes more memory than all the rest of the program.</summary>
internal sealed class ShippedModel : IDisposable
{
    private static readonly Lock Gate = new();
    private static ReaderModel? _loaded;
    private static int _readers;

    private bool _disposed;

    private ShippedModel(ReaderModel model) => Model = model;

    /// <summary>The model; it stays in memory at least until this is disposed of.</summary>
    public ReaderModel Model { get; }

    /// <summary>Loads the model if it is not in memory. Dispose of the result after reading.</summary>
    public static ShippedModel Take()
    {
        lock (Gate)
        {
            _loaded ??= new(ModelFile.Found());
            _readers++;
            return new(_loaded);
        }
    }

    /// <summary>Frees the model's memory, unless somebody reads with it now.</summary>
    /// <returns>True when it was in memory and is not any more.</returns>
    public static bool PutAway()
    {
        lock (Gate)
        {
            if (_readers > 0 || _loaded is null)
                return false;
            _loaded.Dispose();
            _loaded = null;
            NativeHeap.Trim();
            return true;
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        lock (Gate)
            _readers--;
    }
}
