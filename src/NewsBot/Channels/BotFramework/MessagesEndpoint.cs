using Microsoft.AspNetCore.Mvc;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Teams;

namespace NewsBot.Channels.BotFramework;

/// <summary>Where the Azure Bot Service brings activities: <c>POST /api/messages</c>.</summary>
internal sealed class MessagesEndpoint(
    NewsroomAdapter adapter,
    KeptClients authentication,
    IBot bot,
    EndpointDoor door,
    LateTurns late,
    IHostApplicationLifetime lifetime)
{
    /// <summary>Largest request, in bytes.</summary>
    public const int LargestRequest = 1024 * 1024;

    private const string Path = "/api/messages";

    /// <summary>Whether a request goes where only channels have something to bring.</summary>
    public static bool IsDoor(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, (MessagesEndpoint endpoint, HttpContext context) => endpoint.ReceiveAsync(context))
            .AddEndpointFilter<TooLarge>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        if (door.Refuses(context) is { } refusal)
            return door.Refuse(context, refusal);
        var header = context.Request.Headers.Authorization.ToString();
        try
        {
            // Before anything of the body: to read one costs far more than to send it.
            var verified = await authentication.VerifyAsync(header, context.RequestAborted);
            using var received = new MemoryStream();
            await context.Request.Body.CopyToAsync(received, context.RequestAborted);
            if (ActivityBody.Read(received.GetBuffer().AsMemory(0, (int)received.Length)) is not { } activity)
                return door.Refuse(context, Results.BadRequest());
            var caller = await authentication.AdmitAsync(activity, header, verified, context.RequestAborted);
            return await RunAsync(caller, activity, context.Response);
        }
        catch (UnauthorizedAccessException)
        {
            return door.Refuse(context, Results.Unauthorized());
        }
    }

    private async Task<IResult> RunAsync(AuthenticateRequestResult caller, Activity activity, HttpResponse response)
    {
        // Not the request's own token: a channel that no longer waits has still brought what somebody said. Nor its thread: SQLite's library
        // does its work on the caller's, and one that waits for a lock there would not be let go of when the time for the answer is over.
        var turn = Task.Run(() => adapter.RunAsync(caller, activity, bot, lifetime.ApplicationStopping), CancellationToken.None);
        if (activity.DeliveryMode != DeliveryModes.ExpectReplies && activity.Type == ActivityTypes.Invoke)
        {
            var answer = await late.EndsAsync(turn, LateTurns.InvokePatience) ? await turn : InvokeFailure.Late(activity);
            await HttpHelper.WriteResponseAsync(response, answer);
            return Results.Empty;
        }

        if (activity.DeliveryMode == DeliveryModes.ExpectReplies)
        {
            await HttpHelper.WriteResponseAsync(response, await turn);
            return Results.Empty;
        }

        await late.AwaitAsync(turn);
        return Results.Ok();
    }
}
