using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Cards.Blocks;
using NewsBot.Slack.Blocks;

namespace NewsBot.Cards;

/// <summary>
/// Keeps a post inside what every client accepts. Teams counts UTF-16, and its published limits start at 28 KB a message; Slack
/// counts blocks and the characters of their texts.
/// </summary>
internal static class CardSize
{
    /// <summary>Bytes of UTF-16 that a card may have: with the line for notifications, the note of a repeat and the ids of a chat, which are
    /// some 800 characters, a message stays below 25,000.</summary>
    public const int Max = 22_500;

    /// <summary>Characters of the line for notifications.</summary>
    public const int MaxSummary = 300;

    // What Teams gets beside the card: its width, and each button a second time for clients that do not know the first.
    private const int Width = 29;
    private const int Fallback = 27;

    // Above the blocks may stand that the post may be a repeat.
    private const int NoteBlocks = 1;
    private const int NoteCharacters = 100;

    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // In an answer words are shortened first; only then are statements put behind "more".
    private static readonly int[] WordCaps = [600, 420, 280, 200];

    // What a card's texts may be cut to that nobody has thought of.
    private static readonly int[] TextCaps = [1200, 600, 300, 150, Short, 40, 20];

    // Texts are cut no further than this so that a button can be there twice.
    private const int Short = 75;

    /// <summary>Bytes of UTF-16 that a card has on its way to Teams.</summary>
    public static int Of(JsonNode card) =>
        2 * (Length(card) + Width + (card["actions"] as JsonArray ?? []).Sum(a => Length(a!) + Fallback));

    /// <summary>Whether a channel takes a card as one post.</summary>
    /// <param name="spare">Characters that it must have left.</param>
    public static bool Fits(JsonNode card, string channel, int spare = 0)
    {
        if (channel != Microsoft.Bot.Connector.Channels.Slack)
            return Of(card) + (2 * spare) <= Max;
        var blocks = CardBlocks.Of(card);
        return blocks.Count + NoteBlocks <= BlockLimits.MessageBlocks
            && BlockLimits.Characters(blocks) + NoteCharacters + spare <= BlockLimits.MessageCharacters;
    }

    /// <summary>The card with the most statements and the longest words that fits.</summary>
    /// <param name="count">How many statements there are.</param>
    /// <param name="fill">Makes the card from how many statements to show and how long their words may be.</param>
    public static (JsonNode Card, int Shown) Fit(int count, Func<int, int, JsonNode> fill)
    {
        foreach (var cap in WordCaps)
        {
            var card = fill(count, cap);
            if (Of(card) <= Max)
                return (card, count);
        }

        for (var shown = count - 1; ; shown--)
        {
            var card = fill(shown, WordCaps[^1]);
            if (Of(card) <= Max || shown <= 1)
                return (card, Math.Max(shown, 0));
        }
    }

    /// <summary>The guard that every card passes on its way out: the card, or one whose longest texts are cut at a word until it
    /// fits.</summary>
    /// <returns>Null when even that is too big: what is left is the plain text.</returns>
    public static JsonNode? Within(JsonNode? card)
    {
        if (card is null || Of(card) <= Max)
            return card;
        var shorter = card.DeepClone();
        foreach (var cap in TextCaps)
        {
            foreach (var text in Texts(shorter))
                text["text"] = CardText.Shorten((string)text["text"]!, cap);
            if (Of(shorter) <= Max || (cap <= Short && OfPlain(shorter) <= Max))
                return shorter;
        }

        return null;
    }

    // With each button once: so Teams gets a card that would be too big with more.
    private static int OfPlain(JsonNode card) => 2 * (Length(card) + Width);

    private static int Length(JsonNode node) => node.ToJsonString(AsSent).Length;

    private static IEnumerable<JsonObject> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject one when (string?)one["type"] is "TextRun" or "TextBlock" && one["text"] is JsonValue => [one],
        JsonObject one => one.SelectMany(p => Texts(p.Value)).ToList(),
        _ => [],
    };
}
