using Microsoft.Bot.Connector.Authentication;

namespace NewsBot.Channels.BotFramework.SignIn;

/// <summary>One of the clouds in which the Azure Bot Service runs.</summary>
/// <param name="Service">What the setting <c>ChannelService</c> says for it; empty for the public one.</param>
/// <param name="Issuer">Who issues the channels' tokens.</param>
/// <param name="Metadata">Where the issuer's keys are announced (OpenID metadata).</param>
/// <param name="CallerId">How the SDK names the cloud that a call comes from.</param>
/// <param name="Login">Where a bot gets its token; <c>{0}</c> stands for its tenant.</param>
/// <param name="OAuth">Where people's own tokens are kept.</param>
internal sealed record ChannelCloud(string Service, string Issuer, string Metadata, string CallerId, string Login, string OAuth)
{
    // With one of them set the SDK takes every address from the settings, and none from the cloud.
    private static readonly string[] Overrides =
    [
        "ToChannelFromBotLoginUrl",
        "ToChannelFromBotOAuthScope",
        "ToBotFromChannelTokenIssuer",
        "ToBotFromChannelOpenIdMetadataUrl",
        "ToBotFromEmulatorOpenIdMetadataUrl",
        "OAuthUrl",
        "CallerId",
    ];

    public static ChannelCloud Public { get; } = new(
        "",
        "https://api.botframework.com",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "urn:botframework:azure",
        AuthenticationConstants.ToChannelFromBotLoginUrlTemplate,
        AuthenticationConstants.OAuthUrl);

    public static ChannelCloud Government { get; } = new(
        "https://botframework.azure.us",
        "https://api.botframework.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "urn:botframework:azureusgov",
        GovernmentAuthenticationConstants.ToChannelFromBotLoginUrlTemplate,
        GovernmentAuthenticationConstants.OAuthUrlGov);

    public static ChannelCloud China { get; } = new(
        "https://botframework.azure.cn",
        "https://api.botframework.azure.cn",
        "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        "urn:botframework:azurechina",
        "https://login.partner.microsoftonline.cn/{0}",
        "https://api.botframework.azure.cn");

    private static readonly ChannelCloud[] Sovereign = [Government, China];

    /// <summary>The cloud that the setting <c>ChannelService</c> names.</summary>
    /// <exception cref="FormatException">It names none; the message says what to set.</exception>
    public static ChannelCloud Of(IConfiguration settings)
    {
        var named = settings["ChannelService"]?.Trim().TrimEnd('/') ?? "";
        if (named.Length == 0)
            return Public;
        return Sovereign.FirstOrDefault(c => c.Service.Equals(named, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException(
                $"ChannelService is '{named}'; leave it out, or set it to {string.Join(" or ", Sovereign.Select(c => c.Service))}.");
    }

    /// <summary>The settings as the SDK understands them: it knows the public cloud and the American government's, each by one
    /// spelling, and wants every address of another one, or when one of them is set.</summary>
    public IConfiguration ForSdk(IConfiguration settings)
    {
        var isWhole = this == China || Overrides.Any(o => !string.IsNullOrEmpty(settings[o]));
        if (this == Public && !isWhole)
            return settings;
        var own = new Dictionary<string, string?> { ["ChannelService"] = this == China ? "" : Service };
        foreach (var (name, value) in isWhole ? Addresses(settings["MicrosoftAppTenantId"]?.Trim()) : [])
            own[name] = string.IsNullOrWhiteSpace(settings[name]) ? value : settings[name];
        return new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(own).Build();
    }

    // The SDK fills the tenant into the addresses that it knows.
    private (string Name, string Value)[] Addresses(string? tenant) =>
    [
        ("ToChannelFromBotLoginUrl", this == China ? Login.Replace("{0}", tenant, StringComparison.Ordinal) : Login),
        ("ToChannelFromBotOAuthScope", Issuer),
        ("ToBotFromChannelTokenIssuer", Issuer),
        ("ToBotFromChannelOpenIdMetadataUrl", Metadata),
        ("OAuthUrl", OAuth),
        ("CallerId", CallerId),
    ];
}
