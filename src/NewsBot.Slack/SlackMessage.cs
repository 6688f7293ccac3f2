using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Slack.Blocks;
using Newtonsoft.Json.Linq;

namespace NewsBot.Slack;

/// <summary>An activity as a message of Slack: its text, and what stands in its channel data (<c>blocks</c>, <c>metadata</c>).</summary>
internal sealed record SlackMessage(IReadOnlyList<MessagePage> Pages, JsonObject? Metadata)
{
    public static SlackMessage Of(IMessageActivity activity)
    {
        var data = activity.ChannelData as JObject;
        var text = activity.Text is { Length: > 0 } said ? said : activity.Summary ?? "";
        return new SlackMessage(
            MessagePage.Split(Mrkdwn.Escape(text), Node(data?["blocks"]) as JsonArray), Node(data?["metadata"]) as JsonObject);
    }

    private const string Repeat = "This may be a repeat: Slack did not confirm it the first time.";

    /// <summary>The same, and says that it may stand there already.</summary>
    public SlackMessage AsRepeat() => this with
    {
        Pages =
        [
            Pages[0] with
            {
                Text = Mrkdwn.Cut($"{Repeat}\n{Pages[0].Text}", BlockLimits.MessageText),
                Blocks = Pages[0].Blocks is { } blocks ? new JsonArray([Block.Context(Repeat), .. blocks.Select(b => b?.DeepClone())]) : null,
            },
            .. Pages.Skip(1),
        ],
    };

    /// <summary>The same without blocks.</summary>
    public SlackMessage AsText() => this with { Pages = [.. Pages.SelectMany(p => p.AsText())] };

    /// <summary>The arguments that say what is posted.</summary>
    public static JsonObject Arguments(MessagePage page)
    {
        var arguments = new JsonObject { ["text"] = page.Text.Length > 0 ? page.Text : " " };
        if (page.Blocks is not null)
            arguments["blocks"] = page.Blocks.DeepClone();
        return arguments;
    }

    private static JsonNode? Node(JToken? token) =>
        token is null or { Type: JTokenType.Null } ? null : JsonNode.Parse(token.ToString(Newtonsoft.Json.Formatting.None));
}
