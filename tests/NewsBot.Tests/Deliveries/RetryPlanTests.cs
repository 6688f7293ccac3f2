using NewsBot.Deliveries;
using NewsBot.Tests.Subscriptions;
using Xunit;

namespace NewsBot.Tests.Deliveries;

public sealed class RetryPlanTests
{
    [Theory]
    [InlineData(DeliveryProblem.RateLimited, 1, 5)]
    [InlineData(DeliveryProblem.RateLimited, 3, 20)]
    [InlineData(DeliveryProblem.RateLimited, 50, 900)]
    [InlineData(DeliveryProblem.Network, 2, 10)]
    [InlineData(DeliveryProblem.ServerError, 1, 10)]
    [InlineData(DeliveryProblem.Conflict, 1, 2)]
    [InlineData(DeliveryProblem.Unauthorized, 1, 60)]
    [InlineData(DeliveryProblem.Internal, 2, 120)]
    public void A_passing_problem_is_tried_again_with_doubling_waits_and_jitter(DeliveryProblem problem, int attempt, int seconds)
    {
        var waits = Enumerable.Range(1, 200).Select(id => Wait(problem, attempt, id)).ToList();
        Assert.All(waits, w => Assert.InRange(w.TotalSeconds, seconds * 0.75, seconds * 1.25));
        Assert.InRange(waits.Average(w => w.TotalSeconds), seconds * 0.95, seconds * 1.05);
        Assert.Equal(waits, Enumerable.Range(1, 200).Select(id => Wait(problem, attempt, id)));
    }

    [Theory]
    [InlineData(DeliveryProblem.RateLimited, 100)]
    [InlineData(DeliveryProblem.Network, 100)]
    [InlineData(DeliveryProblem.ServerError, 50)]
    [InlineData(DeliveryProblem.Conflict, 10)]
    [InlineData(DeliveryProblem.Unauthorized, 50)]
    [InlineData(DeliveryProblem.Internal, 50)]
    [InlineData(DeliveryProblem.TooBig, 1)]
    [InlineData(DeliveryProblem.Rejected, 1)]
    [InlineData(DeliveryProblem.Fault, 2)]
    [InlineData(DeliveryProblem.Withdrawn, 1)]
    public void Patience_ends_after_so_many_tries(DeliveryProblem problem, int tries)
    {
        Assert.Equal(new RetryStep(DeliveryState.GivenUp, null), Step(problem, tries));
        if (tries > 1)
            Assert.Equal(DeliveryState.Failed, Step(problem, tries - 1).State);
    }

    [Theory]
    [InlineData(DeliveryProblem.Network, 9, DeliveryProblem.Conflict)]
    [InlineData(DeliveryProblem.Network, 49, DeliveryProblem.ServerError)]
    [InlineData(DeliveryProblem.RateLimited, 1, DeliveryProblem.Fault)]
    [InlineData(DeliveryProblem.AnswerLost, 1, DeliveryProblem.Fault)]
    [InlineData(DeliveryProblem.Conflict, 9, DeliveryProblem.Network)]
    public void Each_reason_has_its_own_patience(DeliveryProblem before, int times, DeliveryProblem then)
    {
        var first = RetryPlan.After(Tried(before, times), new(then, "…"), Given.Noon);
        Assert.Equal(DeliveryState.Failed, first.State);
        // The waits begin anew as well.
        Assert.Equal(RetryPlan.After(Tried(then, 0), new(then, "…"), Given.Noon), first);
    }

    [Fact]
    public void Reasons_that_take_turns_come_to_an_end()
    {
        var last = Delivery(1, RetryPlan.MostTries - 1, DeliveryState.Failed, reason: DeliveryProblem.Network, tries: 1);
        Assert.Equal(new RetryStep(DeliveryState.GivenUp, null), RetryPlan.After(last, new(DeliveryProblem.RateLimited, "…"), Given.Noon));
        Assert.Equal(new RetryStep(DeliveryState.Unknown, null), RetryPlan.After(last, SendOutcome.Lost, Given.Noon, canLook: true));
    }

    [Theory]
    [InlineData(DeliveryProblem.Fault, 1)]
    [InlineData(DeliveryProblem.Rejected, 0)]
    [InlineData(DeliveryProblem.TooBig, 0)]
    [InlineData(DeliveryProblem.Conflict, 9)]
    public void What_may_stand_there_is_not_said_to_have_failed_unless_the_channel_says_that_it_has_it_not(DeliveryProblem problem, int tries)
    {
        var doubted = Delivery(1, 5, DeliveryState.Unknown, reason: problem, tries: tries);
        Assert.Equal(new RetryStep(DeliveryState.Unknown, null), RetryPlan.After(doubted, new(problem, "…"), Given.Noon));
        Assert.Equal(new RetryStep(DeliveryState.GivenUp, null), RetryPlan.After(doubted, new(problem, "…"), Given.Noon, absent: true));
    }

    [Fact]
    public void The_channel_is_never_asked_earlier_than_it_wants()
    {
        foreach (var id in Enumerable.Range(1, 100))
        {
            var asked = new SendOutcome(DeliveryProblem.RateLimited, "…", RetryAfter: TimeSpan.FromSeconds(40));
            var next = RetryPlan.After(Delivery(id, 0), asked, Given.Noon).NextTry!.Value - Given.Noon;
            Assert.InRange(next.TotalSeconds, 40, 44);
        }
    }

    [Fact]
    public void A_lost_answer_is_posted_once_more_and_then_stays_unknown()
    {
        var first = RetryPlan.After(Delivery(1, 0), SendOutcome.Lost, Given.Noon);
        Assert.Equal(DeliveryState.Unknown, first.State);
        Assert.InRange((first.NextTry!.Value - Given.Noon).TotalSeconds, 45, 75);
        Assert.Equal(
            new RetryStep(DeliveryState.Unknown, null), RetryPlan.After(Delivery(1, 1, DeliveryState.Unknown), SendOutcome.Lost, Given.Noon));
    }

    [Fact]
    public void A_channel_that_cannot_be_reached_is_tried_like_one_that_is_out_of_order_and_the_doubt_stays()
    {
        var unavailable = new SendOutcome(DeliveryProblem.Unavailable, "…");
        foreach (var state in new[] { DeliveryState.Owed, DeliveryState.Unknown })
        {
            var first = RetryPlan.After(Delivery(1, 0, state), unavailable, Given.Noon);
            Assert.Equal(DeliveryState.Unknown, first.State);
            Assert.InRange((first.NextTry!.Value - Given.Noon).TotalSeconds, 7.5, 12.5);
        }

        var late = Delivery(1, 48, DeliveryState.Unknown, reason: DeliveryProblem.Unavailable, tries: 48);
        Assert.InRange((RetryPlan.After(late, unavailable, Given.Noon).NextTry!.Value - Given.Noon).TotalMinutes, 11, 19);
        var last = Delivery(1, 49, DeliveryState.Unknown, reason: DeliveryProblem.Unavailable, tries: 49);
        Assert.Equal(new RetryStep(DeliveryState.Unknown, null), RetryPlan.After(last, unavailable, Given.Noon, absent: true));
    }

    [Fact]
    public void A_refusal_after_a_lost_answer_does_not_end_the_doubt()
    {
        var limited = RetryPlan.After(Delivery(1, 1, DeliveryState.Unknown), new(DeliveryProblem.RateLimited, "…"), Given.Noon);
        Assert.Equal((DeliveryState.Unknown, true), (limited.State, limited.NextTry is not null));
        var closed = RetryPlan.After(Delivery(1, 1, DeliveryState.Unknown), new(DeliveryProblem.Refused, "…"), Given.Noon);
        Assert.Equal(new RetryStep(DeliveryState.Unknown, Given.Noon, Closes: true), closed);
    }

    [Fact]
    public void A_refusal_closes_the_conversation_and_keeps_the_delivery()
    {
        Assert.Equal(new RetryStep(DeliveryState.Failed, Given.Noon, Closes: true), Step(DeliveryProblem.Refused, 1));
        Assert.Equal(new RetryStep(DeliveryState.Failed, Given.Noon, Closes: true), Step(DeliveryProblem.NotPermitted, 1));
        Assert.Equal(new RetryStep(DeliveryState.Failed, Given.Noon.AddSeconds(10)), Step(DeliveryProblem.NoConversation, 1));
        Assert.Equal(new RetryStep(DeliveryState.Failed, Given.Noon, Closes: true), Step(DeliveryProblem.NoConversation, 2));
    }

    [Fact]
    public void An_edit_is_tried_five_times_at_most()
    {
        Assert.NotNull(RetryPlan.AfterEdit(Delivery(1, 1), new(DeliveryProblem.RateLimited, "…"), Given.Noon));
        Assert.NotNull(RetryPlan.AfterEdit(Delivery(1, 1), SendOutcome.Lost, Given.Noon));
        Assert.Null(RetryPlan.AfterEdit(Delivery(1, 1, edits: 4), new(DeliveryProblem.RateLimited, "…"), Given.Noon));
        Assert.Null(RetryPlan.AfterEdit(Delivery(1, 1), new(DeliveryProblem.NoConversation, "…"), Given.Noon));
    }

    [Fact]
    public void A_claim_outlasts_a_send() => Assert.True(RetryPlan.Claim > 2 * RetryPlan.SendLimit);

    [Fact]
    public void Deliveries_wait_for_the_one_before_them_unless_its_trouble_is_its_own()
    {
        var waits = Delivery(1, 1, DeliveryState.Failed, reason: DeliveryProblem.RateLimited, next: Given.Noon.AddSeconds(1));
        var own = Delivery(2, 1, DeliveryState.Failed, reason: DeliveryProblem.Internal, next: Given.Noon.AddSeconds(1));
        var unknown = Delivery(3, 1, DeliveryState.Unknown, reason: DeliveryProblem.AnswerLost, next: Given.Noon.AddSeconds(1));
        var doubted = Delivery(6, 2, DeliveryState.Unknown, reason: DeliveryProblem.RateLimited, next: Given.Noon.AddSeconds(1));
        var sending = Delivery(4, 1, DeliveryState.Sending, next: Given.Noon.AddSeconds(1));
        var owed = Delivery(5, 0, next: Given.Noon);
        Assert.Empty(DeliveryOrder.Ready([waits, owed], Given.Noon));
        Assert.Empty(DeliveryOrder.Ready([sending, owed], Given.Noon));
        Assert.Empty(DeliveryOrder.Ready([doubted, owed], Given.Noon));
        Assert.Equal([owed], DeliveryOrder.Ready([own, unknown, owed], Given.Noon));
        Assert.Equal([waits, owed], DeliveryOrder.Ready([waits, owed], Given.Noon.AddSeconds(1)));
    }

    private static RetryStep Step(DeliveryProblem problem, int attempt) => RetryPlan.After(Tried(problem, attempt - 1), new(problem, "…"), Given.Noon);

    private static TimeSpan Wait(DeliveryProblem problem, int attempt, long id) =>
        RetryPlan.After(Tried(problem, attempt - 1, id), new(problem, "…"), Given.Noon).NextTry!.Value - Given.Noon;

    // So often for one reason.
    private static Delivery Tried(DeliveryProblem problem, int tries, long id = 1) => Delivery(id, tries, reason: tries == 0 ? null : problem, tries: tries);

    private static Delivery Delivery(
        long id, int attempts, DeliveryState state = DeliveryState.Owed, int edits = 0, DeliveryProblem? reason = null, DateTimeOffset? next = null, int tries = 0) => new()
        {
            Id = id,
            DigestId = id,
            ConversationId = 1,
            State = state,
            Attempts = attempts,
            Tries = tries,
            EditFailures = edits,
            Reason = reason,
            NextTry = next,
        };
}
