namespace NewsBot.Stories.Readings;

/// <summary>Lets the text engine's model out of memory when no article has come for a while: most desks sleep longer than they read.</summary>
public sealed class ReadersRest
{
    /// <summary>Longer than a burst of articles. To load the model again takes less than a tenth of reading one article with it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TimeProvider clock;
    private readonly Func<bool> putAway;
    private DateTimeOffset? lastRead;

    public ReadersRest(TimeProvider clock)
        : this(clock, ReaderMemory.GiveBack)
    {
    }

    internal ReadersRest(TimeProvider clock, Func<bool> putAway) => (this.clock, this.putAway) = (clock, putAway);

    /// <summary>Told after each run of the reading job.</summary>
    /// <param name="read">How many articles it read.</param>
    public void After(int read)
    {
        var now = clock.GetUtcNow();
        if (read > 0 || lastRead is null)
            lastRead = now;
        else if (now - lastRead > Patience && putAway())
            lastRead = now;
    }
}
