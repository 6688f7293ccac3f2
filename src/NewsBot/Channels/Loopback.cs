using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;

namespace NewsBot.Channels;

/// <summary>Whether a request comes from this very machine.</summary>
internal static class Loopback
{
    private static readonly string[] ForwardingHeaders =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP",
        // What is left of the second where a proxy was believed: whoever came through one is not this machine, whatever it says.
        ForwardedHeadersDefaults.XOriginalForHeaderName,
    ];

    /// <remarks>
    /// A proxy or tunnel on this machine makes strangers look local; it says so in a header, or speaks HTTP/1.0 as nginx does unless it is
    /// told otherwise. A page of a stranger that the browser takes for this machine (DNS rebinding) gives itself away by the host's name.
    /// </remarks>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && IsLocalName(context.Request.Host.Host)
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && !ForwardingHeaders.Any(h => !StringValues.IsNullOrEmpty(context.Request.Headers[h]));

    public static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
