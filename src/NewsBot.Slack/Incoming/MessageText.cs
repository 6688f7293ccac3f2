using System.Text.Json;
using NewsBot.Slack.Blocks;

namespace NewsBot.Slack.Incoming;

/// <summary>All that a reader sees of a message, as plain text: its own text, its blocks, what was forwarded in it and what a feed has
/// posted as attachments.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments</remarks>
public static class MessageText
{
    // A forwarded message may have been forwarded itself.
    private const int Deepest = 4;

    // Each is held against all others.
    private const int MostParts = 200;

    /// <summary>The text of a message; what stands in it more than once, once.</summary>
    /// <param name="message">As Slack brings it.</param>
    public static string Of(JsonElement message)
    {
        var parts = new List<(string Text, string Letters)>();
        foreach (var text in OfMessage(message, 0).Take(MostParts))
        {
            var letters = string.Concat(text.Where(char.IsLetterOrDigit));
            if (letters.Length == 0 || parts.Any(p => p.Letters.Contains(letters, StringComparison.Ordinal)))
                continue;
            parts.RemoveAll(p => letters.Contains(p.Letters, StringComparison.Ordinal));
            parts.Add((text.Trim(), letters));
        }

        return string.Join("\n\n", parts.Select(p => p.Text));
    }

    private static IEnumerable<string> OfMessage(JsonElement message, int depth) => depth > Deepest
        ? []
        : [
            .. Said(message, "text"),
            .. message.Items("blocks").SelectMany(OfBlock),
            .. message.Items("attachments").SelectMany(a => OfAttachment(a, depth)),
        ];

    private static List<string> OfAttachment(JsonElement attachment, int depth)
    {
        List<string> shown =
        [
            .. Said(attachment, "pretext"),
            .. Said(attachment, "title"),
            .. Said(attachment, "text"),
            .. attachment.Items("fields").SelectMany(f => Said(f, "title").Concat(Said(f, "value"))),
            .. attachment.Items("blocks").SelectMany(OfBlock),
            .. attachment.Items("message_blocks").SelectMany(m => m.At("message") is { } message ? OfMessage(message, depth + 1) : []),
        ];
        // Stands for all of it where nothing else can be shown.
        if (shown.Count == 0)
            shown.AddRange(Said(attachment, "fallback"));
        if ((attachment.Text("title_link") ?? attachment.Text("from_url")) is { } link)
            shown.Add(link);
        return shown;
    }

    private static IEnumerable<string> OfBlock(JsonElement block) => block.Text("type") switch
    {
        "rich_text" => block.Items("elements").SelectMany(OfRichText),
        "markdown" => Said(block, "text"),
        _ =>
        [
            .. Said(block, "text", "text"),
            .. block.Items("fields").SelectMany(f => Said(f, "text")),
            .. block.Items("elements").SelectMany(e => Said(e, "text")),
        ],
    };

    // A section, a quotation or code in one piece, a list item by item; then the addresses that its links lead to.
    private static IEnumerable<string> OfRichText(JsonElement part)
    {
        if (part.Text("type") == "rich_text_list")
            return part.Items("elements").SelectMany(OfRichText);
        var elements = part.Items("elements").ToList();
        return
        [
            string.Concat(elements.Select(Shown)),
            .. elements.Where(e => e.Text("type") == "link").Select(e => e.Text("url")).OfType<string>(),
        ];
    }

    private static string Shown(JsonElement element) => element.Text("type") switch
    {
        "link" => element.Text("text") ?? element.Text("url") ?? "",
        "user" => "@" + element.Text("user_id"),
        "channel" => "#" + element.Text("channel_id"),
        "broadcast" => "@" + element.Text("range"),
        _ => element.Text("text") ?? "",
    };

    private static IEnumerable<string> Said(JsonElement element, params ReadOnlySpan<string> path) =>
        element.Text(path) is { } text ? [Mrkdwn.ToPlain(text)] : [];
}
