using NewsBot.Channels.BotFramework.SignIn;

namespace NewsBot.Channels.BotFramework;

/// <summary>Who may call us and where we may call.</summary>
/// <param name="AppId">Our app id; empty when none is set: then only this machine may call, and only in Development.</param>
/// <param name="Issuer">Who issues the channels' tokens.</param>
/// <param name="Metadata">Where the issuer's keys are announced (OpenID metadata).</param>
/// <param name="CallerId">How the SDK names the cloud that a call comes from.</param>
/// <param name="AllowHttp">Whether services on this machine may be called over plain http; for Development.</param>
internal sealed record ChannelRule(string AppId, string Issuer, string Metadata, string CallerId, bool AllowHttp)
{
    /// <summary>Shortest time between two looks for new keys: a flood of junk key ids cannot hold up a real change for
    /// longer.</summary>
    public TimeSpan KeyRefresh { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether nobody has to show a token, as there is no app id that it could name.</summary>
    public bool IsOpen => AppId.Length == 0;

    /// <summary>The rule that the SDK's own settings (<c>MicrosoftAppId</c>, <c>MicrosoftAppType</c>, <c>ChannelService</c> …)
    /// ask for.</summary>
    /// <exception cref="FormatException">The settings contradict each other; the message says what to set.</exception>
    public static ChannelRule From(IConfiguration settings, bool development)
    {
        var identity = BotIdentity.From(settings);
        var cloud = ChannelCloud.Of(settings);
        if (cloud != ChannelCloud.Public && identity.Credential == Credential.Federated)
            throw new FormatException("Federated credentials (MicrosoftAppClientId) work in the public cloud only; leave ChannelService out.");
        if (cloud == ChannelCloud.China && identity is { Credential: not Credential.None, TenantId: null })
            throw new FormatException($"With ChannelService {cloud.Service} set MicrosoftAppType to SingleTenant, and MicrosoftAppTenantId.");
        var issuer = settings["ToBotFromChannelTokenIssuer"];
        var metadata = settings["ToBotFromChannelOpenIdMetadataUrl"];
        if (string.IsNullOrEmpty(issuer) != string.IsNullOrEmpty(metadata))
            throw new FormatException(
                "Set ToBotFromChannelTokenIssuer and ToBotFromChannelOpenIdMetadataUrl together, or neither.");
        return new ChannelRule(
            identity.AppId,
            string.IsNullOrEmpty(issuer) ? cloud.Issuer : issuer,
            string.IsNullOrEmpty(metadata) ? cloud.Metadata : metadata,
            cloud.CallerId,
            development);
    }

    /// <summary>Whether a channel's service address may be called: https, and this machine alone as long as there is no app
    /// id.</summary>
    public bool Allows(string? service) =>
        Uri.TryCreate(service, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (AllowHttp && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && (!IsOpen || address.IsLoopback);
}
