using NewsBot.Conversations;

namespace NewsBot.Deliveries;

/// <summary>Claims a delivery, has it posted or its post edited, and records what became of it: the one exit of every try.</summary>
public sealed partial class DigestSender(
    DeliveryTable deliveries, DigestPoster poster, ConversationTable conversations, TimeProvider clock, ILogger<DigestSender> log)
{
    /// <summary>Tries a delivery once.</summary>
    /// <returns>Whether the conversation's later deliveries may follow.</returns>
    public async Task<bool> SendAsync(Delivery delivery, Conversation conversation, CancellationToken cancellationToken)
    {
        // A claim that has run out: its sender died between the post and the record.
        if (delivery.State == DeliveryState.Sending)
            return await RecordAsync(delivery, new PostResult(SendOutcome.Lost, null));
        if (!await deliveries.ClaimAsync(delivery, cancellationToken))
            return false;
        return await RecordAsync(delivery, await poster.PostAsync(delivery, conversation));
    }

    /// <summary>Brings a post up to its statement. A failure is recorded; nothing is posted anew.</summary>
    public async Task EditAsync(Delivery delivery, Conversation conversation)
    {
        var (outcome, revision) = await poster.EditAsync(delivery, conversation);
        if (outcome.Problem is null)
            await deliveries.EditedAsync(delivery.Id, revision ?? 0);
        else
            await deliveries.EditFailedAsync(delivery.Id, revision ?? 0, outcome, RetryPlan.AfterEdit(delivery, outcome, clock.GetUtcNow()));
    }

    private async Task<bool> RecordAsync(Delivery delivery, PostResult result)
    {
        var outcome = result.Outcome;
        if (outcome.Problem is null)
        {
            await deliveries.SentAsync(delivery.Id, outcome.ActivityId, result.ShownRevision);
            return true;
        }

        var step = RetryPlan.After(delivery, outcome, clock.GetUtcNow());
        await deliveries.FailedAsync(delivery.Id, outcome, step);
        if (step.Closes)
        {
            await conversations.SetStateAsync(delivery.ConversationId, ConversationState.Closed, outcome.Sentence, CancellationToken.None);
            Log.Closed(log, delivery.ConversationId, delivery.Id, outcome.Sentence);
        }
        else if (step.NextTry is null)
        {
            Log.Ended(log, delivery.Id, delivery.ConversationId, step.State, outcome.Sentence);
        }

        return !step.Closes && !DeliveryOrder.Blocks(step.State, outcome.Problem);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Conversation {Conversation} is closed after delivery {Delivery}: {Sentence}")]
        public static partial void Closed(ILogger logger, long conversation, long delivery, string? sentence);

        [LoggerMessage(LogLevel.Error, "Delivery {Delivery} to conversation {Conversation} ends as {State}: {Sentence}")]
        public static partial void Ended(ILogger logger, long delivery, long conversation, DeliveryState state, string? sentence);
    }
}
