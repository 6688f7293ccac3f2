using System.Text;
using NewsBot.Feeds.Documents;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class FeedParserTests
{
    private static readonly FeedOrigin Origin = new(new Uri("https://news.example/feeds/all.xml"));

    [Theory]
    [InlineData("""<rss version="0.91"><channel><title>T</title><item><title>A</title><link>/a</link></item></channel></rss>""", "rss091u")]
    [InlineData("""<rss version="2.0"><channel><title>T</title><item><title>A</title><guid>https://news.example/a</guid></item></channel></rss>""", "rss20")]
    [InlineData("""<rss><channel><title>T</title></channel><item><title>A</title><link>/a</link></item></rss>""", "rss")]
    [InlineData("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>A</title><link>/a</link></item></rdf:RDF>""", "rss090")]
    [InlineData("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>T</title><items/></channel><item rdf:about="/a"><title>A</title><link>/a</link></item></rdf:RDF>""", "rss10")]
    [InlineData("""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>A</title><link rel="alternate" type="text/html" href="/a"/></entry></feed>""", "atom03")]
    [InlineData("""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>A</title><link rel="self" href="/x"/><link href="/a"/></entry></feed>""", "atom10")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A","url":"/a"}]}""", "json11")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":1,"title":"A","external_url":"/a"}]}""", "json1")]
    public void Every_format_gives_the_same_facts(string document, string version)
    {
        var feed = Feed(document);
        Assert.Equal((version, "T", false), (feed.Version, feed.Head.Title?.Value, feed.Repaired));
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("A", "https://news.example/a"), (entry.Title?.Value, entry.Link));
    }

    [Fact]
    public void An_item_of_rss_is_read_in_full()
    {
        var feed = Feed("""
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
            <channel><title>T</title><ttl>30</ttl><skipHours><hour>1</hour><hour>24</hour></skipHours><atom:link rel="hub" href="https://hub.example/"/>
            <image><title>Not this</title><url>/logo.png</url><link>https://elsewhere.example/</link></image><link>https://news.example/</link>
            <item><title>Ministers &amp; envoys &lt;b&gt;meet&lt;/b&gt;</title><link>https://news.example/1</link><guid isPermaLink="false">id-1</guid>
            <pubDate>Mon, 02 Mar 2026 10:00:00 +0500</pubDate><dc:creator>A. Writer</dc:creator><category domain="place">Kabul</category>
            <description>&lt;p&gt;Short.&lt;/p&gt;</description><content:encoded><![CDATA[<p>The <a href="more">long</a> words.</p>]]></content:encoded>
            <enclosure url="/a.mp3" type="audio/mpeg" length="5"/></item></channel></rss>
            """);
        Assert.Equal((TimeSpan.FromMinutes(30), "https://hub.example/", "https://news.example/logo.png"), (feed.TimeToLive, feed.Hub, feed.Head.Image));
        Assert.Equal([1, 0], feed.SkipHours);
        Assert.Equal("https://news.example/", feed.Head.Link);
        var item = Assert.Single(feed.Entries);
        Assert.Equal(("id-1", "https://news.example/1"), (item.Id, item.Link));
        Assert.Equal("Ministers & envoys meet", FeedHtml.Line(item.Title));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero), item.Published);
        Assert.Equal("A. Writer", Assert.Single(item.Authors).Name);
        Assert.Equal(new FeedTag("Kabul", "place"), Assert.Single(item.Tags));
        Assert.Equal("Short.", FeedHtml.Plain(item.Summary));
        Assert.Equal("""<p>The <a href="https://news.example/feeds/more">long</a> words.</p>""", FeedHtml.Clean(Assert.Single(item.Contents)));
        Assert.Contains(new FeedLink("https://news.example/a.mp3", "enclosure", "audio/mpeg", null, "5"), item.Links);
    }

    [Theory]
    [InlineData("<b>Kabul</b>: the talks go on", "Kabul: the talks go on")]
    [InlineData("<b>Kabul</b>: the <i>talks</i> go on", "Kabul: the talks go on")]
    [InlineData("Kabul: <b>the</b> talks go on", "Kabul: the talks go on")]
    [InlineData("Kabul: &lt;object data='film.swf'&gt;the talks go on", "Kabul: the talks go on")]
    [InlineData("Kabul: &lt;iframe src='https://tube.example/'&gt;the &lt;b&gt;talks&lt;/b&gt; go on", "Kabul: the talks go on")]
    public void Words_after_markup_are_not_lost(string description, string words)
    {
        var item = Assert.Single(Feed($"<rss version=\"2.0\"><channel><item><description>{description}</description></item></channel></rss>").Entries);
        Assert.Equal(words, FeedHtml.Plain(item.Summary));
        Assert.Equal(words, FeedHtml.Plain(new FeedText(FeedHtml.Clean(item.Summary!), FeedTextKind.Html, "text/html", null, null)));
    }

    [Fact]
    public void An_entry_of_atom_keeps_xhtml_bases_and_languages()
    {
        var feed = Feed("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/" xml:lang="en"><entry xml:base="b/" xml:lang="ur">
            <title type="html">One &amp;amp; two</title><id>tag:x</id><author><name>N</name><email>n@news.example</email></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>See <a href="c">this</a> &lt;now&gt;</p></div></content>
            <link href="page"/><updated>2026-03-02T10:00:00Z</updated><source><title>Other</title><id>o</id></source></entry></feed>
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("https://base.example/a/b/page", "ur", "N (n@news.example)"), (entry.Link, entry.Language, entry.Authors[0].Text));
        Assert.Equal("One & two", FeedHtml.Line(entry.Title));
        Assert.Equal("""<p>See <a href="https://base.example/a/b/c">this</a> &lt;now&gt;</p>""", entry.Contents[0].Value);
        Assert.Equal("Other", entry.Source?.Title?.Value);
    }

    [Theory]
    [InlineData("\n  <?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>A &nbsp;B</title></channel></rss>", "A \u00A0B")]
    [InlineData("<rss version=\"2.0\"><channel><title>Fish & chips</title></channel></rss>", "Fish & chips")]
    [InlineData("<rss version=\"2.0\"><channel><title>a=1&b=2&c</title></channel></rss>", "a=1&b=2&c")]
    [InlineData("<rss version=\"2.0\"><channel><title>Bad \u0001\u000B\uFFFFchars</title></channel></rss>", "Bad chars")]
    [InlineData("<rss version=2.0 version=2.0><channel><title>Bare</title></channel></rss>", "Bare")]
    [InlineData("<rss version=\"2.0\"><channel><dc:title>Prefix</dc:title></channel></rss>", "Prefix")]
    [InlineData("<rss version=\"2.0\"><channel><title><![CDATA[Cut off", "Cut off")]
    [InlineData("<rss version=\"2.0\"><channel><title>Cut off</title><item><title>Half", "Cut off")]
    [InlineData("<rss version=\"2.0\"><channel><title>Crossed</channel></title></rss>", "Crossed")]
    [InlineData("<rss version=\"2.0\"><channel><title>1 < 2 and 3</title></channel></rss>", "1 < 2 and 3")]
    [InlineData("<rss version=\"2.0\"><channel><Title>Case</title></channel></rss>", "Case")]
    [InlineData("<rss version=\"2.0\"><channel><!-- a -- b --><title>Dashes</title></channel></rss>", "Dashes")]
    [InlineData("<!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\" [<!ENTITY me \"my words\">]><rss version=\"2.0\"><channel><title>In &me;</title></channel></rss>", "In my words")]
    [InlineData("<rss version=\"2.0\"><channel><title>Itâ€™s MÃ¼ller</title></channel></rss>", "It’s Müller")]
    [InlineData("<rss version=\"2.0\"><channel><title>It&#146;s</title></channel></rss>", "It’s")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wrapped</title></feed></body></html>", "Wrapped")]
    [InlineData("<rss version=\"2.0\"><channel><title>Pair \U0001F600 kept &</title></channel></rss>", "Pair \U0001F600 kept &")]
    public void A_broken_document_is_mended(string document, string title) =>
        Assert.Equal(title, Feed(document).Head.Title?.Value);

    [Theory]
    [InlineData("", FeedFault.Empty)]
    [InlineData("  \n ", FeedFault.Empty)]
    [InlineData("<!DOCTYPE html><html><head><title>Just a moment…</title></head><body><p>Checking</p></body></html>", FeedFault.WebPage)]
    [InlineData("<html><body>Error &nbsp; <br> unclosed", FeedFault.WebPage)]
    [InlineData("<opml version=\"2.0\"><body/></opml>", FeedFault.WebPage)]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", FeedFault.UnknownFormat)]
    [InlineData("{\"error\": \"no\"}", FeedFault.UnknownFormat)]
    [InlineData("{\"items\": [", FeedFault.Broken)]
    [InlineData("not a feed at all", FeedFault.Broken)]
    [InlineData("\u0000\u0001\u0002<", FeedFault.Broken)]
    public void What_is_no_feed_is_named(string document, FeedFault fault)
    {
        var reading = Parse(document);
        Assert.Null(reading.Feed);
        Assert.Equal(fault, reading.Fault);
        Assert.NotEmpty(reading.FaultText!);
    }

    [Fact]
    public void Entities_that_multiply_do_not_explode()
    {
        var entities = Enumerable.Range(1, 11).Select(i => $"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat($"&lol{i - 1};", 10))}\">");
        var lol = $"<!DOCTYPE lolz [<!ENTITY lol0 \"{new string('x', 1000)}\">{string.Concat(entities)}]>"
            + $"<rss version=\"2.0\"><channel><title>&lol11;{string.Concat(Enumerable.Repeat("&lol0;", 100_000))}</title></channel></rss>";
        Assert.True(Feed(lol).Head.Title!.Value.Length < 100_000);
    }

    [Fact]
    public void A_document_that_nests_without_end_is_not_followed_down()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 50_000));
        Parse($"<rss version=\"2.0\"><channel><description>{deep}");
        Parse($"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">{deep}");
        Parse(string.Concat(Enumerable.Repeat("{\"items\":[", 50_000)));
        Parse($"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{deep}");
        Assert.Equal("end", FeedHtml.Plain(new FeedText(deep + "end", FeedTextKind.Html)));
        Assert.Equal("end", FeedHtml.Clean(new FeedText(deep + "end", FeedTextKind.Html)));
    }

    [Theory]
    [InlineData("<cloud>", "</cloud>")]
    [InlineData("<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"a\">", "</itunes:category>")]
    public void What_is_skipped_may_not_nest_without_end_either(string before, string after)
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 300)) + string.Concat(Enumerable.Repeat("</div>", 300));
        Assert.True(Feed($"<rss version=\"2.0\"><channel>{before}{deep}{after}<title>T</title></channel></rss>").Repaired);
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel><item><tags>", "</tags></item></channel></rss>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><author>", "</author></entry></feed>")]
    public void A_text_in_hundreds_of_thousands_of_pieces_takes_time_in_proportion_to_its_length(string before, string after) =>
        Assert.NotNull(Feed(before + string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 700_000)) + after));

    [Fact]
    public void An_author_of_rss_may_be_written_as_one_of_atom()
    {
        var item = Assert.Single(Feed("<rss version=\"2.0\"><channel><item><author><name>Bob</name></author><author/></item></channel></rss>").Entries);
        Assert.Equal(new FeedPerson("Bob", "Bob", null, null), Assert.Single(item.Authors));
    }

    [Fact]
    public void Half_a_pair_of_characters_in_json_spoils_only_itself()
    {
        var item = Assert.Single(Feed("""{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a\ud83d \\ud83d \ud83d\ude00","tags":["\ude00"]}]}""").Entries);
        Assert.Equal("a\uFFFD \\ud83d \U0001F600", item.Title!.Value);
        Assert.Equal("\uFFFD", Assert.Single(item.Tags).Term);
    }

    [Fact]
    public void An_encoding_that_is_switched_off_is_passed_over()
    {
        var body = Encoding.UTF8.GetBytes("<rss version=\"2.0\"><channel><title>Gespräche</title></channel></rss>");
        Assert.Equal("Gespräche", FeedParser.Parse(body, Origin with { ContentType = "text/xml; charset=utf-7" }).Feed!.Head.Title!.Value);
    }

    [Fact]
    public void A_json_feed_has_no_more_items_than_another()
    {
        var items = string.Join(',', Enumerable.Range(0, 6000).Select(i => $"{{\"id\":\"{i}\"}}"));
        Assert.Equal(5000, Feed($"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{items}]}}").Entries.Count);
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("<?x ")]
    [InlineData("</a")]
    [InlineData("<a ")]
    [InlineData("<a></b>")]
    [InlineData("&a")]
    [InlineData("<![CDATA[")]
    [InlineData("<!DOCTYPE [")]
    [InlineData("a=b ")]
    public void A_long_broken_document_takes_time_in_proportion_to_its_length(string piece)
    {
        // Half a million pieces: what takes the square of that does not end today.
        var reading = Parse("<rss version=\"2.0\"><channel><title " + string.Concat(Enumerable.Repeat(piece, 500_000)));
        Assert.True(reading.Feed is not null || reading.FaultText is not null);
    }

    [Theory]
    [InlineData("utf-8", null, "utf-8")]
    [InlineData("windows-1252", null, "windows-1252")]
    [InlineData("utf-16", null, "utf-16le")]
    [InlineData("iso-8859-15", "text/xml; charset=iso-8859-15", "iso-8859-15")]
    public void Bytes_become_text_by_what_they_are(string encoding, string? contentType, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string document = "<rss version=\"2.0\"><channel><title>Zürich “talks”</title></channel></rss>";
        var text = encoding == "iso-8859-15" ? document.Replace('“', '"').Replace('”', '"') : document;
        var writer = Encoding.GetEncoding(encoding);
        var reading = FeedParser.Parse([.. writer.GetPreamble(), .. writer.GetBytes(text)], Origin with { ContentType = contentType });
        Assert.Equal((name, true), (reading.Feed?.Encoding, reading.Feed?.Head.Title?.Value.StartsWith("Zürich", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_latin_declaration_that_the_bytes_contradict_is_not_believed()
    {
        var bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\"><channel><title>Zürich</title></channel></rss>");
        Assert.Equal("Zürich", FeedParser.Parse(bytes, Origin).Feed?.Head.Title?.Value);
    }

    [Theory]
    [InlineData("<script>steal()</script><b>kept</b>", "<b>kept</b>")]
    [InlineData("<p onclick=\"steal()\">kept</p>", "<p>kept</p>")]
    [InlineData("<a href=\"javascript:steal()\">kept</a>", "<a>kept</a>")]
    [InlineData("<a href=\" jAvAsCrIpT&#58;steal()\">kept</a>", "<a>kept</a>")]
    [InlineData("<a href=\"data:text/html,<script>\">kept</a>", "<a>kept</a>")]
    [InlineData("<iframe src=\"https://evil.example\">no</iframe>kept", "nokept")]
    [InlineData("<form action=\"/x\"><input name=q></form>kept", "kept")]
    [InlineData("<svg onload=steal()><script>x</script></svg>kept", "kept")]
    [InlineData("<math><mtext><style><img src=x onerror=steal()></style></mtext></math>kept", "kept")]
    [InlineData("<img src=\"x.png\" onerror=\"steal()\">", "<img src=\"https://news.example/feeds/x.png\" />")]
    [InlineData("one<br>two<hr/><span></span>", "one<br />two<hr /><span></span>")]
    [InlineData("<custom-tag>kept</custom-tag>", "kept")]
    [InlineData("<style>body{background:url(javascript:x)}</style><div style=\"background:url(javascript:x)\">kept</div>", "<div>kept</div>")]
    public void Nothing_that_can_act_survives_cleaning(string html, string expected) =>
        Assert.Equal(expected, FeedHtml.Clean(new FeedText(html, FeedTextKind.Html, Base: Origin.Address)).Trim());

    [Fact]
    public void Plain_text_has_a_line_for_each_block_and_no_hidden_characters()
    {
        const string html = "<h2>Talks</h2><p>The  <b>first</b>\n line.<br>Second &amp; third</p><script>no()</script><ul><li>One</li><li>\u202ETwo\u0007</li></ul>";
        Assert.Equal("Talks\nThe first line.\nSecond & third\nOne\nTwo", FeedHtml.Plain(new FeedText(html, FeedTextKind.Html)));
    }

    private static FeedReading Parse(string document) => FeedParser.Parse(Encoding.UTF8.GetBytes(document), Origin);

    private static ParsedFeed Feed(string document)
    {
        var reading = Parse(document);
        Assert.True(reading.Feed is not null, reading.FaultText);
        return reading.Feed;
    }
}
