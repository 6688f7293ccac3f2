using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Articles;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Tests.Web;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Feeds;

/// <summary>Feeds and articles on a real database with a fake internet and a settable clock.</summary>
internal sealed class Newsstand : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot");
    private readonly WebFetcher fetcher;

    public Newsstand(params Source[] sources)
    {
        Desk = new Newsdesk { Sources = sources, Topics = [], Speakers = [] };
        Db = TestDb.Newest(folder.FullName);
        fetcher = new WebFetcher(new WebOptions { Contact = "desk@newsroom.example" }, new AllowedLoopback(), Clock, Web);
        Sources = new SourceTable(Db, Clock);
        Feeds = new FeedTable(Db);
        Items = new FeedItemTable(Db);
        Articles = new ArticleTable(Db);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public FakeWeb Web { get; } = new();

    public Newsdesk Desk { get; }

    public NewsDb Db { get; }

    public SourceTable Sources { get; }

    public FeedTable Feeds { get; }

    public FeedItemTable Items { get; }

    public ArticleTable Articles { get; }

    public static Source Outlet(string key, params string[] feeds) =>
        new() { Key = key, Name = key, Class = SourceClass.Press, Feeds = feeds };

    public Task<int> PollAsync() =>
        new PollFeedsJob(Desk, Sources, Feeds, fetcher, Clock, NullLogger<PollFeedsJob>.Instance).RunAsync(default);

    /// <summary>Lets the time pass that brings every feed's turn, and polls.</summary>
    public Task<int> PollLaterAsync(TimeSpan? after = null)
    {
        Clock.Advance(after ?? TimeSpan.FromHours(1));
        return PollAsync();
    }

    public Task<int> FetchAsync() =>
        new FetchArticlesJob(Items, new ItemTraces(Db), Articles, new ArticleFiling(Db), fetcher, Clock, NullLogger<FetchArticlesJob>.Instance).RunAsync(default);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Db.OpenAsync(default);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<Feed> FeedAsync() => Assert.Single(await Feeds.AllAsync(default));

    public void Dispose()
    {
        fetcher.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
