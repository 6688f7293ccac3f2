using Microsoft.Extensions.Configuration;
using NewsBot.Deliveries.Ledger;
using NewsBot.Tests.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries.Ledger;

public sealed class RetentionJobTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();

    public async Task InitializeAsync()
    {
        await _newsroom.FollowAsync(await _newsroom.ConversationAsync());
        await _newsroom.StatementAsync();
        await _newsroom.ComposeAsync();
        await _newsroom.SqlAsync("update delivery set state = 2, next_try = null");
        // An article that nobody is quoted in.
        await _newsroom.SqlAsync(
            """
            insert into article (id, url, source_id, title, found, backlog, state, revision, text, text_hash)
            values (900, 'https://herald.example/weather', (select min(id) from source), 'Weather', @now, 0, 1, 1, 'It rains.', 'h');
            insert into article_revision (article_id, revision, title, text, text_hash, seen) values (900, 1, 'Weather', 'It rains.', 'h', @now);
            insert into reading (article_id, revision, engine, read_at, reports) values (900, 1, 'test', @now, 0);
            """,
            new { now = _newsroom.Clock.GetUtcNow() });
    }

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task Nothing_younger_than_ninety_days_goes_unless_it_is_asked_for()
    {
        _newsroom.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(0, await RunAsync());
        Assert.True(await RunAsync(("Keep:LedgerDays", "30")) > 0);
        Assert.Equal((0, 2), (await CountAsync("digest"), await CountAsync("article_revision")));
    }

    [Fact]
    public async Task After_that_the_ledger_and_what_nobody_is_quoted_in_go_and_what_is_quoted_stays()
    {
        _newsroom.Clock.Advance(TimeSpan.FromDays(91));
        Assert.True(await RunAsync() > 0);
        Assert.Equal((1, 0, 0, 0), (await CountAsync("article_revision"), await CountAsync("delivery"), await CountAsync("digest"), await CountAsync("verdict")));
        Assert.Null(await _newsroom.ScalarAsync<string?>("select text from article where id = 900"));
        Assert.Equal((1, 2), (await CountAsync("statement"), await CountAsync("article")));
        Assert.Equal(0, await _newsroom.ComposeAsync());
        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task What_a_post_showed_is_kept_as_long_as_its_post()
    {
        await _newsroom.SqlAsync("insert into shown_post (delivery_id, made, card) select id, @now, '{}' from delivery", new { now = _newsroom.Clock.GetUtcNow() });
        _newsroom.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(0, await RunAsync());
        Assert.Equal((1, 1), (await CountAsync("shown_post"), await CountAsync("digest")));
        _newsroom.Clock.Advance(TimeSpan.FromDays(2));
        await RunAsync();
        Assert.Equal((0, 0), (await CountAsync("shown_post"), await CountAsync("digest")));
    }

    [Fact]
    public async Task A_notice_goes_with_its_digest()
    {
        await _newsroom.SqlAsync("insert into notice (digest_id, title, body) select id, 'Down', 'It is silent.' from digest");
        _newsroom.Clock.Advance(TimeSpan.FromDays(91));
        await RunAsync();
        Assert.Equal((0, 0), (await CountAsync("notice"), await CountAsync("digest")));
    }

    [Fact]
    public async Task What_is_owed_stays_and_off_keeps_for_ever()
    {
        await _newsroom.SqlAsync("update delivery set state = 0, next_try = 0");
        _newsroom.Clock.Advance(TimeSpan.FromDays(1000));
        await RunAsync(("Keep:TextDays", "off"));
        Assert.Equal((1, 2), (await CountAsync("delivery"), await CountAsync("article_revision")));
    }

    [Fact]
    public async Task A_notice_goes_with_its_digest_and_many_go_as_well_as_one()
    {
        await _newsroom.SqlAsync(
            """
            insert into digest (subscription_id, conversation_id, kind, window_key, window_to, composed)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 1100)
            select s.id, s.conversation_id, 3, 'outage ' || n.i, @now, @now from n cross join subscription s;
            insert into notice (digest_id, title, body)
            select id, 'The Herald is silent', 'Since noon.' from digest where kind = 3;
            """,
            new { now = _newsroom.Clock.GetUtcNow() });
        _newsroom.Clock.Advance(TimeSpan.FromDays(91));
        await RunAsync();
        Assert.Equal((0, 0, 0), (await CountAsync("notice"), await CountAsync("digest"), await CountAsync("verdict")));
    }

    [Fact]
    public async Task A_part_that_fails_keeps_no_other_from_its_work_and_is_told()
    {
        await _newsroom.SqlAsync(
            """
            insert into send_pace (key, free_at) values ('test', @now);
            drop table claim;
            """,
            new { now = _newsroom.Clock.GetUtcNow() });
        _newsroom.Clock.Advance(TimeSpan.FromDays(91));
        var failure = await Assert.ThrowsAsync<AggregateException>(() => RunAsync());
        Assert.Single(failure.InnerExceptions);
        Assert.Equal((0, 0), (await CountAsync("digest"), await CountAsync("send_pace")));
        Assert.Equal(1, await CountAsync("article_revision"));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("1")]
    public async Task A_policy_that_is_none_is_an_error_that_says_what_would_do(string days)
    {
        var error = await Assert.ThrowsAsync<FormatException>(() => RunAsync(("Keep:TextDays", days)));
        Assert.Contains("Keep:TextDays", error.Message, StringComparison.Ordinal);
    }

    private Task<int> CountAsync(string table) => _newsroom.ScalarAsync<int>($"select count(*) from {table}");

    private async Task<int> RunAsync(params (string Name, string Value)[] settings) => await new RetentionJob(
        _newsroom.Db,
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build(),
        _newsroom.Clock).RunAsync(default);
}
