using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Slack.Incoming;
using NewsBot.Telemetry;

namespace NewsBot.Channels.Slack;

/// <summary>Where Slack brings events, commands and interactions over HTTP. Everything is verified before it is read, kept before it is
/// acknowledged, and worked through afterwards.</summary>
internal sealed partial class SlackEndpoints(
    SlackReceiver receiver, Strangers strangers, SlackOptions options, TimeProvider clock, ILogger<SlackEndpoints> logger)
{
    /// <summary>Largest request, in bytes; interactions with large views have some 60 KB.</summary>
    public const int LargestRequest = 1024 * 1024;

    private const string Events = "/slack/events";
    private const string Commands = "/slack/commands";
    private const string Interactions = "/slack/interactions";

    /// <summary>Tells Slack that another try is of no use.</summary>
    public const string NoRetryHeader = "X-Slack-No-Retry";

    // Slack's own next try may come at once.
    private const string WaitWhenFull = "1";

    private readonly SlackSignature signature = new(options.SigningSecrets, clock);

    /// <summary>Whether a request goes where only Slack has something to bring.</summary>
    public static bool IsDoor(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && (IsAt(request, Events) || IsAt(request, Commands) || IsAt(request, Interactions));

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilter<TooLarge>().WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        group.MapPost(Events, context => AnswerAsync(context, body => PayloadReader.Event(body)));
        group.MapPost(Commands, context => AnswerAsync(context, body => PayloadReader.Command(body.Span)));
        group.MapPost(Interactions, context => AnswerAsync(context, body => PayloadReader.Interaction(body.Span)));
        // Slack looks for a certificate without signing.
        group.MapGet(Commands, () => Results.Ok());
    }

    private static bool IsAt(HttpRequest request, string path) => request.Path.Equals(path, StringComparison.OrdinalIgnoreCase);

    private async Task AnswerAsync(HttpContext context, Func<ReadOnlyMemory<byte>, SlackPayload?> read)
    {
        using var received = new MemoryStream();
        await ReadAsync(context, received);
        var body = received.GetBuffer().AsMemory(0, (int)received.Length);
        var headers = context.Request.Headers;
        if (!signature.Holds(headers[SlackSignature.TimestampHeader], headers[SlackSignature.SignatureHeader], body.Span))
        {
            // Only now: what Slack has signed comes in, whoever else comes from its address or that of one proxy.
            if (strangers.Refuses(context))
                return;
            strangers.Count(context);
            if (!IsAt(context.Request, Events) && PayloadReader.Command(body.Span).Kind == SlackKind.SslCheck)
                return;
            Instruments.Tokens.Refused(Strangers.Slack);
            Log.Refused(logger, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Instruments.Tokens.Accepted(Strangers.Slack);
        if (read(body) is not { } payload)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers[NoRetryHeader] = "1";
            return;
        }

        try
        {
            // Not the request's own token: what somebody has said is kept even if Slack no longer waits.
            if (await receiver.ReceiveAsync(payload, CancellationToken.None) is { } answer)
                await WriteAsync(context, answer);
        }
        catch (InboxFullException)
        {
            // Without the header above Slack brings an event again.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = WaitWhenFull;
        }
    }

    private async Task ReadAsync(HttpContext context, MemoryStream received)
    {
        try
        {
            await context.Request.Body.CopyToAsync(received, context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            strangers.Count(context);
            throw;
        }
    }

    private static Task WriteAsync(HttpContext context, JsonNode answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request to {Path} was refused: Slack's signature does not hold, or our clock is wrong")]
        public static partial void Refused(ILogger logger, string path);
    }
}
