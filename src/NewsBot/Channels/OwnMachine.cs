using NewsBot.Settings;

namespace NewsBot.Channels;

/// <summary>Whether to come from this machine is enough for what only operators may see and do. Where others come in from outside a proxy
/// runs, as a rule on this machine, and one that is not set up to say so makes every stranger local: then a token is asked for.</summary>
internal sealed class OwnMachine
{
    /// <summary>The state in which being local is enough, for sentences.</summary>
    public const string Closed = "none of PublicAddress, Proxies, MicrosoftAppId, Slack:SigningSecret and Slack:ClientId is set and WebChat is not on";

    // Each lets somebody in from outside. Socket Mode does not, as the program itself opens the sockets.
    private static readonly string[] Openings = ["PublicAddress", "Proxies", "MicrosoftAppId", "Slack:SigningSecret", "Slack:ClientId"];

    private readonly bool closed;

    /// <exception cref="FormatException">The setting <c>WebChat</c> is neither <c>on</c> nor <c>off</c>.</exception>
    public OwnMachine(IConfiguration settings, IHostEnvironment environment) => closed = environment.IsDevelopment()
        || (Setting.Switch(settings, "WebChat") != true && Array.TrueForAll(Openings, key => Setting.Text(settings, key) is null));

    public bool LetsIn(HttpContext context) => closed && Loopback.Is(context);
}
