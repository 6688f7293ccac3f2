using System.Text.RegularExpressions;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Channels;
using NewsBot.Channels.Teams;
using NewsBot.Tests.Scenarios.Slack;
using Newtonsoft.Json;
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

    [Theory]
    [InlineData(ActivityTypes.MessageReaction)]
    [InlineData(ActivityTypes.MessageUpdate)]
    [InlineData(ActivityTypes.InstallationUpdate)]
    [InlineData(ActivityTypes.ConversationUpdate)]
    [InlineData(ActivityTypes.Event)]
    public async Task Nobody_is_told_who_has_asked_for_nothing(string type)
    {
        using var log = new LogTrap();
        using var factory = LoggerFactory.Create(b => b.AddProvider(log));
        var adapter = new TestAdapter();
        using var turn = new TurnContext(adapter, new Activity(type) { ChannelId = "test", Conversation = new ConversationAccount(id: "c") });
        await new TurnFailure(TimeProvider.System, factory.CreateLogger<TurnFailure>()).TellAsync(turn, new InvalidOperationException("the cause"));
        Assert.Empty(adapter.ActiveQueue);
        Assert.Contains("the cause", log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("adaptiveCard/action", "application/vnd.microsoft.error")]
    [InlineData("composeExtension/query", "composeExtension")]
    [InlineData("composeExtension/queryLink", "composeExtension")]
    [InlineData("composeExtension/fetchTask", "\"task\"")]
    [InlineData("task/submit", "\"task\"")]
    public async Task The_id_that_the_person_is_told_stands_in_the_log_with_the_failure(string? invoke, string? form)
    {
        using var log = new LogTrap();
        using var factory = LoggerFactory.Create(b => b.AddProvider(log));
        var adapter = new TestAdapter();
        var activity = new Activity(invoke is null ? ActivityTypes.Message : ActivityTypes.Invoke)
        {
            Name = invoke,
            ChannelId = "test",
            Conversation = new ConversationAccount(id: "c"),
        };
        using var turn = new TurnContext(adapter, activity);
        await new TurnFailure(TimeProvider.System, factory.CreateLogger<TurnFailure>()).TellAsync(turn, new InvalidOperationException("the cause"));
        var answer = Assert.IsType<Activity>(Assert.Single(adapter.ActiveQueue));
        var said = invoke is null ? answer.Text : JsonConvert.SerializeObject(((InvokeResponse)answer.Value).Body);
        Assert.Contains(form ?? "", said, StringComparison.Ordinal);
        var id = Regex.Match(said, "with the id ([0-9a-f]{8})").Groups[1].Value;
        Assert.Equal(8, id.Length);
        Assert.Contains($"Turn failure {id} on test in conversation c", log.Text, StringComparison.Ordinal);
        Assert.Contains("the cause", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the cause", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invoke_that_no_client_shows_an_answer_of_fails() =>
        Assert.Equal(500, ((InvokeResponse)InvokeFailure.Of(new Activity(ActivityTypes.Invoke) { Name = "fileConsent/invoke" }, "…").Value).Status);

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
