namespace NewsBot.Deliveries;

/// <summary>Keeps the deliveries of a conversation in order.</summary>
public static class DeliveryOrder
{
    /// <summary>Reasons of one post alone. After a lost answer it may stand there: to wait for more than the first look would hold up the rest
    /// for nothing.</summary>
    internal static readonly DeliveryProblem[] Alone = [DeliveryProblem.Internal, DeliveryProblem.AnswerLost, DeliveryProblem.Fault];

    /// <summary>
    /// The unfinished deliveries that may be tried now: in order, up to the first that waits. One that failed for a reason of its own
    /// (it could not be made) holds up only the further posts of its own edition.
    /// </summary>
    /// <param name="unfinished">Of one conversation, the oldest first.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<Delivery> Ready(IEnumerable<Delivery> unfinished, DateTimeOffset now)
    {
        var waiting = 0L;
        foreach (var delivery in unfinished.Where(d => d.DigestId != waiting))
        {
            if (delivery.Expired || delivery.NextTry <= now)
                yield return delivery;
            else if (Blocks(delivery.State, delivery.Reason) || AwaitsLook(delivery, now))
                yield break;
            else
                waiting = delivery.DigestId;
        }
    }

    /// <summary>Whether the channel is asked for a post for the first time, for which later ones wait: it takes seconds, and keeps the order.</summary>
    /// <param name="delivery">As it was before its answer was lost.</param>
    /// <param name="canLook">The channel can be asked.</param>
    public static bool BeginsLook(Delivery delivery, bool canLook) => canLook && delivery.Reason != DeliveryProblem.AnswerLost;

    // Where the channel cannot be asked the wait is longer; that its last seconds are waited for as well costs no more.
    private static bool AwaitsLook(Delivery delivery, DateTimeOffset now) =>
        delivery is { State: DeliveryState.Unknown, Reason: DeliveryProblem.AnswerLost, Tries: 1 } && delivery.NextTry <= now + (RetryPlan.BeforeLook * 1.25);

    /// <summary>Whether later deliveries wait for one in this state.</summary>
    public static bool Blocks(DeliveryState state, DeliveryProblem? reason) => state switch
    {
        DeliveryState.Owed or DeliveryState.Sending => true,
        DeliveryState.Failed or DeliveryState.Unknown => reason is not { } problem || !Alone.Contains(problem),
        _ => false,
    };
}
