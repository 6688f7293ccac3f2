using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Conversations;
using NewsBot.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>A desk lives with the bot in Teams: activities in, activities out, in their real shapes and with tokens.</summary>
public sealed class TeamsScenario
{
    [Fact]
    public async Task A_channel_follows_gets_an_alert_as_a_new_post_and_talks_about_it_in_its_thread()
    {
        using var teams = await TeamsApp.OpenAsync(("herald", "Herald", "press"), ("courier", "Courier", "press"));
        await using var scene = teams.Scene;
        scene.Outlets[0].Publish("old", "An old story", Scene.Start.AddHours(-5), Said.OnPakUs);
        await scene.WorkAsync();
        var greeting = Assert.Single(await teams.InstallAsync());
        Assert.Equal(TeamsApp.Team, greeting.Conversation);
        Assert.Contains("Here I read what mentions me: @NewsBot subscribe pak-us", greeting.Text, StringComparison.Ordinal);
        Assert.Contains("@NewsBot list", (await teams.SayInChannelAsync("help"))[0].Text, StringComparison.Ordinal);

        var followed = await teams.SayInChannelAsync("subscribe pak-us");
        Assert.All(followed, f => Assert.Equal($"{TeamsApp.Channel};messageid=1700000000000", f.Conversation));
        Assert.Contains("Ayesha subscribed", followed[0].Text, StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var alert = Assert.Single(teams.Look());
        Assert.Equal(("POST", TeamsApp.Channel), (alert.Method, alert.Conversation));
        Assert.Null(alert.Body["replyToId"]);
        Assert.Contains("nobody has walked out of the room", alert.Text, StringComparison.Ordinal);

        var source = await teams.SayInChannelAsync("source", alert.Id);
        Assert.Contains("Herald", source[0].Text, StringComparison.Ordinal);
        Assert.Contains("walked out", source[0].Text, StringComparison.Ordinal);
        Assert.All(source, s => Assert.Equal($"{TeamsApp.Channel};messageid={alert.Id}", s.Conversation));
        Assert.Contains("topic:pak-us", (await teams.SayInChannelAsync("latest", alert.Id))[0].Text, StringComparison.Ordinal);
        Assert.Contains("told reporters", (await teams.SayInChannelAsync("more", alert.Id, "Bilal"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("It is there already", (await teams.SayInChannelAsync("subscribe", alert.Id))[0].Text, StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(30));
        scene.Outlets[1].Publish("same", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var (edit, note) = teams.Look() is [var first, var second] ? (first, second) : throw new InvalidOperationException("An edit and a note.");
        Assert.Equal(("PUT", TeamsApp.Channel), (edit.Method, edit.Conversation));
        Assert.Contains("Courier", edit.Text, StringComparison.Ordinal);
        Assert.Equal(("POST", $"{TeamsApp.Channel};messageid={alert.Id}"), (note.Method, note.Conversation));
        Assert.Contains("carried by Herald, Courier (2)", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_followed_in_a_thread_comes_into_that_thread_and_so_does_what_is_said_of_it_later()
    {
        using var teams = await TeamsApp.OpenAsync(("herald", "Herald", "press"), ("courier", "Courier", "press"));
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        Assert.Contains("This is no thread", (await teams.SayAsync("subscribe pak-us in:thread"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("in this thread", (await teams.SayInChannelAsync("subscribe pak-us in:thread"))[0].Text, StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        const string thread = $"{TeamsApp.Channel};messageid=1700000000000";
        Assert.Equal(thread, Assert.Single(teams.Look()).Conversation);
        Assert.Contains("walked out", (await teams.SayInChannelAsync("source"))[0].Text, StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[1].Publish("same", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var note = Assert.Single(teams.Look(), p => p.Method == "POST");
        Assert.Equal(thread, note.Conversation);
        Assert.Contains("carried by Herald, Courier (2)", note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_of_what_stands_in_a_thread_comes_into_that_thread()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.SayInChannelAsync("subscribe pak-us in:thread");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[0].Publish("deals", "Agreements signed", at, Paragraphs(12));
        await scene.WorkAsync();
        Assert.Single(teams.Look());
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(15)));
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        var correction = Assert.Single(teams.Look(), p => p.Method == "POST");
        Assert.Contains("signed 15 agreements", correction.Text, StringComparison.Ordinal);
        Assert.Equal($"{TeamsApp.Channel};messageid=1700000000000", correction.Conversation);
    }

    [Fact]
    public async Task A_correction_changes_the_card_for_everybody_and_is_told_in_its_thread()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var at = scene.Clock.GetUtcNow();
        var url = scene.Outlets[0].Publish("deals", "Agreements signed", at, Paragraphs(12));
        await scene.WorkAsync();
        var alert = Assert.Single(teams.Look());
        scene.Web.Serve(url, scene.Outlets[0].Page(url, "Agreements signed", at, Paragraphs(15)));
        await scene.PassAsync(TimeSpan.FromMinutes(11));
        var posts = teams.Look();
        var edit = Assert.Single(posts, p => p.Method == "PUT");
        Assert.Equal((TeamsApp.Channel, alert.Id), (edit.Conversation, (string?)edit.Body["id"]));
        Assert.Contains("signed 15 agreements", edit.Text, StringComparison.Ordinal);
        Assert.Equal($"{TeamsApp.Channel};messageid={alert.Id}", Assert.Single(posts, p => p.Method == "POST").Conversation);
    }

    [Fact]
    public async Task An_uninstall_pauses_and_says_why_and_a_reinstall_brings_what_was_missed()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.InstallAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        Assert.Empty(await teams.InstallAsync(add: false));
        var paused = Assert.Single(await FollowedAsync(scene));
        Assert.Equal((SubscriptionState.Paused, "The bot was removed."), (paused.State, paused.StateReason));

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        Assert.Empty(teams.Look());

        Assert.Empty(await teams.InstallAsync());
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
        await scene.WorkAsync();
        Assert.Contains("nobody has walked out of the room", Assert.Single(teams.Look()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channelDeleted", "channelRestored", "The channel was deleted.")]
    [InlineData("channelUnshared", "channelShared", "The channel is no longer shared with the team.")]
    [InlineData("teamArchived", "teamUnarchived", "The team is archived.")]
    [InlineData("teamDeleted", "teamrestored", "The team was deleted.")]
    public async Task What_happens_to_a_channel_or_its_team_pauses_and_resumes_it(string goes, string returns, string reason)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await teams.InstallAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        await teams.HappensAsync(goes);
        Assert.Equal((SubscriptionState.Paused, reason), (await FollowedAsync(scene)).Select(s => (s.State, s.StateReason)).Single());
        await teams.HappensAsync(returns);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_pressed_button_wakes_what_was_closed_and_a_card_that_refreshes_itself_does_not()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await teams.InstallAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        await teams.HappensAsync("teamArchived");
        var inThread = TeamsApp.InChannel($"{TeamsApp.Channel};messageid=1700000000000");
        var refresh = Action("refresh", null);
        refresh["trigger"] = "automatic";
        await teams.InvokeAsync("adaptiveCard/action", refresh, inThread);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await teams.InvokeAsync("adaptiveCard/action", Action("say", new JsonObject { ["say"] = "list" }), inThread.DeepClone().AsObject());
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_team_is_greeted_once_in_the_channel_that_was_chosen()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        Assert.Equal(TeamsApp.Channel, Assert.Single(await teams.InstallAsync(chosen: TeamsApp.Channel)).Conversation);
        Assert.Empty(await teams.InstallAsync());
    }

    [Fact]
    public async Task A_press_that_teams_brings_twice_has_one_effect_and_two_answers()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        for (var i = 0; i < 2; i++)
        {
            var pressed = await teams.InvokeAsync("adaptiveCard/action", Action("say", new JsonObject { ["say"] = "list" }), id: "f:1");
            Assert.Equal("application/vnd.microsoft.activity.message", (string?)pressed["type"]);
            Assert.Equal(i == 0, teams.Look().Count > 0);
        }
    }

    [Fact]
    public async Task Owners_can_keep_changes_to_themselves_and_every_change_can_be_taken_back()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await teams.InstallAsync(person: "Ayesha");
        var closed = await teams.SayInChannelAsync("settings changes:owners");
        Assert.Contains("settings changes:anyone", closed[0].Text, StringComparison.Ordinal);
        Assert.Contains("Only owners", (await teams.SayInChannelAsync("subscribe pak-us", person: "Bilal"))[0].Text, StringComparison.Ordinal);
        Assert.Empty(await FollowedAsync(scene));
        Assert.Contains("Ayesha", (await teams.SayInChannelAsync("settings", person: "Bilal"))[0].Text, StringComparison.Ordinal);
        await teams.SayInChannelAsync("subscribe pak-us");
        Assert.Single(await FollowedAsync(scene));
        await teams.SayInChannelAsync("settings changes:anyone");
        await teams.SayInChannelAsync("unsubscribe pak-us", person: "Bilal");
        Assert.Empty(await FollowedAsync(scene));
        // Who cannot take it back cannot lock the place either.
        Assert.Contains("Only owners", (await teams.SayInChannelAsync("settings changes:owners", person: "Bilal"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("Subscribed", (await teams.SayInChannelAsync("subscribe pak-us", person: "Bilal"))[0].Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_newsroom_that_cannot_get_the_channels_keys_is_not_ready()
    {
        using var teams = await TeamsApp.OpenWithoutKeysAsync();
        await using var scene = teams.Scene;
        await teams.SayRefusedAsync();
        using var ready = await scene.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("channel keys", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_is_wide_its_buttons_are_universal_actions_and_older_clients_have_the_plain_ones()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var help = (await teams.SayAsync("topics"))[0];
        Assert.Equal("Full", (string?)help.Card["msteams"]!["width"]);
        Assert.All(help.Card["actions"]!.AsArray(), action =>
        {
            Assert.Equal(("Action.Execute", "say", "Action.Submit"), ((string?)action!["type"], (string?)action["verb"], (string?)action["fallback"]!["type"]));
            Assert.Equal((string?)action["data"]!["say"], (string?)action["fallback"]!["data"]!["say"]);
        });
        // Those that stand in the body, too.
        await teams.SayAsync("subscribe pak-us");
        var within = Buttons((await teams.SayAsync("list"))[0].Card["body"]!).ToList();
        Assert.NotEmpty(within);
        Assert.All(within, action => Assert.Equal(("Action.Execute", "say", "Action.Submit"), ((string?)action["type"], (string?)action["verb"], (string?)action["fallback"]!["type"])));

        static IEnumerable<JsonObject> Buttons(JsonNode part) => part switch
        {
            JsonObject one when ((string?)one["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true => [one],
            JsonObject one => one.Select(p => p.Value).OfType<JsonNode>().SelectMany(Buttons),
            JsonArray all => all.OfType<JsonNode>().SelectMany(Buttons),
            _ => [],
        };
    }

    [Fact]
    public async Task A_pressed_button_does_what_its_line_does_and_a_card_that_comes_into_view_is_brought_up_to_date()
    {
        using var teams = await TeamsApp.OpenAsync(("herald", "Herald", "press"), ("courier", "Courier", "press"));
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        var pressed = await teams.InvokeAsync("adaptiveCard/action", Action("say", new JsonObject { ["say"] = "subscribe pak-us" }));
        Assert.Equal((200, "application/vnd.microsoft.activity.message"), ((int)pressed["statusCode"]!, (string?)pressed["type"]));
        Assert.Contains("Subscribed", teams.Look()[0].Text, StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var alert = Assert.Single(teams.Look());
        Assert.Equal("refresh", (string?)alert.Card["refresh"]!["action"]!["verb"]);
        scene.Clock.Advance(TimeSpan.FromMinutes(30));
        scene.Outlets[1].Publish("same", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();

        var fresh = await teams.InvokeAsync("adaptiveCard/action", Action("refresh", null), replyTo: alert.Id);
        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)fresh["statusCode"]!, (string?)fresh["type"]));
        Assert.Contains("Courier", fresh["value"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Full", (string?)fresh["value"]!["msteams"]!["width"]);
    }

    [Fact]
    public async Task Whoever_is_on_a_statement_sees_that_and_can_leave_it_and_nobody_else_s_card_is_refreshed()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var alert = Assert.Single(teams.Look());
        Assert.Empty(alert.Card["refresh"]!["userIds"]!.AsArray());
        await teams.SayInChannelAsync("claim", alert.Id, "Ayesha");
        await scene.WorkAsync();
        var edit = Assert.Single(teams.Look(), p => p.Method == "PUT");
        Assert.Contains("Ayesha is on this", edit.Text.Replace("\\u2068", "", StringComparison.Ordinal).Replace("\\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("29:Ayesha", (string?)Assert.Single(edit.Card["refresh"]!["userIds"]!.AsArray()));
        Assert.Contains("\"claim #S", edit.Text, StringComparison.Ordinal);

        var place = TeamsApp.InChannel($"{TeamsApp.Channel};messageid={alert.Id}");
        var own = (await teams.InvokeAsync("adaptiveCard/action", Action("refresh", null), place, alert.Id))["value"]!.ToJsonString();
        Assert.Contains("You are on this", own.Replace("\\u2068", "", StringComparison.Ordinal).Replace("\\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"unclaim #S", own, StringComparison.Ordinal);
        Assert.Equal(5, JsonNode.Parse(own)!["actions"]!.AsArray().Count);
        var others = (await teams.InvokeAsync("adaptiveCard/action", Action("refresh", null), place.DeepClone().AsObject(), alert.Id, person: "Bilal"))["value"]!.ToJsonString();
        Assert.Contains("\"claim #S", others, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say", """{"say":7}""")]
    [InlineData("say", """{}""")]
    [InlineData("say", "null")]
    [InlineData("refresh", """{"id":1}""")]
    [InlineData("drop tables", "{}")]
    public async Task Data_of_a_client_that_make_no_sense_are_refused_and_do_nothing(string verb, string data)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var answer = await teams.InvokeAsync("adaptiveCard/action", Action(verb, JsonNode.Parse(data)), replyTo: "somebody-else's");
        Assert.Equal((400, "application/vnd.microsoft.error"), ((int)answer["statusCode"]!, (string?)answer["type"]));
        Assert.Empty(teams.Look());
    }

    private static string[] Paragraphs(int agreements) =>
    [
        "ISLAMABAD: Pakistan and the United States held talks on trade in the capital on Monday.",
        $"“Pakistan and the United States signed {agreements} agreements on trade today,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.",
        "The delegations met for three hours at the ministry on the first day of the visit.",
    ];

    private static JsonObject Action(string verb, JsonNode? data) => new()
    {
        ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data },
        ["trigger"] = "manual",
    };

    private static async Task<IReadOnlyList<Subscription>> FollowedAsync(Scene scene)
    {
        var channel = await scene.Services.GetRequiredService<ConversationTable>().FindAsync("msteams", TeamsApp.Channel, default);
        return await scene.Services.GetRequiredService<SubscriptionTable>().ListAsync(channel!.Id, default);
    }
}
