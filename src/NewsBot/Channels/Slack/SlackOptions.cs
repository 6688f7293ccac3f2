using NewsBot.Settings;
using NewsBot.Slack.Sockets;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>How Slack is spoken to; without any of its settings it is not.</summary>
/// <remarks>It prints without its secrets.</remarks>
internal sealed class SlackOptions
{
    private SlackOptions()
    {
    }

    /// <summary>Token of the single workspace; null when people install the app.</summary>
    public string? BotToken { get; private init; }

    /// <summary>Token of Socket Mode; null when Slack comes over HTTP.</summary>
    public string? AppToken { get; private init; }

    /// <summary>The secrets that hold: none, one, or two while they are being exchanged.</summary>
    public IReadOnlyList<string> SigningSecrets { get; private init; } = [];

    public string? ClientId { get; private init; }

    public string? ClientSecret { get; private init; }

    /// <summary>Where Slack and people's browsers find the program.</summary>
    public Uri? PublicUrl { get; private init; }

    public Uri ApiUrl { get; private init; } = SlackApi.PublicAddress;

    /// <summary>How many sockets are kept open.</summary>
    public int Sockets { get; private init; } = 1;

    /// <summary>Whether people of another organisation, with whom a channel is shared, are taken as the own are; otherwise they may only
    /// ask.</summary>
    public bool ExternalChanges { get; private init; }

    /// <summary>Folder of the keys that encrypt tokens.</summary>
    public string KeysFolder { get; private init; } = "";

    public bool IsOn => BotToken is not null || ClientId is not null;

    /// <exception cref="FormatException">A setting is wrong or missing; the message names it.</exception>
    public static SlackOptions From(IConfiguration settings)
    {
        var options = new SlackOptions
        {
            BotToken = Token(settings, "Slack:BotToken", "xoxb-"),
            AppToken = Token(settings, "Slack:AppToken", "xapp-"),
            SigningSecrets = [.. new[] { Text(settings, "Slack:SigningSecret"), Text(settings, "Slack:OldSigningSecret") }.OfType<string>()],
            ClientId = Text(settings, "Slack:ClientId"),
            ClientSecret = Text(settings, "Slack:ClientSecret"),
            // Needed only where people are sent back to it.
            PublicUrl = Text(settings, "Slack:ClientId") is null ? null : Setting.Address(settings, "PublicAddress"),
            ApiUrl = ApiAddress(settings) ?? SlackApi.PublicAddress,
            Sockets = SocketsOf(settings),
            ExternalChanges = Text(settings, "Slack:ExternalChanges") switch
            {
                null or "off" => false,
                "on" => true,
                _ => throw new FormatException("Slack:ExternalChanges is on or off."),
            },
            KeysFolder = Path.GetFullPath(Text(settings, "Slack:Keys") ?? Path.Combine(settings["data"] ?? ".newsbot", "keys")),
        };
        if (options.Complaint(Text(settings, "Slack:SigningSecret") is not null) is { } complaint)
            throw new FormatException(complaint);
        return options;
    }

    private string? Complaint(bool hasSecret)
    {
        var hasAny = IsOn || AppToken is not null || ClientSecret is not null || SigningSecrets.Count > 0;
        if (!hasAny)
            return null;
        if (BotToken is not null && (ClientId is not null || ClientSecret is not null))
            return "Set Slack:BotToken for one workspace, or Slack:ClientId and Slack:ClientSecret for several, not both.";
        if (ClientId is null != ClientSecret is null)
            return ClientId is null ? "Slack:ClientId is missing beside Slack:ClientSecret." : "Slack:ClientSecret is missing beside Slack:ClientId.";
        if (!IsOn)
            return "Slack is set up in part: set Slack:BotToken for one workspace, or Slack:ClientId and Slack:ClientSecret for several.";
        if (!hasSecret && SigningSecrets.Count > 0)
            return "Slack:OldSigningSecret is set without Slack:SigningSecret.";
        if (AppToken is null && SigningSecrets.Count == 0)
            return "Set Slack:SigningSecret (Slack comes over HTTP) or Slack:AppToken (Socket Mode).";
        return ClientId is not null && PublicUrl is null
            ? "Set PublicAddress to the https address at which people's browsers find this program: Slack sends them back there."
            : null;
    }

    private static string? Text(IConfiguration settings, string key) => settings[key]?.Trim() is { Length: > 0 } text ? text : null;

    // What was set is not repeated: it may be a secret in the wrong place.
    private static string? Token(IConfiguration settings, string key, string prefix) => Text(settings, key) switch
    {
        null => null,
        var token when token.StartsWith(prefix, StringComparison.Ordinal) && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') => token,
        _ => throw new FormatException($"{key} is not such a token: it begins with {prefix} and holds letters, digits and hyphens only."),
    };

    private static Uri? ApiAddress(IConfiguration settings)
    {
        if (Text(settings, "Slack:ApiUrl") is not { } text)
            return null;
        var isAddress = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address);
        return isAddress && address!.UserInfo.Length == 0 && address.Query.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && Loopback.IsLocalName(address.Host)))
                ? address
                : throw new FormatException("Slack:ApiUrl is not an https address (http is for this machine only).");
    }

    private static int SocketsOf(IConfiguration settings) => Text(settings, "Slack:Sockets") switch
    {
        null => 1,
        var text when int.TryParse(text, out var sockets) && sockets is >= 1 and <= SocketMode.MostSockets => sockets,
        _ => throw new FormatException($"Slack:Sockets is not a number from 1 to {SocketMode.MostSockets}."),
    };
}
