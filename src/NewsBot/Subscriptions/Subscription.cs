namespace NewsBot.Subscriptions;

/// <summary>As what a subscription delivers.</summary>
public enum SubscriptionMode
{
    /// <summary>A card for each new statement, as it is found; many at once share one.</summary>
    Alerts,

    /// <summary>An edition at a set hour.</summary>
    Digest,
}

/// <summary>Whether a subscription is live.</summary>
public enum SubscriptionState
{
    Active,
    Paused,
    Ended,
}

/// <summary>What somebody did to the state of a subscription; its sentence begins with their name.</summary>
/// <param name="Person">The channel's id of the person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="What">What they did, as it follows the name.</param>
public sealed record PersonsAct(string Person, string Name, string What)
{
    internal string Sentence => $"{Name} {What}";
}

/// <summary>What one conversation wants, as what, and when.</summary>
public sealed class Subscription
{
    public required long Id { get; init; }

    public required long ConversationId { get; init; }

    /// <summary>The number that people see and type: <c>#3</c>; counted for each conversation, never reused.</summary>
    public required int Number { get; init; }

    /// <summary>A topic's key; empty for a digest of everything that the conversation follows, or for a speaker on any topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The filter as it is written in commands: <c>speaker:"Amir Khan Muttaqi" -outlet:dawn</c>.</summary>
    public required string Filter { get; init; }

    public required SubscriptionMode Mode { get; init; }

    /// <summary>Local hour of a digest, <c>HH:mm</c>, in the conversation's zone.</summary>
    public string? At { get; init; }

    /// <summary>Days of a digest: bit 0 is Monday.</summary>
    public required int Days { get; init; }

    public DateTimeOffset? NextDue { get; init; }

    public DateTimeOffset? LastEdition { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required string CreatedBy { get; init; }

    public string? CreatedByName { get; init; }

    public required SubscriptionState State { get; init; }

    public string? StateReason { get; init; }

    /// <summary>The post under which it delivers; null for the conversation itself.</summary>
    public string? Thread { get; init; }

    /// <summary>When a silence ends by itself; null for what is not muted.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>When the last silence began; null when there never was one.</summary>
    public DateTimeOffset? SilentFrom { get; init; }

    /// <summary>When it ended, or is to end; up to, and not including.</summary>
    public DateTimeOffset? SilentTo { get; init; }

    /// <summary>Statements up to this position were there before the subscription and are not announced.</summary>
    public required long AfterStatement { get; init; }
}
