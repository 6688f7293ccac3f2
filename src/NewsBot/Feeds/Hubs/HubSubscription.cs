using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Feeds.Hubs;

/// <summary>Where a subscription to a hub stands.</summary>
public enum HubState
{
    /// <summary>To be asked for, or asked for without an answer yet.</summary>
    Asked,

    /// <summary>The hub has confirmed it, until the lease ends.</summary>
    Confirmed,

    /// <summary>The hub does not want it; the feed is polled as ever.</summary>
    Refused,
}

/// <summary>A subscription to a WebSub hub. Source: the W3C recommendation WebSub.</summary>
public sealed class HubSubscription
{
    /// <summary>What we ask for, in seconds; the hub decides.</summary>
    public const int LeaseSeconds = 10 * 24 * 3600;

    public required long FeedId { get; init; }

    public required string Hub { get; init; }

    /// <summary>The address that the hub knows the feed by.</summary>
    public required string Topic { get; init; }

    public required string Token { get; init; }

    public required string Secret { get; init; }

    public required HubState State { get; init; }

    /// <summary>The form that asks the hub.</summary>
    public IReadOnlyDictionary<string, string> Form(Uri publicAddress) => new Dictionary<string, string>
    {
        ["hub.mode"] = "subscribe",
        ["hub.topic"] = Topic,
        ["hub.callback"] = new Uri(publicAddress, HubEndpoints.Path + Token).AbsoluteUri,
        ["hub.secret"] = Secret,
        ["hub.lease_seconds"] = $"{LeaseSeconds}",
    };

    /// <summary>Where the hub is asked; null when its address is none. The secret goes over no open line: a hub that speaks no https is
    /// not asked, and its feed is polled as ever (WebSub, 5.1).</summary>
    public Uri? Address => Uri.TryCreate(Hub, UriKind.Absolute, out var hub) && hub.Scheme == Uri.UriSchemeHttps ? hub : null;

    /// <summary>Whether a body was signed with the secret: <c>X-Hub-Signature: sha256=…</c>; the weak sha1 that older hubs send
    /// counts too, for
    /// a delivery only makes us look at the feed.</summary>
    public bool Verifies(string? header, ReadOnlySpan<byte> body)
    {
        var at = header?.IndexOf('=') ?? -1;
        if (header is null || at <= 0)
            return false;
        var key = Encoding.UTF8.GetBytes(Secret);
        var made = header[..at] switch
        {
#pragma warning disable CA5350 // The hubs decide; see above.
            "sha1" => HMACSHA1.HashData(key, body),
#pragma warning restore CA5350
            "sha256" => HMACSHA256.HashData(key, body),
            "sha384" => HMACSHA384.HashData(key, body),
            "sha512" => HMACSHA512.HashData(key, body),
            _ => null,
        };
        return made is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(made)), Encoding.ASCII.GetBytes(header[(at + 1)..].Trim().ToLowerInvariant()));
    }
}
