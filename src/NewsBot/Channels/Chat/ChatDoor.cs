namespace NewsBot.Channels.Chat;

/// <summary>Who may open the chat page and its Direct Line: this machine, or everybody when the setting <c>WebChat</c> is
/// <c>on</c>.</summary>
internal sealed class ChatDoor : IEndpointFilter
{
    private readonly bool? open;

    /// <exception cref="FormatException">The setting is neither <c>on</c> nor <c>off</c>.</exception>
    public ChatDoor(IConfiguration configuration) => open = Settings.Setting.Switch(configuration, "WebChat");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        open ?? Loopback.Is(context.HttpContext)
            ? await next(context)
            : Results.Text(
                "The chat page answers this machine only. Who runs NewsBot opens it to others by the setting WebChat=on.\n",
                statusCode: StatusCodes.Status403Forbidden);
}
