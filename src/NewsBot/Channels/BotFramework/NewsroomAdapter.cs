using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;

namespace NewsBot.Channels.BotFramework;

/// <summary>The channels of the Bot Framework: Teams, the emulator, and every other that the Azure Bot Service brings.</summary>
internal sealed class NewsroomAdapter : CloudAdapter
{
    public NewsroomAdapter(BotFrameworkAuthentication authentication, TurnFailure failure, ILogger<NewsroomAdapter> logger)
        : base(authentication, logger) => OnTurnError = failure.TellAsync;
}
