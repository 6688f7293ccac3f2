namespace NewsBot.Channels.BotFramework;

/// <summary>Who may knock at <c>/api/messages</c>, before anything of a body is read. The SDK takes every message while no app id
/// is set; here only this machine's, in Development.</summary>
internal sealed partial class EndpointDoor(ChannelRule rule, IHostEnvironment environment, ILogger<EndpointDoor> logger)
{
    /// <returns>Null when the request may go on.</returns>
    public IResult? Refuses(HttpContext context)
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
