using Microsoft.Playwright;
using Xunit;

namespace NewsBot.Browser.Tests;

/// <summary>What an operator does on the operators' page: with a mouse, by keyboard alone, and as a screen reader hears it.</summary>
public sealed class OperatorTests(RunningNewsroom newsroom) : IClassFixture<RunningNewsroom>
{
    [Fact]
    public async Task An_operator_pauses_a_feed_by_keyboard_alone_and_the_page_is_accessible_and_runs_no_script()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 900 } });
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add(message.Text);
        };

        await OpenAsync(page, newsroom.Address);
        await Accessibility.CheckAsync(page);
        Assert.Equal(0, await page.Locator("script").CountAsync());
        Assert.Equal(["NewsBot: operate"], await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).AllTextContentsAsync());
        Assert.Contains("Sources", await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).AllTextContentsAsync());

        // The first stop of the Tab key leads past the links.
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        var pause = "";
        for (var i = 0; i < 60 && !pause.StartsWith("Pause http", StringComparison.Ordinal); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            pause = await FocusedAsync(page);
        }

        Assert.StartsWith("Pause http", pause, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).GetByText("The feed is paused.").WaitForAsync(new() { Timeout = 10_000 });
        var resume = page.GetByRole(AriaRole.Button, new() { Name = pause.Replace("Pause", "Resume", StringComparison.Ordinal) });
        Assert.Equal(1, await resume.CountAsync());
        await Accessibility.CheckAsync(page);

        await resume.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("The feed is read again.").WaitForAsync(new() { Timeout = 10_000 });
        await page.SetViewportSizeAsync(390, 800);
        await Accessibility.CheckAsync(page);
        // Wide tables scroll by themselves; on a phone the page does not.
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(complaints);
    }

    /// <summary>Over plain http and a name that is not this machine's a browser tells no <c>Sec-Fetch-Site</c>: only the origin.</summary>
    [Fact]
    public async Task An_operator_of_another_machine_presses_the_buttons_over_plain_http_with_the_password()
    {
        const string token = "correct-horse-battery";
        using var elsewhere = RunningNewsroom.With("--Operate:Token=" + token);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright, "--host-resolver-rules=MAP newsroom.test 127.0.0.1");
        var page = await browser.NewPageAsync(new() { HttpCredentials = new() { Username = "desk", Password = token } });
        await OpenAsync(page, elsewhere.Address.Replace("127.0.0.1", "newsroom.test", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pause http") }).First.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("The feed is paused.").WaitForAsync(new() { Timeout = 10_000 });
    }

    // The feeds have been visited once by then.
    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address + "/operate");
        for (var i = 0; i < 30 && await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pause http") }).CountAsync() == 0; i++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] more) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", .. more],
    });

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()");
}
