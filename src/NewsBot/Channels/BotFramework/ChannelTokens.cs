using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NewsBot.Telemetry;

namespace NewsBot.Channels.BotFramework;

/// <summary>Checks the channels' tokens in place of the SDK, which answers forgeries with 500, accepts an empty channel id and
/// the emulator's tokens, and looks for new keys twice a day. Everything that is refused is an <see
/// cref="UnauthorizedAccessException"/>: 401.</summary>
internal sealed partial class ChannelTokens : DelegatingAuthentication
{
    private const string Scheme = "Bearer ";
    private const int LongestHeader = 16 * 1024;

    private readonly ChannelRule rule;
    private readonly ChannelKeys keys;
    private readonly ILogger logger;
    private readonly JsonWebTokenHandler tokens = new() { MapInboundClaims = false };
    private readonly KnownTokens known = new();
    private readonly TokenValidationParameters demands;

    public ChannelTokens(BotFrameworkAuthentication inner, ChannelRule rule, ChannelKeys keys, ILogger<ChannelTokens> logger)
        : base(inner)
    {
        this.rule = rule;
        this.keys = keys;
        this.logger = logger;
        demands = new TokenValidationParameters
        {
            ValidIssuer = rule.Issuer,
            ValidAudience = rule.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            ClockSkew = KnownTokens.Skew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The key that a token names, or none: an endorsement belongs to one key.
            TryAllIssuerSigningKeys = false,
        };
    }

    public override async Task<VerifiedToken?> VerifyAsync(string authHeader, CancellationToken cancellationToken)
    {
        if (rule.IsOpen)
            throw Refuse("there is no app id");
        var found = known.Find(authHeader);
        var token = found is null ? Read(authHeader) : null;
        if (!keys.Any && !await keys.ReadyAsync(cancellationToken))
            throw Refuse("the keys are not there");
        // An outage looks like forged tokens otherwise: a new key is not known while it lasts.
        if (await keys.FindAsync(token?.Kid ?? found!.Token.Key.KeyId, cancellationToken) is not { } key)
            throw Refuse(keys.Problem is null ? "its key is not known" : "its key is not known, and new ones cannot be fetched");
        if (found?.Holds(key, TimeProvider.System.GetUtcNow().UtcDateTime) != true)
            found = await CheckAsync(authHeader, token ?? Read(authHeader), key);
        return found.Fresh();
    }

    private async Task<KnownToken> CheckAsync(string header, JsonWebToken token, JsonWebKey key)
    {
        var seen = await tokens.ValidateTokenAsync(token, Demands(key));
        if (!seen.IsValid)
            throw Refuse("the token does not hold", seen.Exception);
        var service = token.TryGetPayloadValue("serviceurl", out string? named) ? named : null;
        return known.Keep(header, new KnownToken(new VerifiedToken(key, service, seen.ClaimsIdentity), token.ValidTo));
    }

    public override Task<AuthenticateRequestResult> AdmitAsync(
        Activity activity, string authHeader, VerifiedToken? verified, CancellationToken cancellationToken)
    {
        if (verified is null)
            throw Refuse("no bearer token");
        if (string.IsNullOrEmpty(activity.ChannelId) || !rule.Allows(activity.ServiceUrl))
            throw Refuse("no channel id, or a service address that is not allowed");
        if (!ChannelKeys.Endorses(verified.Key, activity.ChannelId))
            throw Refuse("the key does not sign for this channel");
        if (verified.Service is null || verified.Service != activity.ServiceUrl)
            throw Refuse("the token is for another service address");
        Instruments.Tokens.Accepted(Strangers.Messages);
        return Task.FromResult(new AuthenticateRequestResult
        {
            ClaimsIdentity = verified.Identity,
            Audience = GetOriginatingAudience(),
            CallerId = rule.CallerId,
            ConnectorFactory = CreateConnectorFactory(verified.Identity),
        });
    }

    private TokenValidationParameters Demands(JsonWebKey key)
    {
        var own = demands.Clone();
        own.IssuerSigningKey = key;
        return own;
    }

    // What it finds is not verified yet, so it serves only to refuse: junk must not make us look for new keys.
    private JsonWebToken Read(string? header)
    {
        if (header is not { Length: > 7 and < LongestHeader } || !header.StartsWith(Scheme, StringComparison.Ordinal))
            throw Refuse("no bearer token");
        JsonWebToken token;
        try
        {
            token = new JsonWebToken(header[Scheme.Length..]);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw Refuse("not a token", e);
        }

        if (token.Issuer != rule.Issuer || !token.Audiences.SequenceEqual([rule.AppId]) || string.IsNullOrEmpty(token.Kid))
            throw Refuse("not a channel's token for this bot");
        return token;
    }

    private UnauthorizedAccessException Refuse(string why, Exception? failure = null)
    {
        Instruments.Tokens.Refused(Strangers.Messages);
        Log.Refused(logger, why, failure?.GetType().Name);
        return new UnauthorizedAccessException($"Refused: {why}.", failure);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message was refused: {Why} ({Failure})")]
        public static partial void Refused(ILogger logger, string why, string? failure);
    }
}
