using System.Net;
using System.Net.Sockets;

namespace NewsBot.Web;

/// <summary>Tells addresses of the public internet from all others.</summary>
/// <remarks>Source: the IANA special-purpose address registries for IPv4 and IPv6.</remarks>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

            // Azure's wire server: a public address that answers only inside, with secrets.
            "168.63.129.16/32",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    // Only 2000::/3 is global unicast today; these are the parts of it that are not for everybody, or that carry an
    // IPv4 address.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublicV6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>False for private, loopback, link-local, shared (CGNAT), metadata, multicast, reserved and
    /// documentation addresses, and for every IPv6 form that carries an IPv4 address (mapped, compatible, 6to4,
    /// Teredo, NAT64).</summary>
    public static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !NotPublic.Any(n => n.Contains(address)),
        AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => false,
        AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !NotPublicV6.Any(n => n.Contains(address)),
        _ => false,
    };
}
