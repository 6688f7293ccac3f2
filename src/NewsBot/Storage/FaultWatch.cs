using System.Collections.Concurrent;

namespace NewsBot.Storage;

/// <summary>The faults of the database that whoever works on it has met and that nothing has succeeded after: a probe may find a full disk
/// well as long as it writes little.</summary>
internal sealed class FaultWatch
{
    private readonly ConcurrentDictionary<string, string> standing = new(StringComparer.Ordinal);

    /// <summary>One of the standing faults, as a sentence; null when there is none.</summary>
    public string? Fault => standing.Values.FirstOrDefault();

    /// <summary>Work has failed by a fault of the database.</summary>
    public void Met(string work, string sentence) => standing[work] = sentence;

    /// <summary>The same work has succeeded.</summary>
    public void Over(string work) => standing.TryRemove(work, out _);
}
