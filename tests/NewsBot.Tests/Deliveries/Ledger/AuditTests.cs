using Microsoft.Extensions.Configuration;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Subscriptions;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries.Ledger;

public sealed class AuditTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync() => _here = await _newsroom.ConversationAsync();

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task Everything_that_was_found_has_one_fate_and_the_numbers_add_up()
    {
        await _newsroom.FollowAsync(_here);
        var told = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = 1");
        await _newsroom.JoinAsync(told, "bulletin");
        await _newsroom.StatementAsync(topic: "east-west");
        var failed = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 5, next_try = null, reason_text = 'The channel does not take the post.' where state = 0");
        var owed = await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var audit = await ReadAsync();
        Assert.Equal((5, 1, 1, 0, 1, 1, 1), (audit.Found, audit[Fate.Merged], audit[Fate.Filtered], audit[Fate.Held], audit[Fate.Sent], audit[Fate.Failed], audit[Fate.Owed]));
        Assert.Equal([failed, owed], audit.Rows.Where(r => r.Fate is Fate.Failed or Fate.Owed).Select(r => r.Statement!.Value));
        Assert.Contains("does not take", audit.Rows.Single(r => r.Fate == Fate.Failed).Reason, StringComparison.Ordinal);
        Assert.All(audit.Rows, r => Assert.StartsWith("https://", r.Url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_an_hour_or_for_somebody_is_held()
    {
        await _newsroom.DigestAsync(_here);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        Assert.Contains("next edition of #1", Assert.Single((await ReadAsync()).Rows, r => r.Fate == Fate.Held).Reason, StringComparison.Ordinal);
        await _newsroom.SqlAsync("update conversation set state = 1");
        Assert.Contains("closed", Assert.Single((await ReadAsync()).Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_nobody_judged_yet_is_owed_and_outside_of_the_window_there_is_nothing()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.StatementAsync();
        Assert.Equal(1, (await ReadAsync())[Fate.Owed]);
        _newsroom.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await ReadAsync()).Found);
    }

    [Fact]
    public async Task What_was_told_before_it_was_followed_here_is_filtered_and_not_owed()
    {
        await _newsroom.StatementAsync();
        await _newsroom.FollowAsync(_here);
        await _newsroom.ComposeAsync();
        Assert.Contains("before", Assert.Single((await ReadAsync()).Rows, r => r.Fate == Fate.Filtered).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_holds_back_is_held()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update conversation set paused = 1");
        var row = Assert.Single((await ReadAsync()).Rows);
        Assert.Equal((Fate.Held, "an operator holds back what is posted here"), (row.Fate, row.Reason));
    }

    [Fact]
    public async Task What_waits_for_a_muted_subscription_is_held_and_not_filtered()
    {
        var follow = await _newsroom.FollowAsync(_here);
        await _newsroom.Subscriptions.MuteAsync(follow.Id, _newsroom.Clock.GetUtcNow().AddDays(1), new PersonsAct("u", "Una", "muted"), default);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var row = Assert.Single((await ReadAsync()).Rows);
        Assert.Equal(Fate.Held, row.Fate);
        Assert.Contains("#1 is paused", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_the_age_of_the_ledger_nothing_is_called_filtered_that_was_posted()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null, sent = 1");
        _newsroom.Clock.Advance(TimeSpan.FromDays(91));
        var settings = new ConfigurationBuilder().Build();
        await new RetentionJob(_newsroom.Db, settings, _newsroom.Clock).RunAsync(default);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        var audit = await ReadAsync(back: TimeSpan.FromDays(100));
        Assert.Equal((2, 1, 1, 0), (audit.Found, audit[Fate.Unkept], audit[Fate.Owed], audit[Fate.Missed]));
        Assert.Equal("the ledger of that time is no longer kept", audit.Rows.Single(r => r.Fate == Fate.Unkept).Reason);
    }

    [Fact]
    public async Task A_verdict_that_was_skipped_is_a_number_of_its_own()
    {
        await _newsroom.FollowAsync(_here);
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("delete from delivery; update verdict set digest_id = null; delete from verdict; delete from digest_statement; delete from digest");
        var audit = await ReadAsync();
        Assert.Equal((1, 1, 0), (audit.Found, audit[Fate.Missed], audit[Fate.Filtered]));
        Assert.Contains("should have been", Assert.Single(audit.Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_cannot_be_had_and_texts_that_cannot_be_read_are_counted()
    {
        for (var i = 0; i < 4; i++)
            await _newsroom.StatementAsync();
        await _newsroom.SqlAsync(
            """
            update article set state = 2, problem_text = 'The site refused (403).' where id = 1;
            update article set state = 0 where id = 2;
            update article set unread = 0 where id in (3, 4);
            update reading set failure = 'harm' where article_id = 3;
            insert into feed (id, source_id, url, next_check) select 9, min(id), 'https://herald.example/feed', 0 from source;
            insert into feed_item (feed_id, item_key, url, title, found, backlog, content_hash)
            select 9, 'k', 'https://herald.example/new', 't', max(found), 0, 'h' from article;
            """);
        var now = _newsroom.Clock.GetUtcNow();
        Assert.Equal(
            new ArticleCounts(Found: 4, Waiting: 1, Unfetched: 1, Unread: 0, Failed: 1, Unfiled: 1),
            await new AuditTable(_newsroom.Db, _newsroom.Clock).ArticlesAsync(now.AddHours(-1), now.AddHours(1), default));
        var rows = await new AuditTable(_newsroom.Db, _newsroom.Clock).ArticleRowsAsync(now.AddHours(-1), now.AddHours(1), unfinished: false, default);
        Assert.Equal(
            [ArticleFate.Unfiled, ArticleFate.Read, ArticleFate.Failed, ArticleFate.Waiting, ArticleFate.Unfetched], rows.Select(r => r.Fate));
        Assert.Equal([null, null, "harm", null, "The site refused (403)."], rows.Select(r => r.Reason));
    }

    private async Task<Audit> ReadAsync(TimeSpan? back = null)
    {
        var conversation = (await new ConversationTable(_newsroom.Db, _newsroom.Clock).FindAsync(_here, default))!;
        var now = _newsroom.Clock.GetUtcNow();
        return await new AuditTable(_newsroom.Db, _newsroom.Clock).ReadAsync(
            conversation, now - (back ?? TimeSpan.FromHours(1)), now.AddHours(1), default);
    }
}
