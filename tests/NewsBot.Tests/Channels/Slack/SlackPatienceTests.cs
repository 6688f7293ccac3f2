using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels.Slack;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Slack.Web;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

public sealed class SlackPatienceTests : IDisposable
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeSlack slack;
    private readonly HttpClient http;
    private readonly SlackClient client;
    private readonly SlackPatience patience;

    public SlackPatienceTests()
    {
        slack = new FakeSlack(clock);
        http = new HttpClient(slack);
        var api = new SlackApi(http, new SlackPace(clock), new Uri(FakeSlack.Api));
        client = new SlackClient(new ConfiguredInstallation(api, FakeSlack.BotToken), api, oauth: null, clock);
        patience = new SlackPatience(client, clock, NullLogger<SlackPatience>.Instance);
    }

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task An_answer_in_time_leaves_no_mark()
    {
        await WhileAsync(1, () =>
        {
            clock.Advance(SlackPatience.Long - TimeSpan.FromMilliseconds(1));
            return Task.CompletedTask;
        });
        Assert.DoesNotContain(slack.Calls, c => c.Method.StartsWith("reactions.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mark_of_a_process_that_died_is_taken_away_by_the_next_try()
    {
        slack.Reactions.Add(("C1", "1700000000.000100", "eyes"));
        await WhileAsync(2, () => Task.CompletedTask);
        Assert.Empty(slack.Reactions);
    }

    [Fact]
    public async Task An_answer_that_fails_leaves_no_mark_and_its_failure_is_told()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => WhileAsync(1, async () =>
        {
            clock.Advance(SlackPatience.Long);
            while (slack.Reactions.Count == 0)
                await Task.Yield();
            throw new InvalidOperationException();
        }));
        Assert.Empty(slack.Reactions);
    }

    private async Task WhileAsync(int attempt, Func<Task> answer)
    {
        var self = (await client.FindAsync(null, FakeSlack.Team, default))!;
        await patience.WhileAsync(Payloads.Read(Payloads.Mention("topics")), self, attempt, answer, default);
    }
}
