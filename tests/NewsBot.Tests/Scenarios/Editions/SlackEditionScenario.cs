using NewsBot.Slack.Tests.Fake;
using NewsBot.Tests.Scenarios.Slack;
using Xunit;

namespace NewsBot.Tests.Scenarios.Editions;

/// <summary>A large edition in a Slack that refuses what Slack refuses: split at statements, in order, in one thread, each
/// once.</summary>
public sealed class SlackEditionScenario
{
    [Fact]
    public async Task A_large_edition_is_one_post_of_the_channel_with_the_rest_in_its_thread()
    {
        await using var desk = await FollowingAsync();
        await LongWords.PublishAsync(desk.Scene, 14);
        var posts = await desk.WorkAsync(ToTen(desk));
        Assert.InRange(posts.Count, 2, 3);
        AssertInOrder(posts, 12);
        Assert.Null(posts[0].Thread);
        Assert.All(posts.Skip(1), p => Assert.Equal(posts[0].Ts, p.Thread));
        Assert.Equal(
            posts.Count,
            await desk.AskAsync<long>(
                "select count(*) from delivery where state = 2 and parts = (select count(*) from delivery)"));
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_restart_between_two_posts_loses_none_and_doubles_none()
    {
        await using var desk = await FollowingAsync();
        await LongWords.PublishAsync(desk.Scene, 12);
        desk.Slack.Fail("chat.postMessage", () => null);
        desk.Slack.Fail("chat.postMessage", System.Net.HttpStatusCode.TooManyRequests, retryAfter: 60);
        var first = Assert.Single(await desk.WorkAsync(ToTen(desk)));
        await desk.Scene.RestartAsync();
        var rest = await desk.WorkAsync(TimeSpan.FromMinutes(2));
        Assert.All(rest, p => Assert.Equal(first.Ts, p.Thread));
        AssertInOrder([first, .. rest], 12);
        Assert.Empty(await desk.WorkAsync(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_part_whose_answer_was_lost_is_marked_when_it_comes_again_and_the_others_are_not()
    {
        await using var desk = await FollowingAsync();
        await LongWords.PublishAsync(desk.Scene, 12);
        desk.Slack.LoseAnswerOf("chat.postMessage");
        var first = Assert.Single(await desk.WorkAsync(ToTen(desk)));
        var later = await desk.WorkAsync(TimeSpan.FromMinutes(3));
        Assert.Contains("may be a repeat", later[0].Shown, StringComparison.Ordinal);
        Assert.All(later.Skip(1), p => Assert.DoesNotContain("may be a repeat", p.Shown, StringComparison.Ordinal));
        AssertInOrder(later, 12);
        Assert.Contains("1 of", first.Shown, StringComparison.Ordinal);
        Assert.All(later.Skip(1), p => Assert.Equal(later[0].Ts, p.Thread));
    }

    private static async Task<SlackDesk> FollowingAsync()
    {
        var desk = await SlackDesk.OpenAsync();
        await desk.MentionAsync("digest at 10:00 in UTC");
        desk.Scene.Clock.Advance(TimeSpan.FromMinutes(5));
        return desk;
    }

    private static TimeSpan ToTen(SlackDesk desk) => Scene.Start.AddHours(1).AddMinutes(1) - desk.Scene.Clock.GetUtcNow();

    private static void AssertInOrder(IReadOnlyList<FakeMessage> posts, int statements)
    {
        for (var n = 1; n <= posts.Count; n++)
            Assert.Contains($"Edition · {n} of {posts.Count}", posts[n - 1].Shown, StringComparison.Ordinal);
        var shown = string.Join('\n', posts.Select(p => p.Shown));
        var places = Enumerable.Range(1, statements)
            .Select(n => shown.IndexOf($"Post {n} opens for", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.All(
            Enumerable.Range(1, statements),
            n => Assert.Equal(2, shown.Split($"Post {n} opens for").Length));
    }
}
