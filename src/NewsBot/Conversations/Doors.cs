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

    /// <summary>Under this name the key of a post lies in the turn's state. An adapter whose channel can keep it beside the post does so, and
    /// is opened with a look that finds the post by it.</summary>
    public const string PostKey = "NewsBot.PostKey";

    /// <summary>Channel id to adapter; filled when the host starts.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="adapter">Its adapter.</param>
    /// <param name="appId">The bot's app id there.</param>
    /// <param name="serviceUrl">Where a channel comes to us on two ways: only for conversations with this service address.</param>
    /// <param name="look">Finds an earlier post; null when the channel gives no evidence of what it took.</param>
    /// <param name="more">What the channel has besides; null for nothing.</param>
    public void Open(
        string channel, BotAdapter adapter, string appId, string? serviceUrl = null, Look? look = null, Extras? more = null) =>
        doors[serviceUrl is null ? channel : $"{channel} {serviceUrl}"] = new Door(adapter, appId, look, more?.CanLook, more?.Aside);

    /// <summary>Tells people of a conversation, each alone, that it gets no posts.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="code">The channel's word for why.</param>
    /// <param name="people">The channel's ids of them.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Those who were told; the others can be told in their chats.</returns>
    public Task<IReadOnlyList<string>> TellAsideAsync(
        Conversation conversation, string? code, IReadOnlyList<string> people, CancellationToken cancellationToken) =>
        code is not null && Of(conversation)?.Aside is { } aside
            ? aside(conversation, code, people, cancellationToken)
            : Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Whether the channel of a conversation can tell if a post was made there.</summary>
    public async Task<bool> CanLookAsync(Conversation conversation, CancellationToken cancellationToken) =>
        Of(conversation) is { Look: not null } door && (door.CanLook is null || await door.CanLook(conversation, cancellationToken));

    /// <summary>Looks for a post whose answer was lost. A channel that gives no evidence is sent the sign of somebody who types, which leaves
    /// nothing behind: whether it is there again is all that it can tell.</summary>
    /// <returns>What the channel knows; nothing when it cannot tell.</returns>
    /// <exception cref="Exception">Whatever the channel throws, unchanged.</exception>
    public async Task<Seen> LookAsync(Conversation conversation, Sought sought, CancellationToken cancellationToken)
    {
        if (Of(conversation)?.Look is { } look)
            return await look(conversation, sought, cancellationToken);
        await InTurnAsync(
            conversation, async (turn, stop) => (await turn.SendActivityAsync(new Activity(ActivityTypes.Typing), stop))?.Id, cancellationToken);
        return new Seen(null, null);
    }

    /// <summary>Posts into a conversation outside of any turn.</summary>
    /// <param name="key">The post's own key, the same when it is tried again.</param>
    /// <returns>The channel's id of the post; null when the channel gives none.</returns>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged: the caller decides what it
    /// means.</exception>
    public Task<string?> PostAsync(Conversation conversation, Activity activity, string? key, CancellationToken cancellationToken) =>
        InTurnAsync(
            conversation,
            async (turn, stop) =>
            {
                if (key is not null)
                    turn.TurnState[PostKey] = key;
                var id = (await turn.SendActivityAsync(activity, stop))?.Id;
                return string.IsNullOrEmpty(id) ? null : id;
            },
            cancellationToken);

    /// <summary>Posts what has no key: it is not looked for if its answer is lost.</summary>
    /// <inheritdoc cref="PostAsync(Conversation, Activity, string?, CancellationToken)"/>
    public Task<string?> PostAsync(Conversation conversation, Activity activity, CancellationToken cancellationToken) =>
        PostAsync(conversation, activity, null, cancellationToken);

    /// <summary>Posts under an earlier post: into its thread where the channel has threads.</summary>
    /// <param name="key">The post's own key, the same when it is tried again; null for what is not looked for.</param>
    /// <returns>The channel's id of the post; null when the channel gives none.</returns>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged.</exception>
    public Task<string?> ReplyAsync(
        Conversation conversation, string postId, Activity activity, string? key, CancellationToken cancellationToken) =>
        InTurnAsync(
            conversation,
            async (turn, stop) =>
            {
                if (key is not null)
                    turn.TurnState[PostKey] = key;
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
        if (Of(conversation, continuation.ServiceUrl) is not { } door)
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

    private Door? Of(Conversation conversation) => Of(conversation, Continuation(conversation).ServiceUrl);

    private Door? Of(Conversation conversation, string? serviceUrl) =>
        doors.TryGetValue($"{conversation.Channel} {serviceUrl}", out var door)
        || doors.TryGetValue(conversation.Channel, out door)
        || doors.TryGetValue(AnyOther, out door)
            ? door
            : null;

    // With an id the SDK would send a reply to an activity that does not exist.
    private static Activity Continuation(Conversation conversation)
    {
        var reference = JsonConvert.DeserializeObject<ConversationReference>(conversation.Reference)
            ?? throw new InvalidOperationException($"Conversation {conversation.Id} has no reference.");
        var activity = reference.GetContinuationActivity();
        activity.Id = null;
        return activity;
    }

    private sealed record Door(BotAdapter Adapter, string AppId, Look? Look, CanLook? CanLook, Aside? Aside);
}

/// <summary>What a channel has besides posting and looking.</summary>
/// <param name="CanLook">Whether it can be looked in a conversation; null for all.</param>
/// <param name="Aside">Tells people of a conversation that it gets no posts; null where the channel has no words of its own for that.</param>
public sealed record Extras(CanLook? CanLook = null, Aside? Aside = null);

/// <summary>What a channel knows of a post.</summary>
/// <param name="There">Whether it was made; null when the channel cannot tell.</param>
/// <param name="ActivityId">The channel's id of it.</param>
public sealed record Seen(bool? There, string? ActivityId);

/// <summary>A post that is looked for.</summary>
/// <param name="Key">Its own key.</param>
/// <param name="Thread">The post in whose thread it stands; null outside of threads.</param>
/// <param name="Since">It is no older.</param>
public sealed record Sought(string Key, string? Thread, DateTimeOffset Since);

/// <summary>Looks in a channel for a post.</summary>
public delegate Task<Seen> Look(Conversation conversation, Sought sought, CancellationToken cancellationToken);

/// <summary>Whether the channel can tell what stands in a conversation.</summary>
public delegate Task<bool> CanLook(Conversation conversation, CancellationToken cancellationToken);

/// <summary>Tells people of a conversation, each alone, that it gets no posts, for a reason that the channel has a word for; gives those
/// who were told.</summary>
public delegate Task<IReadOnlyList<string>> Aside(
    Conversation conversation, string code, IReadOnlyList<string> people, CancellationToken cancellationToken);
