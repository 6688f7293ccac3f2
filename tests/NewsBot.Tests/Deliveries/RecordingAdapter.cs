using System.Collections.Concurrent;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace NewsBot.Tests.Deliveries;

/// <summary>Plays a channel: keeps what is posted and edited, and answers as it is told.</summary>
internal sealed class RecordingAdapter : BotAdapter
{
    private int _ids;

    /// <summary>The posts that the channel took, in order.</summary>
    public ConcurrentQueue<Activity> Posts { get; } = new();

    public ConcurrentQueue<Activity> Edits { get; } = new();

    /// <summary>What the channel does with the next posts, one by one; with none it takes them.</summary>
    public ConcurrentQueue<Func<Activity, Exception?>> Answers { get; } = new();

    /// <summary>What it says to the next signs of somebody who types; with none it takes them.</summary>
    public ConcurrentQueue<Exception> Signs { get; } = new();

    /// <summary>When set, a post to a conversation waits for it.</summary>
    public Func<Activity, CancellationToken, Task>? Slow { get; set; }

    public void Fail(params Exception[] failures)
    {
        foreach (var failure in failures)
            Answers.Enqueue(_ => failure);
    }

    public override async Task ContinueConversationAsync(
        string botId, Activity continuationActivity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var turn = new TurnContext(this, continuationActivity);
        await RunPipelineAsync(turn, callback, cancellationToken);
    }

    public override async Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var responses = new List<ResourceResponse>();
        foreach (var activity in activities)
        {
            if (activity.Type == ActivityTypes.Typing)
            {
                if (Signs.TryDequeue(out var sign))
                    throw sign;
                responses.Add(new ResourceResponse());
                continue;
            }

            if (Slow is { } slow)
                await slow(activity, cancellationToken);
            if (Answers.TryDequeue(out var answer) && answer(activity) is { } failure)
                throw failure;
            Posts.Enqueue(activity);
            responses.Add(new ResourceResponse($"post-{Interlocked.Increment(ref _ids)}"));
        }

        return [.. responses];
    }

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        if (Answers.TryDequeue(out var answer) && answer(activity) is { } failure)
            throw failure;
        Edits.Enqueue(activity);
        return Task.FromResult(new ResourceResponse(activity.Id));
    }

    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) => Task.CompletedTask;
}
