using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Channels.BotFramework;

/// <summary>A token that was checked.</summary>
/// <param name="Token">What was found of it.</param>
/// <param name="Ends">When it expires, UTC.</param>
internal sealed record KnownToken(VerifiedToken Token, DateTime Ends)
{
    /// <summary>Whether what was found of it still holds.</summary>
    /// <param name="key">The key that has its key's id now: one that was fetched anew has signed nothing that is known.</param>
    /// <param name="now">The machine's own clock, UTC.</param>
    public bool Holds(JsonWebKey key, DateTime now) => ReferenceEquals(Token.Key, key) && now <= Ends + KnownTokens.Skew;

    /// <summary>The same for one more turn, which may add to what it is given.</summary>
    public VerifiedToken Fresh() => Token with { Identity = Token.Identity.Clone() };
}

/// <summary>
/// The tokens that were checked: a channel brings the same one for an hour, and its signature says each time the same. What may change
/// (the time, the keys, the channel, the service address) is asked at every message. They are known by their hash; a token itself is kept nowhere.
/// </summary>
internal sealed class KnownTokens
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // A channel has some tokens at a time. Only what was found good is kept, so that no stranger can fill this.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, KnownToken> known = new(StringComparer.Ordinal);

    /// <summary>How many are known.</summary>
    public int Count => known.Count;

    /// <summary>What was found of a header's token; null when it was never found good.</summary>
    public KnownToken? Find(string? header) => header is null ? null : known.GetValueOrDefault(HashOf(header));

    /// <summary>Remembers a token that was found good.</summary>
    public KnownToken Keep(string header, KnownToken token)
    {
        if (known.Count >= Most)
            known.Clear();
        return known[HashOf(header)] = token;
    }

    private static string HashOf(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
