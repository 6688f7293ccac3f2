using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Tests.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Operations;

/// <summary>What strangers may do, and what every answer tells a browser.</summary>
public sealed partial class DoorsTests
{
    private const string Token = "correct-horse-battery";

    [Theory]
    [InlineData("/")]
    [InlineData("/chat.js")]
    [InlineData("/operate", "same-origin")] // where its buttons must be known over http too
    [InlineData("/operate/operate.css")]
    [InlineData("/metrics")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_headers_that_keep_a_browser_in_bounds(string path, string referrer = "no-referrer")
    {
        await using var host = await OperationsHost.StartAsync();
        using var answer = await host.Client.GetAsync(path);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", referrer, "DENY", "same-origin"), (
            Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("X-Frame-Options"), Header("Cross-Origin-Resource-Policy")));
        Assert.Equal("", Header("Server"));
    }

    [Theory]
    [InlineData("/operate", HttpStatusCode.NotFound)]
    [InlineData("/metrics", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.Forbidden)]
    [InlineData("/v3/directline/conversations/x", HttpStatusCode.Forbidden)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    public async Task By_default_a_stranger_gets_nothing_but_whether_the_program_lives(string path, HttpStatusCode expected)
    {
        await using var host = await OperationsHost.StartAsync();
        using var answer = await host.StrangerAsync(HttpMethod.Get, path);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_reasons_of_the_health_are_for_operators()
    {
        await using var host = await OperationsHost.StartAsync(["Operate:Token=" + Token]);
        Assert.Contains("deliveries", await host.Client.GetStringAsync("/health/ready"), StringComparison.Ordinal);
        using var stranger = await host.StrangerAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal("{\"status\":\"Healthy\"}", await stranger.Content.ReadAsStringAsync());
        using var operators = await host.StrangerAsync(HttpMethod.Get, "/health/ready", Token);
        Assert.Contains("deliveries", await operators.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_s_token_opens_the_page_and_the_metrics_and_another_does_not()
    {
        await using var host = await OperationsHost.StartAsync(["Operate:Token=" + Token]);
        foreach (var path in new[] { "/operate", "/metrics" })
        {
            using var open = await host.StrangerAsync(HttpMethod.Get, path, Token);
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }

        using var wrong = await host.StrangerAsync(HttpMethod.Get, "/operate", Token + "s");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("Basic", wrong.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var none = await host.StrangerAsync(HttpMethod.Post, "/operate/retry");
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
    }

    [Theory]
    [InlineData(null, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "null", HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "null", HttpStatusCode.Redirect)] // what a browser sends from a page without a referrer
    [InlineData(null, null, HttpStatusCode.Redirect)]
    public async Task A_stranger_s_page_in_the_operator_s_browser_changes_nothing(string? site, string? origin, HttpStatusCode expected)
    {
        await using var host = await OperationsHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operate/pause-conversation") { Content = new FormUrlEncodedContent([new("id", "1")]) };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Redirect)
            Assert.Equal("/operate?done=nothing", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_stranger_gets_nothing_at_any_endpoint_but_what_is_meant_for_everybody()
    {
        await using var host = await OperationsHost.StartAsync(["Slack:SigningSecret=s", "Slack:BotToken=xoxb-1", "PublicAddress=https://news.example"]);
        var open = new List<string>();
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            // A parameter stands for any word.
            var path = "/" + Parameter().Replace(endpoint.RoutePattern.RawText!, "1").TrimStart('/');
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                using var answer = await host.StrangerAsync(new HttpMethod(method), path, content: method == "GET" ? null : new StringContent("{}", null, "application/json"));
                if ((int)answer.StatusCode is < 400 or >= 500)
                    open.Add($"{method} {path} {(int)answer.StatusCode}");
            }
        }

        // Slack looks at its own door for a certificate, without signing.
        string[] health = ["/health", "/health/live", "/health/ready"];
        Assert.Equal(
            [.. health.Select(h => $"GET {h} 200"), "GET /slack/commands 200", .. health.Select(h => $"POST {h} 200")],
            open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/operate")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/websub/x")]
    [InlineData("GET", "/ledger.json")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/v3/directline/conversations/x/activities")]
    [InlineData("POST", "/slack/nowhere")]
    public async Task Too_many_requests_of_one_address_are_told_to_wait_at_every_door(string method, string path)
    {
        await using var host = await OperationsHost.StartAsync(["Limits:RequestsAMinute=60", "Limits:LooksAMinute=60"]);
        var answers = new List<HttpStatusCode>();
        // A minute may end among them.
        for (var i = 0; i < 122; i++)
        {
            using var answer = await host.StrangerAsync(new HttpMethod(method), path);
            answers.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers.Take(60));
        using var local = await host.Client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
    }

    [Fact]
    public async Task The_open_chat_pages_of_an_office_with_one_address_are_not_told_to_wait()
    {
        await using var host = await OperationsHost.StartAsync(["WebChat=on"]);
        using var begun = await host.StrangerAsync(HttpMethod.Post, "/v3/directline/tokens/generate");
        var chat = JsonNode.Parse(await begun.Content.ReadAsStringAsync())!;
        // Sixty pages, each of which looks once a second.
        var answers = new HashSet<HttpStatusCode>();
        for (var i = 0; i < 3600; i++)
        {
            using var look = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{chat["conversationId"]}/activities?watermark=0");
            look.Headers.Add("X-Forwarded-For", "203.0.113.9");
            look.Headers.Add("Authorization", "Bearer " + chat["token"]);
            using var answer = await host.Client.SendAsync(look);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK], answers);
    }

    [Fact]
    public async Task Too_many_new_chats_of_one_address_are_refused_with_when_to_come_back_and_this_machine_is_not_counted()
    {
        await using var host = await OperationsHost.StartAsync(["WebChat=on", "Limits:NewChatsAMinute=3"]);
        for (var i = 0; i < 3; i++)
        {
            using var taken = await host.StrangerAsync(HttpMethod.Post, "/v3/directline/tokens/generate");
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        using var refused = await host.StrangerAsync(HttpMethod.Post, "/v3/directline/tokens/generate");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.True(refused.Headers.Contains("Content-Security-Policy"));
        for (var i = 0; i < 5; i++)
        {
            using var local = await host.Client.PostAsync("/v3/directline/tokens/generate", null);
            Assert.Equal(HttpStatusCode.OK, local.StatusCode);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_believed_each_caller_is_counted_and_none_of_them_is_this_machine()
    {
        await using var host = await OperationsHost.StartAsync(["WebChat=on", "Limits:NewChatsAMinute=2", "Proxies=127.0.0.1, ::1"]);
        const string newChat = "/v3/directline/tokens/generate";
        string[] flood = ["203.0.113.9", "203.0.113.9", "203.0.113.9", "198.51.100.7", "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"];
        var answers = new List<HttpStatusCode>();
        foreach (var caller in flood)
            answers.Add(await ThroughProxyAsync(host, HttpMethod.Post, newChat, caller));
        const HttpStatusCode ok = HttpStatusCode.OK, wait = HttpStatusCode.TooManyRequests;
        // Of an IPv6 network one customer has every address.
        Assert.Equal([ok, ok, wait, ok, ok, ok, wait, ok], answers);
        foreach (var caller in new[] { "203.0.113.9", "127.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9, 127.0.0.1", "127.0.0.1, ::1" })
            Assert.Equal(HttpStatusCode.NotFound, await ThroughProxyAsync(host, HttpMethod.Get, "/operate", caller));
    }

    [Theory]
    [InlineData("Proxies=127.0.0.0/8", true)]
    [InlineData("Proxies=192.0.2.1", false)]
    [InlineData("Proxies=", false)]
    public async Task Only_a_proxy_that_is_named_is_believed_that_a_request_came_by_https(string setting, bool believed)
    {
        await using var host = await OperationsHost.StartAsync([setting]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("10.0.0.0/33")]
    [InlineData("0.0.0.0/0")]
    [InlineData("127.0.0.1, ::/0")]
    public async Task A_list_of_proxies_that_is_none_stops_the_start_with_what_would_do(string proxies)
    {
        var refusal = await Assert.ThrowsAsync<FormatException>(() => OperationsHost.StartAsync(["Proxies=" + proxies]));
        Assert.StartsWith("Proxies holds '", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_answers_who_may_open_the_operators_page()
    {
        await using var host = await OperationsHost.StartAsync(["Operate:Token=" + Token]);
        using var open = await host.StrangerAsync(HttpMethod.Get, "/ledger.json", Token);
        Assert.Contains("conversations", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var shut = await host.StrangerAsync(HttpMethod.Get, "/ledger.json", Token + "s");
        Assert.Equal(HttpStatusCode.Unauthorized, shut.StatusCode);
    }

    [Fact]
    public async Task Junk_at_the_channels_door_is_told_to_wait_and_what_a_token_proves_comes_in_from_the_same_address()
    {
        using var microsoft = new FakeMicrosoft();
        var key = microsoft.AddKey("k1", "msteams");
        await using var host = await OperationsHost.StartAsync(change: microsoft.Serve);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 1300; i++)
            answers.Add(await KnockAsync(host, "Bearer junk"));
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Distinct());
        Assert.Equal(HttpStatusCode.OK, await KnockAsync(host, $"Bearer {new ForgedToken(key)}"));
    }

    [Theory]
    [InlineData("Production", null, HttpStatusCode.OK)]
    [InlineData("Production", "PublicAddress=https://news.example", HttpStatusCode.Forbidden)]
    [InlineData("Production", "MicrosoftAppId=11111111-2222-3333-4444-555555555555;MicrosoftAppPassword=p", HttpStatusCode.Forbidden)]
    [InlineData("Production", "Slack:SigningSecret=s;Slack:BotToken=xoxb-1;Slack:ApiUrl=http://127.0.0.1:1/", HttpStatusCode.Forbidden)]
    [InlineData("Production", "Slack:AppToken=xapp-1;Slack:BotToken=xoxb-1;Slack:ApiUrl=http://127.0.0.1:1/", HttpStatusCode.OK)] // Socket Mode: nobody comes in
    [InlineData("Production", "WebChat=on", HttpStatusCode.Forbidden)]
    [InlineData("Production", "WebChat=off", HttpStatusCode.OK)]
    [InlineData("Production", "Proxies=192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("Development", "PublicAddress=https://news.example;WebChat=on", HttpStatusCode.OK)]
    public async Task Where_others_come_in_from_outside_this_machine_needs_the_token_too(string environment, string? setting, HttpStatusCode expected)
    {
        await using var host = await OperationsHost.StartAsync(
            ["environment=" + environment, .. setting?.Split(';') ?? []]);
        foreach (var path in new[] { "/operate", "/ledger.json" })
        {
            using var answer = await host.Client.GetAsync(path);
            Assert.Equal(expected, answer.StatusCode);
        }

        using var metrics = await host.Client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
    }

    [Theory]
    [InlineData("/operate")]
    [InlineData("/ledger.json")]
    [InlineData("/")]
    [InlineData("/metrics")]
    public async Task A_proxy_that_speaks_as_nginx_does_when_it_is_told_nothing_is_not_this_machine(string path)
    {
        await using var host = await OperationsHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version10 };
        using var answer = await host.Client.SendAsync(request);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
    }

    [Fact]
    public async Task The_metrics_name_every_figure_that_the_dashboard_and_the_alerts_ask_for()
    {
        await using var host = await OperationsHost.StartAsync(["Metrics=on"]);
        using var answer = await host.StrangerAsync(HttpMethod.Get, "/metrics");
        var said = await answer.Content.ReadAsStringAsync();
        foreach (var name in MetricNames.Asked())
            Assert.True(said.Contains("# TYPE " + name, StringComparison.Ordinal) || MetricNames.Later.Contains(name), $"{name} is not in:\n{said}");
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private static async Task<HttpStatusCode> ThroughProxyAsync(OperationsHost host, HttpMethod method, string path, string caller)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-For", caller);
        using var answer = await host.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> KnockAsync(OperationsHost host, string authorization)
    {
        using var request = GuardedHost.Request(GuardedHost.Activity());
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await host.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
