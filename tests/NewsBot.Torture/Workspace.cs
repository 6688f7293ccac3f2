using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Tests.Fake;

namespace NewsBot.Torture;

/// <summary>
/// A channel with evidence whose journal is its own: a strict Slack workspace behind real addresses, which can be asked for the history of a
/// direct message with the key of every post. Posts are refused, or their answers are lost, as the connector's are.
/// </summary>
internal sealed class Workspace : IAsyncDisposable
{
    /// <summary>The person's direct message with the bot.</summary>
    public const string Direct = "D1";

    private const string Secret = "a-secret-of-the-torture";

    private readonly WebApplication app;
    private readonly FastClock clock;
    private readonly FakeSlack slack;
    private readonly HttpMessageInvoker within;
    private readonly Random random;
    private readonly double faults;
    private int faulty, said;

    private Workspace(WebApplication app, FastClock clock, int seed, double faults)
    {
        (this.app, this.clock, random, this.faults) = (app, clock, new Random(seed), faults);
        slack = new FakeSlack(clock);
        within = new HttpMessageInvoker(slack);
    }

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>False: it answers as it should.</summary>
    public bool Troubled { get; set; } = true;

    /// <summary>Answers to posts that were no plain success.</summary>
    public int Faults => Volatile.Read(ref faulty);

    /// <summary>What a node is told of it.</summary>
    public IReadOnlyList<string> Arguments =>
        [$"--Slack:BotToken={FakeSlack.BotToken}", $"--Slack:SigningSecret={Secret}", $"--Slack:ApiUrl={Address}api/"];

    /// <param name="faults">The share of posts that are not simply taken.</param>
    public static async Task<Workspace> StartAsync(FastClock clock, int seed, double faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var workspace = new Workspace(builder.Build(), clock, seed, faults);
        workspace.app.MapPost("/api/{method}", workspace.AnswerAsync);
        await workspace.app.StartAsync();
        workspace.Address = new Uri(workspace.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return workspace;
    }

    /// <summary>Types a line in the direct message.</summary>
    public async Task SayAsync(Node node, string line)
    {
        var ts = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()}.9{Interlocked.Increment(ref said):D5}");
        var body = Payloads.Direct(line, ts).ToJsonString();
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "slack/events"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
        request.Headers.Add(SlackSignature.SignatureHeader, SlackSignature.Sign(Secret, timestamp, Encoding.UTF8.GetBytes(body)));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The posts of the bot's own accord that it took, under the newsroom's id of the conversation.</summary>
    public IReadOnlyList<Post> Journal(string conversation) =>
    [
        .. slack.Live.Where(m => m.Channel == Direct && ((string?)m.Metadata?["event_payload"]?["key"])?.StartsWith("newsbot-", StringComparison.Ordinal) == true)
            .Select(m => new Post(conversation, $"{m.Text}\n{m.Blocks?.ToJsonString()}") { Id = m.Ts }),
    ];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        within.Dispose();
        slack.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, string method)
    {
        var draw = method == "chat.postMessage" ? Draw() : 2;
        // To the bot it looks the same whether the connection is lost before the post is taken or after it.
        if (draw < 0.2)
            context.Response.Headers.RetryAfter = "1";
        if (draw < 0.35)
            context.Response.StatusCode = (int)(draw < 0.2 ? HttpStatusCode.TooManyRequests : HttpStatusCode.ServiceUnavailable);
        else if (draw < 0.55)
            context.Abort();
        if (draw < 0.55)
            return;
        using var reader = new StreamReader(context.Request.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, FakeSlack.Api + method)
        {
            Content = new StringContent(await reader.ReadToEndAsync(), Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", (string?)context.Request.Headers.Authorization);
        using var answer = await within.SendAsync(request, CancellationToken.None);
        if (draw < 1)
        {
            context.Abort();
            return;
        }

        foreach (var header in answer.Headers)
            context.Response.Headers[header.Key] = header.Value.ToArray();
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
    }

    // Below 1: a fault, its kind by the number.
    private double Draw()
    {
        if (!Troubled)
            return 2;
        lock (random)
        {
            if (random.NextDouble() >= faults)
                return 2;
            Interlocked.Increment(ref faulty);
            return random.NextDouble();
        }
    }
}
