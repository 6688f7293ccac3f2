using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Cards;

/// <summary>What the bot says: an Adaptive Card, and the same as plain text for notifications and for clients without cards.</summary>
public sealed record CardMessage(string Text, JsonNode? Card = null)
{
    /// <summary>How many of the statements that were given stand on the card; the rest are behind <c>more</c>. Null when it lists none.</summary>
    public int? Shown { get; init; }

    /// <summary>Content type of the card.</summary>
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The message as an activity.</summary>
    public Activity ToActivity()
    {
        if (Content() is not { } card)
        {
            // The text quotes strangers: no client may read markup in it.
            var message = MessageFactory.Text(Text);
            message.TextFormat = TextFormatTypes.Plain;
            return message;
        }

        var activity = (Activity)MessageFactory.Attachment(new Attachment { ContentType = CardType, Content = card });
        activity.Summary = Text;
        return activity;
    }

    /// <summary>The card as a Newtonsoft value, null when there is none: a System.Text.Json value in an activity ends the
    /// process.</summary>
    public JObject? Content()
    {
        if (Card is null)
            return null;
        using var reader = new JsonTextReader(new StringReader(Card.ToJsonString())) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
