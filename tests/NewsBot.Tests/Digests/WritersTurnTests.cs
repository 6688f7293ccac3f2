using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Digests;

/// <summary>Who looks in the ledger whether there is something to tell keeps nobody from writing.</summary>
public sealed class WritersTurnTests : IAsyncLifetime
{
    private readonly Newsroom _newsroom = new();
    private long _here;

    public async Task InitializeAsync()
    {
        _here = await _newsroom.ConversationAsync();
        await _newsroom.FollowAsync(_here);
    }

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task A_look_for_outages_and_corrections_that_nobody_is_told_waits_for_no_writer()
    {
        // One source is silent and concerns nobody; of another that is told already.
        await _newsroom.StatementAsync(topic: "river", outlet: "gazette");
        await SilenceAsync("gazette");
        await _newsroom.StatementAsync();
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await SilenceAsync("herald");
        Assert.Equal(1, await _newsroom.ComposeAsync());
        await _newsroom.Db.WriteAsync(
            async (_, _) =>
            {
                Assert.Equal(0, await new OutageComposer(_newsroom.Db, _newsroom.Digests, _newsroom.Clock).RunAsync(default).WaitAsync(TimeSpan.FromSeconds(20)));
                Assert.Equal(0, await new CorrectionComposer(_newsroom.Db, _newsroom.Digests, _newsroom.Clock).RunAsync(default).WaitAsync(TimeSpan.FromSeconds(20)));
            },
            default);
    }

    private Task SilenceAsync(string outlet) => _newsroom.SqlAsync(
        """
        insert into feed (source_id, url, next_check, failures)
        select id, 'https://' || key || '.example/feed', @now, @failures from source where key = @outlet
        """,
        new { outlet, now = _newsroom.Clock.GetUtcNow(), failures = OutageComposer.Failures });
}
