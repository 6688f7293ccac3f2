using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>Everything that a run logs, at the most talkative level, holds no secret and nothing that people wrote.</summary>
public sealed class LogTests
{
    private const string Password = "hunter2-hunter2-hunter2", Operator = "correct-horse-battery", Words = "zebra-crossing-at-noon", Junk = "eyJ-not-a-token-of-ours";

    [Fact]
    public async Task No_secret_and_no_word_of_a_person_is_logged()
    {
        var lines = new ConcurrentQueue<string>();
        string chatToken;
        await using (var host = await OperationsHost.StartAsync(
            [
                "MicrosoftAppId=11111111-2222-3333-4444-555555555555", "MicrosoftAppPassword=" + Password, "Operate:Token=" + Operator,
                "Logging:LogLevel:Default=Trace", "Logging:LogLevel:NewsBot=Trace",
            ],
            services => services.AddSingleton<ILoggerProvider>(new Recorder(lines))))
        {
            chatToken = await ChatAsync(host);
            using var forged = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
            {
                Content = JsonContent.Create(new { type = "message", text = Words, channelId = "msteams", serviceUrl = "https://smba.example/", conversation = new { id = "c" }, from = new { id = "u", name = "Ayesha" } }),
            };
            forged.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Junk);
            using var refused = await host.Client.SendAsync(forged);
            Assert.False(refused.IsSuccessStatusCode);
            using var opened = await host.StrangerAsync(HttpMethod.Get, "/operate", Operator);
            Assert.True(opened.IsSuccessStatusCode);
        }

        Assert.Contains(lines, l => l.Contains("A message was refused", StringComparison.Ordinal));
        // Nothing that the host sets by itself is taken for a slip.
        Assert.DoesNotContain(lines, l => l.Contains("is not known", StringComparison.Ordinal));
        foreach (var secret in new[] { Password, Operator, Words, Junk, chatToken, "Ayesha" })
            Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_a_sentence_and_not_logged_with_its_stack()
    {
        var lines = new ConcurrentQueue<string>();
        await using var first = await OperationsHost.StartAsync();
        var taken = first.Client.BaseAddress!.ToString();
        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => OperationsHost.StartAsync(
            ["urls=" + taken], services => services.AddSingleton<ILoggerProvider>(new Recorder(lines))));
        Assert.DoesNotContain(lines, l => l.Contains("   at ", StringComparison.Ordinal));
        Assert.Contains("another address with --urls", Program.Refusal(refusal), StringComparison.Ordinal);
    }

    private static async Task<string> ChatAsync(OperationsHost host)
    {
        using var generated = await host.Client.PostAsJsonAsync("/v3/directline/tokens/generate", new { });
        var ticket = (await generated.Content.ReadFromJsonAsync<JsonObject>())!;
        var token = (string)ticket["token"]!;
        using var posted = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{ticket["conversationId"]}/activities")
        {
            Content = JsonContent.Create(new { type = "message", text = Words, from = new { id = "u1", name = "Ayesha" } }),
        };
        posted.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await host.Client.SendAsync(posted);
        Assert.True(answer.IsSuccessStatusCode);
        return token;
    }

    private sealed class Recorder(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
