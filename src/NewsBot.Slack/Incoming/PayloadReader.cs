using System.Text.Json;

namespace NewsBot.Slack.Incoming;

/// <summary>Reads what Slack sends to each of an app's addresses. Nothing here throws: what is not understood has the kind
/// <see cref="SlackKind.Unknown"/>, and what is not even JSON is null.</summary>
public static class PayloadReader
{
    private const int MostFields = 64;

    /// <summary>The body of a request to the events address.</summary>
    public static SlackPayload? Event(ReadOnlyMemory<byte> body) => SlackJson.Parse(body) is { } json ? Event(json) : null;

    /// <inheritdoc cref="Event(ReadOnlyMemory{byte})"/>
    public static SlackPayload Event(JsonElement json) => json.Text("type") switch
    {
        "url_verification" => new(SlackKind.UrlVerification, "url_verification", json),
        "app_rate_limited" => new(SlackKind.AppRateLimited, "app_rate_limited", json),
        "event_callback" when json.Text("event", "type") is { } name => new(SlackKind.Event, name, json),
        var other => new(SlackKind.Unknown, other ?? "", json),
    };

    /// <summary>The form of a request to the address of a slash command.</summary>
    public static SlackPayload Command(ReadOnlySpan<byte> form)
    {
        var fields = Fields(form);
        var json = JsonSerializer.SerializeToElement(fields);
        return fields.ContainsKey("ssl_check") && !fields.ContainsKey("command")
            ? new(SlackKind.SslCheck, "ssl_check", json)
            : Command(json);
    }

    /// <summary>A slash command whose fields are an object, as in Socket Mode.</summary>
    public static SlackPayload Command(JsonElement json) =>
        json.Text("command") is { } name ? new(SlackKind.Command, name, json) : new(SlackKind.Unknown, "", json);

    /// <summary>The form of a request to the address of interactions: one field with JSON in it.</summary>
    public static SlackPayload? Interaction(ReadOnlySpan<byte> form)
    {
        var fields = Fields(form);
        if (fields.TryGetValue("payload", out var payload))
            return SlackJson.Parse(payload) is { } json ? Interaction(json) : null;
        return fields.ContainsKey("ssl_check")
            ? new(SlackKind.SslCheck, "ssl_check", JsonSerializer.SerializeToElement(fields))
            : null;
    }

    /// <summary>An interaction, unwrapped.</summary>
    public static SlackPayload Interaction(JsonElement json)
    {
        var name = json.Text("type") ?? "";
        return new(
            name switch
            {
                "block_actions" => SlackKind.BlockActions,
                "view_submission" => SlackKind.ViewSubmission,
                "view_closed" => SlackKind.ViewClosed,
                "message_action" => SlackKind.MessageShortcut,
                "shortcut" => SlackKind.GlobalShortcut,
                "block_suggestion" => SlackKind.Options,
                "interactive_message" or "dialog_submission" or "dialog_cancellation" or "dialog_suggestion" => SlackKind.Legacy,
                _ => SlackKind.Unknown,
            },
            name,
            json);
    }

    /// <summary>What an envelope of Socket Mode carries.</summary>
    /// <param name="type">Type of the envelope.</param>
    /// <param name="payload">Its payload.</param>
    public static SlackPayload Envelope(string? type, JsonElement payload) => type switch
    {
        "events_api" => Event(payload),
        "slash_commands" => Command(payload),
        "interactive" => Interaction(payload),
        _ => new(SlackKind.Unknown, type ?? "", payload),
    };

    /// <summary>A payload from its JSON, by the address that it came to.</summary>
    /// <param name="kind">As it was read before.</param>
    /// <param name="json">Its body.</param>
    public static SlackPayload? Again(SlackKind kind, string json)
    {
        if (SlackJson.Parse(json) is not { } body)
            return null;
        return kind switch
        {
            SlackKind.Event or SlackKind.AppRateLimited => Event(body),
            SlackKind.Command => Command(body),
            _ => Interaction(body),
        };
    }

    /// <summary>The fields of a form; of a repeated one the last holds.</summary>
    private static Dictionary<string, string> Fields(ReadOnlySpan<byte> form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in form.Split((byte)'&'))
        {
            var field = form[range];
            var equals = field.IndexOf((byte)'=');
            if (equals > 0 && fields.Count < MostFields)
                fields[Decoded(field[..equals])] = Decoded(field[(equals + 1)..]);
        }

        return fields;
    }

    private static string Decoded(ReadOnlySpan<byte> encoded)
    {
        var text = System.Text.Encoding.UTF8.GetString(encoded).Replace('+', ' ');
        return Uri.UnescapeDataString(text);
    }
}
