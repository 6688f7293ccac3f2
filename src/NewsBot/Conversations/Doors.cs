using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace NewsBot.Conversations;

/// <summary>The adapters of the channels: through them the bot speaks first.</summary>
public sealed class Doors
{
    /// <summary>Channel id to adapter; filled when the host starts.</summary>
    public void Open(string channel, BotAdapter adapter, string appId) => throw new NotSupportedException($"{channel} {adapter} {appId}");

    /// <summary>Posts into a conversation outside of any turn.</summary>
    /// <returns>The channel's id of the post; null when the channel gives none.</returns>
    /// <exception cref="Exception">Whatever the channel's adapter throws, unchanged: the caller decides what it means.</exception>
    public Task<string?> PostAsync(Conversation conversation, Activity activity, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Replaces an earlier post.</summary>
    public Task UpdateAsync(Conversation conversation, string activityId, Activity activity, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
