using Microsoft.Playwright;
using Xunit;

namespace NewsBot.Browser.Tests;

/// <summary>A person's chat outlasts what passes: only a chat that the server does not know is begun anew.</summary>
public sealed class KeptChatTests(RunningNewsroom newsroom) : IClassFixture<RunningNewsroom>
{
    private const string Kept = "localStorage.getItem('newsbot.chat')";

    [Theory]
    [InlineData(429, true)]
    [InlineData(400, true)]
    [InlineData(503, true)]
    [InlineData(403, false)]
    public async Task A_chat_is_thrown_away_only_where_the_server_does_not_know_it(int status, bool isKept)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(newsroom.Address + "/");
        var box = page.GetByRole(AriaRole.Textbox).Last;
        await box.FillAsync("timezone Asia/Kabul");
        await box.PressAsync("Enter");
        // The answer: the person's own line is shown before it has reached the server.
        var said = page.Locator(".webchat__bubble:not(.webchat__bubble--from-user)", new() { HasTextString = "Asia/Kabul" }).First;
        await Seen(said);
        var before = await page.EvaluateAsync<string>(Kept);
        Assert.Contains("token", before, StringComparison.Ordinal);

        // The question whether the chat is still there; what follows it is none of the matter.
        var asked = new TaskCompletionSource();
        var refuses = true;
        await page.RouteAsync(new System.Text.RegularExpressions.Regex("/v3/directline/conversations/[^/?]+$"), async route =>
        {
            if (refuses && route.Request.Method == "GET")
            {
                asked.TrySetResult();
                await route.FulfillAsync(new() { Status = status, Body = "" });
                return;
            }

            await route.ContinueAsync();
        });
        await page.ReloadAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
        if (isKept)
        {
            await Seen(page.GetByText("NewsBot is not reachable"));
            Assert.Equal(before, await page.EvaluateAsync<string>(Kept));
            refuses = false;
            await Seen(said);
            Assert.Equal(before, await page.EvaluateAsync<string>(Kept));
        }
        else
        {
            await page.WaitForFunctionAsync($"before => {Kept} && {Kept} !== before", before, new() { Timeout = 60_000 });
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_said_before_the_chat_is_open_is_said_once_it_is(bool typed)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync();
        var opens = new TaskCompletionSource();
        await page.RouteAsync(new System.Text.RegularExpressions.Regex("/v3/directline/conversations$"), async route =>
        {
            await opens.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(newsroom.Address + "/");
        if (typed)
        {
            var box = page.GetByRole(AriaRole.Textbox).Last;
            await box.FillAsync("timezone Asia/Kabul");
            await box.PressAsync("Enter");
        }
        else
        {
            await page.Locator(".hints button").First.ClickAsync();
        }

        await page.WaitForTimeoutAsync(1000);
        Assert.Equal(0, await page.Locator(".webchat__bubble:not(.webchat__bubble--from-user)").CountAsync());
        opens.SetResult();
        var own = page.Locator(".webchat__bubble--from-user");
        await Seen(own.First);
        // The greeting and the answer.
        await Seen(page.Locator(".webchat__bubble:not(.webchat__bubble--from-user)").Nth(1));
        Assert.Equal(1, await own.CountAsync());
    }

    private static Task Seen(ILocator what) => what.WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = 60_000 });
}
