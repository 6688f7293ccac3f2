using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace NewsBot.Operations.Page;

/// <summary>Shows a card as plain HTML: its texts in their order, its facts and its links. Everything in it is escaped.</summary>
internal static class CardHtml
{
    public static string Of(JsonNode card)
    {
        var html = new StringBuilder();
        Write(card["body"], html);
        Actions(card["actions"], html);
        return html.ToString();
    }

    private static void Write(JsonNode? node, StringBuilder html)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var child in list)
                    Write(child, html);
                break;
            case JsonObject element when Text(element["type"]) == "TextBlock":
                Paragraph(Text(element["text"]), Text(element["weight"]) == "Bolder" || Text(element["style"]) == "heading", html);
                break;
            case JsonObject element when Text(element["type"]) == "RichTextBlock":
                Paragraph(string.Concat((element["inlines"] as JsonArray ?? []).Select(i => i is JsonObject run ? Text(run["text"]) : Text(i))), strong: false, html);
                break;
            case JsonObject element when Text(element["type"]) == "FactSet":
                html.Append("<dl>");
                foreach (var fact in element["facts"] as JsonArray ?? [])
                    html.Append("<dt>").Append(Escaped(Text(fact?["title"]))).Append("</dt><dd>").Append(Escaped(Text(fact?["value"]))).Append("</dd>");
                html.Append("</dl>");
                break;
            case JsonObject element:
                Write(element["items"] ?? element["columns"], html);
                Actions(element["actions"], html);
                Actions(element["selectAction"] is { } select ? new JsonArray(select.DeepClone()) : null, html);
                break;
        }
    }

    private static void Paragraph(string text, bool strong, StringBuilder html)
    {
        if (text.Length > 0)
            html.Append(strong ? "<p><strong>" : "<p>").Append(Escaped(text)).Append(strong ? "</strong></p>" : "</p>");
    }

    // A button of the channel does nothing here; a link does.
    private static void Actions(JsonNode? actions, StringBuilder html)
    {
        foreach (var action in (actions as JsonArray ?? []).OfType<JsonObject>().Where(a => Text(a["type"]) == "Action.OpenUrl"))
        {
            if (Uri.TryCreate(Text(action["url"]), UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
                html.Append("<p><a rel=\"noreferrer\" href=\"").Append(Escaped(address.AbsoluteUri)).Append("\">").Append(Escaped(Named(action, address))).Append("</a></p>");
        }
    }

    private static string Named(JsonObject action, Uri address) =>
        new[] { Text(action["title"]), Text(action["tooltip"]), address.Host }.First(n => n.Length > 0);

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static string Escaped(string text) => HtmlEncoder.Default.Encode(text);
}
