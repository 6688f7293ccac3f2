using Microsoft.Bot.Builder;
using NewsBot.Cards;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Teams;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Deliveries;

namespace NewsBot.Channels;

/// <summary>Takes what people say to the front desk, typed or by a button, and its answers back.</summary>
internal sealed class Talk(
    ConversationTable conversations,
    Residence residence,
    Outsiders outsiders,
    CardAbove above,
    FrontDesk frontDesk,
    Haste haste)
{
    private const string Slowly = "That was a lot in one minute. I answer again in the next; nothing was done about this line.";

    /// <param name="turn">The turn in which it was said.</param>
    /// <param name="line">What was said.</param>
    /// <param name="cancellationToken">Stops the turn.</param>
    public async Task AnswerAsync(ITurnContext turn, string line, CancellationToken cancellationToken)
    {
        var activity = turn.Activity;
        if (haste.Of(activity) is not Pace.Free and var pace)
        {
            if (pace == Pace.Told)
                await turn.SendActivityAsync(new CardMessage(Slowly).ToActivity(activity.ChannelId), cancellationToken);
            return;
        }

        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        // Also where something had come between its opening and its return.
        if (conversation.Reopened || (!SaidOutside.Is(activity) && await residence.IsAwaitedAsync(conversation, cancellationToken)))
            await residence.ReturnAsync(conversation, cancellationToken);
        await outsiders.MarkAsync(turn, cancellationToken);
        var thread = CardAbove.ThreadOf(activity);
        var request = new Request(conversation, activity.From?.Id ?? "", activity.From?.Name, line)
        {
            Above = await above.FindAsync(activity, conversation, cancellationToken),
            Thread = thread,
            StartsThread = thread is not null && thread == activity.Id,
            External = ExternalPerson.Is(activity),
            Zone = ClientZone.Of(activity),
        };
        var answer = await frontDesk.AnswerAsync(request, cancellationToken);
        if (answer.Changed)
            SlackAudience.TellAll(activity);
        foreach (var message in answer.Messages)
            await turn.SendActivityAsync(message.ToActivity(activity.ChannelId), cancellationToken);
    }
}
