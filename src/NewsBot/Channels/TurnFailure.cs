using System.Security.Cryptography;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Teams;

namespace NewsBot.Channels;

/// <summary>What happens when a turn fails: the log gets the failure with an id, the person who has asked for something a sentence with
/// the same id.</summary>
internal sealed partial class TurnFailure(TimeProvider clock, ILogger<TurnFailure> logger)
{
    /// <summary>How long telling the person may take; a program that stops waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task TellAsync(ITurnContext turn, Exception failure)
    {
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var activity = turn.Activity;
        Log.TurnFailed(logger, failure, id, activity.ChannelId, activity.Conversation?.Id, activity.Type);
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke))
            return;
        try
        {
            var sentence = $"Something went wrong here. Please try again; if it happens again, report it with the id {id}.";
            using var limit = new CancellationTokenSource(Patience, clock);
            await turn.SendActivityAsync(
                activity.Type == ActivityTypes.Invoke ? InvokeFailure.Of(activity, sentence) : MessageFactory.Text(sentence), limit.Token);
        }
        catch (Exception e)
        {
            // Whatever broke the turn may well break the apology.
            Log.ApologyFailed(logger, e, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Turn failure {Id} on {Channel} in conversation {Conversation}, activity type {Type}")]
        public static partial void TurnFailed(
            ILogger logger, Exception failure, string id, string? channel, string? conversation, string? type);

        [LoggerMessage(2, LogLevel.Warning, "The person could not be told of turn failure {Id}")]
        public static partial void ApologyFailed(ILogger logger, Exception failure, string id);
    }
}
