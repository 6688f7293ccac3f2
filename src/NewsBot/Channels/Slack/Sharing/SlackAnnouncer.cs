using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;

namespace NewsBot.Channels.Slack.Sharing;

/// <summary>Says something of the bot's own accord that is not owed to anybody: what Slack does not take is logged and not tried again.</summary>
internal sealed partial class SlackAnnouncer(SlackAdapter adapter, ILogger<SlackAnnouncer> logger)
{
    public async Task SayAsync(ConversationAccount? place, CardMessage message, CancellationToken cancellationToken)
    {
        if (place is null)
            return;
        var start = new Activity(ActivityTypes.Event) { ChannelId = SlackActivity.Channel, ServiceUrl = SlackActivity.ServiceUrl, Conversation = place };
        await adapter.ContinueConversationAsync(
            "",
            start,
            async (turn, stop) =>
            {
                try
                {
                    await turn.SendActivityAsync(message.ToActivity(SlackActivity.Channel), stop);
                }
                catch (ErrorResponseException e)
                {
                    // Outside of the turn, the adapter would have told the place of a failure.
                    Log.NotSaid(logger, place.Id, e.Body?.Error?.Code);
                }
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What was to be said in {Place} of the bot's own accord could not be: {Error}")]
        public static partial void NotSaid(ILogger logger, string place, string? error);
    }
}
