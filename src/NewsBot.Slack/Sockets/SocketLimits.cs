namespace NewsBot.Slack.Sockets;

/// <summary>How long a socket may be silent.</summary>
/// <param name="Hello">While it is opened, until Slack's hello.</param>
/// <param name="Ping">Before we ping.</param>
/// <param name="Pong">Before our ping is answered; without an answer the socket is half open, brings nothing more, and is given up.</param>
internal sealed record SocketLimits(TimeSpan Hello, TimeSpan Ping, TimeSpan Pong)
{
    // Slack pings too, and counts us dead after half a minute; .NET answers its pings by itself.
    public static readonly SocketLimits Usual = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
}
