using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace NewsBot.Sample;

/// <summary>Opens a web server for the sample pages on the loopback interface.</summary>
/// <remarks>
/// Kestrel without a host around it: a second host would listen for the process's signals and settings, and would be taken for
/// the program's own by tools that look for the first host built.
/// </remarks>
internal static class LoopbackServer
{
    /// <summary>A server that answers, and where.</summary>
    public sealed record Opened(IServer Server, NewsroomSite Site, int Port);

    /// <param name="configured">The port that the user wants, if any; nothing else is tried then.</param>
    /// <param name="last">The port of the last time; a free one is taken when it is not free.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FormatException">The configured port is no port.</exception>
    /// <exception cref="IOException">The configured port is taken.</exception>
    public static async Task<Opened> OpenAsync(string? configured, int? last, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return await ListenAsync(Port(configured), cancellationToken);
        try
        {
            return await ListenAsync(last ?? 0, cancellationToken);
        }
        catch (IOException) when (last is not null)
        {
            return await ListenAsync(0, cancellationToken);
        }
    }

    /// <summary>Reads a configured port, and opens nothing.</summary>
    /// <exception cref="FormatException">It is no port.</exception>
    public static void Check(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            Port(configured);
    }

    private static int Port(string configured) =>
        ushort.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FormatException($"sample:port wants a port from 0 (any) to 65535, not '{configured}'.");

    private static async Task<Opened> ListenAsync(int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        var site = new NewsroomSite();
        try
        {
            await server.StartAsync(site, cancellationToken);
            var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
            return new Opened(server, site, new Uri(address).Port);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}
