using Microsoft.Bot.Builder;
using NewsBot.Cards;
using NewsBot.Slack.Incoming;

namespace NewsBot.Channels.Slack;

/// <summary>Answers whatever is said with one message.</summary>
internal sealed class OneMessage(CardMessage message) : IBot
{
    public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
        turnContext.SendActivityAsync(message.ToActivity(SlackActivity.Channel), cancellationToken);
}
