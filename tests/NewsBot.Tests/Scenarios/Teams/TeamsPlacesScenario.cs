using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Channels.BotFramework;
using NewsBot.Conversations;
using NewsBot.Subscriptions;
using NewsBot.Tests.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>Where the bot lives in Teams: in person, in a group, in channels of every kind, and how it leaves and comes back.</summary>
public sealed class TeamsPlacesScenario
{
    [Fact]
    public async Task A_person_installs_follows_gets_an_alert_leaves_and_comes_back()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        var greeting = Assert.Single(await teams.InstallAsync(place: TeamsApp.InPerson()));
        Assert.Equal(TeamsApp.Personal, greeting.Conversation);
        Assert.DoesNotContain("@NewsBot", greeting.Text, StringComparison.Ordinal);
        Assert.Contains("subscribed", (await teams.SayAsync("subscribe pak-us"))[0].Text, StringComparison.OrdinalIgnoreCase);
        await PublishAsync(scene);
        Assert.Equal(("POST", TeamsApp.Personal), teams.Look().Select(p => (p.Method, p.Conversation)).Single());

        Assert.Empty(await teams.InstallAsync(add: false, place: TeamsApp.InPerson()));
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene, TeamsApp.Personal)).State);
        Assert.Empty(await teams.InstallAsync(place: TeamsApp.InPerson()));
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene, TeamsApp.Personal)).State);
    }

    [Fact]
    public async Task A_group_chat_is_greeted_answered_and_posted_to()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        var greeting = Assert.Single(await teams.InstallAsync(place: TeamsApp.InGroup()));
        Assert.Equal(TeamsApp.Group, greeting.Conversation);
        Assert.Contains("@NewsBot subscribe", greeting.Text, StringComparison.Ordinal);
        var answered = await teams.SayAsync(teams.Message("<at>NewsBot</at> subscribe pak-us", TeamsApp.InGroup(), "Bilal"));
        Assert.All(answered, a => Assert.Equal(TeamsApp.Group, a.Conversation));
        Assert.Contains("Bilal subscribed", answered[0].Text, StringComparison.Ordinal);
        Assert.Contains("This is no thread", (await teams.SayAsync(teams.Message("<at>NewsBot</at> subscribe pak-us in:thread", TeamsApp.InGroup(), "Bilal")))[0].Text, StringComparison.Ordinal);

        await PublishAsync(scene);
        var alert = Assert.Single(teams.Look());
        Assert.Equal(("POST", TeamsApp.Group, null), (alert.Method, alert.Conversation, (string?)alert.Body["replyToId"]));
        Assert.Contains("nobody has walked out of the room", alert.Text, StringComparison.Ordinal);
        Assert.Empty(await teams.InstallAsync(add: false, place: TeamsApp.InGroup()));
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene, TeamsApp.Group)).State);
    }

    [Fact]
    public async Task A_channel_that_another_team_loses_or_gets_stays_as_it_is()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.HappensAsync("channelUnshared", with: "19:strangers@thread.tacv2");
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
        await teams.HappensAsync("channelUnshared");
        await teams.HappensAsync("channelShared", with: "19:strangers@thread.tacv2");
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await teams.HappensAsync("channelShared");
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_bot_that_one_channel_lets_out_stays_in_the_others_of_the_team()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.SayAsync(teams.Message("<at>NewsBot</at> subscribe pak-us", TeamsApp.InChannel($"{TeamsApp.Other};messageid=1700000000001"), "Ayesha"));
        Assert.Empty(await teams.LetInAsync(add: false));
        Assert.Equal("The bot was removed from the channel.", (await PlaceAsync(scene)).StateReason);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene, TeamsApp.Other)).State);

        // Neither the team's own comings and goings nor another channel bring it back.
        await teams.HappensAsync("teamArchived");
        await teams.HappensAsync("teamUnarchived");
        await teams.LetInAsync(add: true, TeamsApp.Other);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await teams.LetInAsync(add: true);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_bot_that_a_channel_lets_in_opens_no_archived_team()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.LetInAsync(add: false);
        await teams.HappensAsync("teamArchived");
        await teams.LetInAsync(add: true, TeamsApp.Other);
        await teams.LetInAsync(add: true);
        foreach (var place in new[] { TeamsApp.Team, TeamsApp.Channel })
            Assert.Equal((ConversationState.Closed, "The team is archived."), ((await PlaceAsync(scene, place)).State, (await PlaceAsync(scene, place)).StateReason));
        await teams.HappensAsync("teamUnarchived");
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_channel_that_is_deleted_in_an_archived_team_comes_back_when_both_have()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.HappensAsync("teamArchived");
        await teams.HappensAsync("channelDeleted");
        Assert.Equal("The channel was deleted.", (await PlaceAsync(scene)).StateReason);
        await teams.HappensAsync("teamUnarchived");
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await teams.HappensAsync("teamArchived");
        await teams.HappensAsync("channelRestored");
        Assert.Equal("The team is archived.", (await PlaceAsync(scene)).StateReason);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await teams.HappensAsync("teamUnarchived");
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task A_team_gets_another_name_and_is_deleted_for_good()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.HappensAsync("teamRenamed", "Diplomatic desk");
        Assert.Equal("Diplomatic desk", (await PlaceAsync(scene, TeamsApp.Team)).Name);
        Assert.Equal("Talks", (await PlaceAsync(scene)).Name);
        await teams.HappensAsync("teamHardDeleted");
        Assert.Equal("The team was deleted.", (await PlaceAsync(scene)).StateReason);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
    }

    [Fact]
    public async Task An_uninstall_after_a_refused_post_pauses_all_the_same_and_the_ledger_says_why()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        teams.Judge = (line, _) => line.StartsWith("POST", StringComparison.Ordinal) ? Refusal(HttpStatusCode.TooManyRequests, "{}") : null;
        await PublishAsync(scene);
        Assert.Equal(1, await scene.ScalarAsync("select count(*) from delivery where state = 3"));
        teams.Judge = (line, _) => Refusal(HttpStatusCode.Forbidden, """{"error":{"code":"BotNotInConversationRoster"}}""");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        var refused = Assert.Single(await FollowedAsync(scene));
        Assert.Equal((SubscriptionState.Paused, "The channel takes no posts of the bot here."), (refused.State, refused.StateReason));
        teams.Judge = null;
        await teams.InstallAsync(add: false);
        Assert.Equal("The bot was removed.", (await PlaceAsync(scene)).StateReason);
        Assert.Equal(1, await scene.ScalarAsync("select count(*) from delivery where state = 3 and reason_text = 'The bot was removed.'"));

        teams.Look();
        await teams.InstallAsync();
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
        await scene.WorkAsync();
        Assert.Contains("nobody has walked out of the room", Assert.Single(teams.Look()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_who_bars_the_bot_closes_the_tenant_and_a_sign_of_life_opens_it()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await teams.SayAsync("subscribe intra-afghan");
        teams.Judge = (line, _) => Refusal(HttpStatusCode.Forbidden, """{"error":{"code":"BotDisabledByAdmin"}}""");
        await PublishAsync(scene);
        teams.Judge = null;
        Assert.Single(teams.Look());
        foreach (var place in new[] { TeamsApp.Team, TeamsApp.Channel, TeamsApp.Personal })
            Assert.Contains("BotDisabledByAdmin", (await PlaceAsync(scene, place)).StateReason, StringComparison.Ordinal);
        await teams.SayAsync("list");
        foreach (var place in new[] { TeamsApp.Channel, TeamsApp.Personal })
            Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene, place)).State);
        await scene.WorkAsync();
        Assert.Single(teams.Look(), p => p.Conversation == TeamsApp.Channel);
    }

    [Fact]
    public async Task A_tenant_that_teams_has_moved_is_known_from_whatever_comes_next()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await PublishAsync(scene);
        var alert = Assert.Single(teams.Look());
        Assert.Equal(FakeMicrosoft.Service, alert.Service);
        const string moved = "https://smba.test/emea/tenant/";
        await teams.ReactAsync(moved, alert.Id);
        await PublishAsync(scene, "later", Said.OnPakUs);
        Assert.Equal(moved, Assert.Single(teams.Look()).Service);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(null)]
    public async Task A_greeting_that_is_not_taken_is_said_with_the_second_event(HttpStatusCode? answer)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        // The apology for the failed turn is not taken either, and an answer after a gateway's is asked for once more.
        var refuse = true;
        teams.Judge = (line, _) => !refuse ? null : answer is { } status ? Refusal(status, "{}") : throw new HttpRequestException("cut");
        var half = teams.Installed(TeamsApp.InChannel(TeamsApp.Team));
        await scene.AnswerWhileAsync(teams.AnsweredAsync(half[0], HttpStatusCode.OK));
        // The request is answered in time, however long the turn still tries.
        await scene.AnswerWhileAsync(scene.Services.GetRequiredService<LateTurns>().DisposeAsync().AsTask());
        teams.Look();
        refuse = false;
        await teams.AnsweredAsync(half[1], HttpStatusCode.OK);
        Assert.Contains("Here I read what mentions me", Assert.Single(teams.Look()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_team_that_teams_itself_does_not_know_yet_is_greeted_once_though_both_events_come_at_once(bool chosen)
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        var refused = 0;
        teams.Judge = (_, _) => Interlocked.Increment(ref refused) == 1 ? Refusal(HttpStatusCode.NotFound, """{"error":{"code":"ConversationNotFound"}}""") : null;
        var events = teams.Installed(TeamsApp.InChannel(TeamsApp.Team), chosen: chosen ? TeamsApp.Channel : null);
        await scene.AnswerWhileAsync(Task.WhenAll(events.Select(e => teams.AnsweredAsync(e, HttpStatusCode.OK))));
        await scene.AnswerWhileAsync(scene.Services.GetRequiredService<LateTurns>().DisposeAsync().AsTask());
        var posts = teams.Look();
        Assert.Equal(2, posts.Count);
        Assert.All(posts, p => Assert.Contains("Here I read what mentions me", p.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_in_a_place_that_teams_itself_does_not_know_yet_is_given_some_seconds_later()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        var refused = 0;
        teams.Judge = (_, _) => ++refused == 1 ? Refusal(HttpStatusCode.NotFound, """{"error":{"code":"ConversationNotFound"}}""") : null;
        await scene.AnswerWhileAsync(teams.AnsweredAsync(teams.Message("list", TeamsApp.InPerson(), "Ayesha"), HttpStatusCode.OK));
        var posts = teams.Look();
        Assert.Equal(2, posts.Count);
        Assert.Equal(posts[0].Text, posts[1].Text);
    }

    [Theory]
    [InlineData("conversationUpdate installationUpdate")]
    [InlineData("installationUpdate conversationUpdate")]
    [InlineData("installationUpdate")]
    public async Task An_app_that_is_taken_out_of_a_team_and_put_into_another_channel_comes_back_to_all_of_it(string order)
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        await TellAsync(add: false, TeamsApp.Channel);
        var (team, desk) = (await PlaceAsync(scene, TeamsApp.Team), await PlaceAsync(scene));
        Assert.Equal((ConversationState.Closed, ConversationState.Closed), (team.State, desk.State));
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await FollowedAsync(scene)).State);
        await TellAsync(add: true, TeamsApp.Other);
        Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);

        async Task TellAsync(bool add, string chosen)
        {
            var events = teams.Installed(TeamsApp.InChannel(TeamsApp.Team), add, chosen: chosen).ToDictionary(e => (string)e["type"]!);
            foreach (var name in order.Split(' '))
                await teams.AnsweredAsync(events[name], HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("private")]
    [InlineData("shared")]
    public async Task An_app_that_is_taken_out_of_a_channel_with_people_of_its_own_stays_in_the_team(string type)
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        var gone = teams.Installed(TeamsApp.InChannel(TeamsApp.Channel), add: false)[1];
        gone["channelData"]!["channel"]!["type"] = type;
        await teams.AnsweredAsync(gone, HttpStatusCode.OK);
        Assert.Equal(ConversationState.Closed, (await PlaceAsync(scene)).State);
        Assert.Equal(ConversationState.Open, (await PlaceAsync(scene, TeamsApp.Team)).State);
    }

    [Fact]
    public async Task An_upgrade_changes_nothing()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        foreach (var action in new[] { "remove-upgrade", "add-upgrade" })
        {
            var upgrade = teams.Installed(TeamsApp.InChannel(TeamsApp.Team), chosen: TeamsApp.Channel)[1];
            upgrade["action"] = action;
            await teams.AnsweredAsync(upgrade, HttpStatusCode.OK);
            Assert.Equal(SubscriptionState.Active, Assert.Single(await FollowedAsync(scene)).State);
        }

        Assert.Empty(teams.Look());
    }

    [Fact]
    public async Task A_channel_does_not_go_by_its_team_s_name()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        foreach (var told in teams.Installed(TeamsApp.InChannel(TeamsApp.Team), chosen: TeamsApp.Channel))
            await teams.AnsweredAsync(told, HttpStatusCode.OK);
        Assert.Equal("Foreign desk", (await PlaceAsync(scene, TeamsApp.Team)).Name);
        Assert.Null((await PlaceAsync(scene)).Name);
        await teams.HappensAsync("channelRenamed", "Talks");
        await teams.AnsweredAsync(teams.Installed(TeamsApp.InChannel(TeamsApp.Team), chosen: TeamsApp.Channel)[1], HttpStatusCode.OK);
        Assert.Equal("Talks", (await PlaceAsync(scene)).Name);
        Assert.Equal("Foreign desk", (await PlaceAsync(scene, TeamsApp.Team)).Name);
    }

    [Fact]
    public async Task A_chosen_channel_that_takes_no_greeting_leaves_it_to_the_first_channel()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        teams.Judge = (line, _) => line.Contains("desk", StringComparison.Ordinal) ? throw new HttpRequestException("cut") : null;
        var posts = await teams.InstallAsync(chosen: TeamsApp.Channel);
        Assert.Equal(TeamsApp.Team, Assert.Single(posts, p => p.Conversation == TeamsApp.Team).Conversation);
        Assert.Empty(await teams.InstallAsync(chosen: TeamsApp.Channel));
    }

    [Fact]
    public async Task Somebody_of_another_organisation_may_ask_in_a_shared_channel_and_change_nothing()
    {
        using var teams = await OpenAsync();
        await using var scene = teams.Scene;
        var asked = 0;
        teams.Judge = (line, _) =>
        {
            if (!line.StartsWith("GET", StringComparison.Ordinal))
                return null;
            asked++;
            var tenant = line.Contains("Stranger", StringComparison.Ordinal) ? "t-2" : "t-1";
            return Refusal(HttpStatusCode.OK, $$"""{"id":"29:x","tenantId":"{{tenant}}"}""");
        };
        Assert.Contains("Only people of this organisation", (await SayAsync("unsubscribe pak-us", "Stranger"))[0].Text, StringComparison.Ordinal);
        Assert.Single(await FollowedAsync(scene));
        Assert.Contains("#1", (await SayAsync("list", "Stranger"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, asked);
        await SayAsync("unsubscribe pak-us", "Bilal");
        Assert.Empty(await FollowedAsync(scene));
        Assert.Equal(2, asked);

        Task<IReadOnlyList<TeamsPost>> SayAsync(string text, string person)
        {
            var message = teams.Message($"<at>NewsBot</at> {text}", TeamsApp.InChannel($"{TeamsApp.Channel};messageid=1700000000000"), person);
            message["channelData"]!["channel"]!["type"] = "shared";
            return teams.SayAsync(message);
        }
    }

    private static HttpResponseMessage Refusal(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    // A team in whose channel a topic is followed.
    private static async Task<TeamsApp> OpenAsync()
    {
        var teams = await TeamsApp.OpenAsync();
        await teams.Scene.WorkAsync();
        await teams.InstallAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        return teams;
    }

    private static async Task PublishAsync(Scene scene, string slug = "talks", string[]? paragraphs = null)
    {
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish(slug, "Talks on trade go on", scene.Clock.GetUtcNow(), paragraphs ?? Said.AlsoOnPakUs);
        await scene.WorkAsync();
    }

    private static async Task<Conversation> PlaceAsync(Scene scene, string id = TeamsApp.Channel) =>
        (await scene.Services.GetRequiredService<ConversationTable>().FindAsync("msteams", id, default))!;

    private static async Task<IReadOnlyList<Subscription>> FollowedAsync(Scene scene, string id = TeamsApp.Channel) =>
        await scene.Services.GetRequiredService<SubscriptionTable>().ListAsync((await PlaceAsync(scene, id)).Id, default);
}
