using NewsBot.Digests;
using NewsBot.Statements;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries.Ledger;

/// <summary>What an audit is made of.</summary>
internal sealed record AuditFacts
{
    public required IReadOnlyList<AuditReport> Reports { get; init; }

    public required IReadOnlyList<AuditVerdict> Verdicts { get; init; }

    public required IReadOnlyList<AuditDelivery> Deliveries { get; init; }

    /// <summary>The conversation has a subscription that has not ended.</summary>
    public required bool Following { get; init; }

    /// <summary>The bot may speak in the conversation.</summary>
    public required bool Open { get; init; }

    /// <summary>An operator holds back what is owed to it.</summary>
    public bool Paused { get; init; }

    /// <summary>It has quiet hours now.</summary>
    public required bool Quiet { get; init; }
}

/// <summary>A report of somebody's words, found in an article.</summary>
internal sealed record AuditReport
{
    public long Id { get; init; }

    public string Url { get; init; } = "";

    public LeftOut? LeftOut { get; init; }

    public long? StatementId { get; init; }

    /// <summary>It is the first that tells its statement.</summary>
    public bool First { get; init; }

    /// <summary>An active subscription of the conversation is still to be held against its statement.</summary>
    public bool Unjudged { get; init; }

    /// <summary>The number of a subscription that is paused and is to be held against its statement when it goes on.</summary>
    public int? Paused { get; init; }

    /// <summary>A subscription of the conversation has passed its statement without a verdict.</summary>
    public bool Missed { get; init; }

    /// <summary>Something was followed here when its statement was found, and of that time the ledger is no longer kept.</summary>
    public bool Unkept { get; init; }

    /// <summary>The editor who holds its statement, empty once forgotten; null when nobody does.</summary>
    public string? HeldBy { get; init; }

    /// <summary>Its statement came with a feed's backlog.</summary>
    public bool Backlog { get; init; }
}

/// <summary>What a statement was to a subscription of the conversation.</summary>
internal sealed record AuditVerdict
{
    public long StatementId { get; init; }

    public Outcome Outcome { get; init; }

    public string Reason { get; init; } = "";

    public int Number { get; init; }

    public SubscriptionState State { get; init; }

    public SubscriptionMode Mode { get; init; }
}

/// <summary>A delivery to the conversation that carries a statement.</summary>
internal sealed record AuditDelivery
{
    public long StatementId { get; init; }

    public DeliveryState State { get; init; }

    public string? ReasonText { get; init; }

    public DigestKind Kind { get; init; }

    public bool Held { get; init; }
}
