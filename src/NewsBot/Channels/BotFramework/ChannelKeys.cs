using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Channels.BotFramework;

/// <summary>The keys with which the channels' tokens are signed, kept for hours and fetched anew as soon as an unknown one is
/// named.</summary>
internal sealed partial class ChannelKeys(ChannelRule rule, IHttpClientFactory http, ILogger<ChannelKeys> logger)
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> manager = new(
        rule.Metadata,
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(http.CreateClient()) { RequireHttps = !rule.AllowHttp })
    {
        // A withdrawn key must not be good for another hour.
        UseLastKnownGoodConfiguration = false,
        RefreshInterval = rule.KeyRefresh,
    };

    // Without it a new key is fetched behind the back of the request that named it, and that request is refused.
    static ChannelKeys() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

    /// <summary>Why the keys could not be fetched; null when the last attempt went well, or none was made.</summary>
    public string? Problem { get; private set; }

    public BaseConfigurationManager Manager => manager;

    /// <summary>Fetches the keys if there are none yet.</summary>
    /// <returns>False when the issuer cannot be reached; said in the log, as it looks like forged tokens otherwise.</returns>
    public async Task<bool> ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await manager.GetConfigurationAsync(cancellationToken);
            Problem = null;
            return true;
        }
        catch (InvalidOperationException e)
        {
            Problem = $"The keys of the channels could not be fetched from {rule.Metadata}.";
            Log.Unreachable(logger, e, rule.Metadata);
            return false;
        }
    }

    /// <summary>Whether the key that verified a token may sign for a channel. A key without a list signs for none, and so does one
    /// whose certificate has expired.</summary>
    public async Task<bool> EndorsesAsync(string? keyId, string channel, CancellationToken cancellationToken)
    {
        var set = (await manager.GetConfigurationAsync(cancellationToken)).JsonWebKeySet;
        return set.Keys.FirstOrDefault(k => k.KeyId == keyId) is { } key
            && !HasExpired(key)
            && key.AdditionalData.TryGetValue("endorsements", out var list)
            && list is JsonElement { ValueKind: JsonValueKind.Array } names
            && names.EnumerateArray().Any(n => n.ValueKind == JsonValueKind.String && n.ValueEquals(channel));
    }

    // A key may come with its certificate. Like the times of a token it is read by the machine's own clock.
    private static bool HasExpired(JsonWebKey key)
    {
        if (key.X5c is not [var encoded, ..])
            return false;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(encoded));
            return certificate.NotAfter.ToUniversalTime() < TimeProvider.System.GetUtcNow().UtcDateTime;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error,
            "The channels' keys cannot be fetched from {Metadata}; until they are, every message is refused")]
        public static partial void Unreachable(ILogger logger, Exception failure, string metadata);
    }
}
