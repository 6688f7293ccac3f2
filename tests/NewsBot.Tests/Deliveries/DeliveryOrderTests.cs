using NewsBot.Deliveries;
using NewsBot.Digests;
using Xunit;

namespace NewsBot.Tests.Deliveries;

public sealed class DeliveryOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_post_that_waits_alone_holds_up_the_further_posts_of_its_edition_and_nothing_else()
    {
        Delivery[] unfinished =
        [
            Of(1, 1, DeliveryState.Unknown, DeliveryProblem.AnswerLost, Now.AddMinutes(1)),
            Of(2, 1, DeliveryState.Owed, null, Now),
            Of(3, 1, DeliveryState.Owed, null, Now),
            Of(4, 2, DeliveryState.Owed, null, Now),
        ];
        Assert.Equal([4L], DeliveryOrder.Ready(unfinished, Now).Select(d => d.Id));
        Assert.Equal([1L, 2, 3, 4], DeliveryOrder.Ready(unfinished, Now.AddMinutes(1)).Select(d => d.Id));
    }

    [Fact]
    public void A_fault_of_the_channel_on_one_post_holds_up_no_other()
    {
        Delivery[] unfinished =
        [
            Of(1, 1, DeliveryState.Failed, DeliveryProblem.Fault, Now.AddMinutes(30)),
            Of(2, 2, DeliveryState.Owed, null, Now),
        ];
        Assert.Equal([2L], DeliveryOrder.Ready(unfinished, Now).Select(d => d.Id));
    }

    [Fact]
    public void What_is_behind_the_first_look_for_a_post_waits_for_it()
    {
        Delivery[] unfinished =
        [
            Of(1, 1, DeliveryState.Unknown, DeliveryProblem.AnswerLost, Now + RetryPlan.BeforeLook, tries: 1),
            Of(2, 2, DeliveryState.Owed, null, Now),
        ];
        Assert.Empty(DeliveryOrder.Ready(unfinished, Now));
        Assert.Equal([1L, 2], DeliveryOrder.Ready(unfinished, Now + RetryPlan.BeforeLook).Select(d => d.Id));
        Assert.Equal([2L], DeliveryOrder.Ready([Of(1, 1, DeliveryState.Unknown, DeliveryProblem.AnswerLost, Now + RetryPlan.BeforeLook, tries: 2), unfinished[1]], Now).Select(d => d.Id));
    }

    [Fact]
    public void A_refusal_for_all_holds_up_everything_after_it()
    {
        Delivery[] unfinished =
        [
            Of(1, 1, DeliveryState.Owed, null, Now),
            Of(2, 1, DeliveryState.Failed, DeliveryProblem.RateLimited, Now.AddMinutes(1)),
            Of(3, 2, DeliveryState.Owed, null, Now),
        ];
        Assert.Equal([1L], DeliveryOrder.Ready(unfinished, Now).Select(d => d.Id));
    }

    private static Delivery Of(long id, long digest, DeliveryState state, DeliveryProblem? reason, DateTimeOffset next, int tries = 0) => new()
    {
        Id = id,
        DigestId = digest,
        ConversationId = 1,
        State = state,
        Attempts = 0,
        Tries = tries,
        NextTry = next,
        Reason = reason,
        Kind = DigestKind.Edition,
    };
}
