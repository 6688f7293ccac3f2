namespace NewsBot.Web;

/// <summary>What is fetched; it sets the size limit and whether robots.txt is asked.</summary>
public enum FetchKind
{
    /// <summary>Up to 10 MB; published for machines, so robots.txt is not asked.</summary>
    Feed,

    /// <summary>Up to 4 MB; robots.txt is asked.</summary>
    Page,
}

/// <summary>One address to fetch, with what the last answer said of its state.</summary>
public sealed record FetchRequest(Uri Address, FetchKind Kind, string? ETag = null, string? LastModified = null);

/// <summary>The outcome of a fetch: a body, "not modified", or a problem with its sentence.</summary>
public sealed record Fetched
{
    /// <summary>The last status received; 0 when there was none.</summary>
    public int Status { get; init; }

    public byte[] Body { get; init; } = [];

    /// <summary>The Content-Type header as it came.</summary>
    public string? ContentType { get; init; }

    public string? ContentLanguage { get; init; }

    /// <summary>Where the redirects ended.</summary>
    public required Uri FinalAddress { get; init; }

    /// <summary>Where a redirect leads that was not followed.</summary>
    public Uri? Location { get; init; }

    /// <summary>Every redirect on the way was a permanent one (301, 308).</summary>
    public bool MovedForGood { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>304: what was had before still stands.</summary>
    public bool NotModified { get; init; }

    /// <summary>What the Link headers point to, by relation; the first of each.</summary>
    public IReadOnlyDictionary<string, Uri> Links { get; init; } = LinkHeader.None;

    /// <summary>Cache-Control max-age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How long the server asks us to stay away.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public FetchProblem Problem { get; init; }

    /// <summary>The problem as a sentence for people; null when there is none.</summary>
    public string? ProblemText { get; init; }

    /// <summary>Trying again will not help until somebody changes something.</summary>
    public bool Permanent => Problem is FetchProblem.BadAddress or FetchProblem.PrivateAddress or FetchProblem.Robots or FetchProblem.Gone;

    /// <summary>There was no answer at all; the same may be true of whatever else is at this host now.</summary>
    public bool NoAnswer => Problem is FetchProblem.Unreachable or FetchProblem.UnknownHost or FetchProblem.Timeout;

    public bool Ok => Problem == FetchProblem.None;

    internal static Fetched Failed(Uri address, FetchProblem problem, string sentence, int status = 0) =>
        new() { FinalAddress = address, Problem = problem, ProblemText = sentence, Status = status };
}
