using System.Text.Json.Nodes;

namespace NewsBot.Slack.Blocks;

/// <summary>Makes blocks and elements of Block Kit, within their limits. Texts marked mrkdwn have been through <see cref="Mrkdwn"/>.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit</remarks>
public static class Block
{
    public static JsonObject Header(string text) =>
        new() { ["type"] = "header", ["text"] = Plain(text, BlockLimits.HeaderText) };

    public static JsonObject Divider() => new() { ["type"] = "divider" };

    /// <param name="mrkdwn">Markup; cut when too long.</param>
    /// <param name="accessory">A button or a menu beside it.</param>
    public static JsonObject Section(string mrkdwn, JsonObject? accessory = null)
    {
        var section = new JsonObject { ["type"] = "section", ["text"] = Markup(mrkdwn) };
        if (accessory is not null)
            section["accessory"] = accessory;
        return section;
    }

    public static JsonObject Context(string mrkdwn) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(Markup(mrkdwn)) };

    /// <summary>A row of buttons and menus; those over the limit make further rows.</summary>
    public static IEnumerable<JsonObject> Actions(IEnumerable<JsonObject> elements) => elements
        .Chunk(BlockLimits.ActionsElements)
        .Select(row => new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. row]) });

    /// <param name="text">What stands on it.</param>
    /// <param name="action">Its <c>action_id</c>; each once in a row.</param>
    /// <param name="value">What it says when it is pressed; null for a button that only opens its address.</param>
    /// <param name="url">An address that it opens; pressing it is told all the same.</param>
    public static JsonObject Button(string text, string action, string? value, string? url = null)
    {
        if (value?.Length > BlockLimits.ButtonValue)
            throw new ArgumentException("A button's value is too long.", nameof(value));
        var button = new JsonObject { ["type"] = "button", ["text"] = Plain(text, BlockLimits.ButtonText), ["action_id"] = action };
        if (value is not null)
            button["value"] = value;
        if (url is not null)
            button["url"] = url;
        return button;
    }

    /// <summary>A menu behind dots.</summary>
    /// <param name="action">Its <c>action_id</c>; each once in a row.</param>
    /// <param name="options">What stands in it.</param>
    public static JsonObject Overflow(string action, IEnumerable<JsonObject> options) => new()
    {
        ["type"] = "overflow",
        ["action_id"] = action,
        ["options"] = new JsonArray([.. options.Take(BlockLimits.OverflowOptions)]),
    };

    public static JsonObject Option(string text, string value) =>
        new() { ["text"] = Plain(text, BlockLimits.OptionText), ["value"] = value };

    /// <summary>A labelled field of a view.</summary>
    public static JsonObject Input(string block, string label, JsonObject element, string? hint = null, bool optional = false)
    {
        var input = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = block,
            ["label"] = Plain(label, BlockLimits.Label),
            ["element"] = element,
            ["optional"] = optional,
        };
        if (hint is not null)
            input["hint"] = Plain(hint, BlockLimits.Label);
        return input;
    }

    /// <summary>Text that shows as it is, without markup.</summary>
    public static JsonObject Plain(string text, int max) =>
        new() { ["type"] = "plain_text", ["text"] = CutPlain(text, max), ["emoji"] = false };

    /// <summary>A text object with markup, in which bare addresses and names are left alone.</summary>
    public static JsonObject Markup(string mrkdwn) =>
        new() { ["type"] = "mrkdwn", ["text"] = Mrkdwn.Cut(mrkdwn, BlockLimits.Text), ["verbatim"] = true };

    private static string CutPlain(string text, int max)
    {
        if (text.Length <= max)
            return text.Length > 0 ? text : " ";
        var end = max - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
