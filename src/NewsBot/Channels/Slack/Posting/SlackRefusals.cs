using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using NewsBot.Subscriptions;

namespace NewsBot.Channels.Slack.Posting;

/// <summary>What follows when Slack does not take what the bot posts of its own accord: the log gets all that Slack says of it, and where a
/// person can mend it those who have subscribed the channel are told.</summary>
internal sealed partial class SlackRefusals(
    SlackClient client, ConversationTable conversations, SubscriptionTable subscriptions, TimeProvider clock, ILogger<SlackRefusals> logger)
{
    private const int MostTold = 3;
    private const int MostKept = 10_000;
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromDays(1);

    // A courtesy: another process or a new start may tell once more.
    private readonly ConcurrentDictionary<string, DateTimeOffset> told = new(StringComparer.Ordinal);

    public async Task TellAsync(ConversationAccount place, SlackException refusal)
    {
        if (refusal.Remedy is SlackRemedy.Alarm or SlackRemedy.Bug && !SlackError.IsKnown(refusal.Error))
            Log.Unknown(logger, refusal.Method, place.Id, refusal.Error, refusal.Detail);
        else if (refusal.Remedy == SlackRemedy.Bug || refusal.Detail is not null)
            Log.Refused(logger, refusal.Method, place.Id, refusal.Error, refusal.Detail);
        if (refusal.Method == "chat.postMessage" && Remedy(refusal.Error) is { } remedy)
            await TellFollowersAsync(place, $"({refusal.Error}). {remedy}");
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

    private async Task TellFollowersAsync(ConversationAccount place, string why)
    {
        var (now, where) = (clock.GetUtcNow(), SlackPlace.Parse(place.Id).Whole);
        if (where.IsDirect
            || (told.TryGetValue(where.ToString(), out var last) && now - last < NotAgainFor)
            || await conversations.FindAsync(SlackActivity.Channel, where.ToString(), CancellationToken.None)
                is not { State: ConversationState.Open } conversation)
        {
            return;
        }

        if (told.Count >= MostKept)
            told.Clear();
        told[where.ToString()] = now;
        var followed = await subscriptions.ListAsync(conversation.Id, CancellationToken.None);
        foreach (var person in followed.Where(s => s.State == SubscriptionState.Active).Select(s => s.CreatedBy).OfType<string>().Distinct().Take(MostTold))
            await TellAsync(place, where, person, $"I cannot post in <#{where.Channel}> any more {why}");
    }

    private async Task TellAsync(ConversationAccount place, SlackPlace where, string person, string text)
    {
        try
        {
            var message = new JsonObject { ["channel"] = person, ["text"] = text, ["unfurl_links"] = false, ["unfurl_media"] = false };
            await client.CallAsync(place.TenantId, where.Team, "chat.postMessage", message, CancellationToken.None);
        }
        catch (SlackException e)
        {
            Log.NotTold(logger, place.Id, e.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack does not take {Method} in {Place}: {Error} ({Detail})")]
        public static partial void Refused(ILogger logger, string method, string place, string error, string? detail);

        [LoggerMessage(2, LogLevel.Error, "Slack answers {Method} in {Place} with a word that is not known here: {Error} ({Detail})")]
        public static partial void Unknown(ILogger logger, string method, string place, string error, string? detail);

        [LoggerMessage(3, LogLevel.Information, "A person who follows something in {Place} could not be told that it is closed: {Error}")]
        public static partial void NotTold(ILogger logger, string place, string error);
    }
}
