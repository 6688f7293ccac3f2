using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack.Posting;

/// <summary>Asks Slack whether a post whose answer was lost, or whose sender has died, stands there. It can only be asked where the bot was
/// granted the history of such conversations: by its own manifest that is direct messages.</summary>
internal sealed class SlackLook(SlackAdapter adapter)
{
    public async Task<bool> CanAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        try
        {
            return GridChannels.PlaceOf(conversation) is { } place && await adapter.MayReadAsync(place, cancellationToken);
        }
        catch (SlackException)
        {
            return false;
        }
    }

    public async Task<Seen> LookAsync(Conversation conversation, Sought sought, CancellationToken cancellationToken)
    {
        if (GridChannels.PlaceOf(conversation) is not { } place || !await CanAsync(conversation, cancellationToken))
            return new Seen(null, null);
        try
        {
            var found = await FindAsync(place, sought.Thread, sought, cancellationToken);
            // What a thread did not take stands outside of it.
            return found.There == false && sought.Thread is not null ? await FindAsync(place, null, sought, cancellationToken) : found;
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Forget or SlackRemedy.Alarm)
        {
            return new Seen(null, null);
        }
    }

    private async Task<Seen> FindAsync(ConversationAccount place, string? thread, Sought sought, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject
        {
            ["event_type"] = CardMessage.SlackEvent,
            ["event_payload"] = new JsonObject { ["key"] = sought.Key },
        };
        var (there, ts) = await adapter.FindAsync(place, thread, metadata, sought.Since, cancellationToken);
        return new Seen(there, ts);
    }
}
