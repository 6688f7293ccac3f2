using Microsoft.Bot.Schema;
using NewsBot.Storage;

namespace NewsBot.Conversations;

/// <summary>Where the bot may speak.</summary>
public sealed class ConversationTable(NewsDb db, TimeProvider clock)
{
    /// <summary>The conversation that an activity belongs to; remembered, with its reference brought up to date, if it is new.</summary>
    public Task<Conversation> JoinAsync(Activity activity, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{db} {clock}");

    public Task<Conversation?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sets the zone when the new source is at least as firm as the old one; the answer is the conversation as it is now.</summary>
    public Task<Conversation> SetZoneAsync(long id, string zone, ZoneSource source, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetStateAsync(long id, ConversationState state, string? reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
