using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace NewsBot.Web;

/// <summary>Decides whether an address may be fetched, as far as the address alone can tell.</summary>
/// <remarks>
/// Ports: 80, 443 and 1024 to 65535. News is published on odd high ports now and then; the low ones are mail, shells
/// and databases. Names are judged again when they have been resolved, at the moment of connecting.
/// </remarks>
public static class WebAddress
{
    /// <summary>The address to use, without fragment or trailing dot; or the problem, with its sentence.</summary>
    public static bool TryAccept(
        Uri address,
        AllowedLoopback loopback,
        [NotNullWhen(true)] out Uri? accepted,
        [NotNullWhen(false)] out Fetched? refused)
    {
        accepted = null;
        refused = Refusal(address, loopback);
        if (refused is not null)
            return false;
        var builder = new UriBuilder(address) { Fragment = "", Host = address.IdnHost.TrimEnd('.') };
        accepted = builder.Uri;
        return true;
    }

    /// <summary>The host as the name system takes it, in ASCII; null where it cannot be written so: a label that is too long then (over 63
    /// characters), or letters that no version of Unicode knows.</summary>
    public static string? AsciiHost(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            // Uri itself accepts such hosts; there is no way to ask beforehand.
            return null;
        }
    }

    private static Fetched? Refusal(Uri address, AllowedLoopback loopback)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            return Fetched.Failed(address, FetchProblem.BadAddress, "Only http and https addresses can be fetched.");
        if (address.UserInfo.Length > 0)
            return Fetched.Failed(address, FetchProblem.BadAddress, "Addresses with a user name or password are not fetched.");
        if (AsciiHost(address)?.TrimEnd('.') is not { } host)
            return Fetched.Failed(address, FetchProblem.BadAddress, "The host of the address cannot be written as the name system needs it.");
        if (host.Length == 0)
            return Fetched.Failed(address, FetchProblem.BadAddress, "The address has no host.");
        if (loopback.Allows(host, address.Port))
            return null;
        if (address.Port is not (80 or 443 or >= 1024))
            return Fetched.Failed(address, FetchProblem.BadAddress, $"Port {address.Port} is not one that web pages are fetched from.");
        return IsSpecialHost(host) ? Private(address) : null;
    }

    internal static Fetched Private(Uri address) =>
        Fetched.Failed(
            address,
            FetchProblem.PrivateAddress,
            $"{address.IdnHost} stands in a private or special network; such addresses are not fetched.");

    private static bool IsSpecialHost(string host)
    {
        var bare = host.Trim('[', ']');
        if (IPAddress.TryParse(bare, out var ip))
            return !PublicAddress.IsPublic(ip);
        return !bare.Contains('.')
            || SpecialNames.Any(n => bare.Equals(n, StringComparison.OrdinalIgnoreCase)
                || bare.EndsWith("." + n, StringComparison.OrdinalIgnoreCase));
    }

    // RFC 6761, RFC 8375, and the names that clouds give their metadata servers.
    private static readonly string[] SpecialNames =
        ["localhost", "local", "internal", "lan", "home.arpa", "localdomain", "intranet", "corp", "onion"];
}
