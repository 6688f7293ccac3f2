using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Channels.BotFramework;

/// <summary>The keys with which the channels' tokens are signed, kept for hours and fetched anew as soon as an unknown one is named.</summary>
/// <remarks>In place of the library's manager, which answers a failed renewal with the old keys and tells nobody.</remarks>
internal sealed partial class ChannelKeys(ChannelRule rule, IHttpClientFactory http, TimeProvider clock, ILogger<ChannelKeys> logger)
{
    /// <summary>Keys that are so old are fetched anew when the next message comes.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromHours(12);

    /// <summary>Keys that are older by so much, as no message has come for long, are fetched anew before the next one is judged.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(3);

    /// <summary>How long the key service may take; whoever brought a message waits some seconds longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>After a failure it is asked again so soon.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<JsonWebKey, StrongBox<DateTime>> Ends = [];

    private readonly IDocumentRetriever documents = new HttpDocumentRetriever(http.CreateClient()) { RequireHttps = !rule.AllowHttp };
    private readonly Lock gate = new();
    private volatile Fetched? fetched;
    private Task? fetching;
    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Why the keys could not be fetched when they were wanted last; null when they were, or never wanted.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether there are keys at all, be they old.</summary>
    public bool Any => fetched is not null;

    /// <summary>Fetches the keys if there are none, or the last attempt has failed.</summary>
    /// <returns>False when there are none: the issuer cannot be reached.</returns>
    public async Task<bool> ReadyAsync(CancellationToken cancellationToken)
    {
        if (fetched is null || Problem is not null)
            await FetchAsync(unknown: false).WaitAsync(cancellationToken);
        return fetched is not null;
    }

    /// <summary>The key of an id. One that is not known is looked for anew, so that a new one is known in the request that names it; but not
    /// more often than the rule allows, as anybody can make up ids. A message with a known key never waits for that, and after a failure for
    /// nothing else either.</summary>
    public async Task<JsonWebKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var (age, failed) = (fetched is { } old ? clock.GetUtcNow() - old.At : TimeSpan.Zero, Problem is not null);
        if (failed || age >= Renewal)
        {
            var renewal = FetchAsync(unknown: false);
            if (!failed && age >= Renewal + Grace)
                await renewal.WaitAsync(cancellationToken);
        }

        if (Of(id) is null)
            await FetchAsync(unknown: true).WaitAsync(cancellationToken);
        return Of(id);
    }

    /// <summary>Whether a key may sign for a channel. One without a list signs for none, and so does one whose certificate has
    /// expired.</summary>
    public static bool Endorses(JsonWebKey key, string channel) =>
        !HasExpired(key)
        && key.AdditionalData.TryGetValue("endorsements", out var list)
        && list is JsonElement { ValueKind: JsonValueKind.Array } names
        && names.EnumerateArray().Any(n => n.ValueKind == JsonValueKind.String && n.ValueEquals(channel));

    private JsonWebKey? Of(string id) => fetched?.Keys.FirstOrDefault(k => k.KeyId == id);

    // One attempt at a time, whoever wants it.
    private Task FetchAsync(bool unknown)
    {
        lock (gate)
        {
            if (fetching is { IsCompleted: false })
                return fetching;
            return clock.GetUtcNow() < next ? Task.CompletedTask : fetching = AttemptAsync(unknown);
        }
    }

    private async Task AttemptAsync(bool unknown)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(rule.Metadata, documents, limit.Token).WaitAsync(limit.Token);
            // No keys at all are somebody's mistake, and must not take the place of good ones.
            if (configuration.SigningKeys.Count == 0)
                throw new InvalidDataException("No key can be used.");
            fetched = new Fetched([.. configuration.JsonWebKeySet.Keys.Where(k => string.IsNullOrEmpty(k.Use) || k.Use == "sig")], clock.GetUtcNow());
            Problem = null;
            next = unknown ? clock.GetUtcNow() + rule.KeyRefresh : DateTimeOffset.MinValue;
        }
        catch (Exception e)
        {
            Problem = $"The keys of the channels could not be fetched from {rule.Metadata}.";
            next = clock.GetUtcNow() + (Retry < rule.KeyRefresh ? Retry : rule.KeyRefresh);
            Log.Unreachable(logger, e, rule.Metadata, fetched is null ? "every message" : "whatever a new key signs");
        }
    }

    // Like the times of a token it is held against the machine's own clock.
    private static bool HasExpired(JsonWebKey key) =>
        Ends.GetValue(key, k => new StrongBox<DateTime>(EndOf(k))).Value < TimeProvider.System.GetUtcNow().UtcDateTime;

    // A key may come with its certificate; one that cannot be read has ended.
    private static DateTime EndOf(JsonWebKey key)
    {
        if (key.X5c is not [var encoded, ..])
            return DateTime.MaxValue;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(encoded));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return DateTime.MinValue;
        }
    }

    private sealed record Fetched(IReadOnlyList<JsonWebKey> Keys, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The channels' keys cannot be fetched from {Metadata}; until they are, {What} is refused")]
        public static partial void Unreachable(ILogger logger, Exception failure, string metadata, string what);
    }
}
