using System.Text.Json.Nodes;

namespace NewsBot.Slack.Blocks;

/// <summary>What Slack accepts, counted in UTF-16 units, of which there are never fewer than of whatever Slack counts.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit/blocks</remarks>
public static class BlockLimits
{
    /// <summary>Blocks of one of our messages; Slack takes 50.</summary>
    public const int MessageBlocks = 45;

    /// <summary>Blocks of a modal or a Home.</summary>
    public const int ViewBlocks = 100;

    /// <summary>Characters of all texts of one of our messages; over about 13,000 Slack refuses it (<c>msg_blocks_too_long</c>).</summary>
    public const int MessageCharacters = 10_000;

    /// <summary>Characters of <c>text</c>, which Slack recommends to keep under 4,000.</summary>
    public const int MessageText = 3900;

    /// <summary>Characters of a text object of ours; Slack takes 3,000.</summary>
    public const int Text = 2900;

    public const int HeaderText = 150;
    public const int ButtonText = 75;
    public const int ButtonValue = 2000;
    public const int ActionsElements = 25;
    public const int OptionText = 75;
    public const int OptionValue = 75;
    public const int Options = 100;
    public const int OverflowOptions = 5;
    public const int Label = 2000;
    public const int ViewTitle = 24;
    public const int PrivateMetadata = 3000;

    /// <summary>Characters of all texts of a block.</summary>
    public static int Characters(JsonNode? node) => node switch
    {
        JsonArray list => list.Sum(Characters),
        JsonObject block => block.Sum(p => p.Key == "text" && p.Value is JsonValue text && text.TryGetValue(out string? shown)
            ? shown.Length
            : Characters(p.Value)),
        _ => 0,
    };
}
