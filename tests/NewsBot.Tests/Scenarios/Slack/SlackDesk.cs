using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Channels.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>People in a strict Slack workspace, and the whole program behind its signed addresses.</summary>
internal sealed class SlackDesk : IAsyncDisposable
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    // Far slower than a claim ends, also where a turn takes a second of a busy machine.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    private int _ts;

    private SlackDesk(Scene scene, FakeSlack slack) => (Scene, Slack) = (scene, slack);

    public Scene Scene { get; }

    public FakeSlack Slack { get; }

    /// <summary>Replaces services at the next start.</summary>
    public Action<IServiceCollection>? Replace { get; set; }

    /// <summary>Everything that the program has logged.</summary>
    public LogTrap Logs { get; } = new();

    /// <param name="settings">In place of a configured bot token and the signing secret.</param>
    public static Task<SlackDesk> OpenAsync(string[]? settings = null, params (string Key, string Name, string Class)[] outlets) =>
        OpenAsync(settings, _ => { }, outlets);

    /// <param name="settings">In place of a configured bot token and the signing secret.</param>
    /// <param name="prepare">Before the program starts.</param>
    public static async Task<SlackDesk> OpenAsync(
        string[]? settings, Action<FakeSlack> prepare, params (string Key, string Name, string Class)[] outlets)
    {
        SlackDesk? desk = null;
        var scene = Scene.Prepare(
            services =>
            {
                services
                    .AddKeyedSingleton<HttpMessageHandler>(SlackServices.EdgeKey, desk!.Slack)
                    .AddLogging(logging => logging.AddProvider(desk.Logs).SetMinimumLevel(LogLevel.Trace));
                desk.Replace?.Invoke(services);
            },
            outlets);
        desk = new SlackDesk(scene, new FakeSlack(scene.Clock));
        prepare(desk.Slack);
        scene.Settings.AddRange(settings ?? [$"--Slack:BotToken={FakeSlack.BotToken}", $"--Slack:SigningSecret={Secret}"]);
        scene.Settings.Add($"--Slack:ApiUrl={FakeSlack.Api}");
        await scene.StartAsync();
        await scene.WorkAsync();
        return desk;
    }

    /// <summary>Mentions the bot in a channel; gives what the bot has shown since.</summary>
    public Task<IReadOnlyList<FakeMessage>> MentionAsync(string text, string channel = "C1", string? thread = null) =>
        HearAsync(() => EventAsync(Payloads.Mention(text, NextTs(), channel, thread)));

    public Task<IReadOnlyList<FakeMessage>> DirectAsync(string text) => HearAsync(() => EventAsync(Payloads.Direct(text, NextTs())));

    public Task<IReadOnlyList<FakeMessage>> CommandAsync(string text, string channel = "C1") => HearAsync(() =>
        PostAsync("/slack/commands", Form(Payloads.Command(text, channel, $"{FakeSlack.ResponseUrl}{channel}/{NextTs()}"))));

    /// <summary>Presses a button of a message.</summary>
    public Task<IReadOnlyList<FakeMessage>> PressAsync(FakeMessage message, string title)
    {
        var (_, element, block) = message.Buttons.Last(b => b.Title == title);
        var press = Payloads.Press(element, block, message.Channel, message.Ts, $"{FakeSlack.ResponseUrl}{message.Channel}/{NextTs()}");
        press["container"]!["is_ephemeral"] = message.OnlyFor is not null;
        return InteractAsync(press);
    }

    public Task<IReadOnlyList<FakeMessage>> InteractAsync(JsonObject payload) => HearAsync(() => PostAsync("/slack/interactions", Payload(payload)));

    public async Task EventAsync(JsonObject envelope)
    {
        using var response = await PostAsync("/slack/events", envelope.ToJsonString(), "application/json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Something happens in the workspace, now; gives what the bot has shown since.</summary>
    public Task<IReadOnlyList<FakeMessage>> TellAsync(JsonObject inner)
    {
        var envelope = Payloads.Event(inner);
        envelope["event_time"] = Scene.Clock.GetUtcNow().ToUnixTimeSeconds();
        return HearAsync(() => EventAsync(envelope));
    }

    /// <summary>Posts a body as Slack signs it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/x-www-form-urlencoded", string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        var timestamp = Scene.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
        request.Headers.Add(SlackSignature.SignatureHeader, SlackSignature.Sign(secret, timestamp, Encoding.UTF8.GetBytes(body)));
        return await Scene.Http.SendAsync(request);
    }

    /// <summary>Runs every job, letting the clock go on while posts keep their distance.</summary>
    public Task<IReadOnlyList<FakeMessage>> WorkAsync(TimeSpan time = default)
    {
        Scene.Clock.Advance(time);
        return HearAsync(() => PumpAsync(Scene.WorkAsync()));
    }

    public static string Payload(JsonObject payload) => "payload=" + Uri.EscapeDataString(payload.ToJsonString());

    public static string Form(JsonObject fields) =>
        string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString((string)f.Value!)}"));

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await Scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    /// <summary>Waits until nothing that Slack has brought is left to work through.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 6000 && await AskAsync<long>("select count(*) from slack_inbox where next_try is not null") > 0; i++)
        {
            // While all that is left waits for another try, nothing happens before the first of them.
            var idle = await AskAsync<long>("select count(*) from slack_inbox where next_try is not null and problem is null") == 0
                ? await AskAsync<DateTimeOffset?>("select min(next_try) from slack_inbox") - Scene.Clock.GetUtcNow()
                : null;
            Scene.Clock.Advance(idle > Tick ? idle.Value : Tick);
            await Task.Delay(5);
        }

        Assert.Equal(0, await AskAsync<long>("select count(*) from slack_inbox where next_try is not null"));
    }

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        Logs.Dispose();
    }

    private async Task<IReadOnlyList<FakeMessage>> HearAsync(Func<Task> work)
    {
        var before = Slack.Messages.Count;
        await work();
        await SettleAsync();
        return [.. Slack.Messages.Skip(before)];
    }

    private async Task PumpAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            Scene.Clock.Advance(Tick);
            await Task.Delay(5);
        }

        await work;
    }

    private string NextTs() => string.Create(CultureInfo.InvariantCulture, $"{Scene.Clock.GetUtcNow().ToUnixTimeSeconds()}.9{++_ts:D5}");
}

/// <summary>Keeps every line that is logged.</summary>
internal sealed class LogTrap : ILoggerProvider, ILogger
{
    private readonly StringBuilder _lines = new();

    public string Text
    {
        get
        {
            lock (_lines)
                return _lines.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
    }

    public void Dispose()
    {
    }
}
