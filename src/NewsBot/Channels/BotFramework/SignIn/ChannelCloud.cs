namespace NewsBot.Channels.BotFramework.SignIn;

/// <summary>One of the clouds in which the Azure Bot Service runs.</summary>
/// <param name="Service">What the setting <c>ChannelService</c> says for it; empty for the public one.</param>
/// <param name="Issuer">Who issues the channels' tokens.</param>
/// <param name="Metadata">Where the issuer's keys are announced (OpenID metadata).</param>
/// <param name="CallerId">How the SDK names the cloud that a call comes from.</param>
internal sealed record ChannelCloud(string Service, string Issuer, string Metadata, string CallerId)
{
    public static ChannelCloud Public { get; } = new(
        "",
        "https://api.botframework.com",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "urn:botframework:azure");

    public static ChannelCloud Government { get; } = new(
        "https://botframework.azure.us",
        "https://api.botframework.us",
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "urn:botframework:azureusgov");

    public static ChannelCloud China { get; } = new(
        "https://botframework.azure.cn",
        "https://api.botframework.azure.cn",
        "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        "urn:botframework:azurechina");

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
    /// spelling, and wants every address of another one.</summary>
    public IConfiguration ForSdk(IConfiguration settings)
    {
        if (this == Public)
            return settings;
        var own = new Dictionary<string, string?> { ["ChannelService"] = this == China ? "" : Service };
        foreach (var (name, value) in this == China ? Addresses(settings["MicrosoftAppTenantId"]?.Trim()) : [])
            own[name] = settings[name] is { Length: > 0 } given ? given : value;
        return new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(own).Build();
    }

    private (string Name, string Value)[] Addresses(string? tenant) =>
    [
        ("ToChannelFromBotLoginUrl", $"https://login.partner.microsoftonline.cn/{tenant}"),
        ("ToChannelFromBotOAuthScope", Issuer),
        ("ToBotFromChannelTokenIssuer", Issuer),
        ("ToBotFromChannelOpenIdMetadataUrl", Metadata),
        ("OAuthUrl", Issuer),
        ("CallerId", CallerId),
    ];
}
