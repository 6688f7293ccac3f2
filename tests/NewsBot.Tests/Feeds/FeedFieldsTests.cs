using System.Text;
using System.Text.Json.Nodes;
using NewsBot.Feeds;
using NewsBot.Feeds.Documents;
using Xunit;

namespace NewsBot.Tests.Feeds;

/// <summary>What each element of a feed becomes, as <c>feed --json</c> prints it.</summary>
public sealed class FeedFieldsTests
{
    private const string Namespaces =
        """
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:cc="http://web.resource.org/cc/"
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"
        """;

    [Theory]
    [InlineData("<link>http://e/1</link>", "links[0].type", "text/html")]
    [InlineData("<atom:link href='http://e/1'/>", "links[0].type", "text/html")]
    [InlineData("<title>A</title><dc:title>B</dc:title>", "title", "A")]
    [InlineData("<title/><dc:title>B</dc:title>", "title", "B")]
    [InlineData("<description>Long</description><itunes:subtitle>S</itunes:subtitle>", "summary", "Long")]
    [InlineData("<category>a</category><category>a</category><category>b</category>", "tags[1].term", "b")]
    [InlineData("<itunes:keywords>a,b</itunes:keywords>", "tags[1].scheme", "http://www.itunes.com/")]
    [InlineData("<atom:source><title>S</title><atom:title>T</atom:title><atom:id>i</atom:id></atom:source>", "source.id", "i")]
    [InlineData("<body xmlns='http://www.w3.org/1999/xhtml'><p>x</p></body>", "content[0].type", "application/xhtml+xml")]
    [InlineData("<creativeCommons:license>http://l/</creativeCommons:license>", "links[0].rel", "license")]
    [InlineData("<cc:license rdf:resource='http://l/'/>", "links[0].url", "http://l/")]
    [InlineData("<media:content url='m.jpg'/><enclosure url='a.mp3'/>", "enclosures[0].url", "a.mp3")]
    public void A_part_of_an_item_of_rss_is_told(string parts, string field, string expected) =>
        Assert.Equal(expected, At(Json($"<rss version='2.0' {Namespaces}><channel><item>{parts}</item></channel></rss>")["entry"]![0]!, field));

    [Theory]
    [InlineData("<source><subtitle>S</subtitle></source>", "source.subtitle", "S")]
    [InlineData("<id>http://e/1</id>", "link", "http://e/1")]
    public void A_part_of_an_entry_of_atom_is_told(string parts, string field, string expected) =>
        Assert.Equal(expected, At(Json($"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{parts}</entry></feed>")["entry"]![0]!, field));

    [Theory]
    [InlineData("<itunes:owner><itunes:name>N</itunes:name><itunes:email>e@x.org</itunes:email></itunes:owner>", "publisher", "N (e@x.org)")]
    [InlineData("<itunes:subtitle>S</itunes:subtitle>", "subtitle", "S")]
    [InlineData("<link>http://e/</link>", "links[0].type", "text/html")]
    public void A_part_of_a_feeds_head_is_told(string parts, string field, string expected) =>
        Assert.Equal(expected, At(Json($"<rss version='2.0' {Namespaces}><channel>{parts}</channel></rss>")["feed"]!, field));

    [Theory]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\"><rss version='0.91'><channel/></rss>", "rss091n")]
    [InlineData("<rss version='0.91'><channel/></rss>", "rss091u")]
    [InlineData("<feed version='0.1'/>", "atom01")]
    [InlineData("<feed version='0.2'/>", "atom02")]
    [InlineData("<feed/>", "atom")]
    [InlineData("<feed xmlns='http://purl.org/atom/ns#'/>", "atom")]
    [InlineData("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom03")]
    public void A_format_is_named(string document, string version) => Assert.Equal(version, At(Json(document), "version"));

    [Fact]
    public void What_the_server_says_of_language_and_encoding_is_told()
    {
        var json = Json(
            $"<?xml version='1.0' encoding='utf-8'?><rss version='2.0' {Namespaces}><channel><item><content:encoded>x</content:encoded></item></channel></rss>",
            new FeedOrigin(null, "text/xml", "en"));
        Assert.Equal("us-ascii", At(json, "encoding"));
        Assert.Equal("en", json["entry"]![0]!["content[0].language"]!.GetValue<string>());
    }

    private static JsonObject Json(string document, FeedOrigin? origin = null) =>
        FeedJson.Of(FeedParser.Parse(Encoding.UTF8.GetBytes(document), origin ?? new FeedOrigin()).Feed!);

    // A text's details stand beside it under a dotted name.
    private static string? At(JsonNode node, string field)
    {
        if (node is JsonObject there && there[field] is JsonValue detail)
            return detail.ToString();
        foreach (var step in field.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
            node = (int.TryParse(step, out var index) ? node[index] : node[step])!;
        return node?.ToString();
    }
}
