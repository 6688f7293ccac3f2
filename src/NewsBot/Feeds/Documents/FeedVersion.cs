using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Names the format of a document by its root.</summary>
internal static class FeedVersion
{
    /// <summary>The version's name; null when the root that the reader stands on is none of the formats'.</summary>
    public static string? Of(XmlReader reader) => reader.LocalName.ToLowerInvariant() switch
    {
        "rss" => Rss(reader.GetAttribute("version")?.Trim()),
        "rdf" => Rdf(reader),
        "feed" => Atom(reader),
        "channel" => "cdf",
        _ => null,
    };

    private static string Rss(string? version) => version switch
    {
        "0.90" => "rss090",
        "0.91" => "rss091u",
        "0.92" => "rss092",
        "0.93" => "rss093",
        "0.94" => "rss094",
        { Length: > 0 } when version.StartsWith('2') => "rss20",
        _ => "rss",
    };

    private static string Rdf(XmlReader reader)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Value.Contains("netscape.com/rdf/simple/0.9", StringComparison.OrdinalIgnoreCase))
            {
                reader.MoveToElement();
                return "rss090";
            }
        }

        reader.MoveToElement();
        return "rss10";
    }

    /// <summary>Netscape's own 0.91 differs from the other by its document type, which the reader passes over.</summary>
    /// <param name="version">What the root says.</param>
    /// <param name="text">The document.</param>
    public static string OfType(string version, string text) =>
        version == "rss091u" && text.AsSpan(0, Math.Min(text.Length, 2048)).Contains(NetscapeType, StringComparison.OrdinalIgnoreCase)
            ? "rss091n"
            : version;

    private const string NetscapeType = "netscape.com/publish/formats/rss-0.91.dtd";

    private static string Atom(XmlReader reader)
    {
        var version = reader.GetAttribute("version")?.Trim();
        if (version == "1.0" || reader.NamespaceURI.Equals("http://www.w3.org/2005/Atom", StringComparison.OrdinalIgnoreCase))
            return "atom10";
        return version switch
        {
            "0.1" => "atom01",
            "0.2" => "atom02",
            null or "" => "atom",
            _ => "atom03",
        };
    }
}
