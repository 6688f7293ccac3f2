using System.Collections.Concurrent;
using System.Net;

namespace NewsBot.Web;

/// <summary>The exact loopback authorities (host and port) that may be fetched: those of the sample newsroom, on the command line the one
/// that a person typed, and no others.</summary>
public sealed class AllowedLoopback
{
    private readonly ConcurrentDictionary<string, bool> authorities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The authority of an address that a person typed on the machine itself, where that is loopback.</summary>
    public static AllowedLoopback Of(Uri typed)
    {
        var allowed = new AllowedLoopback();
        if (typed.IsLoopback)
            allowed.authorities[Key(typed.IdnHost, typed.Port)] = true;
        return allowed;
    }

    /// <param name="authority">Host and port, such as <c>127.0.0.1:3979</c>.</param>
    /// <exception cref="ArgumentException">The host is not loopback.</exception>
    public void Add(string authority)
    {
        var address = new Uri($"http://{authority}/");
        if (!address.IsLoopback)
            throw new ArgumentException($"{authority} is not a loopback authority.", nameof(authority));
        authorities[Key(address.IdnHost, address.Port)] = true;
    }

    /// <summary>Whether the address is of an allowed authority; its connection must still end at a loopback
    /// address.</summary>
    public bool Allows(Uri address) => Allows(address.IdnHost, address.Port);

    /// <inheritdoc cref="Allows(Uri)"/>
    public bool Allows(string host, int port) => authorities.ContainsKey(Key(host, port));

    internal bool Allows(string host, int port, IPAddress resolved) => IPAddress.IsLoopback(resolved) && Allows(host, port);

    private static string Key(string host, int port) => $"{host.Trim('[', ']')}|{port}";
}
