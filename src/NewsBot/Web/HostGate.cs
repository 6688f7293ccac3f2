namespace NewsBot.Web;

/// <summary>Lets one request at a time through to a host; the others wait their turn.</summary>
internal sealed class HostGate
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host to be free; disposing the result frees it.</summary>
    public async Task<IDisposable> EnterAsync(string host, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (entries)
        {
            if (!entries.TryGetValue(host, out entry!))
                entries[host] = entry = new Entry();
            entry.Users++;
        }

        try
        {
            await entry.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(host, entry);
            throw;
        }

        return new Pass(this, host, entry);
    }

    private void Leave(string host, Entry entry)
    {
        lock (entries)
        {
            if (--entry.Users > 0)
                return;
            entries.Remove(host);
            entry.Turn.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(HostGate gate, string host, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Turn.Release();
            gate.Leave(host, entry);
        }
    }
}
