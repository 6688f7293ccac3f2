using System.Net;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Storage;
using NewsBot.Tests.Channels.BotFramework;
using NewsBot.Tests.Scenarios;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What a scraper reads once something has happened, by the names that the alerts and the dashboard ask for.</summary>
public sealed class ScrapeTests
{
    [Fact]
    public async Task A_post_a_failed_try_and_a_feed_in_trouble_are_told_by_the_names_that_alerts_rest_on()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("post", "Valley Post", "press"));
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        var other = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await other.SayAsync("subscribe pak-us");
        await DoAsync(scene, "delete from chat_activity where chat_id = (select max(external_id) from conversation)");
        await DoAsync(scene, "delete from chat where id = (select max(external_id) from conversation)");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        scene.Web.Serve(scene.Outlets[1].FeedUrl, HttpStatusCode.NotFound);
        await scene.WorkAsync();
        var said = await scene.Http.GetStringAsync("/metrics");
        foreach (var line in new[]
        {
            "newsbot_delivery_time_seconds_bucket{", "newsbot_delivery_time_seconds_count{", "newsbot_delivery_failures_total{", "newsbot_feed_failures{",
            "newsbot_feed_newest_age_seconds{", "http_server_request_duration_seconds_bucket{",
        })
        {
            Assert.Contains("\n" + line, said, StringComparison.Ordinal);
        }

        Assert.Contains("source=\"post\"", Line(said, "newsbot_feed_failures{", "post"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forged_tokens_and_signatures_and_whoever_is_told_to_wait_are_counted_by_their_door()
    {
        using var microsoft = new FakeMicrosoft();
        microsoft.AddKey("k1", "msteams");
        await using var host = await OperationsHost.StartAsync(["Slack:SigningSecret=s", "Slack:BotToken=xoxb-1", "Limits:RequestsAMinute=60"], microsoft.Serve);
        using (var forged = GuardedHost.Request(GuardedHost.Activity()))
        {
            forged.Headers.TryAddWithoutValidation("Authorization", "Bearer junk");
            using var answer = await host.Client.SendAsync(forged);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using (var unsigned = await host.Client.PostAsync("/slack/events", new StringContent("{}", Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        for (var i = 0; i < 122; i++)
        {
            using var _ = await host.StrangerAsync(HttpMethod.Get, "/operate");
        }

        // At a channel's door others are counted than at the pages.
        for (var i = 0; i < 242; i++)
        {
            using var _ = await host.StrangerAsync(HttpMethod.Post, "/slack/events", content: new StringContent("{}"));
        }

        var said = await host.Client.GetStringAsync("/metrics");
        foreach (var door in new[] { "messages", "slack" })
            Assert.NotEmpty(Line(said, "newsbot_channel_tokens_total{", door, "refused"));
        foreach (var door in new[] { "/operate", "slack" })
            Assert.NotEmpty(Line(said, "newsbot_limited_total{", door));
        Assert.Contains("\naspnetcore_rate_limiting_requests_total{", said, StringComparison.Ordinal);
    }

    // Instruments are the process's: other tests count in them too.
    private static string Line(string said, string name, params string[] values) => said.Split('\n')
        .First(l => l.StartsWith(name, StringComparison.Ordinal) && values.All(v => l.Contains($"=\"{v}\"", StringComparison.Ordinal)));

    private static async Task DoAsync(Scene scene, string sql)
    {
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }
}
