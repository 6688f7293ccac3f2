using Dapper;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Channels;

/// <summary>What leaving a place and coming back do: subscriptions are paused and resumed, never deleted, and the ledger of
/// deliveries says why what is owed there waits.</summary>
internal sealed class Residence(NewsDb db, ConversationTable conversations, SubscriptionTable subscriptions)
{
    /// <param name="conversation">The place.</param>
    /// <param name="reason">A sentence for people; what was paused for it is resumed on return.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task LeaveAsync(Conversation conversation, string reason, CancellationToken cancellationToken)
    {
        // Leaving a team as a whole leaves each of its channels once more.
        var now = await conversations.FindAsync(conversation.Id, cancellationToken);
        if (now?.State != ConversationState.Open)
            return;
        await conversations.SetStateAsync(conversation.Id, ConversationState.Closed, reason, cancellationToken);
        foreach (var subscription in await subscriptions.ListAsync(conversation.Id, cancellationToken))
        {
            if (subscription.State == SubscriptionState.Active)
                await subscriptions.SetStateAsync(subscription.Id, SubscriptionState.Paused, reason, cancellationToken);
        }

        await using var connection = await db.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update delivery set reason = @refused, reason_text = @reason where conversation_id = @Id and state in (@owed, @failed)",
            new
            {
                conversation.Id,
                reason,
                refused = (int)DeliveryProblem.Refused,
                owed = (int)DeliveryState.Owed,
                failed = (int)DeliveryState.Failed,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Opens a place again, and takes up what leaving it paused.</summary>
    public async Task ReturnAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.State == ConversationState.Closed)
            await conversations.SetStateAsync(conversation.Id, ConversationState.Open, null, cancellationToken);
        foreach (var subscription in await subscriptions.ListAsync(conversation.Id, cancellationToken))
        {
            if (subscription.State == SubscriptionState.Paused && Reasons.All.Contains(subscription.StateReason))
                await subscriptions.SetStateAsync(subscription.Id, SubscriptionState.Active, null, cancellationToken);
        }
    }

    /// <summary>Why a place was left.</summary>
    internal static class Reasons
    {
        public const string Uninstalled = "The app was uninstalled.";
        public const string Removed = "The bot was removed.";
        public const string ChannelArchived = "The channel was archived.";
        public const string ChannelDeleted = "The channel was deleted.";
        public const string ChannelUnshared = "The channel is no longer shared with the team.";
        public const string TeamArchived = "The team is archived.";
        public const string TeamDeleted = "The team was deleted.";

        public static readonly IReadOnlyList<string?> All =
            [Uninstalled, Removed, ChannelArchived, ChannelDeleted, ChannelUnshared, TeamArchived, TeamDeleted];
    }
}
