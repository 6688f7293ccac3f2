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

    /// <summary>What stands on its blocks as pages of text alone; itself when it has none.</summary>
    public IReadOnlyList<MessagePage> AsText() => Blocks is null ? [this] : Split(BlockText.Of(Blocks) is { Length: > 0 } shown ? shown : Text, null);

    // What belongs together, in order. A unit that alone is too large for a page is given up to its blocks.
    private static IEnumerable<List<JsonNode>> Units(JsonArray blocks)
    {
        var (unit, size) = (new List<JsonNode>(), 0);
        foreach (var block in blocks.OfType<JsonNode>())
        {
            var follows = (string?)block["type"] is "context" or "actions";
            var more = BlockLimits.Characters(block);
            if (unit.Count > 0 && (!follows || unit.Count >= BlockLimits.MessageBlocks || size + more > BlockLimits.MessageCharacters))
            {
                yield return unit;
                (unit, size) = ([], 0);
            }

            unit.Add(block);
            size += more;
        }

        if (unit.Count > 0)
            yield return unit;
    }

    private static IEnumerable<string> SplitText(string text)
    {
        var page = "";
        foreach (var line in text.Split('\n').SelectMany(line => Mrkdwn.Pieces(line, BlockLimits.MessageText)))
        {
            if (page.Length > 0 && page.Length + 1 + line.Length > BlockLimits.MessageText)
            {
                yield return page;
                page = "";
            }

            page = page.Length == 0 ? line : page + "\n" + line;
        }

        yield return page.Length > 0 ? page : " ";
    }
}
