using System.Diagnostics;
using System.Text;
using NewsBot.Feeds.Documents;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Feeds;

/// <summary>What feeds hold beside plain text: looks, old elements, broken markup, texts of several vocabularies.</summary>
public sealed class FeedMarkupTests
{
    private static readonly Uri Address = new("https://news.example/feeds/");

    private static string Clean(string html) => FeedHtml.Clean(new FeedText(html, FeedTextKind.Html, Base: Address)).Trim();

    private static FeedEntry Entry(string inside) => FeedParser.Parse(
        Encoding.UTF8.GetBytes("<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
            + $"xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><item>{inside}</item></channel></rss>"),
        new FeedOrigin(Address)).Feed!.Entries[0];

    [Theory]
    [InlineData("color: Teal", "color: Teal;")]
    [InlineData("FONT-SIZE:12pt;", "FONT-SIZE: 12pt;")]
    [InlineData("font-family: 'News Gothic', serif", "font-family: 'News Gothic', serif;")]
    [InlineData("border: 2px solid rgb(1, 2, 3); margin: 0 4px", "border: 2px solid rgb(1, 2, 3); margin: 0 4px;")]
    [InlineData("position: fixed; color: red", "color: red;")]
    public void A_style_that_only_changes_how_text_looks_is_kept_as_written(string style, string kept) =>
        Assert.Equal($"<p style=\"{kept}\">x</p>", Clean($"<p style=\"{style}\">x</p>"));

    [Theory]
    [InlineData("background: url(https://evil.example/a)")]
    [InlineData("background-image: url( 'x' )")]
    [InlineData("width: expression(steal())")]
    [InlineData("behavior: none")]
    [InlineData("color: r\\65 d")]
    [InlineData("color: red/**/")]
    [InlineData("border: steal")]
    [InlineData("-moz-binding: none")]
    [InlineData("color: &quot;&gt;&lt;script&gt;")]
    [InlineData("margin: attr(x)")]
    public void A_style_that_may_load_or_run_is_not(string style) => Assert.Equal("<p>x</p>", Clean($"<p style=\"{style}\">x</p>"));

    [Theory]
    [InlineData("<audio controls=\"\" src=\"a.ogg\"></audio>", "<audio controls=\"\" src=\"https://news.example/feeds/a.ogg\"></audio>")]
    [InlineData("<video poster=\"p.png\"><source src=\"v.webm\"></video>", "<video poster=\"https://news.example/feeds/p.png\"><source src=\"https://news.example/feeds/v.webm\" /></video>")]
    [InlineData("<video poster=\"javascript:steal()\">x</video>", "<video>x</video>")]
    [InlineData("<a ping=\"data:x\">x</a>", "<a>x</a>")]
    [InlineData("<td background=\"javascript:steal()\">cell</td>", "<td>cell</td>")]
    [InlineData("<tr><td>cell</td></tr>", "<tr><td>cell</td></tr>")]
    [InlineData("<font face=\"serif\" point-size=\"9\">x</font>", "<font face=\"serif\" point-size=\"9\">x</font>")]
    [InlineData("<fieldset><legend>x</legend></fieldset>", "<fieldset><legend>x</legend></fieldset>")]
    [InlineData("<button formaction=\"https://evil.example\">x</button>", "<button>x</button>")]
    [InlineData("<dialog onclose=\"steal()\">x</dialog>", "<dialog>x</dialog>")]
    public void Elements_that_only_show_are_kept(string html, string expected) => Assert.Equal(expected, Clean(html));

    [Theory]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=steal()>\">x</p></noscript>")]
    [InlineData("<textarea><img src=x onerror=steal()></textarea>")]
    [InlineData("<iframe><img src=x onerror=steal()></iframe>")]
    [InlineData("<select><script>steal()</script><option onclick=steal()>x</select>")]
    [InlineData("<<!---->iframe><script>steal()</script>")]
    [InlineData("<scr<!-- x>ipt>steal()</script>")]
    [InlineData("<scr<iframe>ipt>steal()</scr</iframe>ipt>")]
    [InlineData("<tr><td><script>steal()</script><a href=javascript:steal()>x</a></td></tr>")]
    public void Nothing_that_was_mended_can_act(string html)
    {
        // Read again as a browser would.
        using var document = new AngleSharp.Html.Parser.HtmlParser(new() { IsScripting = true }).ParseDocument(Clean(html));
        Assert.Empty(document.QuerySelectorAll("script, iframe, [onerror], [onclick], [href^=javascript], noscript"));
    }

    [Theory]
    [InlineData("<iframe src=x>one <b>two</b></iframe>", "one <b>two</b>")]
    [InlineData("<noscript>one <b>two</b></noscript>", "one <b>two</b>")]
    [InlineData("<textarea>one</textarea> two", "one two")]
    [InlineData("on<!-- -- x >e two", "one two")]
    [InlineData("one <!-- gone -->two <!-- x > three", "one two  three")]
    [InlineData("<a href=\"http://a.example/>one</a> two", "<a href=\"http://a.example/\">one</a> two")]
    [InlineData("<a href=http://a.example/\">one</a> two", "<a href=\"http://a.example/\">one</a> two")]
    [InlineData("<a href=\"http://a.example/?a>b\">one</a>", "<a href=\"http://a.example/?a&gt;b\">one</a>")]
    [InlineData("one <!DOCTYPE", "one &lt;!DOCTYPE")]
    [InlineData("one <!DOCTYPE html>two", "one two")]
    public void Broken_markup_and_frames_do_not_swallow_text(string html, string expected) => Assert.Equal(expected, Clean(html));

    [Fact]
    public void Comments_and_declarations_without_end_are_mended_in_time()
    {
        var watch = Stopwatch.StartNew();
        foreach (var piece in (string[])["<!--", "<!doctype ", "<iframe ", "<!"])
            Clean(string.Concat(Enumerable.Repeat(piece, 40_000)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Theory]
    [InlineData("<media:title>Picture</media:title><title>Talks</title>")]
    [InlineData("<dc:title>Record</dc:title><title>Talks</title>")]
    [InlineData("<title>Talks</title><dc:title>Record</dc:title><media:title>Picture</media:title>")]
    [InlineData("<media:content url='a'><media:title>Talks</media:title></media:content>")]
    [InlineData("<itunes:title>Talks</itunes:title>")]
    [InlineData("<itunes:title>Episode</itunes:title><title>Talks</title>")]
    [InlineData("<title>&lt;![CDATA[Talks]]&gt;</title>")]
    public void The_title_is_the_items_own_where_it_has_one(string inside) => Assert.Equal("Talks", FeedHtml.Line(Entry(inside).Title));

    [Theory]
    [InlineData("<summary>One</summary><description>Two</description>")]
    [InlineData("<itunes:summary>One</itunes:summary><description>Two</description>")]
    [InlineData("<description>One</description><dc:description>Two</dc:description>")]
    public void Of_two_texts_the_first_is_the_summary_and_the_second_the_content(string inside)
    {
        var entry = Entry(inside);
        Assert.Equal(("One", "Two"), (FeedHtml.Plain(entry.Summary), FeedHtml.Plain(Assert.Single(entry.Contents))));
    }

    [Theory]
    [InlineData("javascript:x")]
    [InlineData("data:text/plain,x")]
    public void A_base_that_is_no_web_address_is_not_used(string address) =>
        Assert.Equal("https://news.example/feeds/talks", Entry($"<link xml:base='{address}'>talks</link>").Link);

    [Theory]
    [InlineData("windows-31j", "shift_jis", "会談は金曜日")]
    [InlineData("cp949", "ks_c_5601-1987", "회담은 금요일")]
    [InlineData("mac-cyrillic", "x-mac-cyrillic", "Переговоры")]
    public void Labels_of_old_systems_are_known(string label, string encoding, string words) =>
        Assert.Contains(words, BodyText.Decode(Encoding.GetEncoding(encoding).GetBytes($"<?xml version='1.0' encoding='{label}'?><a>{words}</a>"), null).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("ucs-2")]
    [InlineData("iso-10646-ucs-2")]
    [InlineData("utf-32")]
    public void A_label_of_wide_letters_over_narrow_bytes_is_not_believed(string label) =>
        Assert.Equal("utf-8", BodyText.Decode(Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{label}'?><a>é</a>"), null).Name);

    [Fact]
    public void A_few_bytes_are_windows_1252_and_escapes_are_japanese()
    {
        Assert.Equal("<a>They don’t.</a>", BodyText.Decode(Encoding.GetEncoding(1252).GetBytes("<a>They don’t.</a>"), null).Text);
        Assert.Equal(("<a>会談</a>", "iso-2022-jp"), BodyText.Decode(Encoding.GetEncoding("iso-2022-jp").GetBytes("<a>会談</a>"), null));
    }

    [Fact]
    public void An_entity_of_text_without_a_charset_is_ascii() => Assert.Equal(
        "us-ascii",
        FeedParser.Parse("<rss version='2.0'><channel/></rss>"u8, new FeedOrigin(Address, "text/xml-external-parsed-entity")).Feed!.Encoding);
}
