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
        // What is typed before the chat is open goes nowhere.
        await Seen(page.Locator(".ac-pushButton").First);
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

    private static Task Seen(ILocator what) => what.WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = 60_000 });
}
