namespace NewsBot.Channels;

/// <summary>Whether to come from this machine is enough for what only operators may see and do. Where others come in from outside a proxy
/// runs, as a rule on this machine, and one that is not set up to say so makes every stranger local: then a token is asked for.</summary>
internal sealed class OwnMachine(IConfiguration settings, IHostEnvironment environment)
{
    /// <summary>The state in which being local is enough, for sentences.</summary>
    public const string Closed = "neither PublicAddress nor MicrosoftAppId is set";

    private readonly bool closed = environment.IsDevelopment()
        || (string.IsNullOrWhiteSpace(settings["PublicAddress"]) && string.IsNullOrWhiteSpace(settings["MicrosoftAppId"]));

    public bool LetsIn(HttpContext context) => closed && Loopback.Is(context);
}
