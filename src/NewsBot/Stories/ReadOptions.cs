using NewsBot.Web;

namespace NewsBot.Stories;

/// <summary>How <c>read</c> shows what it understands.</summary>
public sealed record ReadOptions
{
    /// <summary>One JSON object for each input; otherwise a listing for people.</summary>
    public bool Json { get; init; }

    /// <summary>The listing tells of each report how it was read.</summary>
    public bool Explain { get; init; }

    /// <summary>A file to write a page into, with the spans coloured; the last input's, if there are several.</summary>
    public string? Html { get; init; }

    /// <summary>The articles' day, if they do not say it themselves.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>How an address is asked; it is looked for only when there is one.</summary>
    public Func<WebOptions> Web { get; init; } = () => new WebOptions();
}
