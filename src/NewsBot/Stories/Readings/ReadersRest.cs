using NewsBot.Text;

namespace NewsBot.Stories.Readings;

/// <summary>Lets the text engine's model out of memory when no article has come for a while: most desks sleep longer than they read.</summary>
public sealed class ReadersRest
{
    /// <summary>Longer than the pause between two looks at busy sources, so that a busy desk loads the model once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TimeProvider clock;
    private readonly Func<bool> putAway;
    private DateTimeOffset? lastRead;

    public ReadersRest(TimeProvider clock)
        : this(clock, ArticleReader.Rest)
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
