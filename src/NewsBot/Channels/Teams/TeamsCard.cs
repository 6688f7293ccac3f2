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
    /// not know it. A card that would grow too big keeps those in its body plain, or all.</summary>
    public static JObject Dress(JObject card)
    {
        var whole = Dress(card, c => c.Descendants());
        if (Size(whole) <= CardSize.Max)
            return whole;
        var bar = Dress(card, c => c["actions"]?.Children() ?? []);
        return Size(bar) <= CardSize.Max ? bar : Wide(card);
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

    private static JObject Dress(JObject card, Func<JObject, IEnumerable<JToken>> parts)
    {
        var dressed = Wide(card);
        foreach (var button in parts(dressed).OfType<JObject>().Where(IsPlain).ToList())
            Execute(button);
        return dressed;
    }

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
