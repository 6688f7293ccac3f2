using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace NewsBot.Tests.Channels;

/// <summary>A Direct Line client as Web Chat is one: token, conversation, posts, watermark.</summary>
internal sealed class ChatClient(HttpClient http, string id, string token)
{
    public string Id => id;

    public string Token => token;

    public string Watermark { get; private set; } = "";

    /// <summary>Gets a token and starts its conversation.</summary>
    public static async Task<ChatClient> OpenAsync(HttpClient http, string? zone = null)
    {
        var answer = await http.PostAsJsonAsync("v3/directline/tokens/generate", new { localTimezone = zone });
        var ticket = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
        var client = new ChatClient(http, (string)ticket!["conversationId"]!, (string)ticket["token"]!);
        Assert.Equal(System.Net.HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "conversations")).StatusCode);
        return client;
    }

    public async Task<string> SayAsync(string text, string? key = null)
    {
        var answer = await PostAsync(new { type = "message", text, from = new { id = "mallory" }, channelData = new { clientActivityID = key } });
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    public Task<HttpResponseMessage> PostAsync(object activity) => SendAsync(HttpMethod.Post, $"conversations/{id}/activities", JsonContent.Create(activity));

    /// <summary>The activities since the last look.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadAsync()
    {
        var answer = await SendAsync(HttpMethod.Get, $"conversations/{id}/activities?watermark={Watermark}");
        var page = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
        Watermark = (string)page["watermark"]!;
        return [.. page["activities"]!.AsArray().Select(a => a!)];
    }

    public async Task<IReadOnlyList<string?>> TextsAsync() => [.. (await ReadAsync()).Select(a => (string?)a["text"])];

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? with = null)
    {
        using var request = new HttpRequestMessage(method, "v3/directline/" + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", with ?? token);
        return await http.SendAsync(request);
    }
}
