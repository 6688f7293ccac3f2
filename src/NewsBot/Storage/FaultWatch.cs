using System.Collections.Concurrent;

namespace NewsBot.Storage;

/// <summary>The faults of the database that whoever works on it has met and that nothing has succeeded after: a probe may find a full disk
/// well as long as it writes little.</summary>
internal sealed class FaultWatch(TimeProvider clock)
{
    /// <summary>What stands is met again within seconds, or half a minute more where the database is waited for. With several nodes the work may
    /// be another's next time, so that this one does not see it succeed.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (string Sentence, DateTimeOffset At)> standing = new(StringComparer.Ordinal);

    /// <summary>One of the standing faults, as a sentence; null when there is none.</summary>
    public string? Fault => standing.Values.Where(f => clock.GetUtcNow() - f.At < Lapse).Select(f => f.Sentence).FirstOrDefault();

    /// <summary>Work that is done again and again has failed by a fault of the database.</summary>
    public void Met(string work, string sentence) => standing[work] = (sentence, clock.GetUtcNow());

    /// <summary>The same work has succeeded.</summary>
    public void Over(string work) => standing.TryRemove(work, out _);
}
