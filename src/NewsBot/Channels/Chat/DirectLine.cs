using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;

namespace NewsBot.Channels.Chat;

/// <summary>The part of Direct Line 3.0 that Web Chat speaks, over polling, for chats of our own page.</summary>
/// <remarks>https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference</remarks>
internal sealed class DirectLine(ChatTable chats, LocalChatAdapter adapter, IBot bot, IHostApplicationLifetime lifetime)
{
    /// <summary>Largest request, in bytes: people type lines, not files.</summary>
    public const int LargestRequest = 64 * 1024;

    /// <summary>Most activities of one answer; the watermark leads to the rest.</summary>
    public const int LargestPage = 250;

    // A token is good for as long as its chat is kept; a client that refreshes it every half hour does no harm.
    private const int ExpiresInSeconds = 3600;

    public void Map(IEndpointRouteBuilder routes, ChatDoor door)
    {
        var group = routes.MapGroup("/v3/directline")
            .AddEndpointFilter(door)
            .AddEndpointFilter<TooLarge>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        group.MapPost("/tokens/generate", GenerateAsync);
        group.MapPost("/tokens/refresh", RefreshAsync);
        group.MapPost("/conversations", StartAsync);
        group.MapGet("/conversations/{id}", ReconnectAsync);
        group.MapGet("/conversations/{id}/activities", ReadAsync);
        group.MapPost("/conversations/{id}/activities", PostAsync);
        group.MapPost("/conversations/{id}/upload", UploadAsync);
    }

    private async Task<IResult> GenerateAsync(HttpRequest request)
    {
        // A page of a stranger can post here without being asked only as a form or as text.
        if (request.ContentLength > 0 && !request.HasJsonContentType())
            return Refusal(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "Send JSON.");
        var body = ChatActivity.Parse(await BodyAsync(request));
        var zone = body is null ? null : ClientZone.Known(ChatActivity.Text(body, "localTimezone"));
        var (id, token) = await chats.StartAsync(zone, request.HttpContext.RequestAborted);
        return Ticket(id, token);
    }

    private Task<IResult> RefreshAsync(HttpRequest request) =>
        WithChatAsync(request, null, (chat, token) => Task.FromResult(Ticket(chat.Id, token)));

    private Task<IResult> StartAsync(HttpRequest request) => WithChatAsync(request, null, async (chat, token) =>
        Ticket(chat.Id, token, await OpenAsync(chat) ? StatusCodes.Status201Created : StatusCodes.Status200OK));

    private Task<IResult> ReconnectAsync(HttpRequest request, string id) => WithChatAsync(request, id, async (chat, token) =>
    {
        await OpenAsync(chat);
        return Ticket(chat.Id, token);
    });

    // Tells the bot once that somebody has come, also when a page that was closed too early comes back.
    private async Task<bool> OpenAsync(Chat chat)
    {
        var first = await chats.OpenAsync(chat.Id, lifetime.ApplicationStopping);
        if (first)
            await adapter.RunAsync(ChatActivity.Opened(chat), bot, lifetime.ApplicationStopping);
        return first;
    }

    private Task<IResult> ReadAsync(HttpRequest request, string id, string? watermark) =>
        WithChatAsync(request, id, (chat, _) => PageAsync(chat, watermark, request.HttpContext.RequestAborted));

    private async Task<IResult> PageAsync(Chat chat, string? watermark, CancellationToken cancellationToken)
    {
        if (PlaceOf(watermark) is not { } after)
            return Refusal(StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one of ours.");
        var page = await chats.ReadAsync(chat.Id, after, LargestPage, cancellationToken);
        var json = new StringBuilder("{\"activities\":[")
            .AppendJoin(',', page.Select(p => p.Activity))
            .Append(CultureInfo.InvariantCulture, $"],\"watermark\":\"{(page.Count > 0 ? page[^1].Sequence : after)}\"}}");
        return Results.Text(json.ToString(), "application/json; charset=utf-8");
    }

    private static long? PlaceOf(string? watermark)
    {
        if (string.IsNullOrEmpty(watermark))
            return 0;
        return long.TryParse(watermark, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
    }

    private Task<IResult> PostAsync(HttpRequest request, string id) => WithChatAsync(request, id, async (chat, _) =>
        ChatActivity.Read(chat, await BodyAsync(request)) is { } activity
            ? await TakeAsync(chat, activity, bot)
            : Refusal(StatusCodes.Status400BadRequest, "BadArgument", "The body is not an activity that a person can post."));

    // Web Chat posts a message with files as a form: the activity, then the files.
    private Task<IResult> UploadAsync(HttpRequest request, string id) => WithChatAsync(request, id, async (chat, _) =>
    {
        if (!request.HasFormContentType)
            return Refusal(StatusCodes.Status415UnsupportedMediaType, "BadArgument", "Send a form.");
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var part = form.Files.FirstOrDefault(f => f.Name == "activity");
        using var reader = part is null ? null : new StreamReader(part.OpenReadStream());
        if (reader is null
            || ChatActivity.Read(chat, await reader.ReadToEndAsync(request.HttpContext.RequestAborted)) is not { } activity)
        {
            return Refusal(StatusCodes.Status400BadRequest, "BadArgument", "The form holds no activity.");
        }

        return await TakeAsync(chat, activity, string.IsNullOrWhiteSpace(activity.Text) ? new FilesUnread() : bot);
    });

    private async Task<IResult> TakeAsync(Chat chat, Activity activity, IBot answering)
    {
        // Nobody stores that somebody is typing.
        if (activity.Type == ActivityTypes.Typing)
            return Results.Json(new ChatReceipt(""));

        // Not the request's own token: what a person has said is done even if the page is closed meanwhile.
        var id = await adapter.ReceiveAsync(chat, activity, answering, lifetime.ApplicationStopping);
        return Results.Json(new ChatReceipt(id));
    }

    private async Task<IResult> WithChatAsync(HttpRequest request, string? id, Func<Chat, string, Task<IResult>> work)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !"Bearer".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Parameter is not { } token)
        {
            return Refusal(StatusCodes.Status401Unauthorized, "MissingToken", "Send the chat's token.");
        }

        // The same answer for a chat of somebody else and for one that is not there.
        var chat = await chats.FindAsync(token, request.HttpContext.RequestAborted);
        return chat is null || (id is not null && id != chat.Id)
            ? Refusal(StatusCodes.Status403Forbidden, "BadToken", "The token does not open this chat.")
            : await work(chat, token);
    }

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static IResult Ticket(string chatId, string token, int status = StatusCodes.Status200OK) =>
        Results.Json(new ChatTicket(chatId, token, ExpiresInSeconds), statusCode: status);

    private static IResult Refusal(int status, string code, string message) =>
        Results.Json(new ChatError(new ChatErrorDetail(code, message)), statusCode: status);

    /// <summary>Answers files without a word to them.</summary>
    private sealed class FilesUnread : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
            turnContext.SendActivityAsync(
                "I cannot read files. Type what you are looking for, or help.", cancellationToken: cancellationToken);
    }
}

internal sealed record ChatTicket(
    string ConversationId, string Token, [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record ChatReceipt(string Id);

internal sealed record ChatError(ChatErrorDetail Error);

internal sealed record ChatErrorDetail(string Code, string Message);
