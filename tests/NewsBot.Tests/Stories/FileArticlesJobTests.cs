using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Sample;
using NewsBot.Statements;
using NewsBot.Statements.Corrections;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Stories.Grouping;
using NewsBot.Stories.Readings;
using NewsBot.Tests.Storage;
using NewsBot.Topics;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed partial class FileArticlesJobTests : IClearedUp
{
    private const string Quote = "“Pakistan and the United States agreed on further talks about trade and the harbour,”";
    private static readonly Newsdesk Desk = Newsdesk.Load();
    private readonly StoredNewsroom room = new();
    private readonly FakeTimeProvider clock = new(StoredNewsroom.Day("2026-03-02"));
    private ArticleGroups? groups;

    private StatementViews Views => new(room.Db, Desk, new TopicTagger(Desk), NullLogger<StatementViews>.Instance);

    public ValueTask DisposeAsync()
    {
        groups?.Dispose();
        return room.DisposeAsync();
    }

    [Fact]
    public async Task An_article_becomes_statements_with_topic_story_and_proof()
    {
        await room.ArticleAsync("gazette", Article(Quote), title: "Pakistan and US to talk on");
        Assert.Equal(1, await Job().RunAsync(default));
        Assert.Equal(0, await Job().RunAsync(default));

        var view = Assert.Single(await AllAsync());
        Assert.Equal((Quote, true), (view.Words, view.Verbatim));
        Assert.Equal(("Ann Example", "Islamabad"), (view.Statement.SpeakerName, view.Statement.Place));
        Assert.Equal("pak-us", Assert.Single(view.Topics).Topic);
        Assert.Equal("Pakistan and US to talk on", view.StoryTitle);
        Assert.Single(await Views.FindAsync(new StatementQuery { Words = "“further talks”" }, 5, default));
    }

    [Fact]
    public async Task The_same_statement_from_three_outlets_is_one_with_three_carriers()
    {
        await room.ArticleAsync("gazette", Article(Quote));
        await room.ArticleAsync("courier", Article("“Pakistan and the United States agreed on further talks about trade,”"));
        await room.ArticleAsync("herald", "KARACHI: Envoy Ann Example said that Pakistan and the United States had agreed on further talks about trade and the harbour.");
        await Job().RunAsync(default);

        var view = Assert.Single(await AllAsync());
        Assert.Equal(["gazette", "courier", "herald"], view.Carriers.Select(c => c.OutletKey));
        Assert.Equal((Quote, 3), (view.Words, view.Statement.Revision));
    }

    [Fact]
    public async Task A_statement_was_first_published_when_the_earliest_of_its_articles_was()
    {
        await room.ArticleAsync("gazette", Article(Quote), "2026-03-02");
        await room.ArticleAsync("courier", Article(Quote), "2026-03-01");
        await Job().RunAsync(default);
        Assert.Equal(
            await room.ScalarAsync<long>("select min(published) from article"), await room.ScalarAsync<long>("select published from statement"));
    }

    [Fact]
    public async Task An_official_text_takes_over_the_words_that_are_shown()
    {
        await room.ArticleAsync("gazette", "Envoy Ann Example said that Pakistan and the United States had agreed on further talks about trade and the harbour.");
        await room.ArticleAsync("ministry", Article(Quote), sourceClass: 0);
        await Job().RunAsync(default);
        var view = Assert.Single(await AllAsync());
        Assert.Equal(Quote, view.Words);
        Assert.Null(view.Statement.Corrected);
    }

    [Fact]
    public async Task An_editors_note_belongs_to_the_words_that_changed_with_it_and_not_to_their_neighbour()
    {
        const string neighbour = "\n\n“Skills stay in Pakistan when the American delegations leave,” Ambassador Mara Sample said.";
        var article = await room.ArticleAsync("gazette", Article("“The United States will train 140 Pakistani officers,”") + neighbour);
        await Job().RunAsync(default);
        await room.ReviseAsync(
            article,
            Article("“The United States will train 114 Pakistani officers,”") + neighbour
            + "\n\nCorrection: an earlier version of this article had a wrong number. It is 114.");
        await Job().RunAsync(default);
        var views = await AllAsync();
        Assert.Equal([true, false], views.OrderBy(v => v.Statement.Id).Select(v => v.Statement.Corrected is not null));
        Assert.Contains("wrong number", views.Single(v => v.Correction is not null).Correction!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_number_is_a_correction_and_a_moved_comma_is_none()
    {
        var article = await room.ArticleAsync("gazette", Article("“We will release 500 prisoners before the talks with the Taliban,”"));
        await Job().RunAsync(default);
        await room.ReviseAsync(article, Article("“We will release 500 prisoners, before the talks with the Taliban,”"));
        await Job().RunAsync(default);
        var quiet = Assert.Single(await AllAsync());
        Assert.Equal((null, 1, true), (quiet.Statement.Corrected, quiet.Statement.Revision, quiet.Verbatim));
        Assert.Contains("prisoners, before", quiet.Words, StringComparison.Ordinal);

        await room.ReviseAsync(article, Article("“We will release 50 prisoners, before the talks with the Taliban,”"));
        await Job().RunAsync(default);
        var corrected = Assert.Single(await AllAsync());
        Assert.Equal((clock.GetUtcNow(), 2, true), (corrected.Statement.Corrected, corrected.Statement.Revision, corrected.Verbatim));
        Assert.Contains(" 50 prisoners", corrected.Words, StringComparison.Ordinal);
        Assert.Equal("release 500 prisoners → release 50 prisoners", corrected.Correction!.Sentence);
        Assert.Single(corrected.Carriers);
    }

    [Fact]
    public async Task A_reworded_paraphrase_stays_quiet_and_one_that_turns_round_does_not()
    {
        var article = await room.ArticleAsync("gazette", "Envoy Ann Example said that Pakistan and the United States would hold talks on trade in Doha.");
        await Job().RunAsync(default);
        await room.ReviseAsync(article, "Envoy Ann Example said that Pakistan and the United States were to hold their talks on trade in Doha.");
        await Job().RunAsync(default);
        var quiet = Assert.Single(await AllAsync());
        Assert.Equal((null, 1), (quiet.Statement.Corrected, quiet.Statement.Revision));

        await room.ReviseAsync(article, "Envoy Ann Example said that Pakistan and the United States were not to hold their talks on trade in Doha.");
        await Job().RunAsync(default);
        var turned = Assert.Single(await AllAsync());
        Assert.NotNull(turned.Statement.Corrected);
        Assert.Contains("were to → were not to", turned.Correction!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editors_note_is_a_correction_of_the_statement_that_it_names()
    {
        var article = await room.ArticleAsync("gazette", Article(Quote));
        await Job().RunAsync(default);
        await room.ReviseAsync(article, Article(Quote) + "\n\nEditor’s note: An earlier version of this story gave Ms Example the wrong office.");
        await Job().RunAsync(default);
        var noted = Assert.Single(await AllAsync());
        Assert.Equal((Quote, clock.GetUtcNow(), true), (noted.Words, noted.Statement.Corrected, noted.Verbatim));
        Assert.Equal(CorrectionKind.Noted, noted.Correction!.Kind);
        Assert.Contains("wrong office", noted.Correction.Sentence, StringComparison.Ordinal);
        await room.ReviseAsync(article, Article(Quote) + "\n\nIt rained.\n\nEditor’s note: An earlier version of this story gave Ms Example the wrong office.");
        await Job().RunAsync(default);
        Assert.Equal(noted.Statement.Revision, Assert.Single(await AllAsync()).Statement.Revision);
    }

    [Fact]
    public async Task A_page_that_takes_the_place_of_its_feeds_text_has_taken_nothing_out()
    {
        var article = await room.ArticleAsync("gazette", Article(Quote) + "\n\nEnvoy Ann Example said that Pakistan had asked for 12 new harbour pilots.");
        await room.ExecuteAsync("update article_revision set from_feed = 1");
        await Job().RunAsync(default);
        var before = await AllAsync();
        await room.ReviseAsync(article, Article(Quote));
        await Job().RunAsync(default);
        await room.ReviseAsync(article, Article(Quote) + " It rained.");
        await Job().RunAsync(default);
        Assert.Equal(0, await room.ScalarAsync<long>("select count(*) from correction"));
        Assert.Equal(before.Count, (await AllAsync()).Count);
    }

    [Fact]
    public async Task What_was_said_today_is_news_though_it_was_in_a_backlog_first()
    {
        await room.ArticleAsync("gazette", Article(Quote), backlog: true);
        await Job().RunAsync(default);
        await room.ArticleAsync("courier", Article(Quote));
        await Job().RunAsync(default);
        var view = Assert.Single(await AllAsync());
        Assert.Equal((false, 3), (view.Statement.Backlog, view.Statement.Revision));
    }

    [Fact]
    public async Task What_was_said_today_is_news_once_a_feed_announces_its_article()
    {
        var article = await room.ArticleAsync("gazette", Article(Quote), backlog: true);
        await Job().RunAsync(default);
        Assert.True(Assert.Single(await AllAsync()).Statement.Backlog);
        await room.ExecuteAsync("update article set backlog = 0 where id = @article", new { article });
        await Job().RunAsync(default);
        Assert.False(Assert.Single(await AllAsync()).Statement.Backlog);
    }

    [Fact]
    public async Task What_was_said_days_ago_stays_backlog()
    {
        await room.ArticleAsync("gazette", Article(Quote), day: "2026-02-27", backlog: true);
        await Job().RunAsync(default);
        await room.ArticleAsync("courier", Article(Quote), day: "2026-02-27");
        await Job().RunAsync(default);
        Assert.True(Assert.Single(await AllAsync()).Statement.Backlog);
    }

    [Fact]
    public async Task A_quote_that_vanishes_everywhere_is_withdrawn_and_one_that_another_outlet_keeps_is_not()
    {
        var first = await room.ArticleAsync("gazette", Article(Quote));
        var second = await room.ArticleAsync("courier", Article(Quote));
        await Job().RunAsync(default);
        await room.ReviseAsync(first, "ISLAMABAD: The weather was fine.");
        await Job().RunAsync(default);
        var kept = Assert.Single(await AllAsync());
        Assert.Equal((null, true, "courier"), (kept.Statement.Withdrawn, kept.Verbatim, Assert.Single(kept.Carriers).OutletKey));

        await room.ReviseAsync(second, "ISLAMABAD: The weather was fine.");
        await Job().RunAsync(default);
        var id = kept.Statement.Id;
        Assert.NotNull(Assert.Single(await Views.LoadAsync([id], default)).Statement.Withdrawn);
        Assert.Empty(await Views.FindAsync(new StatementQuery(), 5, default));

        await room.ReviseAsync(second, Article(Quote));
        await Job().RunAsync(default);
        Assert.Null(Assert.Single(await Views.LoadAsync([id], default)).Statement.Withdrawn);
    }

    [Fact]
    public async Task The_same_formula_weeks_later_is_another_statement_and_another_story()
    {
        await room.ArticleAsync("gazette", Article(Quote), day: "2026-03-02");
        await room.ArticleAsync("gazette", Article(Quote), day: "2026-04-20");
        await Job().RunAsync(default);
        var views = await AllAsync();
        Assert.Equal(2, views.Count);
        Assert.Equal(2, views.Select(v => v.StoryId).Distinct().Count());
    }

    [Fact]
    public async Task Backlog_stays_backlog_and_what_is_left_out_is_kept_with_its_reason()
    {
        await room.ArticleAsync("gazette", Article(Quote) + "\n\nEnvoy Ann Example declined to comment on the harbour.", backlog: true);
        await Job().RunAsync(default);
        Assert.True(Assert.Single(await AllAsync()).Statement.Backlog);
        Assert.Equal(1, await room.ScalarAsync<long>("select count(*) from report where left_out is not null and statement_id is null"));
    }

    [Fact]
    public async Task One_article_that_cannot_be_filed_is_marked_and_the_others_go_on()
    {
        var bad = await room.ArticleAsync("gazette", Article(Quote));
        var good = await room.ArticleAsync("courier", Article("“Taliban negotiators will return to the talks in Doha,”"));
        await HarmAsync(bad);
        Assert.Equal(2, await Job().RunAsync(default));
        Assert.Contains("harm", await room.ScalarAsync<string>("select failure from reading where article_id = @bad", new { bad }), StringComparison.Ordinal);
        Assert.Equal(1, await room.ScalarAsync<long>("select count(*) from statement"));
        Assert.Equal(good, await room.ScalarAsync<long>("select article_id from report"));
        Assert.Equal(0, await Job().RunAsync(default));
    }

    [Fact]
    public async Task A_fault_of_the_database_leaves_the_article_to_the_next_run()
    {
        // Another test that empties all pools at the wrong moment gives a connection without the limit.
        DbException? fault = null;
        var article = 0L;
        for (var round = 0; fault is null && round < 20; round++)
        {
            var speeches = Enumerable.Range(1, 60).Select(n => Article($"“Pakistan and the United States agreed on talks {round} about harbour {n},”"));
            article = await room.ArticleAsync("gazette", string.Join("\n\n", speeches));
            await FillDiskAsync();
            fault = await Record.ExceptionAsync(() => Job().RunAsync(default)) as DbException;
        }

        Assert.NotNull(fault);
        Assert.Contains("full", StorageException.Sentence(fault), StringComparison.Ordinal);
        Assert.Equal(0, await room.ScalarAsync<long>("select count(*) from reading where article_id = @article", new { article }));
        await MakeRoomAsync();
        Assert.Equal(1, await Job().RunAsync(default));
        Assert.NotEmpty(await AllAsync());
    }

    [ServerFact]
    public async Task An_article_that_the_database_takes_too_long_for_is_a_try_and_keeps_no_other_from_its_turn()
    {
        var slow = await room.ArticleAsync("gazette", Article(Quote));
        var good = await room.ArticleAsync("courier", Article("“Taliban negotiators will return to the talks in Doha,”"));
        await HarmAsync(slow, "57014");
        Assert.Equal(2, await Job().RunAsync(default));
        Assert.Equal(good, await room.ScalarAsync<long>("select article_id from report"));
        Assert.Equal(1, await room.ScalarAsync<long>("select tries from reading where article_id = @slow and next_try is not null", new { slow }));
    }

    [Fact]
    public async Task A_reading_that_failed_is_tried_again_some_times_and_then_left()
    {
        var id = await room.ArticleAsync("gazette", Article(Quote));
        await HarmAsync(id);
        Assert.Equal(1, await Job().RunAsync(default));
        Assert.Equal(0, await Job().RunAsync(default));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Job().RunAsync(default));
        var tries = 2;
        for (var hours = 0; hours < 48; hours++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            tries += await Job().RunAsync(default);
        }

        Assert.Equal(5, tries);
        Assert.Equal(1, await room.ScalarAsync<long>("select count(*) from reading where failure is not null"));
    }

    [Fact]
    public async Task A_reading_that_failed_for_a_moment_brings_its_statements_at_the_next_try()
    {
        var id = await room.ArticleAsync("gazette", Article(Quote));
        await HarmAsync(id);
        await Job().RunAsync(default);
        await room.ExecuteAsync(TestDb.OnServer ? "drop trigger harm on report" : "drop trigger harm");
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Job().RunAsync(default));
        Assert.Single(await AllAsync());
        Assert.Equal(1, await room.ScalarAsync<long>("select count(*) from reading where failure is null"));
    }

    private Task<int> HarmAsync(long article, string error = "P0001") => room.ExecuteAsync(
        TestDb.OnServer
            ? $"""
              create function harm() returns trigger language plpgsql as $$ begin raise exception 'harm' using errcode = '{error}'; end $$;
              create trigger harm before insert on report for each row when (new.article_id = {article}) execute function harm()
              """
            : $"create trigger harm before insert on report when new.article_id = {article} begin select raise(abort, 'harm'); end");

    // The mark of a reading is small and finds room where its reports do not. SQLite's limit is each connection's, and the pool gives them out again.
    private Task<int> FillDiskAsync() => TestDb.OnServer ? FaultAsync("53100") : LimitAsync("(select page_count from pragma_page_count)");

    private Task<int> FaultAsync(string error) => room.ExecuteAsync(
        $"""
        create function full_disk() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file' using errcode = '{error}'; end $$;
        create trigger full_disk before insert on report for each row execute function full_disk()
        """);

    private Task<int> MakeRoomAsync() =>
        TestDb.OnServer ? room.ExecuteAsync("drop trigger full_disk on report") : LimitAsync("1000000");

    private async Task<int> LimitAsync(string pages)
    {
        var limit = await room.ScalarAsync<long>($"select {pages}");
        var pooled = new List<DbConnection>();
        for (var i = 0; i < 8; i++)
            pooled.Add(await room.Db.OpenAsync(default));
        foreach (var connection in pooled)
        {
            await connection.ExecuteAsync($"pragma max_page_count = {limit}");
            await connection.DisposeAsync();
        }

        return pooled.Count;
    }

    private static string Article(string quote) => $"ISLAMABAD: {quote} envoy Ann Example said at the harbour house.";

    private async Task<IReadOnlyList<StatementView>> AllAsync() => await Views.LoadAsync(await Views.FindAsync(new StatementQuery(), 50, default), default);

    [Fact]
    public async Task What_five_outlets_of_the_sample_day_carry_in_words_of_their_own_is_one_statement()
    {
        var day = Edition.At(
            [.. DraftArticle.All.Where(d => !d.Revises)],
            new NewsroomState(9, clock.GetUtcNow(), [.. Enumerable.Range(1, SampleNewsroom.Steps).Select(s => clock.GetUtcNow().AddMinutes(s))]));
        foreach (var article in day.Articles.Reverse().Where(a => a.Published >= clock.GetUtcNow()))
        {
            await room.ArticleAsync(
                article.Outlet.Key, string.Join("\n\n", article.Paragraphs), sourceClass: (int)article.Outlet.Class, title: article.Title);
        }

        while (await Job().RunAsync(default) > 0)
        {
        }

        var channel = Assert.Single(await AllAsync(), v => v.Words.Contains("standing channel", StringComparison.Ordinal) && v.Carriers.Count > 1);
        Assert.Equal(5, channel.Carriers.Select(c => c.OutletKey).Distinct().Count());
        Assert.True(channel.Verbatim);
    }

    private FileArticlesJob Job()
    {
        var readings = new ReadingTable(room.Db);
        var filing = new ReadingFiling(new StatementTable(), new CorrectionTable(), new TopicTable(), new StoryTable(), groups ??= new ArticleGroups(clock), readings, Desk);
        var order = new ReadingOrder(readings, new TopicTagger(Desk), clock);
        return new FileArticlesJob(room.Db, readings, order, filing, ArticleUnderstanding.Of(Desk), new ItemTraces(room.Db), new ReadersRest(clock), clock, NullLogger<FileArticlesJob>.Instance);
    }
}
