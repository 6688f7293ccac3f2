namespace NewsBot.Channels.BotFramework;

/// <summary>Who may knock at <c>/api/messages</c>, before anything of a body is read. The SDK takes every message while no app id
/// is set; here only this machine's, in Development.</summary>
internal sealed partial class EndpointDoor(
    ChannelRule rule, IHostEnvironment environment, Strangers strangers, ILogger<EndpointDoor> logger)
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

    /// <summary>The answer to what no verified token has brought. It is counted: an address with too much of it is told to wait. What a
    /// channel brings comes through, whoever else comes from its proxy's address.</summary>
    public IResult Refuse(HttpContext context, IResult refusal)
    {
        strangers.Count(context);
        return strangers.Refuses(context) ? Results.Empty : refusal;
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
