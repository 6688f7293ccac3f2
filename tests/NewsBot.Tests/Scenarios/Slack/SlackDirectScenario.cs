using System.Text.Json.Nodes;
using NewsBot.Slack.Tests.Fake;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>The messages of two people, in which a command can be typed too: they are no chat of either with the bot.</summary>
public sealed class SlackDirectScenario
{
    private const string Others = "D99";

    [Fact]
    public async Task What_is_typed_between_two_people_is_answered_to_the_asker_and_follows_nothing()
    {
        await using var desk = await SlackDesk.OpenAsync();
        Assert.Contains("Topics", Assert.Single(await desk.CommandAsync("topics", Others)).Shown, StringComparison.Ordinal);
        var refused = Assert.Single(await desk.CommandAsync("subscribe pak-us", Others));
        Assert.Contains("not a conversation with me", refused.Shown, StringComparison.Ordinal);
        Assert.Equal("asker", refused.OnlyFor);
        Assert.Contains("not a conversation with me", Assert.Single(await desk.CommandAsync("settings", Others)).Shown, StringComparison.Ordinal);
        Assert.Empty(desk.Slack.Views);
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from subscription"));
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from conversation where external_id = 'T1:D99' and kind = 0"));
    }

    [Fact]
    public async Task A_button_that_is_pressed_between_two_people_follows_nothing_either()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var topics = Assert.Single(await desk.CommandAsync("topics", Others));
        var refused = Assert.Single(await desk.PressAsync(topics, topics.Buttons.First(b => b.Title.StartsWith("Follow", StringComparison.Ordinal)).Title));
        Assert.Contains("not a conversation with me", refused.Shown, StringComparison.Ordinal);
        Assert.Equal(0, await desk.AskAsync<long>("select count(*) from subscription"));
    }

    [Fact]
    public async Task Home_is_that_of_the_chat_with_the_bot_whatever_was_typed_elsewhere_before()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.CommandAsync("topics", Others);
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "home" });
        Assert.Equal("D1", (string?)desk.Slack.Views[^1].View["private_metadata"]);
        await desk.CommandAsync("settings");
        var form = desk.Slack.Views[^1].View.DeepClone().AsObject();
        (form["id"], form["hash"]) = ("V1", "1");
        form["state"] = new JsonObject
        {
            ["values"] = new JsonObject
            {
                ["zone"] = Field("external_select", "selected_option", new JsonObject { ["value"] = "Asia/Karachi" }),
                ["topics"] = Field("checkboxes", "selected_options", new JsonArray(new JsonObject { ["value"] = "pak-us" })),
            },
        };
        await desk.InteractAsync(new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["trigger_id"] = "t.1",
            ["view"] = form,
        });
        Assert.Equal("views.publish", desk.Slack.Views[^1].Method);
        Assert.Equal("D1", (string?)desk.Slack.Views[^1].View["private_metadata"]);
    }

    [Fact]
    public async Task Whoever_has_opened_the_messages_with_the_bot_may_type_a_command_there()
    {
        await using var desk = await SlackDesk.OpenAsync();
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = "D1", ["tab"] = "messages" });
        Assert.Empty(desk.Slack.Views);
        Assert.Contains("#1", Assert.Single(await desk.CommandAsync("subscribe pak-us", "D1")).Shown, StringComparison.Ordinal);
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from conversation where external_id = 'T1:D1' and kind = 0"));
    }

    [Fact]
    public async Task A_chat_of_others_that_was_once_kept_as_one_with_the_bot_follows_nothing_after_a_post_has_met_no_channel()
    {
        await using var desk = await SlackDesk.OpenAsync(null, slack => slack.Channels[Others] = true, ("herald", "Herald", "press"));
        // As an older version kept it.
        await desk.TellAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["channel"] = Others, ["tab"] = "messages" });
        await desk.CommandAsync("subscribe pak-us", Others);
        desk.Slack.Channels.Remove(Others);
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(20));
        desk.Scene.Outlets[0].Publish("talks", "Talks on trade go on", desk.Scene.Clock.GetUtcNow(), Said.OnPakUs);
        await desk.WorkAsync();
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:D99'"));

        Assert.Contains("not a conversation with me", Assert.Single(await desk.CommandAsync("subscribe intra-afghan", Others)).Shown, StringComparison.Ordinal);
        Assert.Equal(1, await desk.AskAsync<long>("select state from conversation where external_id = 'T1:D99'"));
        Assert.Equal(1, await desk.AskAsync<long>("select count(*) from subscription"));
    }

    private static JsonObject Field(string type, string name, JsonNode value) =>
        new() { ["value"] = new JsonObject { ["type"] = type, [name] = value } };
}
