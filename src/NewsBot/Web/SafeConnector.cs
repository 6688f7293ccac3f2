using System.Net;
using System.Net.Sockets;

namespace NewsBot.Web;

/// <summary>Opens connections only to addresses of the public internet. The address that is checked is the one
/// connected to, so that a name which changes its mind between check and connection (rebinding) gains
/// nothing.</summary>
internal sealed class SafeConnector(AllowedLoopback loopback, Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var resolved = await resolveAsync(host, cancellationToken);
        var allowed = resolved.Where(ip => PublicAddress.IsPublic(ip) || loopback.Allows(host, port, ip)).ToArray();
        if (allowed.Length == 0)
            throw new PrivateAddressException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name resolved to no address that may be connected to.</summary>
internal sealed class PrivateAddressException() : IOException("The host resolves to no public address.");
