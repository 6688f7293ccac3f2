using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace NewsBot.Tests.Channels;

/// <summary>A bot that answers what it hears and keeps what it saw.</summary>
internal sealed class TestBot(Func<ITurnContext, Task>? answer = null) : IBot
{
    public List<Activity> Seen { get; } = [];

    public Func<ITurnContext, Task>? Answer { get; set; } = answer;

    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        lock (Seen)
            Seen.Add(turnContext.Activity);
        if (Answer is not null)
            await Answer(turnContext);
        else if (turnContext.Activity.Type == ActivityTypes.Message)
            await turnContext.SendActivityAsync("heard: " + turnContext.Activity.Text, cancellationToken: cancellationToken);
        else if (turnContext.Activity.MembersAdded is { Count: > 0 })
            await turnContext.SendActivityAsync("welcome", cancellationToken: cancellationToken);
    }
}
