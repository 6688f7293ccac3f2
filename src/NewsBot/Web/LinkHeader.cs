using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace NewsBot.Web;

/// <summary>Reads Link headers. Source: RFC 8288.</summary>
internal static partial class LinkHeader
{
    public static IReadOnlyDictionary<string, Uri> None { get; } = FrozenDictionary<string, Uri>.Empty;

    /// <summary>The address of each relation, in full; the first where several have it.</summary>
    /// <param name="headers">The headers' values.</param>
    /// <param name="address">What relative addresses are relative to.</param>
    public static IReadOnlyDictionary<string, Uri> Of(IEnumerable<string> headers, Uri address)
    {
        Dictionary<string, Uri>? links = null;
        foreach (var link in headers.SelectMany(h => Link().Matches(h)))
        {
            if (!Uri.TryCreate(address, link.Groups["address"].Value.Trim(), out var target) || target.Scheme is not ("http" or "https"))
                continue;
            links ??= new Dictionary<string, Uri>(StringComparer.OrdinalIgnoreCase);
            foreach (Match relation in Relation().Matches(link.Groups["rest"].Value))
            {
                foreach (var name in relation.Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    links.TryAdd(name, target);
            }
        }

        return links ?? None;
    }

    [GeneratedRegex("<(?<address>[^<>]{1,2000})>(?<rest>(?:\\s*;\\s*[\\w*-]+(?:\\s*=\\s*(?:\"[^\"]*\"|[^\",;\\s]+))?)*)")]
    private static partial Regex Link();

    [GeneratedRegex("(?:^|;)\\s*rel\\s*=\\s*(?:\"(?<names>[^\"]*)\"|(?<names>[^\",;\\s]+))", RegexOptions.IgnoreCase)]
    private static partial Regex Relation();
}
