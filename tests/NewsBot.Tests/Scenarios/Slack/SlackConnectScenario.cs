using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>A channel that is shared with another organisation (Slack Connect).</summary>
public sealed class SlackConnectScenario
{
    private const string Outsider = "U9";
    private const string Refusal = "changed by those who share it with you";

    [Theory]
    [InlineData("event")]
    [InlineData("users.info")]
    [InlineData("the channel alone")]
    public async Task Somebody_of_another_organisation_may_ask_and_changes_nothing(string toldBy)
    {
        await using var desk = await OpenAsync();
        var (home, known) = toldBy switch { "event" => ("T9", false), "users.info" => ((string?)null, true), _ => (null, false) };
        if (known)
            (desk.Slack.Homes[Outsider], desk.Slack.Zones[Outsider]) = (("T9", null), "America/New_York");
        Assert.Contains("Topics", Assert.Single(await HearAsync(desk, "topics", home)).Shown, StringComparison.Ordinal);
        foreach (var line in new[] { "unsubscribe pak-us", "subscribe intra-afghan", "digest at 16:00", "timezone Asia/Tokyo", "quiet 22:00-07:00", "settings changes:owners", "undo" })
            Assert.Contains(Refusal, Assert.Single(await HearAsync(desk, line, home)).Shown, StringComparison.Ordinal);
        // Shown, and not offered as a form.
        Assert.Contains("Settings of this conversation", Assert.Single(await HearAsync(desk, "settings", home)).Shown, StringComparison.Ordinal);
        Assert.Equal("pak-us", await desk.AskAsync<string>("select string_agg(topic, ',') from subscription where state = 0"));
        Assert.Equal("Asia/Karachi", await desk.AskAsync<string>("select zone from conversation where external_id = 'T1:C1'"));

        Assert.Contains("#", Assert.Single(await desk.MentionAsync("subscribe intra-afghan")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_s_button_is_refused_to_the_stranger_alone_and_an_editor_s_name_makes_no_editor()
    {
        await using var desk = await OpenAsync("--Editors=U1,Ayesha");
        (desk.Slack.Homes[Outsider], desk.Slack.Zones[Outsider]) = (("T9", null), "America/New_York");
        var press = Payloads.Press(new JsonObject { ["action_id"] = "a", ["value"] = """{"say":"unsubscribe pak-us"}""" }, "b");
        press["user"] = new JsonObject { ["id"] = Outsider, ["team_id"] = "T9" };
        var refused = Assert.Single(await desk.InteractAsync(press));
        Assert.NotNull(refused.OnlyFor);
        Assert.Contains(Refusal, refused.Shown, StringComparison.Ordinal);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));

        Assert.Contains("Only editors", Assert.Single(await HearAsync(desk, "sources pause herald", "T9")).Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Only editors", Assert.Single(await desk.MentionAsync("sources pause herald")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_line_it_is_and_in_what_zone_is_waited_for_where_Slack_does_not_tell_just_now()
    {
        await using var desk = await OpenAsync();
        (desk.Slack.Homes[Outsider], desk.Slack.Zones[Outsider]) = (("T9", null), "America/New_York");
        desk.Slack.Fail("users.info", System.Net.HttpStatusCode.ServiceUnavailable);
        var command = Payloads.Command("unsubscribe pak-us", url: FakeSlack.ResponseUrl + "C1/77");
        command["user_id"] = Outsider;
        using (await desk.PostAsync("/slack/commands", SlackDesk.Form(command)))
            await desk.SettleAsync();
        Assert.Contains(Refusal, desk.Slack.Messages[^1].Shown, StringComparison.Ordinal);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where topic = 'pak-us' and state = 0"));

        desk.Slack.Zones["U2"] = "Asia/Dubai";
        desk.Slack.Fail("users.info", "ratelimited");
        var direct = Payloads.Direct("digest at 16:00", channel: "D2");
        direct["event"]!["user"] = "U2";
        await desk.EventAsync(direct);
        await desk.SettleAsync();
        Assert.Equal(720, await desk.AskAsync<long>("select ((next_due / 1000000) % 86400) / 60 from subscription where mode = 1"));

        // For ever it is not.
        for (var i = 0; i < 9; i++)
            desk.Slack.Fail("users.info", System.Net.HttpStatusCode.ServiceUnavailable);
        (direct["event"]!["user"], direct["event"]!["ts"], direct["event"]!["channel"], direct["event_id"]) = ("U3", "1700000001.000200", "D3", "EvLater");
        await desk.EventAsync(direct);
        await desk.SettleAsync();
        Assert.Equal(2, await desk.AskAsync<long>("select count(*) from subscription where mode = 1"));
    }

    [Fact]
    public async Task A_desk_can_let_them_change_what_is_followed()
    {
        await using var desk = await OpenAsync("--Slack:ExternalChanges=on");
        Assert.Contains("#2", Assert.Single(await HearAsync(desk, "subscribe intra-afghan", "T9")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shared_is_told_in_one_sentence_and_waits_where_the_sharing_ends_for_us()
    {
        await using var desk = await OpenAsync();
        var told = Assert.Single(await desk.TellAsync(Event("channel_shared", "connected_team_id", "T9")));
        Assert.Equal("C1", told.Channel);
        Assert.Contains("another organisation", told.Shown, StringComparison.Ordinal);

        // The others have left: the channel is ours.
        Assert.Empty(await desk.TellAsync(Event("channel_unshared", "previously_connected_team_id", "T9")));
        Assert.Equal(0, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:C1'"));

        Assert.Empty(await desk.TellAsync(Event("channel_unshared", "previously_connected_team_id", FakeSlack.Team)));
        Assert.Equal("The channel is no longer shared with the team.", await desk.AskAsync<string>("select state_reason from subscription where topic = 'pak-us'"));
        Assert.Single(await desk.TellAsync(Event("channel_shared", "connected_team_id", FakeSlack.Team)));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription where state = 0"));
        // A channel that nobody has spoken to the bot in.
        Assert.Empty(await desk.TellAsync(new JsonObject { ["type"] = "channel_shared", ["channel"] = "C5", ["connected_team_id"] = "T9" }));
    }

    private static async Task<SlackDesk> OpenAsync(params string[] more)
    {
        var desk = await SlackDesk.OpenAsync(
            [$"--Slack:BotToken={FakeSlack.BotToken}", $"--Slack:SigningSecret={SlackDesk.Secret}", .. more], ("herald", "Herald", "press"));
        Assert.Single(await desk.MentionAsync("subscribe pak-us"));
        return desk;
    }

    private static JsonObject Event(string type, string field, string team) => new() { ["type"] = type, ["channel"] = "C1", [field] = team };

    private static async Task<IReadOnlyList<FakeMessage>> HearAsync(SlackDesk desk, string text, string? home)
    {
        var before = desk.Slack.Messages.Count;
        var mention = Payloads.Mention(text, $"1772442000.5{before:D5}");
        mention["is_ext_shared_channel"] = true;
        (mention["event"]!["user"], mention["event"]!["user_team"]) = (Outsider, home);
        await desk.EventAsync(mention);
        await desk.SettleAsync();
        return [.. desk.Slack.Messages.Skip(before)];
    }
}
