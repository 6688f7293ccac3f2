using Microsoft.AspNetCore.Mvc;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace NewsBot.Channels.BotFramework;

/// <summary>Where the Azure Bot Service brings activities: <c>POST /api/messages</c>.</summary>
internal sealed class MessagesEndpoint(
    NewsroomAdapter adapter,
    BotFrameworkAuthentication authentication,
    IBot bot,
    EndpointDoor door,
    LateTurns late,
    IHostApplicationLifetime lifetime)
{
    /// <summary>Largest request, in bytes.</summary>
    public const int LargestRequest = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/messages", (MessagesEndpoint endpoint, HttpContext context) => endpoint.ReceiveAsync(context))
            .AddEndpointFilter<TooLarge>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (door.Refuses(context) is { } refusal)
            return refusal;
        using var received = new MemoryStream();
        await context.Request.Body.CopyToAsync(received, context.RequestAborted);
        if (ActivityBody.Read(received.GetBuffer().AsMemory(0, (int)received.Length)) is not { } activity)
            return Results.BadRequest();
        try
        {
            var caller = await authentication.AuthenticateRequestAsync(
                activity, context.Request.Headers.Authorization.ToString(), context.RequestAborted);
            return await RunAsync(caller, activity, context.Response);
        }
        catch (UnauthorizedAccessException)
        {
            return Results.Unauthorized();
        }
    }

    private async Task<IResult> RunAsync(AuthenticateRequestResult caller, Activity activity, HttpResponse response)
    {
        // Not the request's own token: a channel that no longer waits has still brought what somebody said.
        var turn = adapter.RunAsync(caller, activity, bot, lifetime.ApplicationStopping);
        if (activity.Type == ActivityTypes.Invoke || activity.DeliveryMode == DeliveryModes.ExpectReplies)
        {
            await HttpHelper.WriteResponseAsync(response, await turn);
            return Results.Empty;
        }

        await late.AwaitAsync(turn);
        return Results.Ok();
    }
}
