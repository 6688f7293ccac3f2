using System.Xml;
using NewsBot.Feeds.Sitemaps;
using NewsBot.Web;

namespace NewsBot.Feeds.Documents;

/// <summary>Where a document came from and what the server said of it.</summary>
/// <param name="Address">Relative addresses are relative to it, unless the document says otherwise.</param>
/// <param name="ContentType">The Content-Type header.</param>
/// <param name="ContentLanguage">The Content-Language header.</param>
public sealed record FeedOrigin(Uri? Address = null, string? ContentType = null, string? ContentLanguage = null);

/// <summary>Why a document cannot be read as a feed.</summary>
public enum FeedFault
{
    None,

    /// <summary>No bytes, or only white space.</summary>
    Empty,

    /// <summary>A web page: often a challenge, a log-in or an error page that came with status 200.</summary>
    WebPage,

    /// <summary>XML or JSON, but none of the formats known here.</summary>
    UnknownFormat,

    /// <summary>So broken that mending it did not help.</summary>
    Broken,

    /// <summary>A listing page that no longer has the shape that the desk described.</summary>
    Shape,
}

/// <summary>A feed, or why there is none, with a sentence.</summary>
public sealed record FeedReading(ParsedFeed? Feed, FeedFault Fault = FeedFault.None, string? FaultText = null);

/// <summary>
/// Reads RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed and news sitemaps. Real feeds are often broken: a document that is not
/// well-formed is mended once (<see cref="XmlRepair"/>) and read again. Document type definitions are never fetched or
/// expanded.
/// </summary>
public static class FeedParser
{
    /// <summary>Deeper nesting than this is an attack, not a feed.</summary>
    internal const int MaxDepth = 200;

    /// <summary>More entries than this are cut off.</summary>
    internal const int MaxEntries = 5000;

    /// <exception cref="XmlException">The reader stands deeper than any feed nests.</exception>
    internal static void CheckDepth(XmlReader reader)
    {
        if (reader.Depth > MaxDepth)
            throw new XmlException("The document nests too deeply.");
    }

    /// <summary>Reads a document. It never throws for what the document holds.</summary>
    public static FeedReading Parse(ReadOnlySpan<byte> body, FeedOrigin origin)
    {
        var (text, encoding) = BodyText.Decode(body, origin.ContentType);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return new FeedReading(null, FeedFault.Empty, "The answer is empty.");
        if (start[0] is '{' or '[')
            return JsonFeed.Read(text, origin);

        var reading = ReadXml(text, origin, repaired: false) ?? ReadXml(XmlRepair.Repair(text), origin, repaired: true);
        if (reading?.Feed is null && LooksLikePage(start))
        {
            return new FeedReading(
                null,
                FeedFault.WebPage,
                "The answer is a web page, not a feed; often a challenge, a log-in or an error page.");
        }

        if (reading?.Feed is null && NewsSitemap.IsIndex(text))
            return new FeedReading(null, FeedFault.UnknownFormat, "The document lists sitemaps; give the address of one that holds news.");
        if (reading is null)
            return new FeedReading(null, FeedFault.Broken, "The document is too broken to be read as a feed.");
        if (reading.Feed is not null)
            reading.Feed.Encoding = IsPlainAscii(body, origin.ContentType) ? "us-ascii" : encoding;
        return reading;
    }

    // RFC 3023, 8.5: text/xml without a charset is US-ASCII, whatever the document declares.
    private static bool IsPlainAscii(ReadOnlySpan<byte> body, string? contentType)
    {
        var type = contentType?.Trim().ToLowerInvariant() ?? "";
        return !type.Contains("charset", StringComparison.Ordinal) && type.StartsWith("text/", StringComparison.Ordinal)
            && type.Split(';')[0].TrimEnd() is var name && (name.EndsWith("xml", StringComparison.Ordinal) || name == "text/xml-external-parsed-entity") && System.Text.Ascii.IsValid(body);
    }

    private static FeedReading? ReadXml(string text, FeedOrigin origin, bool repaired)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
            var feed = NewsSitemap.Is(text) ? NewsSitemap.Read(reader, origin) : new FeedXml(reader, origin).Read();
            if (feed is null && repaired)
                return new FeedReading(null, FeedFault.UnknownFormat, "The document is no feed in RSS, Atom or JSON Feed.");
            if (feed is null)
                return null;
            feed.Repaired = repaired;
            feed.Version = FeedVersion.OfType(feed.Version, text);
            return new FeedReading(feed);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 64 * 1024 * 1024,
    };

    private static bool LooksLikePage(ReadOnlySpan<char> start)
    {
        var head = start[..Math.Min(start.Length, 4096)].ToString();
        return head.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || head.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || head.Contains("<body", StringComparison.OrdinalIgnoreCase)
            || head.Contains("<script", StringComparison.OrdinalIgnoreCase);
    }
}
