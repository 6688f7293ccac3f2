using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>Something that the bot has shown in the chat.</summary>
/// <param name="Text">All the text that a person sees on it, one line for each piece.</param>
/// <param name="Buttons">The lines that its buttons say, by title.</param>
/// <param name="Activity">The activity itself.</param>
internal sealed record Shown(string Text, IReadOnlyList<(string Title, string Say)> Buttons, JsonObject Activity);

/// <summary>A person at the chat page: talks Direct Line to the program, and reads what a person would see.</summary>
internal sealed class Chat
{
    private readonly HttpClient http;
    private readonly string id;
    private string? watermark;

    private Chat(HttpClient http, string id) => (this.http, this.id) = (http, id);

    /// <summary>Opens the page: a conversation, and what it shows at first.</summary>
    public static async Task<Chat> OpenAsync(HttpClient server, string? zone)
    {
        var http = new HttpClient { BaseAddress = server.BaseAddress };
        using var generated = await http.PostAsJsonAsync("/v3/directline/tokens/generate", new { localTimezone = zone });
        generated.EnsureSuccessStatusCode();
        var ticket = (await generated.Content.ReadFromJsonAsync<JsonObject>())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ticket["token"]!);
        using var started = await http.PostAsync("/v3/directline/conversations", null);
        started.EnsureSuccessStatusCode();
        return new Chat(http, (string)ticket["conversationId"]!);
    }

    /// <summary>Goes on after a restart of the program at its new address.</summary>
    public Chat At(HttpClient server)
    {
        var moved = new HttpClient { BaseAddress = server.BaseAddress };
        moved.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        return new Chat(moved, id) { watermark = watermark };
    }

    /// <summary>Types a line; gives what the bot answers to it.</summary>
    public Task<IReadOnlyList<Shown>> SayAsync(string line) => PostAsync(new { type = "message", text = line, from = new { id = "u1", name = "Ayesha" } });

    /// <summary>Presses the last button of a title that is shown.</summary>
    public Task<IReadOnlyList<Shown>> PressAsync(Shown shown, string title)
    {
        var say = shown.Buttons.Last(b => b.Title == title).Say;
        return PostAsync(new { type = "message", value = new { say }, from = new { id = "u1", name = "Ayesha" } });
    }

    /// <summary>What has come from the bot since the last look.</summary>
    public async Task<IReadOnlyList<Shown>> LookAsync()
    {
        var seen = (await http.GetFromJsonAsync<JsonObject>($"/v3/directline/conversations/{id}/activities?watermark={watermark}"))!;
        watermark = (string?)seen["watermark"];
        return [.. seen["activities"]!.AsArray()
            .Select(a => a!.AsObject())
            .Where(a => (string?)a["type"] == "message" && (string?)a["from"]?["id"] != "u1" && (string?)a["from"]?["role"] != "user")
            .Select(Show)];
    }

    private async Task<IReadOnlyList<Shown>> PostAsync(object activity)
    {
        await LookAsync();
        using var posted = await http.PostAsJsonAsync($"/v3/directline/conversations/{id}/activities", activity);
        Assert.True(posted.IsSuccessStatusCode, $"{(int)posted.StatusCode}: {await posted.Content.ReadAsStringAsync()}");
        var answer = await LookAsync();
        Assert.NotEmpty(answer);
        return answer;
    }

    private static Shown Show(JsonObject activity)
    {
        var (text, buttons) = (new StringBuilder(), new List<(string, string)>());
        if ((string?)activity["text"] is { Length: > 0 } plain)
            text.AppendLine(plain);
        foreach (var attachment in activity["attachments"]?.AsArray() ?? [])
            Walk(attachment!["content"], text, buttons);
        return new Shown(text.ToString(), buttons, activity);
    }

    private static void Walk(JsonNode? node, StringBuilder text, List<(string, string)> buttons)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var child in list)
                    Walk(child, text, buttons);
                break;
            case JsonObject element:
                if ((string?)element["type"] is "Action.Submit" && element["data"] is JsonObject data && (string?)data["say"] is { } say)
                    buttons.Add(((string?)element["title"] ?? "", say));
                foreach (var (name, child) in element)
                {
                    if (name is "text" or "title" or "value" && child is JsonValue value && value.TryGetValue(out string? shown))
                        text.AppendLine(shown);
                    else if (child is JsonArray or JsonObject)
                        Walk(child, text, buttons);
                }

                break;
        }
    }
}
