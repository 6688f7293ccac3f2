using NewsBot.Storage;

namespace NewsBot.Web;

/// <summary>Lets one request at a time through to a host; the others wait their turn.</summary>
/// <param name="turns">Keeps turns among the nodes of a newsroom; null for a program that is alone.</param>
internal sealed class HostGate(NodeTurns? turns)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the host to be free; disposing the result frees it.</summary>
    /// <param name="host">The host, with its port.</param>
    /// <param name="longest">The longest that the request takes.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<IAsyncDisposable> EnterAsync(string host, TimeSpan longest, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (entries)
        {
            if (!entries.TryGetValue(host, out entry!))
                entries[host] = entry = new Entry();
            entry.Users++;
        }

        var mine = false;
        try
        {
            await entry.Turn.WaitAsync(cancellationToken);
            mine = true;
            // One of this node's at a time asks the others, so that they are asked seldom.
            var among = turns is null ? null : await turns.TakeAsync("host " + host, longest, cancellationToken);
            return new Pass(this, host, entry, among);
        }
        catch
        {
            if (mine)
                entry.Turn.Release();
            Leave(host, entry);
            throw;
        }
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

    private sealed class Pass(HostGate gate, string host, Entry entry, IAsyncDisposable? among) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (among is not null)
                await among.DisposeAsync();
            entry.Turn.Release();
            gate.Leave(host, entry);
        }
    }
}
