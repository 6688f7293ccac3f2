using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Moq.Protected;
using NewsBot.Channels.Slack;
using NewsBot.Operations;
using NewsBot.Settings;
using NewsBot.Tests.Scenarios;
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
            services => services.AddSingleton<ILoggerProvider>(new LineLog(lines))))
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

    /// <summary>Every setting that is a secret, each with a value that nothing else holds. The connection string is the engine's, with the password
    /// of <see cref="TestDb"/>.</summary>
    private static readonly Dictionary<string, string> Canaries = new()
    {
        ["MicrosoftAppPassword"] = "canary-of-the-app-password",
        ["MicrosoftAppCertificatePassword"] = "canary-of-the-certificate",
        ["Slack:BotToken"] = "xoxb-canary-of-the-bot",
        ["Slack:AppToken"] = "xapp-canary-of-the-app",
        ["Slack:SigningSecret"] = "canary-of-the-signing-secret",
        ["Slack:OldSigningSecret"] = "canary-of-the-old-secret",
        ["Slack:ClientSecret"] = "canary-of-the-client",
        ["Operate:Token"] = "canary-of-the-operators",
    };

    [Fact]
    public void Every_secret_has_a_canary() => Assert.Equal(
        Canaries.Keys.Append("ConnectionStrings:NewsBot").Order(), KnownSettings.Carried().Keys.Where(KnownSettings.IsSecret).Order());

    [Theory]
    [InlineData("Slack:BotToken Slack:AppToken Slack:SigningSecret Slack:OldSigningSecret")]
    [InlineData("Slack:ClientSecret Slack:SigningSecret", "--Slack:ClientId=1.2")]
    public async Task From_a_feed_to_a_post_no_secret_and_no_word_of_a_person_is_logged(string slack, params string[] more)
    {
        var lines = new ConcurrentQueue<string>();
        await using var scene = Scene.Prepare(services => services
            .AddSingleton<ILoggerProvider>(new LineLog(lines))
            .AddKeyedSingleton<HttpMessageHandler>(SlackServices.EdgeKey, RefusingSlack()));
        var secrets = Canaries.Where(c => !c.Key.StartsWith("Slack:", StringComparison.Ordinal) || slack.Split(' ').Contains(c.Key)).ToList();
        scene.Settings.AddRange(
        [
            "--MicrosoftAppId=11111111-2222-3333-4444-555555555555", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:NewsBot=Trace",
            .. secrets.Select(s => $"--{s.Key}={s.Value}"), .. more,
        ]);
        await scene.StartAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.SayAsync($"who said \"{Words}\"");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        Assert.Single(await chat.LookAsync());
        using (var page = new HttpRequestMessage(HttpMethod.Get, "/operate"))
        {
            page.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Canaries["Operate:Token"]);
            using var opened = await scene.Http.SendAsync(page);
            Assert.True(opened.IsSuccessStatusCode);
        }

        Assert.Contains(lines, l => l.Contains("new or changed items", StringComparison.Ordinal));
        foreach (var told in secrets.Select(s => s.Value).Append(TestDb.Password).Append(Words).Append("Ayesha"))
            Assert.DoesNotContain(lines, l => l.Contains(told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_a_sentence_and_not_logged_with_its_stack()
    {
        var lines = new ConcurrentQueue<string>();
        await using var first = await OperationsHost.StartAsync();
        var taken = first.Client.BaseAddress!.ToString();
        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => OperationsHost.StartAsync(
            ["urls=" + taken], services => services.AddSingleton<ILoggerProvider>(new LineLog(lines))));
        Assert.DoesNotContain(lines, l => l.Contains("   at ", StringComparison.Ordinal));
        Assert.Contains("another address with --urls", Refusal.Of(refusal), StringComparison.Ordinal);
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

    private static HttpMessageHandler RefusingSlack()
    {
        var slack = new Mock<HttpMessageHandler>();
        slack.Protected()
            .Setup<Task<HttpResponseMessage>>("SendAsync", ItExpr.IsAny<HttpRequestMessage>(), ItExpr.IsAny<CancellationToken>())
            .ReturnsAsync(() => new HttpResponseMessage { Content = JsonContent.Create(new { ok = false, error = "invalid_auth" }) });
        return slack.Object;
    }
}
