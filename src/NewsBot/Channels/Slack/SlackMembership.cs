using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack;

/// <summary>A slash command can be typed, its answer's buttons pressed and its form saved where the bot cannot post: for what asks for posts
/// the bot joins, or says how it can be let in.</summary>
internal sealed class SlackMembership(SlackClient client, SlackAdapter adapter, CardDeck cards, ConversationTable conversations, Residence residence)
{
    /// <returns>What of the hint is still to be said; null when nothing is.</returns>
    public async Task<UnsaidAnswer?> SeeToAsync(SlackPayload payload, Activity asked, CancellationToken cancellationToken)
    {
        if (!await MayPostAsync(payload.Enterprise, asked, cancellationToken))
            return await HintAsync(asked, cancellationToken);
        // It has joined just now.
        if (SaidOutside.Is(asked) && await FindAsync(asked, cancellationToken) is { } conversation)
            await residence.ReturnAsync(conversation, cancellationToken);
        return null;
    }

    /// <summary>Marks what was said in a channel that is closed, unless the bot is in it again.</summary>
    public async Task MarkAsync(SlackPayload payload, Activity asked, CancellationToken cancellationToken)
    {
        if (payload.Kind != SlackKind.Event && await FindAsync(asked, cancellationToken) is { State: ConversationState.Closed }
            && await IsInAsync(payload.Enterprise, asked, cancellationToken) == false)
        {
            SaidOutside.Set(asked);
        }
    }

    /// <summary>Says how the bot can be let in, to the person who has asked.</summary>
    /// <inheritdoc cref="SeeToAsync"/>
    public Task<UnsaidAnswer?> HintAsync(Activity asked, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Parse(asked.Conversation.Id);
        var hint = cards.Notice(
            "I cannot post here yet",
            place.IsDirect
                ? "This is not a conversation with me. Say the same in my direct messages, or in a channel that I am in."
                : "Invite me into the channel: /invite @NewsBot. What was asked for here is kept, and comes as soon as I am in.");
        // Only the asker needs it.
        if (asked.ChannelData is JObject data)
            SlackReply.Publish(data, isPublic: false);
        return adapter.RunAsync(asked, new OneMessage(hint), cancellationToken);
    }

    /// <summary>Whether the bot is in a conversation, if need be by joining it, as far as Slack tells.</summary>
    public async Task<bool> MayPostAsync(string? enterprise, Activity asked, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Parse(asked.Conversation.Id);
        try
        {
            if (await IsMemberAsync(enterprise, place, cancellationToken))
                return true;
            await client.CallAsync(enterprise, place.Team, "conversations.join", new JsonObject { ["channel"] = place.Channel }, cancellationToken);
            return true;
        }
        catch (SlackException e) when (e.Error == "missing_scope")
        {
            // Of direct and group messages it tells only by scopes that are not asked for: what is not known is no reason for a hint.
            return true;
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Forget or SlackRemedy.Alarm)
        {
            return false;
        }
    }

    // Null where Slack does not tell.
    private async Task<bool?> IsInAsync(string? enterprise, Activity asked, CancellationToken cancellationToken)
    {
        try
        {
            return await IsMemberAsync(enterprise, SlackPlace.Parse(asked.Conversation.Id), cancellationToken);
        }
        catch (SlackException e)
        {
            return e.Remedy is SlackRemedy.Forget ? false : null;
        }
    }

    private async Task<bool> IsMemberAsync(string? enterprise, SlackPlace place, CancellationToken cancellationToken)
    {
        var channel = new JsonObject { ["channel"] = place.Channel };
        var answer = await client.CallAsync(enterprise, place.Team, "conversations.info", channel, cancellationToken);
        return answer.Flag("channel", "is_im") || answer.Flag("channel", "is_member");
    }

    private Task<Conversation?> FindAsync(Activity asked, CancellationToken cancellationToken) =>
        conversations.FindAsync(SlackActivity.Channel, SlackPlace.Parse(asked.Conversation.Id).Whole.ToString(), cancellationToken);
}
