using Dapper;
using NewsBot.Conversations;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Deliveries;

/// <summary>What leaving a place and coming back do: subscriptions are paused and resumed, never deleted, and the ledger of
/// deliveries says why what is owed there waits.</summary>
public sealed class Residence(NewsDb db, ConversationTable conversations, SubscriptionTable subscriptions)
{
    internal const string Waits =
        """
        update delivery set reason = @refused, reason_text = @sentence
        where conversation_id = @Id and sent is null and state in (@owed, @failed)
        """;

    /// <param name="conversation">The place.</param>
    /// <param name="reason">A sentence for people; what was paused for it is resumed on return.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task LeaveAsync(Conversation conversation, string reason, CancellationToken cancellationToken)
    {
        // Leaving a team as a whole leaves each of its channels once more.
        var now = await conversations.FindAsync(conversation.Id, cancellationToken);
        if (now is not null && (now.State == ConversationState.Open || Reasons.Outweighs(reason, now.StateReason)))
            await CloseAsync(now, reason, reason, cancellationToken);
    }

    /// <summary>Leaves a place whose channel did not take a post: until somebody speaks there, or the app is installed anew.</summary>
    /// <param name="conversation">The place.</param>
    /// <param name="sentence">What the channel answered.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task RefusedAsync(Conversation conversation, string sentence, CancellationToken cancellationToken)
    {
        var now = await conversations.FindAsync(conversation.Id, cancellationToken);
        if (now?.State == ConversationState.Open)
            await CloseAsync(now, sentence, Reasons.Refused, cancellationToken);
    }

    /// <summary>Leaves every place of the tenant of a place whose administrator has barred the bot.</summary>
    /// <inheritdoc cref="RefusedAsync"/>
    public async Task BarredAsync(Conversation conversation, string sentence, CancellationToken cancellationToken)
    {
        foreach (var place in OfTenant(await conversations.BeginningAsync(conversation.Channel, "", cancellationToken), conversation))
            await RefusedAsync(place, sentence, cancellationToken);
    }

    /// <summary>Opens a place again, and takes up what leaving it paused.</summary>
    public async Task ReturnAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        await OpenAsync(conversation, cancellationToken);
        // An administrator who lets the bot in again tells nobody: where one place of the tenant is alive, all are.
        foreach (var place in OfTenant(await conversations.ClosedAsync(conversation.Channel, Reasons.Bar, cancellationToken), conversation))
            await OpenAsync(place, cancellationToken);
    }

    /// <summary>Whether something in a place is paused because it was left.</summary>
    public async Task<bool> IsAwaitedAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            "select state_reason from subscription where conversation_id = @Id and state = @paused and state_reason is not null",
            new { conversation.Id, paused = (int)SubscriptionState.Paused },
            cancellationToken: cancellationToken))).Any(Reasons.All.Contains);
    }

    /// <summary>The open chats of people of a place with the bot alone, one of each: where they can be told what the place
    /// cannot.</summary>
    public async Task<IReadOnlyList<Conversation>> ChatsAsync(
        Conversation conversation, IReadOnlyCollection<string> people, CancellationToken cancellationToken) =>
    [
        .. (await conversations.PersonalAsync(conversation.Channel, people, cancellationToken))
            .Where(c => c.Paused is null && c.SharesPeopleWith(conversation)).DistinctBy(c => c.Person),
    ];

    private async Task OpenAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.State == ConversationState.Closed)
            await conversations.SetStateAsync(conversation.Id, ConversationState.Open, null, cancellationToken);
        foreach (var subscription in await subscriptions.ListAsync(conversation.Id, cancellationToken))
        {
            if (subscription.State == SubscriptionState.Paused && Reasons.All.Contains(subscription.StateReason))
                await subscriptions.SetStateAsync(subscription.Id, SubscriptionState.Active, null, cancellationToken);
        }
    }

    private async Task CloseAsync(Conversation conversation, string sentence, string reason, CancellationToken cancellationToken)
    {
        await conversations.SetStateAsync(conversation.Id, ConversationState.Closed, sentence, cancellationToken);
        foreach (var subscription in await subscriptions.ListAsync(conversation.Id, cancellationToken))
        {
            if (subscription.State == SubscriptionState.Active)
                await subscriptions.SetStateAsync(subscription.Id, SubscriptionState.Paused, reason, cancellationToken);
        }

        await db.WriteAloneAsync(
            writing => writing.ExecuteAsync(new CommandDefinition(
                Waits,
                new
                {
                    conversation.Id,
                    sentence,
                    refused = (int)DeliveryProblem.Refused,
                    owed = (int)DeliveryState.Owed,
                    failed = (int)DeliveryState.Failed,
                },
                cancellationToken: cancellationToken)),
            cancellationToken);
    }

    private static IEnumerable<Conversation> OfTenant(IReadOnlyList<Conversation> places, Conversation conversation) =>
        places.Where(p => p.Id == conversation.Id || (p.Tenant.Length > 0 && p.Tenant == conversation.Tenant));

    /// <summary>Why a place was left.</summary>
    internal static class Reasons
    {
        public const string Uninstalled = "The app was uninstalled.";
        public const string Removed = "The bot was removed.";
        public const string RemovedFromChannel = "The bot was removed from the channel.";
        public const string ChannelArchived = "The channel was archived.";
        public const string ChannelDeleted = "The channel was deleted.";
        public const string ChannelUnshared = "The channel is no longer shared with the team.";
        public const string TeamArchived = "The team is archived.";
        public const string TeamDeleted = "The team was deleted.";
        public const string Refused = "The channel takes no posts of the bot here.";

        /// <summary>How Teams names it when an administrator has barred the bot.</summary>
        /// <remarks>https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages</remarks>
        public const string Bar = "BotDisabledByAdmin";

        public static readonly IReadOnlyList<string?> All =
            [Uninstalled, Removed, RemovedFromChannel, ChannelArchived, ChannelDeleted, ChannelUnshared, TeamArchived, TeamDeleted, Refused];

        /// <summary>Whether a place stays closed when its team comes back.</summary>
        public static bool IsOwn(string? reason) => reason is RemovedFromChannel or ChannelDeleted or ChannelUnshared;

        /// <summary>Whether a whole team was left.</summary>
        public static bool IsOfTeam(string? reason) => reason is TeamArchived or TeamDeleted;

        /// <summary>Whether a reason holds for a place that is closed already: what happened says more than a channel's answer to a post,
        /// and what happened to a channel outlasts what happened to its team.</summary>
        public static bool Outweighs(string reason, string? known) =>
            known is null || !All.Contains(known) || (IsOwn(reason) && IsOfTeam(known));
    }
}
