using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;

namespace NewsBot.Browser.Tests;

/// <summary>An operator settles what a reader doubts, holds a conversation back and lets it go, and has a post made that was given up.</summary>
public sealed partial class OperatorAtWorkTests(RunningNewsroom newsroom) : IClassFixture<RunningNewsroom>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_a_reader_waits_for_comes_by_the_operator_s_buttons()
    {
        using var http = new HttpClient { BaseAddress = new Uri(newsroom.Address) };
        var reader = await ReaderAsync(http);
        await reader.SayAsync("subscribe pak-us");
        var statement = StatementOf().Match(await reader.HearAsync(said => StatementOf().IsMatch(said), TimeSpan.FromSeconds(90))).Groups[1].Value;
        await reader.SayAsync("wrong speaker #S" + statement);
        await reader.HearAsync(said => said.Contains("Until an editor has settled it", StringComparison.Ordinal), Soon);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 900 } });
        await page.GotoAsync(newsroom.Address + "/operate");
        await Accessibility.CheckAsync(page);
        await PressAsync(page, "Settle statement " + statement, "What was doubted is settled.");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Settle ") }).CountAsync());

        var conversation = await AskAsync("select id from conversation");
        await PressAsync(page, $"Pause conversation {conversation}", "Posts to the conversation are held back.");
        var delivery = await AskAsync("update delivery set state = 5, next_try = null, reason_text = 'The channel is out of order.' where id = (select min(id) from delivery where state = 2) returning id");
        await page.GotoAsync(newsroom.Address + "/operate");
        await Accessibility.CheckAsync(page);
        var failed = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "The channel is out of order." });
        Assert.Contains("GivenUp", await failed.First.TextContentAsync(), StringComparison.Ordinal);
        await PressAsync(page, $"Try again delivery {delivery}", "The delivery is owed again and goes out in a moment.");

        // It is owed, and held with the conversation.
        await page.WaitForTimeoutAsync(4000);
        Assert.Equal(0, await AskAsync($"select state from delivery where id = {delivery}"));
        var heard = await reader.CountAsync();
        await PressAsync(page, $"Resume conversation {conversation}", "Posts to the conversation go out again.");
        await reader.HearAsync(_ => true, TimeSpan.FromSeconds(30), after: heard);
        for (var i = 0; i < 60 && await AskAsync($"select state from delivery where id = {delivery}") != 2; i++)
            await page.WaitForTimeoutAsync(500);
        Assert.Equal(2, await AskAsync($"select state from delivery where id = {delivery}"));
    }

    // The button by all that a screen reader hears of it, and what the page says then.
    private static async Task PressAsync(IPage page, string button, string done)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText(done).WaitForAsync(new() { Timeout = 10_000 });
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={newsroom.Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<Reader> ReaderAsync(HttpClient http)
    {
        using var begun = await http.PostAsync("/v3/directline/tokens/generate", null);
        var chat = (await begun.Content.ReadFromJsonAsync<JsonObject>())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)chat["token"]!);
        using var opened = await http.PostAsync("/v3/directline/conversations", null);
        opened.EnsureSuccessStatusCode();
        return new Reader(http, $"/v3/directline/conversations/{chat["conversationId"]}/activities");
    }

    // The button of an alert names its statement.
    [GeneratedRegex("""why #S(\d+)""")]
    private static partial Regex StatementOf();

    /// <summary>A person in a chat, over Direct Line.</summary>
    private sealed class Reader(HttpClient http, string activities)
    {
        public async Task SayAsync(string text)
        {
            using var answer = await http.PostAsJsonAsync(activities, new { type = "message", text, from = new { id = "reader" } });
            answer.EnsureSuccessStatusCode();
        }

        public async Task<int> CountAsync() => (await AllAsync()).Count;

        /// <summary>Waits for an activity.</summary>
        /// <returns>Its JSON.</returns>
        public async Task<string> HearAsync(Func<string, bool> met, TimeSpan within, int after = 0)
        {
            var until = DateTime.UtcNow + within;
            while (true)
            {
                if ((await AllAsync()).Skip(after).FirstOrDefault(met) is { } said)
                    return said;
                Assert.True(DateTime.UtcNow < until, "Nothing of the kind was said.");
                await Task.Delay(300);
            }
        }

        private async Task<IReadOnlyList<string>> AllAsync() =>
            [.. (await http.GetFromJsonAsync<JsonObject>(activities))!["activities"]!.AsArray().Select(a => a!.ToJsonString(Readable))];

        private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    }
}
