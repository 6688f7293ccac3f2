using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Articles;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Sample;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Articles;

/// <summary>The sample newsroom's real feeds and pages, over the real network of the machine, by the production path.</summary>
public sealed class SampleNewsroomPathTests
{
    [Fact]
    public async Task Everything_that_the_sample_newsroom_publishes_becomes_a_readable_article()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot");
        try
        {
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new("sample-speed", "0")]).Build();
            await using var newsroom = await SampleNewsroom.StartAsync(folder.FullName, settings, TimeProvider.System);
            var db = TestDb.Newest(folder.FullName);
            var loopback = new AllowedLoopback();
            loopback.Add(newsroom.Authority);
            using var fetcher = new WebFetcher(new WebOptions(), loopback, TimeProvider.System);
            var desk = new Newsdesk { Sources = newsroom.Sources, Topics = [], Speakers = [] };
            var feeds = new FeedTable(db);
            var (items, articles) = (new FeedItemTable(db), new ArticleTable(db));
            var poll = new PollFeedsJob(
                desk, new SourceTable(db, TimeProvider.System), feeds, fetcher, TimeProvider.System, NullLogger<PollFeedsJob>.Instance);
            var fetch = new FetchArticlesJob(
                items, new ItemTraces(db), articles, new ArticleFiling(db), fetcher, TimeProvider.System, NullLogger<FetchArticlesJob>.Instance);

            newsroom.Release(SampleNewsroom.Steps);
            Assert.NotEqual(0, await poll.RunAsync(default));
            while (await fetch.RunAsync(default) > 0)
            {
            }

            Assert.All(await feeds.AllAsync(default), f => Assert.Null(f.ProblemText));
            await using var connection = await db.OpenAsync(default);
            var all = (await Dapper.SqlMapper.QueryAsync<string>(
                connection, "select state || ' ' || from_feed || ' ' || url || ' ' || coalesce(problem_text, '') from article")).ToList();
            Assert.NotEmpty(all);
            Assert.All(all, a => Assert.StartsWith($"{(int)ArticleState.Readable} 0 ", a));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
