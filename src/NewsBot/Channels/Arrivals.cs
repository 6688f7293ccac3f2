using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Teams;
using NewsBot.Conversations;
using NewsBot.Deliveries;

namespace NewsBot.Channels;

/// <summary>The bot comes into places and leaves them: it greets once, keeps who put it there, and pauses and resumes what is
/// followed.</summary>
internal sealed class Arrivals(
    ConversationTable conversations, OwnerTable owners, Residence residence, TeamEvents teams, Greeting greeting)
{
    /// <summary>Somebody came or went, or something happened to a team or channel.</summary>
    public async Task UpdateAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var activity = turn.Activity;
        if (TeamEvents.Tells(activity))
        {
            await teams.FollowAsync(activity, cancellationToken);
            return;
        }

        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        if (Has(activity.MembersRemoved, activity.Recipient))
            await LeaveAsync(activity, conversation, Residence.Reasons.Removed, cancellationToken);
        else if (Has(activity.MembersAdded, activity.Recipient))
        {
            // Slack has no event of an installation in one channel, but names who has invited the bot.
            if (activity is { ChannelId: Microsoft.Bot.Connector.Channels.Slack, From.Id: { Length: > 0 } person } && person != activity.Recipient.Id)
                await owners.ArriveAsync(conversation.Place, person, activity.From.Name, cancellationToken);
            await EnterAsync(turn, conversation, cancellationToken);
        }
        else if (conversation.Kind == ConversationKind.Personal && activity.MembersAdded is { Count: > 0 })
            await greeting.GreetAsync(turn, conversation, cancellationToken);
    }

    /// <summary>The app was installed, uninstalled or upgraded.</summary>
    public async Task InstallAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var activity = turn.Activity;
        var conversation = await conversations.JoinAsync(activity, cancellationToken);
        switch (activity.Action?.ToUpperInvariant())
        {
            case "ADD":
                if (conversation.Kind != ConversationKind.Personal && activity.From?.Id is { Length: > 0 } person)
                    await owners.ArriveAsync(conversation.Place, person, activity.From.Name, cancellationToken);
                await EnterAsync(turn, conversation, cancellationToken);
                break;
            case "REMOVE":
                await LeaveAsync(activity, conversation, Residence.Reasons.Uninstalled, cancellationToken);
                break;
        }
    }

    // A team is left as a whole: no channel of it can be posted to any more.
    private async Task LeaveAsync(Activity activity, Conversation conversation, string reason, CancellationToken cancellationToken)
    {
        if (TeamEvents.IsOfChannel(activity, conversation))
        {
            await residence.LeaveAsync(conversation, Residence.Reasons.RemovedFromChannel, cancellationToken);
            return;
        }

        await teams.LeaveTeamAsync(conversation.Team, reason, cancellationToken);
        await residence.LeaveAsync(conversation, reason, cancellationToken);
    }

    private async Task EnterAsync(ITurnContext turn, Conversation conversation, CancellationToken cancellationToken)
    {
        if (TeamEvents.IsOfChannel(turn.Activity, conversation))
        {
            await teams.ReturnAsync(conversation, cancellationToken);
        }
        else
        {
            await teams.ReturnTeamAsync(conversation.Team, cancellationToken);
            await residence.ReturnAsync(conversation, cancellationToken);
        }

        await greeting.GreetAsync(turn, conversation, cancellationToken);
    }

    private static bool Has(IList<ChannelAccount>? members, ChannelAccount? who) =>
        who?.Id is not null && members?.Any(m => m?.Id == who.Id) == true;
}
