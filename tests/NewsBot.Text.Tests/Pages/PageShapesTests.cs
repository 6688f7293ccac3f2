using System.Diagnostics;
using NewsBot.Text.Pages;
using Xunit;

namespace NewsBot.Text.Tests.Pages;

/// <summary>Shapes of pages that ministries and papers use, in which an article stands in what elsewhere is furniture.</summary>
public sealed class PageShapesTests
{
    private static readonly Uri Address = new("https://herald.example/world/talks");

    private static readonly string[] Sentences =
    [
        "The harbour office said on Tuesday that the ferries of both towns would sail again after three weeks of talks in the old customs house.",
        "Officials of the two sides sat together for six hours and spoke of fares, cargo and the return of the crews, according to a note of the evening.",
        "“We moved on every question that lay on the table,” the harbour master told reporters, and a second round is to follow next week.",
        "Fishermen welcomed the news, saying that hundreds of crates had been waiting on the quay since the beginning of the month.",
    ];

    private static string Story => string.Concat(Sentences.Select(s => $"<p>{s}</p>"));

    private static string Read(string body, string head = "")
    {
        var page = PageReader.Read($"<!doctype html><html><head><title>Ferries sail again</title>{head}</head><body>{body}</body></html>", Address);
        Assert.Equal(PageProblem.None, page.Problem);
        return page.Text;
    }

    private static string Data(string json) => $"<script type=\"application/ld+json\">{json}</script>";

    [Theory]
    [InlineData("<form method=post action=x.aspx><input type=hidden value=a><div><h1>Ferries</h1><div>{0}</div></div></form>")]
    [InlineData("<div class='post-7 post type-post hentry category-news tag-ferries'><h1>Ferries</h1>{0}</div>")]
    [InlineData("<div class='post-7 hentry tag-ferries'>{0}</div>")]
    [InlineData("<div class='item category-social'><h1>Ferries</h1>{0}</div>")]
    [InlineData("<div class='content comment'><h1>Ferries</h1>{0}</div>")]
    [InlineData("<div class='share story-body'>{0}</div>")]
    public void A_short_article_in_a_form_or_under_a_name_of_furniture_is_kept(string shape)
    {
        var text = Read(shape.Replace("{0}", Story, StringComparison.Ordinal));
        Assert.All(Sentences, sentence => Assert.Contains(sentence, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_form_beside_an_article_is_no_text() =>
        Assert.DoesNotContain("Your name", Read($"<article><h1>Ferries</h1>{Story}<form action=/c><p>Your name and your view of this</p></form></article>"), StringComparison.Ordinal);

    [Fact]
    public void A_tagged_name_in_a_sentence_stays_in_it()
    {
        var text = Read($"<article><h1>Ferries</h1><p>The harbour master <a class=tag href=/t>Ann Example</a> and the pilot <span class=topics>Bo Sample</span> "
            + $"met on Monday, the office said.</p>{Story}<p>Filed: <a class=tag href=/f>Ferries</a></p></article>");
        Assert.Contains("The harbour master Ann Example and the pilot Bo Sample met on Monday", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Filed: Ferries", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sponsored by the harbour bank, the talks ended without a result, the office said.")]
    [InlineData("Recommended prices for herring rose by a tenth on Monday, the office said.")]
    [InlineData("Copyright law was not on the table, the harbour master told the crews.")]
    [InlineData("More from the harbour master is expected on Friday, when he speaks to the council.")]
    [InlineData("Trending down for months, catches rose again in October, the bank said.")]
    [InlineData("Get our crews home first, the council's leader told the crowd on the quay.")]
    [InlineData("Join our strike, the union's leader told the fishermen of the town.")]
    [InlineData("Download speeds fell on the island after the cable broke, the office said.")]
    [InlineData("Contact the authorities before sailing, the office told all skippers.")]
    [InlineData("Follow the rule on this, the judge told the harbour master again.")]
    [InlineData("Subscribers of the harbour bank will be paid in full by Friday.")]
    [InlineData("Log in to the portal by Friday, the office told the pilots.")]
    [InlineData("c) The parties set up a joint committee.")]
    [InlineData("Posted on social media by the office, the note named no date for the second round.")]
    public void A_sentence_that_begins_like_furniture_is_news(string sentence) =>
        Assert.Contains(sentence, Read($"<article><h1>Ferries</h1>{Story}<p>{sentence}</p>{Story}</article>"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sponsored content")]
    [InlineData("Recommended for you")]
    [InlineData("Subscribe to our morning letter, which is in your inbox at six.")]
    [InlineData("Follow the Herald on every network")]
    [InlineData("(c) 2026 The Herald")]
    [InlineData("Posted on March 4, 2026")]
    [InlineData("Posted in Harbours")]
    [InlineData("Sign up for “The Tide” and read it first.")]
    public void A_line_of_furniture_is_none(string line) =>
        Assert.DoesNotContain(line, Read($"<article><h1>Ferries</h1>{Story}<p>{line}</p>{Story}</article>"), StringComparison.Ordinal);

    [Fact]
    public void A_sentence_that_is_one_link_is_news_and_a_linked_headline_is_not()
    {
        const string Sentence = "The office said in a note that the ferries would sail on Friday.";
        var text = Read($"<article><h1>Ferries</h1>{Story}<p><a href=/n>{Sentence}</a></p><p><a href=/o>Ferries stopped after storm</a></p>{Story}</article>");
        Assert.Contains(Sentence, text, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped after storm", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<figure class=quote><blockquote>{0}</blockquote><figcaption>Someone</figcaption></figure>")]
    [InlineData("<figure class='wp-block-table'><table><tr><td>{0}</td><td>12</td></tr></table></figure>")]
    [InlineData("<figure class='wp-block-embed'><div><blockquote class=post><p>{0}</p>The Office (@office)</blockquote></div></figure>")]
    [InlineData("<div class='social-embed'><blockquote class=post><p>{0}</p>The Office (@office)</blockquote></div>")]
    public void A_quotation_or_a_table_in_a_figure_is_text(string figure)
    {
        const string Quoted = "The ferries will sail on Friday whatever the weather does.";
        Assert.Contains(Quoted, Read($"<article><h1>Ferries</h1>{Story}{figure.Replace("{0}", Quoted, StringComparison.Ordinal)}{Story}</article>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_camel_case_are_names_of_furniture_too()
    {
        var text = Read($"<article><h1>Ferries</h1>{Story}<div class=ImageBlock_imageCaption__x1>A ferry at the quay on Monday</div>"
            + $"<div class=RelatedStories><p>Storm ends after a week</p></div>{Story}</article>");
        Assert.DoesNotContain("at the quay on Monday", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Storm ends", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}\\n\\n{1}\\n\\n{2}")]
    [InlineData("{0}\\r\\n{1}\\n{2}")]
    [InlineData("&lt;p&gt;{0}&lt;/p&gt;&lt;p&gt;{1}&lt;/p&gt;&lt;p&gt;{2}&lt;/p&gt;")]
    [InlineData("<p>{0}</p><p>{1}</p><div>{2}</div>")]
    public void A_body_in_the_pages_data_has_its_paragraphs(string body)
    {
        string[] plain = [.. Sentences.Select(s => s.Replace('“', '\'').Replace('”', '\''))];
        var json = $$"""{"@type":"NewsArticle","headline":"Q&amp;A: ferries","articleBody":"{{string.Format(null, body, plain)}}"}""";
        var page = PageReader.Read($"<html><head>{Data(json)}</head><body><div id=root></div></body></html>", Address);
        Assert.Equal(string.Join("\n\n", plain.Take(3)), page.Text);
        Assert.Equal("Q&A: ferries", page.Title);
    }

    [Fact]
    public void The_updates_of_a_live_blog_are_its_text()
    {
        var json = $$"""{"@type":"LiveBlogPosting","headline":"Live","liveBlogUpdate":[{"articleBody":"{{Sentences[0]}}"},{"headline":"Soon"},{"articleBody":"{{Sentences[1]}}"}]}""";
        Assert.Equal(Sentences[0] + "\n\n" + Sentences[1], Read("<div></div>", Data(json)));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("\"isAccessibleForFree\":false,", 2)]
    public void A_longer_body_in_the_data_goes_before_the_page_unless_it_is_paid_for(string paid, int sentences)
    {
        var json = $$"""{"@type":"NewsArticle",{{paid}}"articleBody":"{{string.Join("\\n", Sentences)}}"}""";
        var page = PageReader.Read($"<html><head>{Data(json)}</head><body><article><h1>Ferries</h1><p>{Sentences[0]}</p><p>{Sentences[1]}</p></article></body></html>", Address);
        Assert.Equal(sentences, Sentences.Count(s => page.Text.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_blank_line_in_preformatted_text_ends_a_paragraph() =>
        Assert.Equal("One\n\ntwo three\n\nfour five", HtmlText.Of("<pre>One\n\ntwo\nthree\n \n<b>four</b>\nfive</pre>"));

    [Fact]
    public void A_paragraph_of_hundreds_of_thousands_of_elements_is_read_in_time()
    {
        var html = "<p>" + string.Concat(Enumerable.Repeat("<i>a</i>", 300_000));
        var watch = Stopwatch.StartNew();
        Assert.Equal(300_000, HtmlText.Of(html).Length);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }
}
