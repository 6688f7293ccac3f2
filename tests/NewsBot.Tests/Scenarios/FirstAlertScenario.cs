using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>Somebody opens the page for the first time, follows a topic and gets the first alert.</summary>
public sealed class FirstAlertScenario
{
    [Fact]
    public async Task From_the_greeting_to_the_first_alert_and_its_buttons()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Outlets[0].Publish("old", "An old story", Scene.Start.AddHours(-5), Said.OnPakUs);
        await scene.WorkAsync();

        var chat = await scene.OpenChatAsync("Asia/Karachi");
        var greeting = Assert.Single(await chat.LookAsync());
        Assert.Contains(greeting.Buttons, b => b.Title == "Follow Pakistan–US talks");
        var followed = await chat.PressAsync(greeting, "Follow Pakistan–US talks");
        Assert.Contains("#1", followed[0].Text, StringComparison.Ordinal);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var url = scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();

        var alert = Assert.Single(await chat.LookAsync());
        Assert.Contains("nobody has walked out of the room", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Nadia Sample", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Herald", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Islamabad", alert.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Matched", alert.Text, StringComparison.Ordinal);
        Assert.Contains(url, alert.Activity.ToJsonString(), StringComparison.Ordinal);

        Assert.Contains("Herald", (await chat.PressAsync(alert, "Source"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("told reporters in Islamabad", (await chat.PressAsync(alert, "More"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("Matched", (await chat.PressAsync(alert, "Why"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("Matched", (await chat.SayAsync("why " + url))[0].Text, StringComparison.Ordinal);

        await scene.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(await chat.LookAsync());
    }

    [Fact]
    public async Task A_denial_is_told_as_one_and_can_be_followed_alone()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us type:denial");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        var url = scene.Outlets[0].Publish("denial", "Pakistan denies a deal with the United States", scene.Clock.GetUtcNow(), Said.DeniedOnPakUs);
        await scene.WorkAsync();

        var alert = Assert.Single(await chat.LookAsync());
        Assert.Contains("denies", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Nadia Sample", alert.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("walked out", alert.Text, StringComparison.Ordinal);
        Assert.Contains("denial", (await chat.SayAsync("why " + url))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_denied_lists_the_denials_alone_and_who_agreed_says_that_there_is_none()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        scene.Outlets[0].Publish("denial", "Pakistan denies a deal with the United States", scene.Clock.GetUtcNow(), Said.DeniedOnPakUs);
        await scene.WorkAsync();

        foreach (var line in new[] { "who denied", "who denied a port since 24h", "who denied type:indirect" })
        {
            var denied = (await chat.SayAsync(line))[0].Text;
            Assert.Contains("promised the United States a port", denied, StringComparison.Ordinal);
            Assert.DoesNotContain("walked out", denied, StringComparison.Ordinal);
        }

        Assert.Contains("Nothing found", (await chat.SayAsync("who agreed to a port"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("Nothing found", (await chat.SayAsync("who denied type:direct"))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_on_no_topic_alerts_nobody_and_why_says_so()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var url = scene.Outlets[0].Publish("cricket", "Home side wins", scene.Clock.GetUtcNow(), Said.Elsewhere);
        await scene.WorkAsync();
        Assert.Empty(await chat.LookAsync());
        var why = (await chat.SayAsync("why " + url))[0].Text;
        Assert.Contains("topic", why, StringComparison.OrdinalIgnoreCase);
    }
}
