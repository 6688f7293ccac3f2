using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack.Posting;

/// <summary>What follows when Slack does not take what the bot posts of its own accord: the log gets all that Slack says of it, and where a
/// person can mend it those whom it concerns are told how.</summary>
internal sealed partial class SlackRefusals(SlackClient client, ILogger<SlackRefusals> logger)
{
    /// <summary>Logs what Slack says of a call.</summary>
    public void Note(ConversationAccount place, SlackException refusal)
    {
        if (refusal.Remedy is SlackRemedy.Alarm or SlackRemedy.Bug && !SlackError.IsKnown(refusal.Error))
            Log.Unknown(logger, refusal.Method, place.Id, refusal.Error, refusal.Detail);
        else if (refusal.Remedy == SlackRemedy.Bug || refusal.Detail is not null)
            Log.Refused(logger, refusal.Method, place.Id, refusal.Error, refusal.Detail);
    }

    /// <summary>Tells people in direct messages how a channel that takes no posts can be mended; nobody where none of them can.</summary>
    /// <returns>Those who were told.</returns>
    public async Task<IReadOnlyList<string>> TellAsideAsync(
        Conversation conversation, string code, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        if (Remedy(code) is not { } remedy || GridChannels.PlaceOf(conversation) is not { } place)
            return [];
        var where = SlackPlace.Parse(conversation.ExternalId);
        var text = $"I cannot post in <#{where.Channel}> any more ({code}). {remedy}";
        var told = new List<string>();
        foreach (var person in people)
        {
            if (await TellAsync(place.TenantId, where, person, text, cancellationToken))
                told.Add(person);
        }

        return told;
    }

    // Null for what nobody in the workspace can mend, or has done with a purpose.
    private static string? Remedy(string error) => error switch
    {
        "not_in_channel" or "channel_not_found" => "Let me in again, and it goes on: /invite @NewsBot.",
        "missing_scope" => "Whoever installed the app must install it again, as it was not granted all that it needs.",
        "posting_to_channel_denied" or "no_permission" or "access_denied" =>
            "Whoever manages the channel can let me post, and it goes on when somebody speaks to me there.",
        _ when SlackError.IsOfPlace(error) && error.StartsWith("restricted_action", StringComparison.Ordinal) =>
            "Whoever manages the channel can let me post, and it goes on when somebody speaks to me there.",
        _ => null,
    };

    private async Task<bool> TellAsync(string? enterprise, SlackPlace where, string person, string text, CancellationToken cancellationToken)
    {
        try
        {
            var message = new JsonObject { ["channel"] = person, ["text"] = text, ["unfurl_links"] = false, ["unfurl_media"] = false };
            await client.CallAsync(enterprise, where.Team, "chat.postMessage", message, cancellationToken);
            return true;
        }
        catch (SlackException e)
        {
            Log.NotTold(logger, where.ToString(), e.Error);
            // It may have been told.
            return e.Remedy == SlackRemedy.Unknown;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack does not take {Method} in {Place}: {Error} ({Detail})")]
        public static partial void Refused(ILogger logger, string method, string place, string error, string? detail);

        [LoggerMessage(2, LogLevel.Error, "Slack answers {Method} in {Place} with a word that is not known here: {Error} ({Detail})")]
        public static partial void Unknown(ILogger logger, string method, string place, string error, string? detail);

        [LoggerMessage(3, LogLevel.Information, "A person whom {Place} concerns could not be told that it is closed: {Error}")]
        public static partial void NotTold(ILogger logger, string place, string error);
    }
}
