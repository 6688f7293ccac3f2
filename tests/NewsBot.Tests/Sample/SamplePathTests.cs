using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Articles;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Sample;
using NewsBot.Storage;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Sample;

/// <summary>The jobs of the program against the sample newsroom, over the loopback interface.</summary>
public sealed class SamplePathTests
{
    [Fact]
    public async Task The_backlog_is_recorded_as_such_and_every_page_becomes_a_readable_article()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var path = new Path(open);

        await path.RunAsync();

        var articles = await path.ArticlesAsync();
        Assert.Equal(DraftArticle.All.Count(d => d.Step == 0), articles.Count);
        Assert.All(articles, a => Assert.True(a.Backlog));
        Assert.All(articles, a => Assert.Equal(ArticleState.Readable, a.State));
        Assert.All(articles, a => Assert.False(a.FromFeed));
        Assert.All(articles, a => Assert.StartsWith("[Sample] ", a.Title));
    }

    [Fact]
    public async Task What_is_released_is_found_at_the_next_look_as_news()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var path = new Path(open);
        await path.RunAsync();

        open.Newsroom.Release(1);
        open.Clock.Advance(TimeSpan.FromSeconds(5));
        await path.RunAsync();

        var fresh = Assert.Single(await path.ArticlesAsync(), a => !a.Backlog);
        Assert.EndsWith("/margalla-wire/standing-channel", fresh.Url);
        Assert.Contains("every quarter", fresh.Text);
    }

    [Fact]
    public async Task A_correction_becomes_a_second_revision_of_the_same_article()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        var path = new Path(open);
        open.Newsroom.Release(11);
        await path.RunAsync();

        open.Clock.Advance(TimeSpan.FromMinutes(1));
        open.Newsroom.Release(12);
        await path.RunAsync();

        var corrected = Assert.Single(await path.ArticlesAsync(), a => a.Url.EndsWith("/customs-training", StringComparison.Ordinal));
        Assert.Equal(2, corrected.Revision);
        Assert.Contains("114 Pakistani customs officers", corrected.Text);
    }

    [Fact]
    public async Task A_restart_announces_nothing_twice()
    {
        await using var open = await OpenNewsroom.AtSpeedAsync(0);
        open.Newsroom.Release(3);
        await new Path(open).RunAsync();

        await open.RestartAsync(speed: 0);
        open.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await new Path(open).PollAsync());
    }

    /// <summary>The stages from poll to stored article, as the program wires them.</summary>
    private sealed class Path
    {
        private readonly NewsDb db;
        private readonly PollFeedsJob poll;
        private readonly FetchArticlesJob fetch;

        public Path(OpenNewsroom open)
        {
            db = TestDb.Newest(open.DataFolder);
            var loopback = new AllowedLoopback();
            loopback.Add(open.Newsroom.Authority);
            var fetcher = new WebFetcher(new WebOptions(), loopback, open.Clock);
            poll = new PollFeedsJob(
                Newsdesk.Load().With(open.Newsroom.Sources), new SourceTable(db, open.Clock), new FeedTable(db), fetcher, open.Clock, NullLogger<PollFeedsJob>.Instance);
            fetch = new FetchArticlesJob(
                new FeedItemTable(db), new ItemTraces(db), new ArticleTable(db), new ArticleFiling(db), fetcher, open.Clock, NullLogger<FetchArticlesJob>.Instance);
        }

        public Task<int> PollAsync() => poll.RunAsync(default);

        public async Task RunAsync()
        {
            await PollAsync();
            while (await fetch.RunAsync(default) > 0)
            {
            }
        }

        public async Task<IReadOnlyList<Article>> ArticlesAsync()
        {
            await using var connection = await db.OpenAsync(default);
            var ids = await connection.QueryAsync<long>("select id from article");
            var articles = new List<Article>();
            foreach (var id in ids)
                articles.Add((await new ArticleTable(db).FindAsync(id, default))!);
            return articles;
        }
    }
}
