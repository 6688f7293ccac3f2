using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace NewsBot.Torture;

/// <summary>A post that the channel took.</summary>
internal sealed partial record Post(string Conversation, string Text)
{
    /// <summary>The channel's id of it, whether the answer with it arrives or not.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its card, without the note of a possible repeat.</summary>
    public string Body => (JsonNode.Parse(Text)?["attachments"] as JsonArray)?.FirstOrDefault()?["content"]?.ToJsonString() ?? Text;

    /// <summary>What names an edition: title, hour, window and subscription, whatever has become of its statements meanwhile. The whole card of
    /// another post, and of a part of an edition that is not its last: it does not name the subscription.</summary>
    public string Edition => NextEdition().Match(Body) is { Success: true } next && JsonNode.Parse(Body)?["body"] is JsonArray { Count: > 1 } rows
        ? $"{rows[0]!.ToJsonString()} {rows[1]!.ToJsonString()} {next.Groups[1].Value}"
        : Body;

    /// <summary>When it came, by the world's clock.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.UtcNow;

    public bool MayBeRepeat => Text.Contains("may be a repeat", StringComparison.Ordinal);

    [GeneratedRegex("\"Next edition: [^\"]*(#[0-9]+)\"")]
    private static partial Regex NextEdition();
}

/// <summary>
/// A channel without evidence, as the Bot Connector service is spoken to. It takes posts into its journal, and answers as a network does:
/// late, with refusals, or not at all, before or after it has taken the post.
/// </summary>
internal sealed class Connector : IAsyncDisposable
{
    // Its gateway answers for nobody so long of each time, longer than a lost answer is waited for at the speed of the kills.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan OneIn = TimeSpan.FromSeconds(75);

    private readonly WebApplication app;
    private readonly Random random;
    private readonly double faults;
    private readonly bool fails;
    private int ids;
    private int faulty;

    private Connector(WebApplication app, int seed, double faults, bool fails) => (this.app, random, this.faults, this.fails) = (app, new Random(seed), faults, fails);

    /// <summary>How long an answer takes where there is no fault.</summary>
    public TimeSpan Answers { get; init; }

    public Uri Address { get; private set; } = new("about:blank");

    public ConcurrentQueue<Post> Journal { get; } = new();

    /// <summary>Answers that were no plain success.</summary>
    public int Faults => Volatile.Read(ref faulty);

    /// <summary>False: it answers as it should.</summary>
    public bool Troubled { get; set; } = true;

    /// <param name="faults">The share of posts that are not simply taken.</param>
    /// <param name="answers">How long the other answers take; at once if nothing is said.</param>
    /// <param name="fails">Now and then its gateway reaches it for a while not at all.</param>
    public static async Task<Connector> StartAsync(int seed, double faults, TimeSpan answers = default, bool fails = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new Connector(builder.Build(), seed, faults, fails) { Answers = answers };
        connector.app.MapPost("/v3/conversations/{conversation}/activities", connector.TakeAsync);
        connector.app.MapPost("/v3/conversations/{conversation}/activities/{id}", connector.TakeAsync);
        connector.app.MapPut("/v3/conversations/{conversation}/activities/{id}", (string id) => Results.Json(new { id }));
        await connector.app.StartAsync();
        connector.Address = new Uri(connector.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return connector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context, string conversation)
    {
        if (fails && Troubled && TimeSpan.FromMilliseconds(Environment.TickCount64 % (long)OneIn.TotalMilliseconds) < Outage)
            return Refused(context, StatusCodes.Status504GatewayTimeout);
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (JsonNode.Parse(text) is not JsonObject activity || (string?)activity["type"] != "message")
            return Results.Json(new { id = "0" });
        var draw = Draw();
        if (draw < 0.2)
            return Refused(context, StatusCodes.Status429TooManyRequests);
        if (draw < 0.3)
            return Refused(context, StatusCodes.Status503ServiceUnavailable);
        // To the bot it looks the same whether the connection is lost before the post is taken or after it.
        if (draw < 0.4)
            return Aborted(context);
        var id = $"p{Interlocked.Increment(ref ids)}";
        Journal.Enqueue(new Post(conversation, text) { Id = id });
        if (draw < 0.5)
            return Refused(context, StatusCodes.Status502BadGateway);
        if (draw < 0.6)
            return Aborted(context);

        await Task.Delay(draw < 1 ? TimeSpan.FromMilliseconds(500 * draw) : Answers);
        return Results.Json(new { id });
    }

    // Below 1: a fault, its kind by the number.
    private double Draw()
    {
        if (!Troubled)
            return 2;
        lock (random)
            return random.NextDouble() < faults ? random.NextDouble() : 2;
    }

    private IResult Aborted(HttpContext context)
    {
        Interlocked.Increment(ref faulty);
        context.Abort();
        return Results.Empty;
    }

    private IResult Refused(HttpContext context, int status)
    {
        Interlocked.Increment(ref faulty);
        if (status is not (StatusCodes.Status502BadGateway or StatusCodes.Status504GatewayTimeout))
            context.Response.Headers.RetryAfter = "1";
        return Results.StatusCode(status);
    }
}
