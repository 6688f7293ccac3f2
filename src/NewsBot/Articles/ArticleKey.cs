using System.Text;
using NewsBot.Web;

namespace NewsBot.Articles;

/// <summary>
/// Tells whether two addresses are of one article, as far as addresses tell. The key leaves out what publishers and
/// aggregators add or vary: the scheme, <c>www.</c>, <c>m.</c>, <c>mobile.</c> and <c>amp.</c> before the host,
/// default ports, the fragment, tracking parameters, AMP markers, <c>index.html</c>, print views and a trailing slash;
/// and the order of the parameters that are left. It is for comparing; the address to open is kept beside it.
/// </summary>
public static class ArticleKey
{
    private static readonly string[] HostPrefixes = ["www.", "m.", "mobile.", "amp."];

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid",
        "mkt_tok", "_hsenc", "_hsmi", "cmp", "cmpid", "cid", "ocid", "icid", "ncid", "ftag", "xtor", "spm", "smid",
        "smtyp", "partner", "emc", "ref", "ref_src", "referrer", "traffic_source", "taid", "sref", "srnd", "share",
        "feature", "at_medium", "at_campaign", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
        "rss", "fromrss", "source", "amp", "outputtype", "print", "view",
    };

    // "source", "view", "rss" and the like name the article on some sites; they are dropped only with one of these
    // values.
    private static readonly Dictionary<string, string[]> OnlyWith = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cid"] = ["rss", "social", "dlvr.it"],
        ["source"] = ["rss", "feed", "twitter", "facebook", "email"],
        ["rss"] = ["", "1", "yes", "true"],
        ["partner"] = ["rss", "rssnyt"],
        ["emc"] = ["rss"],
        ["ref"] = ["rss", "feed", "home", "homepage", "twitter", "facebook"],
        ["share"] = ["", "1", "twitter", "facebook", "email"],
        ["feature"] = ["rss", "share", "youtu.be"],
        ["amp"] = ["", "1", "true"],
        ["outputtype"] = ["amp"],
        ["print"] = ["", "1", "true"],
        ["view"] = ["print", "amp", "mobile"],
    };

    /// <summary>The key of an address.</summary>
    public static string Of(Uri address)
    {
        var key = new StringBuilder(Host(address));
        if (!address.IsDefaultPort)
            key.Append(':').Append(address.Port);
        key.Append(Path(address.AbsolutePath));
        var kept = Kept(address).Order(StringComparer.Ordinal).ToArray();
        if (kept.Length > 0)
            key.Append('?').AppendJoin('&', kept);
        if (address.Fragment.StartsWith(Feeds.SeenItem.MadeUpFragment, StringComparison.Ordinal))
            key.Append(address.Fragment);
        return key.ToString();
    }

    /// <summary>The key of an address; null when the text is no http or https address.</summary>
    public static string? Of(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? Of(uri)
            : null;

    /// <summary>The address to open: as announced, without tracking parameters and fragment.</summary>
    public static Uri Clean(Uri address)
    {
        if (address.Fragment.StartsWith(Feeds.SeenItem.MadeUpFragment, StringComparison.Ordinal))
            return address;
        var builder = new UriBuilder(address) { Fragment = "" };
        if (Parameters(address).Any(p => IsTracking(p.Name, p.Value) && p.Name is not ("amp" or "print" or "view")))
            builder.Query = string.Join('&', Kept(address));
        return builder.Uri;
    }

    /// <summary>Whether two addresses belong to one publisher's site: the same host, or hosts below the same
    /// registrable name.</summary>
    public static bool SameSite(Uri a, Uri b) =>
        Host(a) == Host(b) || (a.HostNameType == UriHostNameType.Dns && b.HostNameType == UriHostNameType.Dns && Site(a) == Site(b));

    /// <summary>Whether the one is a folder that the other lies in: a section, or one address for a whole site.</summary>
    public static bool IsAbove(Uri folder, Uri page) =>
        Path(page.AbsolutePath).StartsWith(Path(folder.AbsolutePath) + "/", StringComparison.OrdinalIgnoreCase);

    private static string Host(Uri address)
    {
        var host = Ascii(address).ToLowerInvariant().TrimEnd('.');
        if (address.HostNameType != UriHostNameType.Dns)
            return host;
        foreach (var prefix in HostPrefixes)
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.AsSpan(prefix.Length).Contains('.'))
                return host[prefix.Length..];
        }

        return host;
    }

    // A host that cannot be encoded is never fetched, but it is told apart like any other.
    private static string Ascii(Uri address) => WebAddress.AsciiHost(address) ?? address.Host;

    private static string Path(string path)
    {
        foreach (var ending in new[] { "/amp/", "/amp", "/index.html", "/index.htm", "/index.php", "/print/", "/print", ".amp" })
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                path = path[..^ending.Length];
                break;
            }
        }

        if (path.StartsWith("/amp/", StringComparison.OrdinalIgnoreCase))
            path = path["/amp".Length..];
        path = path.TrimEnd('/');
        return path;
    }

    private static IEnumerable<string> Kept(Uri address) =>
        Parameters(address).Where(p => !IsTracking(p.Name, p.Value)).Select(p => p.Text);

    private static IEnumerable<(string Name, string Value, string Text)> Parameters(Uri address)
    {
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            yield return equals < 0 ? (part, "", part) : (part[..equals], part[(equals + 1)..], part);
        }
    }

    private static bool IsTracking(string name, string value) =>
        name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || (Tracking.Contains(name)
            && (!OnlyWith.TryGetValue(name, out var values) || values.Contains(value, StringComparer.OrdinalIgnoreCase)));

    // Second labels under which countries register names; a full public suffix list would be a megabyte for the same
    // answer here.
    private static readonly HashSet<string> SecondLevel =
        ["co", "com", "org", "net", "gov", "gob", "gouv", "govt", "go", "edu", "ac", "or", "ne", "mil", "info"];

    private static string Site(Uri address)
    {
        var labels = Ascii(address).ToLowerInvariant().TrimEnd('.').Split('.');
        var count = labels.Length >= 3 && labels[^1].Length == 2 && SecondLevel.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels[Math.Max(0, labels.Length - count)..]);
    }
}
