using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Feeds.Hubs;
using NewsBot.Tests.Scenarios;
using Xunit;

namespace NewsBot.Tests.Feeds.Hubs;

/// <summary>A feed announces a hub; the whole program subscribes, is asked back, and is told of news.</summary>
public sealed class HubTests
{
    private const string Hub = "https://hub.example/";

    [Fact]
    public async Task A_hub_that_is_announced_is_asked_confirmed_and_brings_the_next_look_forward()
    {
        await using var scene = await Scene.OpenAsync();
        var form = ServeHub(scene, HttpStatusCode.Accepted);
        await scene.WorkAsync();
        Assert.Equal(1, await scene.Services.GetRequiredService<SubscribeHubsJob>().RunAsync(default));
        Assert.Equal(("subscribe", scene.Outlets[0].FeedUrl), (form["hub.mode"], form["hub.topic"]));
        Assert.StartsWith("https://newsbot.example/websub/", form["hub.callback"], StringComparison.Ordinal);
        var callback = new Uri(form["hub.callback"]!).AbsolutePath;

        var question = $"{callback}?hub.mode=subscribe&hub.challenge=abc123&hub.lease_seconds=86400&hub.topic=";
        Assert.Equal("abc123", await scene.Http.GetStringAsync(question + Uri.EscapeDataString(scene.Outlets[0].FeedUrl)));
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Http.GetAsync(question + "https://other.example/")).StatusCode);
        Assert.Equal(0, await scene.Services.GetRequiredService<SubscribeHubsJob>().RunAsync(default));

        Publish(scene, "wrong");
        await PushAsync(scene, callback, "not the secret");
        await scene.PollAsync();
        Assert.Equal(0, await CountAsync(scene));
        await PushAsync(scene, callback, form["hub.secret"]!);
        await scene.PollAsync();
        Assert.Equal(1, await CountAsync(scene));

        scene.Clock.Advance(TimeSpan.FromHours(22));
        Assert.Equal(1, await scene.Services.GetRequiredService<SubscribeHubsJob>().RunAsync(default));
        Assert.Equal(HttpStatusCode.Gone, (await scene.Http.PostAsync("/websub/nobody", new StringContent(""))).StatusCode);
    }

    [Fact]
    public async Task A_hub_that_refuses_is_left_alone_for_half_a_day_and_the_feed_is_polled_as_ever()
    {
        await using var scene = await Scene.OpenAsync();
        ServeHub(scene, HttpStatusCode.Forbidden);
        await scene.WorkAsync();
        var job = scene.Services.GetRequiredService<SubscribeHubsJob>();
        Assert.Equal(0, await job.RunAsync(default));
        var asked = scene.Web.Count(Hub);
        scene.Clock.Advance(TimeSpan.FromHours(11));
        await job.RunAsync(default);
        Assert.Equal(asked, scene.Web.Count(Hub));
        Publish(scene, "later");
        await scene.PollAsync();
        Assert.Equal(1, await CountAsync(scene));
    }

    [Fact]
    public async Task A_hub_that_has_moved_is_asked_where_it_is_and_one_without_https_never()
    {
        await using var scene = await Scene.OpenAsync();
        var form = ServeHub(scene, HttpStatusCode.Accepted);
        scene.Web.ServeAsync("https://old.example/", (_, _) =>
        {
            var moved = new HttpResponseMessage(HttpStatusCode.PermanentRedirect) { Content = new ByteArrayContent([]) };
            moved.Headers.Location = new Uri(Hub);
            return Task.FromResult(moved);
        });
        scene.Outlets[0].Hub = "https://old.example/";
        scene.Outlets[0].Open();
        await scene.WorkAsync();
        var job = scene.Services.GetRequiredService<SubscribeHubsJob>();
        Assert.Equal(1, await job.RunAsync(default));
        Assert.Equal("subscribe", form["hub.mode"]);

        scene.Outlets[0].Hub = "http://open.example/";
        scene.Outlets[0].Open();
        await scene.PassAsync(TimeSpan.FromHours(1));
        await job.RunAsync(default);
        Assert.Equal(0, scene.Web.Count("http://open.example/"));
        Assert.Equal(1, await scene.ScalarAsync("select count(*) from hub_subscription where hub = 'http://open.example/' and state = 2"));
    }

    private static System.Collections.Specialized.NameValueCollection ServeHub(Scene scene, HttpStatusCode answer)
    {
        var form = new System.Collections.Specialized.NameValueCollection();
        scene.Web.ServeAsync(Hub, async (request, stop) =>
        {
            form.Clear();
            form.Add(HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(stop)));
            return new HttpResponseMessage(answer) { Content = new ByteArrayContent([]) };
        });
        var outlet = scene.Outlets[0];
        outlet.Hub = Hub;
        outlet.Open();
        return form;
    }

    private static void Publish(Scene scene, string slug) => scene.Outlets[0].Publish(slug, "Talks on trade go on", scene.Clock.GetUtcNow(), Said.OnPakUs);

    private static async Task PushAsync(Scene scene, string callback, string secret)
    {
        var body = Encoding.UTF8.GetBytes("<rss/>");
        using var push = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new ByteArrayContent(body) };
        push.Headers.Add("X-Hub-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        Assert.Equal(HttpStatusCode.Accepted, (await scene.Http.SendAsync(push)).StatusCode);
    }

    private static Task<long> CountAsync(Scene scene) => scene.ScalarAsync("select count(*) from feed_item");
}
