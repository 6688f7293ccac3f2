using NewsBot.Digests;

namespace NewsBot.Deliveries;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    Owed,

    /// <summary>Claimed by a sender, until its lease ends: then the sender is taken to have died.</summary>
    Sending,

    Sent,

    /// <summary>Refused; there is a next try.</summary>
    Failed,

    /// <summary>The answer was lost, so the post may stand there or not.</summary>
    Unknown,

    /// <summary>No further try; the reason says why.</summary>
    GivenUp,
}

/// <summary>Why a delivery was not made.</summary>
public enum DeliveryProblem
{
    /// <summary>The channel asked us to wait.</summary>
    RateLimited,

    /// <summary>The channel is out of order.</summary>
    ServerError,

    /// <summary>The channel could not be reached, so nothing was posted.</summary>
    Network,

    /// <summary>The post was handed over and no answer came.</summary>
    AnswerLost,

    /// <summary>The channel's own side was in conflict (412).</summary>
    Conflict,

    /// <summary>The bot's credentials were not accepted.</summary>
    Unauthorized,

    /// <summary>The bot may not post there.</summary>
    Refused,

    /// <summary>The channel does not know the conversation.</summary>
    NoConversation,

    /// <summary>Too big, even as plain text.</summary>
    TooBig,

    /// <summary>The channel does not take what we posted.</summary>
    Rejected,

    /// <summary>The program could not make or hand over the post.</summary>
    Internal,

    /// <summary>The statement was withdrawn before it was sent.</summary>
    Withdrawn,

    /// <summary>The channel failed on the post itself, and asks not to be sent it again at once.</summary>
    Fault,

    /// <summary>Somebody must give the app a right there; no form of the post helps.</summary>
    NotPermitted,

    /// <summary>A gateway says that the channel cannot be reached just now (503): the post may have been made, but hardly was.</summary>
    Unavailable,
}

/// <summary>One digest owed to one conversation, or one of the posts that an edition goes out as.</summary>
public sealed class Delivery
{
    public required long Id { get; init; }

    public required long DigestId { get; init; }

    public required long ConversationId { get; init; }

    /// <summary>Which of the posts; the first is 1.</summary>
    public int Part { get; init; } = 1;

    /// <summary>How many posts there are; null while that is not settled.</summary>
    public int? Parts { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>Claims so far, by which a claim is told from an earlier one.</summary>
    public required int Attempts { get; init; }

    /// <summary>Tries in a row that failed for <see cref="Reason"/>.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next, a failed edit is tried again, or the claim of an edit ends; null while it is being sent
    /// and when it is finished.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The sender's lease has ended, by the database's clock.</summary>
    public bool Expired { get; init; }

    /// <summary>What it was before a claim under which nothing has been handed over; null once something may have been.</summary>
    public DeliveryState? Unposted { get; init; }

    /// <summary>A post may stand there, and nobody knows.</summary>
    public bool IsDoubtful => (State == DeliveryState.Sending ? Unposted : State) == DeliveryState.Unknown;

    /// <summary>A repeat, marked as such, was handed over, and nobody knows whether it was taken: there is no other.</summary>
    public bool Repeated { get; init; }

    /// <summary>What is delivered.</summary>
    public DigestKind Kind { get; init; }

    public DeliveryProblem? Reason { get; init; }

    public string? ReasonText { get; init; }

    /// <summary>The channel's id of the post.</summary>
    public string? ActivityId { get; init; }

    public DateTimeOffset? Sent { get; init; }

    /// <summary>Revision of an alert's statement as the post shows it; of a roundup's the sum, which grows with each; of an edition's what grows
    /// with their corrections. 0: not known.</summary>
    public int? ShownRevision { get; init; }

    /// <summary>Failed tries to bring the post up to what it shows.</summary>
    public int EditFailures { get; init; }
}
