using Microsoft.Bot.Builder;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.Chat;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Teams;
using NewsBot.Conversations;

namespace NewsBot.Channels;

internal static class ChannelsServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<TurnFailure>()
        .AddSingleton<IBot, NewsroomBot>()
        .AddSingleton<Strangers>()
        .AddSingleton<Haste>()
        .AddSingleton<OwnMachine>()
        .AddSingleton<Talk>()
        .AddSingleton<Greeting>()
        .AddSingleton<Arrivals>()
        .AddSingleton<CardAbove>()
        .AddSingleton<TeamEvents>()
        .AddSingleton<Outsiders>()
        .AddSingleton<CardActions>()
        .AddSingleton<MessageExtension>()
        .AddSingleton<ArticleStatements>()
        .AddSingleton<ChatDoor>()
        .AddSingleton<ChatTable>()
        .AddSingleton<LocalChatAdapter>()
        .AddSingleton<DirectLine>()
        .AddBotFramework()
        .AddSlack();

    /// <summary>Opens the endpoints of the channels, and the doors through which the bot speaks first.</summary>
    /// <exception cref="FormatException">A setting is wrong; the message says what to set.</exception>
    public static WebApplication MapChannels(this WebApplication app)
    {
        // Asked for, so that a wrong setting stops the start.
        _ = app.Services.GetRequiredService<Haste>();
        var doors = app.Services.GetRequiredService<Doors>();
        var chats = app.Services.GetRequiredService<LocalChatAdapter>();
        doors.Open(ChatActivity.Channel, chats, appId: "", ChatActivity.ServiceUrl, chats.LookAsync);
        var rule = app.Services.GetRequiredService<ChannelRule>();
        doors.Open(Doors.AnyOther, app.Services.GetRequiredService<NewsroomAdapter>(), rule.AppId);
        MessagesEndpoint.Map(app);
        var door = app.Services.GetRequiredService<ChatDoor>();
        app.Services.GetRequiredService<DirectLine>().Map(app, door);
        ChatPage.Map(app, door);
        app.MapSlack();
        return app;
    }
}
