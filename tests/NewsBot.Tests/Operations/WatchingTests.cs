using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using NewsBot.Desk;
using NewsBot.Operations.Keeping;
using NewsBot.Operations.Page;
using NewsBot.Storage;
using NewsBot.Tests.Scenarios;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What figures and health tell: what somebody should be woken for, and nothing that is as somebody wanted it.</summary>
public sealed class WatchingTests
{
    [Fact]
    public async Task A_feed_that_is_not_read_is_late_and_one_that_somebody_paused_is_not()
    {
        await using var scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("post", "Valley Post", "press"));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromHours(3));
        using var figures = new Figures(scene.Services);
        Assert.True(figures.Read()["newsbot.stage.lag feeds"] > 900);

        await DoAsync(scene, "update feed set paused = next_check where url like '%herald%'");
        await DoAsync(scene, "update source set paused = 1 where key = 'post'");
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        var read = figures.Read();
        Assert.Equal((0, 2, 0, 0), (
            read["newsbot.stage.lag feeds"], read["newsbot.feeds paused"], read["newsbot.feeds reading"], read["newsbot.feeds failing"]));
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(scene, "feeds"));
    }

    [Fact]
    public async Task A_post_that_is_stuck_is_late_and_one_to_a_paused_conversation_is_held()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        var page = scene.Services.GetRequiredService<OperateTable>();
        var conversation = await scene.ScalarAsync("select max(id) from conversation");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.ComposeAsync();
        Assert.True(await page.PauseConversationAsync(conversation, pause: true, default));
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        using var figures = new Figures(scene.Services);
        var held = figures.Read();
        Assert.Equal((0, 1), (held["newsbot.stage.lag deliveries"], held["newsbot.conversations paused"]));
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(scene, "deliveries"));

        Assert.True(await page.PauseConversationAsync(conversation, pause: false, default));
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(figures.Read()["newsbot.stage.lag deliveries"] > 900);
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(scene, "deliveries"));
    }

    [Fact]
    public async Task A_post_whose_sender_has_died_is_late_when_its_lease_has_ended()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        await DoAsync(scene, "update delivery set state = 1, sent = null, next_try = null, lease = @now", new { now = scene.Clock.GetUtcNow() });
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        using var figures = new Figures(scene.Services);
        Assert.InRange(figures.Read()["newsbot.stage.lag deliveries"], 1199, 1201);
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(scene, "deliveries"));
    }

    [Fact]
    public async Task An_edition_that_is_due_is_late_and_one_of_a_closed_conversation_is_not()
    {
        await using var scene = await Scene.OpenAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        await chat.SayAsync("digest at 10:00");
        scene.Clock.Advance(TimeSpan.FromHours(30));
        using var figures = new Figures(scene.Services);
        Assert.True(figures.Read()["newsbot.stage.lag digests"] > 900);
        await DoAsync(scene, "update conversation set state = 1");
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(0, figures.Read()["newsbot.stage.lag digests"]);
    }

    [Fact]
    public async Task A_text_that_will_not_be_read_is_not_waited_for()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);
        await scene.WorkAsync();
        await DoAsync(scene, "delete from reading");
        scene.Clock.Advance(TimeSpan.FromHours(1));
        using var figures = new Figures(scene.Services);
        Assert.Equal(0, figures.Read()["newsbot.stage.lag statements"]);
        await DoAsync(scene, "update article set unread = 1");
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(figures.Read()["newsbot.stage.lag statements"] > 900);
    }

    [Fact]
    public async Task While_the_database_is_away_it_is_asked_once_a_scrape_and_no_figure_is_told_that_may_be_wrong()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        await DoAsync(scene, "alter table feed rename to feed_away");
        using var figures = new Figures(scene.Services);
        Assert.Equal("newsbot.desk.broken", Assert.Single(figures.Read().Keys));
        await DoAsync(scene, "alter table feed_away rename to feed");
        Assert.Single(figures.Read());
        scene.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, figures.Read()["newsbot.feeds reading"]);
    }

    [Fact]
    public async Task Health_says_why_when_the_database_is_away_feeds_fail_and_the_desk_is_broken()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Web.Serve(scene.Outlets[0].FeedUrl, HttpStatusCode.NotFound);
        await scene.WorkAsync();
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(scene, "feeds"));

        await File.WriteAllTextAsync(Path.Combine(scene.Folder.FullName, "sources.json"), "[{");
        Assert.False(scene.Services.GetRequiredService<DeskWatch>().Look());
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(scene, "desk"));
        var ready = await scene.Http.GetStringAsync("/health/ready");
        Assert.Contains("None of 1 feeds could be read", ready, StringComparison.Ordinal);
        Assert.Contains("sources.json, line 1", ready, StringComparison.Ordinal);

        await DoAsync(scene, "alter table schemaversions rename to away");
        using var away = await scene.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        await DoAsync(scene, "alter table away rename to schemaversions");
    }

    [Fact]
    public async Task A_changed_file_of_the_desk_is_taken_over_while_the_program_runs_and_house_is_kept()
    {
        await using var scene = await Scene.OpenAsync();
        var desk = scene.Services.GetRequiredService<Newsdesk>();
        Assert.Equal("Herald", Assert.Single(desk.Sources).Name);
        Assert.Single(scene.Services.GetServices<IHostedService>().OfType<Housekeeping>());
        var file = Path.Combine(scene.Folder.FullName, "sources.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Herald", "Herald Tribune", StringComparison.Ordinal));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (desk.Sources[0].Name != "Herald Tribune")
            await Task.Delay(100, patience.Token);
    }

    private static async Task<HealthStatus> StatusAsync(Scene scene, string check) =>
        (await scene.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[check].Status;

    private static async Task DoAsync(Scene scene, string sql, object? parameters = null)
    {
        await using var connection = await scene.Services.GetRequiredService<NewsDb>().OpenAsync(default);
        await connection.ExecuteAsync(sql, parameters);
    }
}
