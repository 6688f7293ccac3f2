using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Slack;

/// <summary>A slash command can be typed where the bot cannot post: after one that asks for posts the bot joins, or says how it can be let
/// in.</summary>
internal sealed class SlackMembership(SlackClient client, SlackAdapter adapter, CardDeck cards)
{
    public async Task SeeToAsync(SlackPayload payload, Activity asked, CancellationToken cancellationToken)
    {
        var place = SlackPlace.Parse(asked.Conversation.Id);
        if (await MayPostAsync(payload.Enterprise, place, cancellationToken))
            return;
        var hint = cards.Notice(
            "I cannot post here yet",
            place.IsDirect
                ? "This is not a conversation with me. Say the same in my direct messages, or in a channel that I am in."
                : "Invite me: /invite @NewsBot. What was asked for here is kept, and comes as soon as I am in.");
        // Only the asker needs it.
        if (asked.ChannelData is JObject data)
            SlackReply.Publish(data, isPublic: false);
        await adapter.RunAsync(asked, new OneMessage(hint), cancellationToken);
    }

    private async Task<bool> MayPostAsync(string? enterprise, SlackPlace place, CancellationToken cancellationToken)
    {
        try
        {
            var channel = new JsonObject { ["channel"] = place.Channel };
            var answer = await client.CallAsync(enterprise, place.Team, "conversations.info", channel, cancellationToken);
            if (answer.Flag("channel", "is_im") || answer.Flag("channel", "is_member"))
                return true;
            await client.CallAsync(enterprise, place.Team, "conversations.join", new JsonObject { ["channel"] = place.Channel }, cancellationToken);
            return true;
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Forget or SlackRemedy.Alarm)
        {
            return false;
        }
    }
}
