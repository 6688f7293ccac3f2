using System.Text.Json.Nodes;

namespace NewsBot.Slack.Blocks;

/// <summary>What stands on blocks, as markup without blocks. Buttons are left out: nothing in a text can be pressed.</summary>
public static class BlockText
{
    public static string Of(JsonArray blocks) => string.Join('\n', blocks.Select(Block).Where(line => line.Length > 0));

    private static string Block(JsonNode? block) => (string?)block?["type"] switch
    {
        "header" => $"*{Text(block["text"])}*",
        "section" => string.Join('\n', (block["fields"] as JsonArray ?? []).Prepend(block["text"]).Select(Text).Where(t => t.Length > 0)),
        "context" => string.Join("  ", (block["elements"] as JsonArray ?? []).Select(Text).Where(t => t.Length > 0)),
        "rich_text" => string.Join('\n', (block["elements"] as JsonArray ?? []).Select(Runs)),
        _ => "",
    };

    private static string Text(JsonNode? text) => (string?)text?["type"] switch
    {
        "mrkdwn" => (string?)text["text"] ?? "",
        "plain_text" => Mrkdwn.Escape((string?)text["text"] ?? ""),
        _ => "",
    };

    private static string Runs(JsonNode? section) => string.Concat((section?["elements"] as JsonArray ?? []).Select(run => (string?)run?["type"] switch
    {
        "text" => Mrkdwn.Escape((string?)run["text"] ?? ""),
        "link" => Mrkdwn.Link((string?)run["url"], (string?)run["text"] ?? (string?)run["url"] ?? ""),
        _ => "",
    }));
}
