using Microsoft.AspNetCore.Mvc;
using Microsoft.Bot.Builder;

namespace NewsBot.Channels.BotFramework;

/// <summary>Where the Azure Bot Service brings activities: <c>POST /api/messages</c>.</summary>
internal sealed partial class MessagesEndpoint(
    NewsroomAdapter adapter,
    IBot bot,
    ChannelRule rule,
    IHostEnvironment environment,
    IHostApplicationLifetime lifetime,
    ILogger<MessagesEndpoint> logger)
{
    /// <summary>Largest request, in bytes.</summary>
    public const int LargestRequest = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/messages", (MessagesEndpoint endpoint, HttpContext context) => endpoint.ReceiveAsync(context))
            .AddEndpointFilter<TooLarge>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (Refusal(context) is { } refusal)
            return refusal;
        using var received = new MemoryStream();
        await context.Request.Body.CopyToAsync(received, context.RequestAborted);
        if (ActivityBody.Read(received.GetBuffer().AsMemory(0, (int)received.Length)) is not { } body)
            return Results.BadRequest();
        using var readable = new MemoryStream(body.ToArray(), writable: false);
        context.Request.Body = readable;

        // Not the request's own token: a channel that no longer waits has still brought what somebody said.
        await adapter.ProcessAsync(context.Request, context.Response, bot, lifetime.ApplicationStopping);
        return Results.Empty;
    }

    // Before anything of the body is read. The SDK takes every message while no app id is set; here only this machine's, in
    // Development.
    private IResult? Refusal(HttpContext context)
    {
        if (!rule.IsOpen)
            return context.Request.Headers.Authorization.Count == 1 ? null : Results.Unauthorized();
        if (!environment.IsDevelopment() || !Loopback.Is(context))
        {
            Log.NoAppId(logger);
            return Results.Unauthorized();
        }

        // A page of a stranger that is open in a browser here could post as text without asking.
        if (!context.Request.HasJsonContentType())
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        context.Request.Headers.Authorization = default;
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "A message to /api/messages was refused, as no app id is set: set MicrosoftAppId (with MicrosoftAppType, " +
            "MicrosoftAppTenantId and MicrosoftAppPassword). Without it the endpoint answers only this machine, and only with " +
            "ASPNETCORE_ENVIRONMENT=Development")]
        public static partial void NoAppId(ILogger logger);
    }
}
