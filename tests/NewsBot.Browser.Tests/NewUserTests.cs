using Microsoft.Playwright;
using Xunit;

namespace NewsBot.Browser.Tests;

/// <summary>What a new user does on the chat page, in Debian's Chromium.</summary>
public sealed class NewUserTests(RunningNewsroom newsroom) : IClassFixture<RunningNewsroom>
{
    private static readonly string Pictures = Environment.GetEnvironmentVariable("NEWSBOT_PICTURES") ?? Path.Combine(Path.GetTempPath(), "newsbot-pictures");

    [Fact]
    public async Task A_new_user_follows_a_topic_and_an_alert_comes_by_itself_and_every_command_is_answered()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 900, Height = 1000 }, TimezoneId = "Asia/Karachi" });
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(newsroom.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                foreign.Add(request.Url);
        };
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };

        Assert.Contains(newsroom.Address, newsroom.FirstLine, StringComparison.Ordinal);
        await page.GotoAsync(newsroom.Address + "/");
        var follow = Button(page, "Follow Pakistan–US talks");
        await Seen(follow, 15);
        await PictureAsync(page, "1-welcome");
        await Accessibility.CheckAsync(page);

        await follow.ClickAsync();
        await Seen(page.GetByText("#1", new() { Exact = false }).First, 10);
        await PictureAsync(page, "2-subscribed");
        await follow.ScrollIntoViewIfNeededAsync();
        await Accessibility.CheckAsync(page);

        var why = Button(page, "Why");
        await Seen(why, 90);
        await Seen(Button(page, "Source"), 5);
        await Seen(Button(page, "More"), 5);
        await PictureAsync(page, "3-alert");
        await Accessibility.CheckAsync(page);
        await why.ClickAsync();
        await Seen(page.GetByText("Matched", new() { Exact = false }).Last, 10);
        await PictureAsync(page, "4-why");

        await Button(page, "Source").ClickAsync();
        var article = page.Locator(".ac-container a[href^=http], .ac-adaptiveCard a[href^=http]").Last;
        await Seen(article, 10);
        await SayAsync(page, "why " + await article.GetAttributeAsync("href"), "Matched");

        await SayAsync(page, "digest at 08:00", "08:00");
        await SayAsync(page, "digest now", "since");
        await Accessibility.CheckAsync(page);
        await SayAsync(page, "who said “ceasefire”", "ceasefire");
        await SayAsync(page, "more", "ceasefire");
        await SayAsync(page, "what did Sharifzai say about ceasefire", "Laila Sharifzai");
        await SayAsync(page, "since yesterday", "PKT");
        await PictureAsync(page, "5-since-yesterday");
        await Accessibility.CheckAsync(page);
        await SayAsync(page, "list", "Pakistan–US talks");
        await SayAsync(page, "unsubscribe #1", "Undo");
        await SayAsync(page, "help", "subscribe");
        await SayAsync(page, "subscrbe pak-us", "subscribe");
        await PictureAsync(page, "6-misspelt");
        await Accessibility.CheckAsync(page);

        await page.ReloadAsync();
        await Seen(page.GetByText("subscrbe pak-us").First, 15);
        await PictureAsync(page, "7-reloaded");
        await page.SetViewportSizeAsync(390, 800);
        await PictureAsync(page, "8-phone");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await PictureAsync(page, "9-dark");

        Assert.Empty(foreign);
        Assert.Empty(complaints);
    }

    /// <summary>Types a line and waits for a bot message after it that holds a word.</summary>
    private static async Task SayAsync(IPage page, string line, string answer)
    {
        var bubbles = page.Locator(".webchat__bubble:not(.webchat__bubble--from-user)");
        var before = await bubbles.CountAsync();
        var box = page.GetByRole(AriaRole.Textbox).Last;
        await box.FillAsync(line);
        await box.PressAsync("Enter");
        await page.WaitForFunctionAsync(
            "([before, word]) => [...document.querySelectorAll('.webchat__bubble:not(.webchat__bubble--from-user)')].slice(before).some(b => b.textContent.toLowerCase().includes(word.toLowerCase()))",
            new object[] { before, answer },
            new() { Timeout = 10_000 });
    }

    /// <summary>The newest button of a card with a title.</summary>
    private static ILocator Button(IPage page, string title) => page.Locator(".ac-pushButton", new() { HasTextString = title }).Last;

    private static Task Seen(ILocator what, int seconds) => what.WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = seconds * 1000 });

    private static async Task PictureAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Pictures);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });
    }
}
