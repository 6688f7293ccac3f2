namespace NewsBot.Web;

/// <summary>Why a fetch brought nothing usable.</summary>
public enum FetchProblem
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Not an http or https address that may be fetched: a scheme, credentials, or a port that is not for the
    /// web.</summary>
    BadAddress,

    /// <summary>The host stands in a private, loopback or otherwise special network.</summary>
    PrivateAddress,

    /// <summary>The name does not resolve.</summary>
    UnknownHost,

    /// <summary>The connection could not be made, or broke.</summary>
    Unreachable,

    /// <summary>No answer within the time allowed.</summary>
    Timeout,

    /// <summary>The encrypted connection could not be trusted.</summary>
    Certificate,

    /// <summary>More bytes than allowed, counted after decompression.</summary>
    TooLarge,

    /// <summary>The body could not be decompressed.</summary>
    BrokenBody,

    /// <summary>More than five redirects, or one without an address.</summary>
    Redirects,

    /// <summary>The site's robots.txt asks us not to.</summary>
    Robots,

    /// <summary>401, 402, 403 or 451.</summary>
    Refused,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>410.</summary>
    Gone,

    /// <summary>429, or 503 with a time to come back.</summary>
    TooOften,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>Any other status.</summary>
    OtherStatus,
}
