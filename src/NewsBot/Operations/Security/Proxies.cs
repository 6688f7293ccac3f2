using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using NewsBot.Settings;
using NetworkOf = System.Net.IPNetwork;

namespace NewsBot.Operations.Security;

/// <summary>The proxies whose word is taken for whom a request comes from and whether it came by https. Nobody's is unless the setting says so:
/// a header is written by whoever likes.</summary>
internal static class Proxies
{
    /// <exception cref="FormatException">The setting holds what is no address and no network, or a network of everybody.</exception>
    public static IReadOnlyList<NetworkOf> From(IConfiguration settings) =>
        [.. (Setting.Text(settings, "Proxies") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    /// <summary>Comes before everything that asks who calls.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<OperationsOptions>();
        if (options.Proxies.Count == 0)
            return;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // Through as many of them as there are: the first that is none of them is who calls.
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in options.Proxies)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }

    private static NetworkOf Read(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new NetworkOf(address, address.GetAddressBytes().Length * 8);
        if (!NetworkOf.TryParse(text, out var network))
            throw new FormatException($"{nameof(Proxies)} holds '{text}'; write addresses and networks of your proxies with commas between, such as 127.0.0.1, 10.0.0.0/8.");
        return network.PrefixLength > 0
            ? network
            : throw new FormatException($"{nameof(Proxies)} holds '{text}', which is everybody: anybody could then say who they are. Name the proxies' network.");
    }
}
