using System.Net.Sockets;

namespace NewsBot.Channels;

/// <summary>Whom limits are counted for.</summary>
internal static class CallerAddress
{
    private const int BytesOfANetwork = 8;

    /// <summary>The address of a caller; of an IPv6 address the network (/64), of which one customer has every address.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, BytesOfANetwork)
            : address.ToString();
    }
}
