using System.Text.Json.Nodes;

namespace NewsBot.Slack.Blocks;

/// <summary>A message, or a part of one, that Slack takes.</summary>
/// <param name="Text">For notifications and screen readers; all there is when there are no blocks. Markup.</param>
/// <param name="Blocks">Null for text alone.</param>
public sealed record MessagePage(string Text, JsonArray? Blocks)
{
    /// <summary>Splits a message into as few pages as Slack's limits allow. It is cut between blocks, before one that starts something:
    /// a context or a row of buttons stays with what it belongs to.</summary>
    /// <param name="text">Markup.</param>
    /// <param name="blocks">Null for text alone.</param>
    public static IReadOnlyList<MessagePage> Split(string text, JsonArray? blocks)
    {
        if (blocks is not { Count: > 0 })
            return [.. SplitText(text).Select(part => new MessagePage(part, null))];
        var shown = Mrkdwn.Cut(text, BlockLimits.MessageText);
        var pages = new List<List<JsonNode>> { new() };
        var room = BlockLimits.MessageCharacters;
        foreach (var unit in Units(blocks))
        {
            var size = unit.Sum(BlockLimits.Characters);
            if (pages[^1].Count > 0 && (pages[^1].Count + unit.Count > BlockLimits.MessageBlocks || size > room))
            {
                pages.Add([]);
                room = BlockLimits.MessageCharacters;
            }

            pages[^1].AddRange(unit);
            room -= size;
        }

        return [.. pages.Select((page, i) => new MessagePage(
            i == 0 ? shown : $"({i + 1} of {pages.Count}) {Mrkdwn.Cut(shown, BlockLimits.MessageText - 20)}",
            new JsonArray([.. page.Select(b => b.DeepClone())])))];
    }

    // What belongs together, in order. A unit that alone is too large for a page is given up to its blocks.
    private static IEnumerable<List<JsonNode>> Units(JsonArray blocks)
    {
        var unit = new List<JsonNode>();
        foreach (var block in blocks.OfType<JsonNode>())
        {
            var follows = (string?)block["type"] is "context" or "actions";
            if (unit.Count > 0 && (!follows || unit.Count >= BlockLimits.MessageBlocks))
            {
                yield return unit;
                unit = [];
            }

            unit.Add(block);
        }

        if (unit.Count > 0)
            yield return unit;
    }

    private static IEnumerable<string> SplitText(string text)
    {
        var page = "";
        foreach (var line in text.Split('\n'))
        {
            if (page.Length > 0 && page.Length + 1 + line.Length > BlockLimits.MessageText)
            {
                yield return page;
                page = "";
            }

            page = page.Length == 0 ? Mrkdwn.Cut(line, BlockLimits.MessageText) : page + "\n" + line;
        }

        yield return page.Length > 0 ? page : " ";
    }
}
