using NewsBot.Storage;

namespace NewsBot.Stories;

/// <summary>Which statements to list; every condition that is set must hold.</summary>
public sealed record StatementQuery
{
    /// <summary>Words or a phrase in the statement; searched as full text.</summary>
    public string? Words { get; init; }

    /// <summary>A speaker as a person types it: name, alias, office or side.</summary>
    public string? Speaker { get; init; }

    public string? Topic { get; init; }

    public DateTimeOffset? FoundFrom { get; init; }

    public DateTimeOffset? FoundTo { get; init; }

    /// <summary>Backlog included; searches want it, alerts do not.</summary>
    public bool Backlog { get; init; } = true;
}

/// <summary>Finds statements and shows them.</summary>
public sealed class StatementViews(NewsDb db)
{
    /// <summary>The views of statements, in the order of the ids; ids that do not exist are left out.</summary>
    public Task<IReadOnlyList<StatementView>> LoadAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{db}");

    /// <summary>Ids of matching statements, the newest first.</summary>
    public Task<IReadOnlyList<long>> FindAsync(StatementQuery query, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>The statements that an article's address carries (any address that a feed announced it under).</summary>
    public Task<IReadOnlyList<long>> OfUrlAsync(string url, CancellationToken cancellationToken) => throw new NotSupportedException();
}
