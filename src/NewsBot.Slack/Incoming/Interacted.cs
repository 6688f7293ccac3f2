using System.Text.Json;

namespace NewsBot.Slack.Incoming;

/// <summary>Reads what people entered in the fields of a view or a message.</summary>
public static class Interacted
{
    /// <summary>The value of one field of <c>state.values</c>; null when it is absent or untouched.</summary>
    /// <param name="view">A view or a payload that holds <c>state</c>.</param>
    /// <param name="block">Its <c>block_id</c>.</param>
    /// <param name="action">Its <c>action_id</c>.</param>
    public static string? Value(JsonElement view, string block, string action) => Values(view, block, action) is [var first, ..] ? first : null;

    /// <summary>The values of one field, of which a menu or a row of boxes may have several.</summary>
    public static IReadOnlyList<string> Values(JsonElement view, string block, string action) =>
        view.At("state", "values", block, action) is { } field ? Of(field) : [];

    /// <summary>What an action or a field says, whatever kind of element it is.</summary>
    public static IReadOnlyList<string> Of(JsonElement field) => field.Text("type") switch
    {
        "static_select" or "external_select" or "radio_buttons" or "overflow" => One(field.Text("selected_option", "value")),
        "checkboxes" or "multi_static_select" or "multi_external_select" =>
            [.. field.Items("selected_options").Select(o => o.Text("value")).OfType<string>()],
        "multi_users_select" => [.. field.Texts("selected_users")],
        "multi_conversations_select" => [.. field.Texts("selected_conversations")],
        "multi_channels_select" => [.. field.Texts("selected_channels")],
        "users_select" => One(field.Text("selected_user")),
        "conversations_select" => One(field.Text("selected_conversation")),
        "channels_select" => One(field.Text("selected_channel")),
        "datepicker" => One(field.Text("selected_date")),
        "timepicker" => One(field.Text("selected_time")),
        "datetimepicker" => One(field.Number("selected_date_time")?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ => One(field.Text("value")),
    };

    private static IReadOnlyList<string> One(string? value) => value is null ? [] : [value];
}
