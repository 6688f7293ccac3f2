using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>The program is stopped and started between finding a statement and what comes after.</summary>
public sealed class RestartScenario
{
    [Fact]
    public async Task What_was_found_before_a_restart_is_delivered_after_it_and_only_once()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.LookAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        Assert.True(await scene.PollAsync() > 0);

        await scene.RestartAsync();
        chat = chat.At(scene.Http);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        await scene.RestartAsync();
        chat = chat.At(scene.Http);
        await scene.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await chat.LookAsync());
        Assert.Contains("Pakistan–US talks", (await chat.SayAsync("list"))[0].Text, StringComparison.Ordinal);
    }
}
