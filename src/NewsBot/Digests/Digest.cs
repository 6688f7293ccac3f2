using NewsBot.Conversations;
using NewsBot.Stories;

namespace NewsBot.Digests;

/// <summary>What an edition is.</summary>
public enum DigestKind
{
    /// <summary>One statement, as it is found.</summary>
    Alert,

    /// <summary>What is new since the last edition.</summary>
    Edition,

    /// <summary>What an outlet changed in a statement of an alert; it follows in the alert's thread.</summary>
    Correction,

    /// <summary>Something that the conversation should know of its sources; no statement is in it.</summary>
    Notice,

    /// <summary>The statements of several alerts on one card: found at once, or held back until now.</summary>
    Roundup,
}

/// <summary>The statements of one story within an edition.</summary>
public sealed record StorySection(string? Title, IReadOnlyList<StatementView> Statements);

/// <summary>The stories of one topic within an edition.</summary>
public sealed record TopicSection(string Topic, string Name, IReadOnlyList<StorySection> Stories);

/// <summary>Somebody whom a post calls.</summary>
/// <param name="Id">The channel's id of the person.</param>
/// <param name="Name">Null or empty where the channel gave none.</param>
public sealed record CalledPerson(string Id, string? Name);

/// <summary>One edition composed for one subscription, ready to be filled into a card.</summary>
public sealed record Digest
{
    /// <summary>Its row; 0 for one that was only composed as an answer.</summary>
    public long Id { get; init; }

    public required DigestKind Kind { get; init; }

    /// <summary>Start of the window that an edition covers, or when the first of the statements that were held back was found; null
    /// for an alert, and for what was found at once.</summary>
    public DateTimeOffset? From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>IANA zone in which times are shown.</summary>
    public required string Zone { get; init; }

    /// <summary>The edition's hour was missed and it is posted afterwards.</summary>
    public bool Late { get; init; }

    public required IReadOnlyList<TopicSection> Topics { get; init; }

    /// <summary>How many statements of the window are behind <c>more</c>.</summary>
    public int Held { get; init; }

    /// <summary>The statements behind <c>more</c>, in the order in which they are shown.</summary>
    public IReadOnlyList<long> HeldStatements { get; init; } = [];

    /// <summary>The subscription that asked for it.</summary>
    public required int SubscriptionNumber { get; init; }

    /// <summary>The post under which it belongs; null for the conversation itself.</summary>
    public string? Thread { get; init; }

    /// <summary>What a notice says; null for everything else.</summary>
    public (string Title, string Body)? Notice { get; init; }

    /// <summary>Whom a notice calls.</summary>
    public IReadOnlyList<CalledPerson> Called { get; init; } = [];

    /// <summary>Why the statement of an alert matched, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the channel that it goes to; empty for one that was only composed as an answer.</summary>
    public string Channel { get; init; } = "";

    /// <summary>How much its cards show.</summary>
    public CardLayout Layout { get; init; }

    /// <summary>Which of several posts this is; null for the whole.</summary>
    public DigestPart? Part { get; init; }

    /// <summary>The statements of each post, as they were settled with the first try; all on one before that. None of a post of which everything was taken
    /// out.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Posts { get; init; } = [];

    /// <summary>The statements that are listed, in the order in which they are shown.</summary>
    public IEnumerable<StatementView> Listed => Topics.SelectMany(t => t.Stories).SelectMany(s => s.Statements);
}

/// <summary>An edition and when the next one is due; null when nothing is scheduled.</summary>
public sealed record Edition(Digest Digest, DateTimeOffset? Next);
