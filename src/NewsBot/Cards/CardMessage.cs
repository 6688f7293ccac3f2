using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using NewsBot.Cards.Blocks;
using NewsBot.Digests;
using NewsBot.Slack.Blocks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Cards;

/// <summary>What the bot says: an Adaptive Card, and the same as plain text for notifications and for clients without cards.</summary>
public sealed record CardMessage(string Text, JsonNode? Card = null)
{
    /// <summary>How many of the statements that were given stand on the card; the rest are behind <c>more</c>. Null when it lists none.</summary>
    public int? Shown { get; init; }

    /// <summary>The line of its Undo button; null when it has none.</summary>
    public string? Undo { get; init; }

    /// <summary>All of it as plain text, for a channel that does not take the card; null when the text is all.</summary>
    public string? Whole { get; init; }

    /// <summary>A sentence that stands above it.</summary>
    public string? Note { get; init; }

    /// <summary>Who is called by it, above the card.</summary>
    public IReadOnlyList<CalledPerson> Called { get; init; } = [];

    /// <summary>Names the post among all of ours, where a channel can carry that along: a post whose answer was lost is found by
    /// it.</summary>
    public string? Key { get; init; }

    /// <summary>Content type of the card.</summary>
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Under this name Slack keeps the key beside the post.</summary>
    public const string SlackEvent = "newsbot_post";

    /// <summary>The message as an activity.</summary>
    /// <param name="channel">The channel's id; Slack, which makes a picture of a card, gets its own blocks.</param>
    public Activity ToActivity(string? channel = null)
    {
        if (channel == Microsoft.Bot.Connector.Channels.Slack)
            return ToSlack();
        if (Content() is not { } card)
        {
            // The text quotes strangers: no client may read markup in it.
            var message = MessageFactory.Text(Plain());
            message.TextFormat = TextFormatTypes.Plain;
            return message;
        }

        var activity = (Activity)MessageFactory.Attachment(new Attachment { ContentType = CardType, Content = card });
        activity.Summary = CardText.Cut(Text, CardSize.MaxSummary);
        var (call, mentions) = Calls.In(channel, Called);
        activity.Text = Above(call);
        activity.Entities = mentions;
        return activity;
    }

    // Blocks travel in the channel data, for our own adapter as for the Azure Bot Service's.
    private Activity ToSlack()
    {
        var activity = MessageFactory.Text(Card is null ? Plain() : Text);
        activity.TextFormat = TextFormatTypes.Plain;
        var data = new JObject();
        if (Card is not null && CardBlocks.Of(Card) is { Count: > 0 } blocks)
        {
            if (Calls.InSlack(Called) is { } call)
                blocks.Insert(0, Block.Section(call));
            if (Note is not null)
                blocks.Insert(0, Block.Context(Mrkdwn.Escape(Note)));
            using var reader = new JsonTextReader(new StringReader(blocks.ToJsonString())) { DateParseHandling = DateParseHandling.None };
            data["text"] = Mrkdwn.Escape(Text);
            // Our own adapter opens no previews anyway; the Azure Bot Service's passes this on.
            data["unfurl_links"] = false;
            data["unfurl_media"] = false;
            data["blocks"] = JArray.Load(reader);
        }

        if (Key is not null)
            data["metadata"] = new JObject { ["event_type"] = SlackEvent, ["event_payload"] = new JObject { ["key"] = Key } };
        activity.ChannelData = data.Count > 0 ? data : null;
        return activity;
    }

    private string Plain() => Above(Calls.Plain(Called)) is { } above ? $"{above}\n\n{Whole ?? Text}" : Whole ?? Text;

    private string? Above(string? call) => Note is null ? call : call is null ? Note : $"{Note}\n\n{call}";

    /// <summary>The card as a Newtonsoft value, never above <see cref="CardSize.Max"/>; null when there is none. A
    /// System.Text.Json value in an activity ends the process.</summary>
    public JObject? Content()
    {
        if (CardSize.Within(Card) is not { } card)
            return null;
        using var text = new StringReader(card.ToJsonString());
        using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
