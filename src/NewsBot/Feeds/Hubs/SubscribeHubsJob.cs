using NewsBot.Web;
using Quartz;

namespace NewsBot.Feeds.Hubs;

/// <summary>Asks hubs to tell us of news, and renews before the lease ends. Needs an address that the internet reaches
/// (<c>PublicAddress</c>);
/// without one, feeds are polled and nothing else.</summary>
[DisallowConcurrentExecution]
public sealed partial class SubscribeHubsJob(HubTable hubs, WebFetcher fetcher, WebOptions options, TimeProvider time, ILogger<SubscribeHubsJob> log) : IJob
{
    private const int HubsARun = 50;
    private const int MostRedirects = 3;
    private static readonly TimeSpan AnswerWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(12);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    /// <returns>How many hubs took the request.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (options.PublicUrl is not { } address)
            return 0;
        var taken = 0;
        foreach (var subscription in await hubs.DueAsync(time.GetUtcNow(), HubsARun, cancellationToken))
        {
            // Written before the request: the hub may confirm while it still answers.
            var state = subscription.State == HubState.Confirmed ? HubState.Confirmed : HubState.Asked;
            await hubs.WriteAsync(subscription.FeedId, state, null, time.GetUtcNow() + AnswerWait);
            var answer = subscription.Address is { } hub
                ? await AskAsync(hub, subscription.Form(address), cancellationToken)
                : Fetched.Failed(address, FetchProblem.BadAddress, "The hub’s address is no https address.");
            if (answer.Ok)
            {
                taken++;
                continue;
            }

            await hubs.WriteAsync(subscription.FeedId, HubState.Refused, null, time.GetUtcNow() + AfterFailure);
            Log.Refused(log, subscription.FeedId, subscription.Hub, answer.ProblemText);
        }

        return taken;
    }

    // A hub may have moved (307, 308): the same is asked there, as the recommendation has it.
    private async Task<Fetched> AskAsync(Uri hub, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
    {
        var answer = await fetcher.PostFormAsync(hub, form, cancellationToken);
        for (var hop = 0; hop < MostRedirects && answer is { Status: 307 or 308, Location: { Scheme: "https" } there }; hop++)
            answer = await fetcher.PostFormAsync(there, form, cancellationToken);
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Feed {FeedId}: the hub {Hub} did not take the subscription: {Sentence}")]
        public static partial void Refused(ILogger log, long feedId, string hub, string? sentence);
    }
}
