using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using NewsBot.Slack.Incoming;

namespace NewsBot.Channels.Slack;

/// <summary>Where Slack brings events, commands and interactions over HTTP. Everything is verified before it is read, kept before it is
/// acknowledged, and worked through afterwards.</summary>
internal sealed partial class SlackEndpoints(SlackReceiver receiver, SlackOptions options, TimeProvider clock, ILogger<SlackEndpoints> logger)
{
    /// <summary>Largest request, in bytes; interactions with large views have some 60 KB.</summary>
    public const int LargestRequest = 1024 * 1024;

    private readonly SlackSignature signature = new(options.SigningSecrets, clock);

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/slack").AddEndpointFilter<TooLarge>().WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        group.MapPost("/events", context => AnswerAsync(context, body => PayloadReader.Event(body)));
        group.MapPost("/commands", context => AnswerAsync(context, body => PayloadReader.Command(body.Span)));
        group.MapPost("/interactions", context => AnswerAsync(context, body => PayloadReader.Interaction(body.Span)));
        // Slack looks for a certificate without signing.
        group.MapGet("/commands", () => Results.Ok());
    }

    private async Task AnswerAsync(HttpContext context, Func<ReadOnlyMemory<byte>, SlackPayload?> read)
    {
        using var received = new MemoryStream();
        await context.Request.Body.CopyToAsync(received, context.RequestAborted);
        var body = received.GetBuffer().AsMemory(0, (int)received.Length);
        var headers = context.Request.Headers;
        if (!signature.Holds(headers[SlackSignature.TimestampHeader], headers[SlackSignature.SignatureHeader], body.Span))
        {
            if (body.Span.StartsWith("ssl_check=1"u8))
                return;
            Log.Refused(logger, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (read(body) is not { } payload)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // Not the request's own token: what somebody has said is kept even if Slack no longer waits.
        if (await receiver.ReceiveAsync(payload, CancellationToken.None) is { } answer)
            await WriteAsync(context, answer);
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
