using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>What becomes of an alert that stands in a channel: its outlet changes the text, and a channel has chosen small cards.</summary>
public sealed class SlackCorrectionScenario
{
    private const string Was = "“Pakistan and the United States signed 12 agreements on trade today,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.";

    [Fact]
    public async Task A_changed_number_changes_the_post_and_its_thread_says_which_words_changed()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.MentionAsync("subscribe pak-us");
        var outlet = desk.Scene.Outlets[0];
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = desk.Scene.Clock.GetUtcNow();
        var url = outlet.Publish("deals", "Agreements signed", at, Paragraphs(Was));
        var alert = Assert.Single(await desk.WorkAsync());
        Assert.Contains("12 agreements", alert.Shown, StringComparison.Ordinal);

        var now = Was.Replace("12", "15", StringComparison.Ordinal);
        desk.Scene.Web.Serve(url, outlet.Page(url, "Agreements signed", at, Paragraphs(now)));
        var note = Assert.Single(await desk.WorkAsync(TimeSpan.FromMinutes(31)));
        Assert.Equal((alert.Channel, alert.Ts), (note.Channel, note.Thread));
        Assert.Contains("signed 12 agreements → signed 15 agreements", note.Shown, StringComparison.Ordinal);
        Assert.Equal(1, alert.Edits);
        Assert.Contains("CORRECTED", alert.Shown, StringComparison.Ordinal);
        Assert.Contains("15 agreements", alert.Shown, StringComparison.Ordinal);
        Assert.Contains("15 agreements", alert.Text, StringComparison.Ordinal);
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromHours(5)));
    }

    [Fact]
    public async Task An_alert_is_small_where_small_cards_were_asked_for()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Channels["C2"] = true);
        foreach (var channel in new[] { "C1", "C2" })
            await desk.MentionAsync("subscribe pak-us", channel);
        await desk.MentionAsync("layout compact", "C2");
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        var alerts = (await desk.WorkAsync()).ToDictionary(m => m.Channel);
        Assert.All(alerts.Values, a => Assert.Contains("Nadia Sample", a.Shown, StringComparison.Ordinal));
        Assert.True(alerts["C2"].Shown.Length < alerts["C1"].Shown.Length, alerts["C2"].Shown);
        Assert.NotEmpty(alerts["C2"].Buttons);
    }

    private static string[] Paragraphs(string said) => [Said.OnPakUs[0], said, Said.OnPakUs[2]];
}
