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
        "feed" => IsAtom10(reader) ? "atom10" : "atom03",
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

    private static bool IsAtom10(XmlReader reader) =>
        reader.NamespaceURI.Equals("http://www.w3.org/2005/Atom", StringComparison.OrdinalIgnoreCase)
        || reader.GetAttribute("version") == "1.0";
}
