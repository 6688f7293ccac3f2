using System.Globalization;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Much waits for another try; what comes elsewhere is answered at once.</summary>
public sealed class SlackWaitingScenario
{
    private const int Many = 1500;
    private const string Unfinished = "select count(*) from slack_inbox where next_try is not null";

    [Theory]
    [InlineData("T9:C")]
    [InlineData("T9:C1")]
    public async Task However_much_waits_of_other_places_what_is_said_here_is_answered(string place)
    {
        await using var desk = await SlackDesk.OpenAsync();
        await WaitAsync(desk, place, desk.Scene.Clock.GetUtcNow().AddHours(1));
        await desk.EventAsync(Payloads.Mention("topics", "1772442000.000100"));
        for (var i = 0; i < 1000 && desk.Slack.Messages.Count == 0; i++)
        {
            desk.Scene.Clock.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Delay(5);
        }

        Assert.Contains("Topics", Assert.Single(desk.Slack.Messages).Shown, StringComparison.Ordinal);
        for (var i = 0; i < 1000 && await desk.AskAsync<long>(Unfinished) != Many; i++)
            await Task.Delay(10);
        Assert.Equal(Many, await desk.AskAsync<long>(Unfinished));
    }

    // Each of a place of its own, or all of one, of which the first waits.
    private static async Task WaitAsync(SlackDesk desk, string place, DateTimeOffset until)
    {
        var rows = Enumerable.Range(0, Many).Select(i =>
            $"('w:{i}', 4, '{(place.EndsWith('C') ? place + i : place)}', '{{}}', 1, 1, {(place.EndsWith('C') || i == 0 ? Micros(until) : "1")})");
        await desk.AskAsync<object?>(
            $"insert into slack_inbox (key, kind, place, body, received, attempts, next_try) values {string.Join(',', rows)}");
    }

    private static string Micros(DateTimeOffset at) =>
        ((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
