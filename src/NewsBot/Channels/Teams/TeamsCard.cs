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

    /// <summary>Full width, and buttons and pressed rows as <c>Action.Execute</c> with what they were as the fallback of clients that do
    /// not know it. A card that would grow too big keeps its plain ones.</summary>
    public static JObject Dress(JObject card)
    {
        var (dressed, plain) = (Wide(card), Wide(card));
        foreach (var button in dressed.Descendants().OfType<JObject>().Where(IsPlain).ToList())
            Execute(button);
        return Size(dressed) > CardSize.Max ? plain : dressed;
    }

    /// <summary>A card for a chat where the bot is not: what it says and where it comes from, without buttons and hints that lead
    /// to no answer.</summary>
    public static JObject Loose(JObject card)
    {
        var loose = Wide(card);
        loose.Remove("refresh");
        foreach (var part in loose.Descendants().OfType<JObject>().ToList())
        {
            var isHint = part["id"] is JValue { Value: string id } && id.EndsWith(Hint, StringComparison.Ordinal);
            if (isHint || (IsPlain(part) && part.Parent is JArray))
                part.Remove();
            else if (IsPlain(part))
                part.Parent!.Remove();
        }

        return loose;
    }

    /// <summary>Bytes as Teams counts them: UTF-16.</summary>
    public static int Size(JObject card) => 2 * card.ToString(Formatting.None).Length;

    private static JObject Wide(JObject card)
    {
        var wide = (JObject)card.DeepClone();
        wide["msteams"] = new JObject { ["width"] = "Full" };
        return wide;
    }

    private static bool IsPlain(JObject part) => (string?)part["type"] == Submit && part["data"] is JObject;

    private static void Execute(JObject button)
    {
        var plain = button.DeepClone();
        button["type"] = "Action.Execute";
        button["verb"] = SayVerb;
        button["fallback"] = plain;
    }
}
