using NewsBot.Cards;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace NewsBot.Channels.Teams;

/// <summary>A card as Teams shows it best. Pure: the card that comes in stays as it is.</summary>
internal static class TeamsCard
{
    /// <summary>What a button of ours does.</summary>
    public const string SayVerb = "say";

    /// <summary>What a client does by itself when a card comes into view.</summary>
    public const string RefreshVerb = "refresh";

    private const string Submit = "Action.Submit";

    // So end the ids of lines that say how to go on talking.
    private const string Hint = "-hint";

    /// <summary>Full width, and buttons as <c>Action.Execute</c> with what they were as the fallback of clients that do not know
    /// it. A card that would grow too big keeps its plain buttons.</summary>
    public static JObject Dress(JObject card)
    {
        var dressed = (JObject)card.DeepClone();
        dressed["msteams"] = new JObject { ["width"] = "Full" };
        if (dressed["actions"] is not JArray actions)
            return dressed;
        dressed["actions"] = new JArray(actions.Select(Execute));
        if (Size(dressed) > CardSize.Max)
            dressed["actions"] = actions;
        return dressed;
    }

    /// <summary>A card for a chat where the bot is not: what it says and where it comes from, without buttons and hints that lead
    /// to no answer.</summary>
    public static JObject Loose(JObject card)
    {
        var loose = Dress(card);
        if (card["actions"] is JArray actions)
            loose["actions"] = new JArray(actions.Where(a => (string?)a["type"] != Submit));
        loose.Remove("refresh");
        foreach (var part in loose.Descendants().OfType<JObject>().ToList())
        {
            if ((string?)(part["selectAction"] as JObject)?["type"] == Submit)
                part.Remove("selectAction");
            if (part["id"] is JValue { Value: string id } && id.EndsWith(Hint, StringComparison.Ordinal))
                part.Remove();
        }

        return loose;
    }

    /// <summary>Bytes as Teams counts them: UTF-16.</summary>
    public static int Size(JObject card) => 2 * card.ToString(Formatting.None).Length;

    private static JToken Execute(JToken action)
    {
        if (action is not JObject button || (string?)button["type"] != Submit || button["data"] is not JObject)
            return action;
        var execute = (JObject)button.DeepClone();
        execute["type"] = "Action.Execute";
        execute["verb"] = SayVerb;
        execute["fallback"] = button;
        return execute;
    }
}
