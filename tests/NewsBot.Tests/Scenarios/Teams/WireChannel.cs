using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>A request that a channel got.</summary>
/// <param name="Line">Method and path.</param>
/// <param name="Token">What it was shown as authorization.</param>
/// <param name="Body">The activity; null for a request without a body.</param>
/// <param name="At">When.</param>
internal sealed record WirePost(string Line, string? Token, JsonNode? Body, DateTimeOffset At);

/// <summary>A connector service on a port of loopback, reached over real connections. It keeps a journal, and takes every post unless it is
/// told otherwise.</summary>
internal sealed class WireChannel : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider clock;
    private int ids;

    private WireChannel(WebApplication app, TimeProvider clock) => (this.app, this.clock) = (app, clock);

    public ConcurrentQueue<WirePost> Journal { get; } = new();

    /// <summary>The ids of the posts that it took.</summary>
    public ConcurrentQueue<(string Id, WirePost Post)> Taken { get; } = new();

    /// <summary>Does something else with a post, by how many came before it.</summary>
    public Func<HttpContext, int, Task<bool>>? Instead { get; set; }

    public string Address => app.Urls.First() + "/amer/";

    public static async Task<WireChannel> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var channel = new WireChannel(builder.Build(), clock);
        channel.app.Run(channel.ServeAsync);
        await channel.app.StartAsync();
        return channel;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var before = Journal.Count;
        var post = new WirePost(
            $"{context.Request.Method} {context.Request.Path}",
            context.Request.Headers.Authorization,
            body.Length > 0 ? JsonNode.Parse(body) : null,
            clock.GetUtcNow());
        Journal.Enqueue(post);
        if (Instead is { } instead && await instead(context, before))
            return;
        var id = $"posted-{Interlocked.Increment(ref ids)}";
        Taken.Enqueue((id, post));
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { id });
    }
}
