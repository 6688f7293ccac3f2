namespace NewsBot.Channels.BotFramework;

/// <summary>Who may call us and where we may call.</summary>
/// <param name="AppId">Our app id; empty when none is set: then only this machine may call, and only in Development.</param>
/// <param name="Issuer">Who issues the channels' tokens.</param>
/// <param name="Metadata">Where the issuer's keys are announced (OpenID metadata).</param>
/// <param name="CallerId">How the SDK names the cloud that a call comes from.</param>
/// <param name="AllowHttp">Whether services on this machine may be called over plain http; for Development.</param>
internal sealed record ChannelRule(string AppId, string Issuer, string Metadata, string CallerId, bool AllowHttp)
{
    private const string Government = "https://botframework.azure.us";

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
        var appId = settings["MicrosoftAppId"]?.Trim() ?? "";
        CheckCredentials(settings, appId);
        var government = settings["ChannelService"]?.TrimEnd('/') switch
        {
            null or "" => false,
            Government => true,
            var other => throw new FormatException($"ChannelService is '{other}'; leave it out, or set it to {Government}."),
        };
        var issuer = settings["ToBotFromChannelTokenIssuer"];
        var metadata = settings["ToBotFromChannelOpenIdMetadataUrl"];
        if (string.IsNullOrEmpty(issuer) != string.IsNullOrEmpty(metadata))
            throw new FormatException(
                "Set ToBotFromChannelTokenIssuer and ToBotFromChannelOpenIdMetadataUrl together, or neither.");
        var cloud = government ? "us" : "com";
        return new ChannelRule(
            appId,
            string.IsNullOrEmpty(issuer) ? $"https://api.botframework.{cloud}" : issuer,
            string.IsNullOrEmpty(metadata)
                ? $"https://login.botframework.{(government ? "azure.us" : "com")}/v1/.well-known/openidconfiguration"
                : metadata,
            government ? "urn:botframework:azureusgov" : "urn:botframework:azure",
            development);
    }

    /// <summary>Whether a channel's service address may be called: https, and this machine alone as long as there is no app
    /// id.</summary>
    public bool Allows(string? service) =>
        Uri.TryCreate(service, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (AllowHttp && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && (!IsOpen || address.IsLoopback);

    // The combinations that the SDK accepts; it finds the others out only at the first message.
    private static void CheckCredentials(IConfiguration settings, string appId)
    {
        var password = !string.IsNullOrWhiteSpace(settings["MicrosoftAppPassword"]);
        var tenant = !string.IsNullOrWhiteSpace(settings["MicrosoftAppTenantId"]);
        var type = settings["MicrosoftAppType"]?.Trim().ToUpperInvariant();
        if (appId.Length == 0)
        {
            if (password || tenant)
                throw new FormatException("MicrosoftAppPassword or MicrosoftAppTenantId is set: set MicrosoftAppId too.");
            return;
        }

        var problem = type switch
        {
            null or "" or "MULTITENANT" => password ? null : "A bot of type MultiTenant needs MicrosoftAppPassword.",
            "SINGLETENANT" => password && tenant
                ? null
                : "A bot of type SingleTenant needs MicrosoftAppTenantId and MicrosoftAppPassword.",
            "USERASSIGNEDMSI" => tenant && !password
                ? null
                : "A bot of type UserAssignedMSI needs MicrosoftAppTenantId and must have no MicrosoftAppPassword.",
            _ => "MicrosoftAppType must be SingleTenant, UserAssignedMSI or MultiTenant.",
        };
        if (problem is not null)
            throw new FormatException(problem);
    }
}
