using System.Net;
using NewsBot.Articles;
using NewsBot.Tests.Feeds;
using Xunit;

namespace NewsBot.Tests.Articles;

public sealed class FetchArticlesJobTests : IDisposable
{
    private const string Feed = "https://daily.example/feed";
    private const string Page = "https://daily.example/1";
    private readonly Newsstand stand = new(Newsstand.Outlet("daily", Feed));

    private DateTimeOffset Now => stand.Clock.GetUtcNow();

    public void Dispose() => stand.Dispose();

    [Fact]
    public async Task An_announced_page_becomes_an_article_with_its_text_and_first_revision()
    {
        await AnnounceAsync();
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Talks between the two governments will go on, their foreign ministers said on Monday."));
        Assert.Equal(1, await stand.FetchAsync());
        var article = (await stand.Articles.FindByUrlAsync(Page + "?utm_source=x", default))!;
        Assert.Equal((ArticleState.Readable, 1, false, false), (article.State, article.Revision, article.Backlog, article.FromFeed));
        Assert.StartsWith("Talks between", article.Text);
        Assert.DoesNotContain("All rights reserved", article.Text);
        Assert.Equal(ArticleOutcome.Hash(article.Text!), article.TextHash);
        Assert.Equal(article.Text, await stand.Articles.RevisionTextAsync(article.Id, 1, default));
        Assert.Equal(0, await stand.FetchAsync());
    }

    [Fact]
    public async Task The_backlog_of_a_feed_makes_backlog_articles()
    {
        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Old words of somebody."));
        await stand.FetchAsync();
        Assert.True((await stand.Articles.FindByUrlAsync(Page, default))!.Backlog);
    }

    [Fact]
    public async Task A_page_that_dates_itself_in_words_has_a_date_where_the_feed_gives_none()
    {
        stand.Web.Serve(Feed, SampleFeed.Rss("<item><title>Story 1</title><link>https://daily.example/1</link></item>"));
        await stand.PollAsync();
        var page = SampleFeed.Page("Story 1", "Some words that were said.");
        stand.Web.Serve(Page, page.Replace("<meta ", "<meta name=\"date\" content=\"اتوار 1 مارچ 2026\"><meta ", StringComparison.Ordinal));
        await stand.FetchAsync();
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), (await stand.Articles.FindByUrlAsync(Page, default))!.Published);
    }

    [Fact]
    public async Task One_page_announced_by_two_feeds_is_one_article()
    {
        const string other = "https://daily.example/print-feed";
        using var two = new Newsstand(Newsstand.Outlet("daily", Feed, other));
        two.Web.Serve(Feed, SampleFeed.Rss()).Serve(other, SampleFeed.Rss());
        await two.PollAsync();
        two.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", Now, link: Page + "?utm_medium=rss")));
        two.Web.Serve(other, SampleFeed.Rss(SampleFeed.Item("p1", Now, link: "https://www.daily.example/1/")));
        await two.PollLaterAsync();
        two.Web.Serve(Page, SampleFeed.Page("Story 1", "Some words that were said."))
            .Serve("https://www.daily.example/1/", SampleFeed.Page("Story 1", "Some words that were said."));
        Assert.Equal(1, await two.FetchAsync());
        Assert.Equal([1], await two.QueryAsync<long>("select count(distinct article_id) from feed_item"));
    }

    [Fact]
    public async Task Two_addresses_merge_when_the_pages_name_one_canonical_address()
    {
        const string print = "https://daily.example/print-edition/77";
        await AnnounceAsync(SampleFeed.Item("1", Now), SampleFeed.Item("77", Now, link: print));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Some words that were said.", canonical: Page));
        stand.Web.Serve(print, SampleFeed.Page("Story 1", "Some words that were said.", canonical: Page));
        await stand.FetchAsync();
        Assert.Equal([1], await stand.QueryAsync<long>("select count(*) from article"));
        Assert.Equal([1], await stand.QueryAsync<long>("select count(*) from article_revision"));
        Assert.Equal(Page, (await stand.Articles.FindByUrlAsync(print, default))!.Url);
    }

    [Fact]
    public async Task The_web_and_the_print_edition_of_a_story_are_one_article_though_neither_names_the_other()
    {
        const string print = "https://daily.example/newspaper/77", words = "The two delegations met for three hours and agreed to meet again next month in the capital, officials of both sides said.";
        await AnnounceAsync(SampleFeed.Item("1", Now), SampleFeed.Item("77", Now, link: print), SampleFeed.Item("2", Now));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", words));
        stand.Web.Serve(print, SampleFeed.Page("Story 1", words));
        stand.Web.Serve("https://daily.example/2", SampleFeed.Page("Story 2", words.Replace("met", "dined", StringComparison.Ordinal)));
        await stand.FetchAsync();
        await stand.FetchAsync();
        Assert.Equal([2], await stand.QueryAsync<long>("select count(*) from article"));
        Assert.Equal((await stand.Articles.FindByUrlAsync(Page, default))!.Id, (await stand.Articles.FindByUrlAsync(print, default))!.Id);
    }

    [Fact]
    public async Task A_canonical_address_of_another_site_or_of_the_home_page_is_not_believed()
    {
        await AnnounceAsync(SampleFeed.Item("1", Now), SampleFeed.Item("2", Now));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Some words that were said.", canonical: "https://elsewhere.example/9"));
        stand.Web.Serve("https://daily.example/2", SampleFeed.Page("Story 2", "Other words that were said.", canonical: "https://daily.example/"));
        await stand.FetchAsync();
        Assert.Equal([Page, "https://daily.example/2"], await stand.QueryAsync<string>("select url from article order by url"));
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_served_by_the_feeds_own_text_and_tried_once_more()
    {
        var full = string.Join(" ", Enumerable.Repeat("The minister said that the talks would go on.", 12));
        await AnnounceAsync(SampleFeed.Item("1", Now, full));
        stand.Web.Serve(Page, HttpStatusCode.Forbidden);
        await stand.FetchAsync();
        var article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal((ArticleState.Readable, true, full), (article.State, article.FromFeed, article.Text));
        Assert.Equal(ArticleProblem.Refused, article.Problem);

        stand.Clock.Advance(TimeSpan.FromMinutes(31));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "The page's own words."));
        await stand.FetchAsync();
        article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal((2, false, (ArticleProblem?)null), (article.Revision, article.FromFeed, article.Problem));
        stand.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(1, await stand.FetchAsync());
        stand.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(0, await stand.FetchAsync());
    }

    [Theory]
    [InlineData("Foreign Minister Ishaq Dar said on Monday that the talks would go on until every question has an answer.", null)]
    [InlineData("“The talks will go on until every question has an answer,” Foreign Minister Ishaq Dar said. He added that nobo…", "“The talks will go on until every question has an answer,” Foreign Minister Ishaq Dar said.")]
    [InlineData("“The talks will go on until every question has an answer,” Foreign Minister Ishaq Dar said. He added ...", "“The talks will go on until every question has an answer,” Foreign Minister Ishaq Dar said.")]
    public async Task A_line_of_the_feed_serves_meanwhile_as_far_as_its_sentences_are_whole_and_the_page_is_tried_as_often(string line, string? served)
    {
        await AnnounceAsync(SampleFeed.Item("1", Now, line));
        stand.Web.Serve(Page, HttpStatusCode.BadGateway);
        await stand.FetchAsync();
        var article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal((ArticleState.Readable, true, served ?? line), (article.State, article.FromFeed, article.Text));
        Assert.Equal(ArticleProblem.ServerError, article.Problem);
        stand.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(1, await stand.FetchAsync());
        stand.Clock.Advance(TimeSpan.FromHours(3));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "The page's own words."));
        await stand.FetchAsync();
        article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal((2, false, (ArticleProblem?)null), (article.Revision, article.FromFeed, article.Problem));
    }

    [Theory]
    [InlineData("Something happened.")]
    [InlineData("Foreign Minister Ishaq Dar said on Monday that the talks would not go on until every question of the ot…")]
    [InlineData("Foreign Minister Ishaq Dar said on Monday that the talks would not go on until every question of the ot")]
    public async Task A_line_of_the_feed_without_a_whole_sentence_that_says_something_is_no_text(string line)
    {
        await AnnounceAsync(SampleFeed.Item("1", Now, line));
        stand.Web.Serve(Page, HttpStatusCode.Forbidden);
        await stand.FetchAsync();
        Assert.Equal(ArticleState.Unreadable, (await stand.Articles.FindByUrlAsync(Page, default))!.State);
    }

    [Fact]
    public async Task Looking_again_asks_whether_the_page_has_changed_and_an_old_copy_is_not_believed_at_once()
    {
        const string first = "Ten people were hurt, police said on Monday.", second = "Eleven people were hurt, police said on Monday.";
        await AnnounceAsync();
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", first), etag: "\"1\"");
        await stand.FetchAsync();
        stand.Web.Serve(Page, request => new HttpResponseMessage(
            request.Headers.IfNoneMatch.ToString() == "\"1\"" ? HttpStatusCode.NotModified : HttpStatusCode.InternalServerError)
        { Content = new ByteArrayContent([]) });
        Assert.Equal(2, await RevisionAfterAsync(second, etag: "\"2\"", notModifiedFirst: true));
        Assert.Equal(2, await RevisionAfterAsync(first));
        Assert.Equal(2, await RevisionAfterAsync(second));
        Assert.Equal(2, await RevisionAfterAsync(first));
        Assert.Equal(3, await RevisionAfterAsync(first));

        async Task<int> RevisionAfterAsync(string text, string? etag = null, bool notModifiedFirst = false)
        {
            for (var look = notModifiedFirst ? 0 : 1; look < 2; look++)
            {
                if (look == 1)
                    stand.Web.Serve(Page, SampleFeed.Page("Story 1", text), etag: etag);
                do
                    stand.Clock.Advance(RefetchPlan.Soonest);
                while (await stand.FetchAsync() == 0);
            }

            return (await stand.Articles.FindByUrlAsync(Page, default))!.Revision;
        }
    }

    [Fact]
    public async Task An_article_without_any_text_says_why_and_when_it_is_tried_again()
    {
        await AnnounceAsync();
        stand.Web.Serve(Page, HttpStatusCode.InternalServerError);
        await stand.FetchAsync();
        var article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal((ArticleState.Unreadable, ArticleProblem.ServerError), (article.State, article.Problem!.Value));
        Assert.Equal(Now.AddMinutes(30), article.NextTry);
        for (var i = 0; i < 6; i++)
        {
            stand.Clock.Advance(TimeSpan.FromHours(7));
            await stand.FetchAsync();
        }

        Assert.Equal(4, stand.Web.Count(Page));
    }

    [Fact]
    public async Task A_page_that_robots_txt_closes_is_not_fetched()
    {
        await AnnounceAsync();
        stand.Web.Serve("https://daily.example/robots.txt", "User-agent: *\nDisallow: /", "text/plain");
        await stand.FetchAsync();
        Assert.Equal(0, stand.Web.Count(Page));
        Assert.Equal(ArticleProblem.Refused, (await stand.Articles.FindByUrlAsync(Page, default))!.Problem);
    }

    [Fact]
    public async Task A_changed_item_fetches_the_page_again_and_only_changed_words_make_a_revision()
    {
        await AnnounceAsync(SampleFeed.Item("1", Now, "Ten were hurt."));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Ten people were hurt, police said."));
        await stand.FetchAsync();
        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", Now, "Ten were hurt!")));
        await stand.PollLaterAsync();
        Assert.Equal(1, await stand.FetchAsync());
        Assert.Equal(1, (await stand.Articles.FindByUrlAsync(Page, default))!.Revision);

        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", Now, "Eleven were hurt.")));
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Eleven people were hurt, police said."));
        await stand.PollLaterAsync();
        await stand.FetchAsync();
        var article = (await stand.Articles.FindByUrlAsync(Page, default))!;
        Assert.Equal(2, article.Revision);
        Assert.StartsWith("Ten people", await stand.Articles.RevisionTextAsync(article.Id, 1, default));
        Assert.StartsWith("Eleven people", article.Text);
    }

    [Fact]
    public async Task White_space_is_no_change_and_brings_no_look_forward()
    {
        await AnnounceAsync();
        var page = SampleFeed.Page("Story 1", "Ten people were hurt, police said.");
        stand.Web.Serve(Page, page);
        await stand.FetchAsync();
        var looks = await LooksInADayAsync(i => page.Replace("town hall, and", i % 2 == 0 ? "town hall,</p><p>and" : "town hall, and", StringComparison.Ordinal));
        Assert.Equal(1, (await stand.Articles.FindByUrlAsync(Page, default))!.Revision);
        Assert.InRange(looks, 5, 14);
    }

    [Fact]
    public async Task A_page_and_an_item_that_are_others_at_each_look_are_not_fetched_every_few_minutes()
    {
        await AnnounceAsync();
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Ten people were hurt, police said."));
        await stand.FetchAsync();
        var date = Now;
        var looks = await LooksInADayAsync(i =>
        {
            stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", date, $"Updated {i} minutes ago.")));
            return SampleFeed.Page("Story 1", $"Ten people were hurt, police said {i} minutes ago.");
        });
        Assert.InRange(looks, 5, 40);
    }

    private async Task<int> LooksInADayAsync(Func<int, string> page)
    {
        var before = stand.Web.Count(Page);
        for (var i = 1; i <= 24 * 12; i++)
        {
            stand.Clock.Advance(TimeSpan.FromMinutes(5));
            stand.Web.Serve(Page, page(i));
            await stand.PollAsync();
            await stand.FetchAsync();
        }

        return stand.Web.Count(Page) - before;
    }

    [Fact]
    public async Task An_item_that_changes_after_days_brings_no_look_at_its_page()
    {
        await AnnounceAsync();
        stand.Web.Serve(Page, SampleFeed.Page("Story 1", "Ten people were hurt, police said."));
        await stand.FetchAsync();
        stand.Clock.Advance(TimeSpan.FromDays(4));
        await stand.FetchAsync();
        var before = stand.Web.Count(Page);
        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("1", Now.AddDays(-4), "Eleven were hurt.")));
        Assert.Equal(1, await stand.PollLaterAsync());
        await stand.FetchAsync();
        Assert.Equal(before, stand.Web.Count(Page));
    }

    [Fact]
    public async Task An_item_without_a_date_that_leads_to_an_old_page_is_backlog()
    {
        stand.Web.Serve(Feed, SampleFeed.Rss(SampleFeed.Item("0", Now)));
        await stand.PollAsync();
        stand.Web.Serve(Feed, SampleFeed.Rss("<item><title>Story 1</title><link>https://daily.example/1</link></item>", "<item><title>Story 2</title><link>https://daily.example/2</link></item>"));
        await stand.PollLaterAsync();
        stand.Web.Serve("https://daily.example/0", SampleFeed.Page("Story 0", "Zero people were hurt, police said."));
        stand.Web.Serve(Page, Dated("Story 1", "2025-11-02T08:00:00Z"));
        stand.Web.Serve("https://daily.example/2", Dated("Story 2", "2026-03-02T08:00:00Z"));
        await stand.FetchAsync();
        Assert.Equal([Page], await stand.QueryAsync<string>("select url from article where backlog = 1 and url <> 'https://daily.example/0'"));

        static string Dated(string title, string date) => SampleFeed.Page(title, $"Of {title} the police said no more.")
            .Replace("</head>", $"<meta property=\"article:published_time\" content=\"{date}\"></head>", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_does_not_answer_holds_nobody_up()
    {
        const string other = "https://weekly.example/feed";
        using var two = new Newsstand(Newsstand.Outlet("daily", Feed), Newsstand.Outlet("weekly", other));
        two.Web.Serve(Feed, SampleFeed.Rss()).Serve(other, SampleFeed.Rss());
        await two.PollAsync();
        var now = two.Clock.GetUtcNow().AddHours(1);
        two.Web.Serve(Feed, SampleFeed.Rss([.. Enumerable.Range(1, 60).Select(i => SampleFeed.Item($"{i}", now))]));
        two.Web.Serve(other, SampleFeed.Rss(SampleFeed.Item("w", now, link: "https://weekly.example/w")));
        await two.PollLaterAsync();
        foreach (var i in Enumerable.Range(1, 60))
            two.Web.Serve($"https://daily.example/{i}", _ => throw new HttpRequestException("No route to host"));
        two.Web.Serve("https://weekly.example/w", SampleFeed.Page("Story w", "Some words that were said."));
        await two.FetchAsync();
        Assert.Equal(1, two.Web.Requests.Count(r => r.RequestUri!.Host == "daily.example" && r.RequestUri.AbsolutePath.Length <= 3));
        Assert.Equal(1, (await two.Articles.FindByUrlAsync("https://weekly.example/w", default))!.Revision);
    }

    [Fact]
    public async Task A_section_that_a_page_calls_its_own_address_is_not_believed()
    {
        const string page = "https://daily.example/world/1";
        await AnnounceAsync(SampleFeed.Item("1", Now, link: page), SampleFeed.Item("2", Now, link: "https://daily.example/world/2/amp"));
        stand.Web.Serve(page, SampleFeed.Page("Story 1", "Some words that were said.", canonical: "https://daily.example/world/"));
        stand.Web.Serve("https://daily.example/world/2/amp", SampleFeed.Page("Story 2", "Other words that were said.", canonical: "https://daily.example/world/2"));
        await stand.FetchAsync();
        Assert.Equal([page, "https://daily.example/world/2"], await stand.QueryAsync<string>("select url from article order by url"));
    }

    private async Task AnnounceAsync(params string[] items)
    {
        stand.Web.Serve(Feed, SampleFeed.Rss());
        await stand.PollAsync();
        stand.Web.Serve(Feed, SampleFeed.Rss(items.Length > 0 ? items : [SampleFeed.Item("1", Now)]));
        await stand.PollLaterAsync();
    }
}
