using System.Text;
using NewsBot.Text.Pages;
using Xunit;

namespace NewsBot.Text.Tests.Pages;

public sealed class PageReaderTests
{
    private static readonly Uri Address = new("https://herald.example/world/talks");

    private const string Paragraph =
        "Delegates from the two sides met in the old customs house for a third day, and the harbour office said that they would meet "
        + "again on Thursday, when the drafts are to be compared line by line before anybody signs them.";

    private static string Page(string body, string head = "") =>
        $"<!doctype html><html lang=\"en-GB\"><head><title>Talks go on - Herald</title>{head}</head><body>"
        + "<nav><a href=/>Home</a><a href=/world>World</a></nav><div class=\"cookie-banner\">We use cookies to improve.</div>"
        + $"<article><h1>Talks go on</h1>{body}</article><aside>Most read: ten things</aside></body></html>";

    private static string Story(int paragraphs = 5) =>
        string.Concat(Enumerable.Range(1, paragraphs).Select(i => $"<p>Part {i}. {Paragraph}</p>"));

    [Fact]
    public void Paragraphs_are_separated_by_a_blank_line_and_white_space_is_normalised()
    {
        var page = PageReader.Read(Page(Story().Replace("third day", "third\n\t  day", StringComparison.Ordinal)), Address);

        Assert.Equal(PageProblem.None, page.Problem);
        Assert.Equal(5, page.Text.Split("\n\n").Length);
        Assert.StartsWith("Part 1. Delegates", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Captions_boxes_forms_and_calls_to_subscribe_are_no_text()
    {
        var page = PageReader.Read(
            Page(Story(3)
                + "<figure><img src=a.jpg><figcaption>The customs house. Photo: Desk</figcaption></figure>"
                + "<div class=\"related-articles\"><a href=/x>Another story</a></div>"
                + "<div class=\"newsletter-signup\"><p>Our morning letter in your inbox</p></div>"
                + "<p>READ MORE: <a href=/y>What the drafts say</a></p>" + Story(3)),
            Address);

        Assert.Equal(6, page.Text.Split("\n\n").Length);
        foreach (var noise in (string[])["customs house. Photo", "Another story", "inbox", "READ MORE", "cookies", "Most read",
            "Home"])
            Assert.DoesNotContain(noise, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Linked_data_goes_before_meta_and_meta_before_elements()
    {
        const string Head = """
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Herald"},
            {"@type":["NewsArticle"],"headline":"Talks go on for a third day","datePublished":"2026-03-04T06:30:00+05:00",
            "author":[{"@type":"Person","name":"Ann Example"},{"name":"Bo Sample"}],"isAccessibleForFree":"False"}]}</script>
            <meta property="og:title" content="Other title"><link rel="canonical" href="/world/talks?x=1">
            """;
        var page = PageReader.Read(Page(Story(), Head), Address);

        Assert.Equal("Talks go on for a third day", page.Title);
        Assert.Equal("Ann Example, Bo Sample", page.Byline);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 6, 30, 0, TimeSpan.FromHours(5)), page.Published);
        Assert.Equal("en-GB", page.Language);
        Assert.Equal("https://herald.example/world/talks?x=1", page.Canonical?.AbsoluteUri);
        Assert.True(page.Paywalled);
        Assert.Equal(PageProblem.None, page.Problem);
    }

    [Theory]
    [InlineData("<meta property=article:published_time content=2026-03-04T06:30:00Z>", "2026-03-04T06:30:00Z")]
    [InlineData("<meta name=date content=2026-03-04>", "2026-03-04T00:00:00Z")]
    [InlineData("<meta name=date content=soon>", null)]
    [InlineData("", null)]
    public void The_date_comes_from_meta_where_linked_data_is_absent(string head, string? expected) =>
        Assert.Equal(expected is null ? null
            : DateTimeOffset.Parse(expected, null), PageReader.Read(Page(Story(), head), Address).Published);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http://[bad")]
    public void A_canonical_address_that_is_no_web_address_is_not_taken(string address) =>
        Assert.Null(PageReader.Read(Page(Story(), $"<link rel=canonical href=\"{address}\">"), Address).Canonical);

    [Theory]
    [InlineData("", PageProblem.NotHtml)]
    [InlineData("%PDF-1.7 </>", PageProblem.NotHtml)]
    [InlineData("{\"a\":\"</p>\"}", PageProblem.NotHtml)]
    [InlineData("<?xml version=\"1.0\"?><rss><channel></channel></rss>", PageProblem.NotHtml)]
    [InlineData("<html><head><title>Just a moment...</title></head><body><p>Enable JavaScript</p></body></html>", PageProblem.Challenge)]
    [InlineData("<html><body><p>Hello</p></body></html>", PageProblem.NoArticle)]
    public void What_is_no_article_is_said_to_be_none(string html, PageProblem problem)
    {
        var page = PageReader.Read(html, Address);
        Assert.Equal(problem, page.Problem);
        Assert.Equal("", page.Text);
    }

    [Fact]
    public void A_teaser_behind_a_wall_is_a_paywall()
    {
        var page = PageReader.Read(Page(Story(1), "<meta property=article:content_tier content=locked>"), Address);
        Assert.True(page.Paywalled);
        Assert.Equal(PageProblem.Paywall, page.Problem);
    }

    [Theory]
    [InlineData(1, PageProblem.Paywall)]
    [InlineData(9, PageProblem.None)]
    public void A_call_to_pay_is_a_wall_only_where_the_text_breaks_off(int paragraphs, PageProblem problem) =>
        Assert.Equal(problem, PageReader.Read(Page(Story(paragraphs) + "<div class=wall><p>Already a subscriber? Log in to continue reading.</p></div>"), Address).Problem);

    [Theory]
    [InlineData("<header><a href=/in>Already a subscriber? Log in</a></header>", "")]
    [InlineData("<div class=top><a href=/in>Already a subscriber? Log in</a></div>", "")]
    [InlineData("<script>var wall = 'Subscribe to read this article';</script>", "")]
    [InlineData("", "<footer>This article is for members? Already a subscriber? Log in</footer>")]
    public void A_link_to_log_in_above_or_below_a_short_article_is_no_wall(string above, string below)
    {
        var html = Page(Story(3)).Replace("<article>", above + "<article>", StringComparison.Ordinal).Replace("</article>", "</article>" + below, StringComparison.Ordinal);
        var page = PageReader.Read(html, Address);
        Assert.InRange(page.Text.Length, 140, 899);
        Assert.Equal(PageProblem.None, page.Problem);
    }

    [Fact]
    public void A_list_of_links_is_no_article()
    {
        var list = string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"<li><a href=/{i}>Headline number {i} of the day's many news</a></li>"));
        Assert.Equal(PageProblem.NoArticle, PageReader.Read(Page($"<ul>{list}</ul>"), Address).Problem);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><td>")]
    [InlineData("<x-y a=1>")]
    [InlineData("<svg><g>")]
    [InlineData("<div/>")]
    [InlineData("<optgroup>")]
    [InlineData("<ruby><rt>")]
    public void Fifty_thousand_nested_elements_are_refused_before_they_are_parsed(string tag)
    {
        var html = new StringBuilder("<html><body>").Insert(12, tag, 50_000).Append(Story()).ToString();
        Assert.Equal(PageProblem.TooDeep, PageReader.Read(html, Address).Problem);
        Assert.Equal("", HtmlText.Of(html));
    }

    [Theory]
    [InlineData("<p x\">", "<div>")]
    [InlineData("<svg><title>", "<div>")]
    [InlineData("<svg><desc><div></svg></div></desc><style>", "<div>")]
    [InlineData("<svg><desc><p></p></desc><title>", "<font>")]
    public void Depth_cannot_be_hidden_from_the_first_look(string cover, string tag) =>
        Assert.Equal(PageProblem.TooDeep,
            PageReader.Read($"<p>x</p>{cover}{string.Concat(Enumerable.Repeat(tag, 50_000))}", Address).Problem);

    [Theory]
    [InlineData("", "")]
    [InlineData("<!--", "-->")]
    [InlineData("<svg><title><!--</title>", "-->")]
    public void Formatting_that_is_never_closed_is_not_made_again_in_element_after_element(string before, string after)
    {
        var open = string.Concat(Enumerable.Range(1, 300).Select(i => $"<b a={i}>"));
        var ends = before + string.Concat(Enumerable.Repeat("</b>", 300)) + after;
        var html = $"<div>{open}{ends}</div>{string.Concat(Enumerable.Repeat("<div>x</div>", 24_000))}";
        html = before.Length == 0 ? html.Replace("</b>", "", StringComparison.Ordinal) : html;
        Assert.Equal(PageProblem.TooDeep, PageReader.Read(Page(html), Address).Problem);
    }

    [Fact]
    public void An_end_tag_of_what_is_not_open_makes_nothing_less_deep() =>
        Assert.Equal(PageProblem.TooDeep,
            PageReader.Read(Page(string.Concat(Enumerable.Range(1, 600).Select(i => $"<b a={i}></x></b!>")) + Story()), Address).Problem);

    [Fact]
    public void A_long_page_with_sloppy_formatting_is_read()
    {
        var parts = Enumerable.Range(0, 1500).Select(i => $"<p><o:p></o:p><strong>Part {i}.</strong> <i class=\"icon-{i % 30}\"></i> {Paragraph}</p>");
        Assert.Equal(PageProblem.None, PageReader.Read(Page("<font size=2><b>" + string.Concat(parts)), Address).Problem);
    }

    [Fact]
    public void Markup_in_a_script_is_text()
    {
        var script = "<svg></svg><script>" + string.Concat(Enumerable.Repeat("if (i<n && a<b) x = '<div></div>';", 3000))
            + "</script>";
        Assert.Equal(PageProblem.None, PageReader.Read(Page(script + Story()), Address).Problem);
    }

    [Fact]
    public void Cells_nested_inside_a_drawing_are_refused() =>
        Assert.Equal(PageProblem.TooDeep,
            PageReader.Read("<p>x</p><svg>" + string.Concat(Enumerable.Repeat("<td>", 50_000)), Address).Problem);

    [Fact]
    public void A_flat_page_with_thousands_of_unclosed_paragraphs_is_read()
    {
        var page = PageReader.Read(Page(string.Concat(Enumerable.Range(0, 2000).Select(i => $"<p>Part {i}. {Paragraph}"))),
            Address);
        Assert.Equal(PageProblem.None, page.Problem);
        Assert.Contains("Part 1999.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_with_a_hundred_thousand_attributes_is_refused()
    {
        var attributes = string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i}"));
        Assert.Equal(PageProblem.TooDeep, PageReader.Read(Page($"<p{attributes}>{Paragraph}</p>"), Address).Problem);
    }

    [Fact]
    public void More_markup_than_the_limit_is_not_read() =>
        Assert.Equal(PageProblem.TooLarge, PageReader.Read(Page(new string(' ', PageReader.MaxLength)), Address).Problem);

    [Theory]
    [InlineData("<p>One</p><p>Two <b>bold</b></p>", "One\n\nTwo bold")]
    [InlineData("One<br>Two<br><br>Three", "One\nTwo\n\nThree")]
    [InlineData("a &amp; b &lt;i&gt;", "a & b <i>")]
    [InlineData("<script>alert(1)</script>Safe<style>x</style>", "Safe")]
    [InlineData("plain  text", "plain text")]
    [InlineData("", "")]
    public void A_fragment_of_a_feed_becomes_plain_paragraphs(string fragment, string text) =>
        Assert.Equal(text, HtmlText.Of(fragment));
}
