using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>A conversation asks for a digest each morning.</summary>
public sealed class DigestScenario
{
    [Fact]
    public async Task The_edition_comes_at_the_local_hour_once_and_says_what_is_new()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync("Asia/Karachi");
        var set = await chat.SayAsync("digest at 16:00");
        Assert.Contains("Asia/Karachi", set[0].Text, StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());

        // 09:20 UTC is 14:20 in Karachi; 16:00 there is 11:00 UTC.
        await scene.PassAsync(TimeSpan.FromMinutes(99));
        Assert.Empty(await chat.LookAsync());
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        var edition = Assert.Single(await chat.LookAsync());
        Assert.Contains("Nadia Sample", edition.Text, StringComparison.Ordinal);
        Assert.Contains("Pakistan–US talks", edition.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("late", edition.Text, StringComparison.OrdinalIgnoreCase);

        await scene.PassAsync(TimeSpan.FromHours(23));
        Assert.Empty(await chat.LookAsync());
        await scene.PassAsync(TimeSpan.FromMinutes(61));
        var second = Assert.Single(await chat.LookAsync());
        Assert.DoesNotContain("Nadia Sample", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_hour_missed_while_the_program_was_down_is_posted_once_and_marked_late()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        Assert.Contains("UTC", (await chat.SayAsync("digest at 10:00"))[0].Text, StringComparison.Ordinal);
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();

        scene.Clock.Advance(TimeSpan.FromDays(3));
        await scene.RestartAsync();
        chat = chat.At(scene.Http);
        await scene.WorkAsync();
        await scene.RestartAsync();
        chat = chat.At(scene.Http);
        await scene.WorkAsync();
        var edition = Assert.Single(await chat.LookAsync());
        Assert.Contains("late", edition.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Nadia Sample", edition.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digest_now_gives_what_is_new_and_an_empty_one_is_a_line()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us as:digest at:08:00");
        var empty = await chat.SayAsync("digest now");
        Assert.True(empty[0].Text.Length < 400, empty[0].Text);
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Contains("Nadia Sample", (await chat.SayAsync("digest now"))[0].Text, StringComparison.Ordinal);
    }
}
