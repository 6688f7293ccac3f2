using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Cards;

/// <summary>Keeps a card inside what every client accepts. Teams counts UTF-16, and its published limits start at 28 KB a message.</summary>
internal static class CardSize
{
    /// <summary>Bytes of UTF-16 that a card may have.</summary>
    public const int Max = 24 * 1024;

    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Words are shortened first; only then are statements put behind "more".
    private static readonly int[] WordCaps = [600, 420, 280, 200];

    public static int Of(JsonNode card) => 2 * card.ToJsonString(AsSent).Length;

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
}
