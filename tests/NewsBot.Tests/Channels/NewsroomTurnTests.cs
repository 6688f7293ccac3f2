using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NewsBot.Articles;
using NewsBot.Commands;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Statements;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Tests.Channels.BotFramework;
using NewsBot.Topics;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Channels;

/// <summary>The newsroom's own bot and its front desk behind the channels.</summary>
public sealed class NewsroomTurnTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly FakeMicrosoft microsoft = new();

    public void Dispose()
    {
        microsoft.Dispose();
        data.Dispose();
    }

    [Fact]
    public async Task The_same_activity_brought_twice_has_one_effect()
    {
        await using var host = await StartAsync();
        const string subscribe = """{"type":"message","id":"in-1","channelId":"emulator","serviceUrl":"http://127.0.0.1:9/","conversation":{"id":"conv:1"},"from":{"id":"u","name":"Ayesha"},"recipient":{"id":"b"},"text":"subscribe pak-us"}""";
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await host.Client.PostAsync("api/messages", new StringContent(subscribe, Encoding.UTF8, "application/json"))).StatusCode);
        Assert.Single(microsoft.Journal);
        Assert.Single(await host.Services.GetRequiredService<SubscriptionTable>().ListAsync(1, default));
    }

    [Fact]
    public async Task A_button_and_the_typed_line_do_the_same()
    {
        await using var host = await StartAsync();
        var chat = await ChatClient.OpenAsync(host.Client, "Asia/Karachi");
        Assert.Single(await chat.ReadAsync());

        await chat.SayAsync("topics");
        var typed = (await chat.ReadAsync())[^1];
        await chat.PostAsync(new { type = "message", value = new { say = "topics" }, channelData = new { postBack = true } });
        var pressed = (await chat.ReadAsync())[^1];

        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)typed["attachments"]![0]!["contentType"]);
        Assert.Equal(typed["attachments"]!.ToJsonString(), pressed["attachments"]!.ToJsonString());
        Assert.False(string.IsNullOrEmpty((string?)typed["summary"]));
    }

    private Task<ChannelHost> StartAsync() => ChannelHost.StartAsync(data.Path, settings: ["environment=Development"], more: services =>
    {
        microsoft.ServeOpen(services);
        services.Replace(ServiceDescriptor.Singleton(Newsdesk.Load()));
        services.AddWeb().AddFeeds().AddArticles().AddStatements().AddTopics().AddStories().AddSubscriptions().AddDigests().AddDeliveries().AddCommands();
    });
}
