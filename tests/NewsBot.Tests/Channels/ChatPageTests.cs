using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed partial class ChatPageTests : IDisposable
{
    private readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task The_page_asks_nothing_of_other_servers_and_lets_no_foreign_script_run()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var page = await host.Client.GetAsync("/");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var html = await page.Content.ReadAsStringAsync();

        Assert.StartsWith("default-src 'none'; script-src 'self';", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("http:", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("<html lang=\"en\">", html);
        Assert.DoesNotContain("{", html);
        Assert.DoesNotMatch("""(src|href)="(https?:)?//""", html);
    }

    [Fact]
    public async Task Every_part_that_the_page_names_is_served()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        var html = await host.Client.GetStringAsync("/");
        var parts = Parts().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(parts);
        foreach (var part in parts)
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync(part)).StatusCode);
    }

    [Fact]
    public async Task Every_answer_has_its_own_nonce()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        Assert.NotEqual(
            (await host.Client.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single(),
            (await host.Client.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData(null, "203.0.113.9", HttpStatusCode.Forbidden)]
    [InlineData("on", "203.0.113.9", HttpStatusCode.OK)]
    [InlineData("off", null, HttpStatusCode.Forbidden)]
    public async Task The_chat_is_for_this_machine_unless_it_is_opened(string? setting, string? forwardedFor, HttpStatusCode expected)
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot(), setting is null ? [] : ["WebChat=" + setting]);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/");
        using var token = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/generate");
        if (forwardedFor is not null)
        {
            page.Headers.Add("X-Forwarded-For", forwardedFor);
            token.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        Assert.Equal(expected, (await host.Client.SendAsync(page)).StatusCode);
        Assert.Equal(expected, (await host.Client.SendAsync(token)).StatusCode);
    }

    [Fact]
    public async Task A_name_of_a_stranger_for_this_machine_is_refused()
    {
        await using var host = await ChannelHost.StartAsync(data.Path, new TestBot());
        using var page = new HttpRequestMessage(HttpMethod.Get, "/");
        page.Headers.Host = "stranger.test";
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(page)).StatusCode);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"")]
    private static partial Regex Parts();
}
