using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed class TurnFailureTests
{
    [Theory]
    [InlineData(ActivityTypes.Message)]
    [InlineData(ActivityTypes.Invoke)]
    public async Task A_channel_that_does_not_answer_is_not_waited_for_long(string type)
    {
        var clock = new FakeTimeProvider();
        var failure = new TurnFailure(clock, NullLogger<TurnFailure>.Instance);
        using var turn = new TurnContext(new SilentAdapter(), new Activity(type) { Conversation = new ConversationAccount(id: "c") });
        var telling = failure.TellAsync(turn, new InvalidOperationException());
        clock.Advance(TurnFailure.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(telling.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await telling.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(turn.Responded);
    }

    /// <summary>Takes what is sent and never answers.</summary>
    private sealed class SilentAdapter : BotAdapter
    {
        public override async Task<ResourceResponse[]> SendActivitiesAsync(
            ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        }

        public override Task<ResourceResponse> UpdateActivityAsync(
            ITurnContext turnContext, Activity activity, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task DeleteActivityAsync(
            ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
