using System.Net;
using NewsBot.Cards;
using NewsBot.Tests.Cards;
using NewsBot.Tests.Scenarios.Teams;
using Xunit;

namespace NewsBot.Tests.Scenarios.Editions;

/// <summary>A large edition in Teams: every post below 25 KB, in order, in one thread, each once though the program dies in
/// between.</summary>
public sealed class TeamsEditionScenario
{
    [Fact]
    public async Task A_large_edition_fills_the_channel_with_one_post_and_its_thread_with_the_rest()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await FollowAsync(teams);
        var statements = await LongWords.PublishAsync(scene, 14);
        await ToTenAsync(scene);
        var posts = teams.Look();
        Assert.InRange(posts.Count, 2, 4);
        Assert.Equal(TeamsApp.Channel, posts[0].Conversation);
        Assert.All(posts.Skip(1), p => Assert.Equal($"{TeamsApp.Channel};messageid={posts[0].Id}", p.Conversation));
        Assert.All(posts, AssertSmall);
        Assert.Equal(statements.Take(12), posts.SelectMany(Named));
        Assert.All(
            Enumerable.Range(1, posts.Count),
            n => Assert.Contains($"Edition · {n} of {posts.Count}", CardTexts.Of(posts[n - 1].Card)));
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(teams.Look());

        // Two are behind "more" of the edition, and nothing else is.
        var more = (await teams.SayInChannelAsync("more", posts[0].Id))[0];
        Assert.Equal(statements.Skip(12), Named(more));
        var source = (await teams.SayInChannelAsync($"source #S{statements[11]}", posts[0].Id))[0];
        Assert.Contains(LongWords.Beginning(12), string.Join('\n', CardTexts.Of(source.Card)), StringComparison.Ordinal);
        Assert.All(teams.Look(), AssertSmall);
    }

    [Fact]
    public async Task When_the_program_dies_between_two_posts_the_rest_comes_once_into_the_same_thread()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await FollowAsync(teams);
        var statements = await LongWords.PublishAsync(scene, 12);
        teams.Judge = (line, _) => line.Contains("messageid", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(1)) } }
            : null;
        await ToTenAsync(scene);
        var before = teams.Look();
        Assert.True(before.Count >= 2);
        await scene.RestartAsync();
        teams.Judge = null;
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        var after = teams.Look();
        Assert.All(after, p => Assert.Equal($"{TeamsApp.Channel};messageid={before[0].Id}", p.Conversation));
        Assert.Equal(statements, Named(before[0]).Concat(after.SelectMany(Named)));
        Assert.All(after, p => Assert.Null((string?)p.Body["text"]));
    }

    [Fact]
    public async Task In_a_chat_the_posts_follow_each_other()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        await teams.SayAsync("digest at 10:00 in UTC");
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        var statements = await LongWords.PublishAsync(scene, 12);
        await ToTenAsync(scene);
        var posts = teams.Look();
        Assert.True(posts.Count > 1);
        Assert.All(posts, p => Assert.Equal((TeamsApp.Personal, null), (p.Conversation, (string?)p.Body["replyToId"])));
        Assert.Equal(statements, posts.SelectMany(Named));
    }

    [Fact]
    public async Task With_ids_as_long_as_teams_makes_them_the_whole_message_is_below_25_KB()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        await scene.WorkAsync();
        var place = TeamsApp.InPerson();
        place["id"] = "a:1" + new string('p', 130);
        place["tenantId"] = "22222222-3333-4444-5555-666666666666";
        await teams.SayAsync(teams.Message("digest at 10:00 in UTC", place, "1" + new string('q', 85)));
        scene.Clock.Advance(TimeSpan.FromMinutes(5));
        await LongWords.PublishAsync(scene, 12);
        await ToTenAsync(scene);
        var posts = teams.Look();
        Assert.True(posts.Count > 1);
        Assert.All(posts, p => Assert.InRange(2 * p.Body.ToJsonString(EditionPostsTests.Relaxed).Length, 1, 25_000));
    }

    private static async Task FollowAsync(TeamsApp teams)
    {
        await teams.Scene.WorkAsync();
        await teams.InstallAsync();
        await teams.SayInChannelAsync("digest at 10:00 in UTC");
        teams.Scene.Clock.Advance(TimeSpan.FromMinutes(5));
    }

    private static Task ToTenAsync(Scene scene) =>
        scene.PassAsync(Scene.Start.AddHours(1).AddMinutes(1) - scene.Clock.GetUtcNow());

    private static IReadOnlyList<long> Named(TeamsPost post) => EditionPostsTests.Named(post.Card);

    private static void AssertSmall(TeamsPost post) =>
        Assert.InRange(2 * post.Card.ToJsonString(EditionPostsTests.Relaxed).Length, 1, CardSize.Max);
}
