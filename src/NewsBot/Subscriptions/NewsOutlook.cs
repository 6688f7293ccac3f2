namespace NewsBot.Subscriptions;

/// <summary>What whoever waits for news should know of the sources; the sample newsroom's day ends.</summary>
public sealed class NewsOutlook
{
    private Func<string?> sentence = () => null;

    /// <summary>A sentence when no news will come, and what to do; null as long as there may be some.</summary>
    public string? Warning => sentence();

    /// <summary>Asks here from now on.</summary>
    public void Ask(Func<string?> source) => sentence = source;
}
