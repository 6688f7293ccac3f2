using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;

namespace NewsBot.Conversations;

/// <summary>The adapters of the channels: through them the bot speaks first.</summary>
public sealed class Doors
{
    /// <summary>The door of every channel that has none of its own.</summary>
    public const string AnyOther = "*";

    private readonly ConcurrentDictionary<string, Door> doors = new(StringComparer.Ordinal);

    /// <summary>Channel id to adapter; filled when the host starts.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="adapter">Its adapter.</param>
    /// <param name="appId">The bot's app id there.</param>
    /// <param name="serviceUrl">Where a channel comes to us on two ways: only for conversations with this service address.</param>
    public void Open(string channel, BotAdapter adapter, string appId, string? serviceUrl = null) =>
        doors[serviceUrl is null ? channel : $"{channel} {serviceUrl}"] = new Door(adapter, appId);

    /// <summary>Posts into a conversation outside of any turn.</summary>
    /// <returns>The channel's id of the post; null when the channel gives none.</returns>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged: the caller decides what it
    /// means.</exception>
    public Task<string?> PostAsync(Conversation conversation, Activity activity, CancellationToken cancellationToken) =>
        InTurnAsync(
            conversation,
            async (turn, stop) =>
            {
                var id = (await turn.SendActivityAsync(activity, stop))?.Id;
                return string.IsNullOrEmpty(id) ? null : id;
            },
            cancellationToken);

    /// <summary>Posts under an earlier post: into its thread where the channel has threads.</summary>
    /// <returns>The channel's id of the post; null when the channel gives none.</returns>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged.</exception>
    public Task<string?> ReplyAsync(
        Conversation conversation, string postId, Activity activity, CancellationToken cancellationToken) =>
        InTurnAsync(
            conversation,
            async (turn, stop) =>
            {
                // In a Teams channel the thread is part of the conversation's id; elsewhere a reply says what it replies to.
                if (conversation is { Channel: "msteams", Kind: ConversationKind.Channel })
                    turn.Activity.Conversation.Id = $"{conversation.ExternalId};messageid={postId}";
                else
                    turn.Activity.Id = postId;
                var id = (await turn.SendActivityAsync(activity, stop))?.Id;
                return string.IsNullOrEmpty(id) ? null : id;
            },
            cancellationToken);

    /// <summary>Replaces an earlier post.</summary>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged.</exception>
    public Task UpdateAsync(
        Conversation conversation, string activityId, Activity activity, CancellationToken cancellationToken) =>
        InTurnAsync(
            conversation,
            async (turn, stop) =>
            {
                activity.ApplyConversationReference(turn.Activity.GetConversationReference());
                activity.Id = activityId;
                return (await turn.UpdateActivityAsync(activity, stop))?.Id;
            },
            cancellationToken);

    private async Task<string?> InTurnAsync(
        Conversation conversation, Func<ITurnContext, CancellationToken, Task<string?>> work, CancellationToken cancellationToken)
    {
        var continuation = Continuation(conversation);
        if (!doors.TryGetValue($"{conversation.Channel} {continuation.ServiceUrl}", out var door)
            && !doors.TryGetValue(conversation.Channel, out door)
            && !doors.TryGetValue(AnyOther, out door))
            throw new InvalidOperationException($"No adapter is open for the channel '{conversation.Channel}'.");

        string? id = null;
        ExceptionDispatchInfo? failure = null;
        async Task TurnAsync(ITurnContext turn, CancellationToken stop)
        {
            try
            {
                id = await work(turn, stop);
            }
            catch (Exception e)
            {
                // The adapter's OnTurnError would swallow it and the caller would see a success.
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }

        await door.Adapter.ContinueConversationAsync(door.AppId, continuation, TurnAsync, cancellationToken);
        failure?.Throw();
        return id;
    }

    // With an id the SDK would send a reply to an activity that does not exist.
    private static Activity Continuation(Conversation conversation)
    {
        var reference = JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)
            ?? throw new InvalidOperationException($"Conversation {conversation.Id} has no reference.");
        var activity = reference.GetContinuationActivity();
        activity.Id = null;
        return activity;
    }

    private sealed record Door(BotAdapter Adapter, string AppId);
}
