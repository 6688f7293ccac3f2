namespace NewsBot.Channels.BotFramework.Sending;

/// <summary>How many sends a channel takes within any stretch of time.</summary>
internal readonly record struct Quota(int Sends, TimeSpan Window);

/// <summary>Keeps the sends of all conversations under Teams' limits. Knows no clock: the caller brings the time.</summary>
/// <remarks>https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit</remarks>
internal sealed class SendQuota
{
    private static readonly Quota[] PerConversation =
    [
        new(7, TimeSpan.FromSeconds(1)),
        new(8, TimeSpan.FromSeconds(2)),
        new(60, TimeSpan.FromSeconds(30)),
        new(1800, TimeSpan.FromHours(1)),
    ];

    private static readonly Quota[] PerTenant = [new(50, TimeSpan.FromSeconds(1))];

    // Conversations that are each talked to too much are rarer than a tenant that is.
    private const int Many = 3;

    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<(bool Tenant, string Id), SendHistory> histories = [];
    private readonly Dictionary<(string Tenant, string Conversation), DateTimeOffset> pauses = [];
    private DateTimeOffset nextPrune = DateTimeOffset.MinValue;

    /// <summary>How many conversations and tenants are remembered.</summary>
    public int Remembered
    {
        get
        {
            lock (gate)
                return histories.Count;
        }
    }

    /// <summary>Takes a place for one send.</summary>
    /// <param name="conversation">The channel's id of the conversation.</param>
    /// <param name="tenant">Empty when it is not known.</param>
    /// <param name="now">The time; never earlier than at the call before.</param>
    /// <returns>Zero when the place was taken; else how long to wait before asking again.</returns>
    public TimeSpan Take(string conversation, string tenant, DateTimeOffset now)
    {
        lock (gate)
        {
            Prune(now);
            var (here, there) = (Of(false, conversation, PerConversation), Of(true, tenant, PerTenant));
            var wait = Max(here.Wait(now), there.Wait(now));
            if (pauses.TryGetValue((tenant, conversation), out var over))
                wait = Max(wait, over - now);
            if (wait > TimeSpan.Zero)
                return wait;
            here.Add(now);
            there.Add(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Gives no place in a conversation before a time that the channel has asked for.</summary>
    /// <returns>Whether so many conversations of the tenant are waiting so that it is the tenant's limit that is used up: the channel does
    /// not say whose it is.</returns>
    public bool Pause(string conversation, string tenant, DateTimeOffset until, DateTimeOffset now)
    {
        lock (gate)
        {
            pauses[(tenant, conversation)] = until;
            return tenant.Length > 0 && pauses.Count(p => p.Key.Tenant == tenant && p.Value > now) >= Many;
        }
    }

    private SendHistory Of(bool tenant, string id, Quota[] quotas)
    {
        if (!histories.TryGetValue((tenant, id), out var history))
            histories[(tenant, id)] = history = new SendHistory(quotas);
        return history;
    }

    private void Prune(DateTimeOffset now)
    {
        if (now < nextPrune)
            return;
        nextPrune = now + PruneEvery;
        foreach (var old in histories.Where(h => h.Value.IsOver(now)).Select(h => h.Key).ToList())
            histories.Remove(old);
        foreach (var over in pauses.Where(p => p.Value <= now).Select(p => p.Key).ToList())
            pauses.Remove(over);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>When one conversation or tenant was last sent to, as far back as its quotas look.</summary>
internal sealed class SendHistory(Quota[] quotas)
{
    private readonly int longest = quotas.Max(q => q.Sends);
    private readonly TimeSpan widest = quotas.Max(q => q.Window);
    private readonly List<DateTimeOffset> sends = [];

    /// <summary>How long until one more send fits into every window; zero when it fits now.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        var wait = TimeSpan.Zero;
        foreach (var quota in quotas)
        {
            if (sends.Count < quota.Sends)
                continue;
            var free = sends[^quota.Sends] + quota.Window - now;
            if (free > wait)
                wait = free;
        }

        return wait;
    }

    public void Add(DateTimeOffset now)
    {
        // Cut in one piece now and then: to cut at each send would move the whole list.
        if (sends.Count >= 2 * longest)
            sends.RemoveRange(0, sends.Count - longest);
        sends.Add(now);
    }

    /// <summary>Whether no window holds a send any more.</summary>
    public bool IsOver(DateTimeOffset now) => sends.Count == 0 || sends[^1] + widest <= now;
}
