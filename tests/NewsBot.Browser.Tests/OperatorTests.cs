using Microsoft.Data.Sqlite;
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

    /// <summary>What has failed, is doubted and is held stands there by SQL: no person and no channel is at hand that would bring it about.</summary>
    [Fact]
    public async Task An_operator_tries_a_post_again_settles_and_releases_by_keyboard_alone_and_sees_what_was_posted()
    {
        using var own = RunningNewsroom.With();
        await UntilAsync(own, "select count(*) from statement where report_id is not null");
        foreach (var sql in Trouble)
            await RunAsync(own, sql);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 900 } });
        await page.GotoAsync(own.Address + "/operate");
        await Accessibility.CheckAsync(page);
        Assert.Equal(0, await page.Locator("b", new() { HasText = "desk" }).CountAsync());

        await PressAsync(page, "^Try again delivery", "goes out when the conversation is resumed");
        await PressAsync(page, "^Settle statement", "What was doubted is settled.");
        await PressAsync(page, "^Release statement", "The statement is released");
        await PressAsync(page, "^Pause conversation", "Posts to the conversation are held back.");
        await PressAsync(page, "^Resume conversation", "Posts to the conversation go out again.");
        await Accessibility.CheckAsync(page);

        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Notice ") }).First.ClickAsync();
        await page.GetByText("The <b>Herald</b> is silent").First.WaitForAsync(new() { Timeout = 10_000 });
        await Accessibility.CheckAsync(page);
        Assert.Equal(0, await page.Locator("script").CountAsync());
    }

    private static readonly string[] Trouble =
    [
        """
        insert into conversation (channel, external_id, kind, name, reference, joined, paused)
        values ('emulator', 'desk', 2, '<b>desk</b>', '{}', 1, 1), ('emulator', 'far', 2, 'far', '{}', 1, null)
        """,
        """
        insert into subscription (conversation_id, number, topic, filter, mode, created, created_by, after_statement)
        select id, 1, 'pak-us', '', 0, 1, 'u', 0 from conversation where external_id = 'desk'
        """,
        """
        insert into digest (subscription_id, conversation_id, kind, window_key, window_to, composed)
        select s.id, conversation_id, 3, 'outage 1', 1, 1 from subscription s join conversation c on c.id = s.conversation_id and c.external_id = 'desk'
        """,
        "insert into notice (digest_id, title, body) select id, 'The <b>Herald</b> is silent', 'It is the feed.' from digest where window_key = 'outage 1'",
        "insert into delivery (digest_id, conversation_id, state, reason_text) select id, conversation_id, 5, 'refused' from digest where window_key = 'outage 1'",
        """
        insert into doubt (conversation_id, statement_id, kind, note, person, name, made)
        select c.id, (select max(id) from statement where report_id is not null), 0, 'it was another', 'u', 'Una', 1 from conversation c where external_id = 'desk'
        """,
        """
        insert into statement_hold (conversation_id, statement_id, person, name, held)
        select c.id, (select max(id) from statement where report_id is not null), 'u', 'Una', 1 from conversation c where external_id = 'desk'
        """,
    ];

    // A button is reached by the Tab key and pressed by Enter.
    private static async Task PressAsync(IPage page, string name, string done)
    {
        var pattern = new System.Text.RegularExpressions.Regex(name);
        await page.Locator("body").EvaluateAsync("() => document.activeElement?.blur()");
        for (var i = 0; i < 300 && !pattern.IsMatch(await FocusedAsync(page)); i++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Matches(pattern, await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Status).GetByText(done).WaitForAsync(new() { Timeout = 10_000 });
    }

    private static async Task UntilAsync(RunningNewsroom newsroom, string sql)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await RunAsync(newsroom, sql) is null or 0L)
            await Task.Delay(500, patience.Token);
    }

    private static async Task<object?> RunAsync(RunningNewsroom newsroom, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={newsroom.Database};Default Timeout=30;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
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
