using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.Torture;

/// <summary>People who speak to the bot: through the connector, and through our own chat page.</summary>
internal static class People
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private static int said;

    /// <summary>Types a line in a conversation of the connector.</summary>
    public static async Task SayAsync(Node node, Connector connector, string conversation, string line)
    {
        var activity = JsonSerializer.Serialize(new
        {
            type = "message",
            id = $"m{Interlocked.Increment(ref said)}",
            text = line,
            channelId = "emulator",
            serviceUrl = connector.Address.AbsoluteUri,
            from = new { id = "u1", name = "Ayesha" },
            recipient = new { id = "b1", name = "NewsBot" },
            conversation = new { id = conversation, conversationType = "personal" },
        });
        using var body = new StringContent(activity, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(node.Address, "api/messages"), body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Opens a chat of our own page and types lines in it.</summary>
    /// <returns>The chat's id.</returns>
    public static async Task<string> ChatAsync(Node node, string zone, params IEnumerable<string> lines)
    {
        using var generated = await Http.PostAsJsonAsync(new Uri(node.Address, "v3/directline/tokens/generate"), new { localTimezone = zone });
        generated.EnsureSuccessStatusCode();
        var ticket = (await generated.Content.ReadFromJsonAsync<JsonObject>())!;
        var id = (string)ticket["conversationId"]!;
        var bearer = new AuthenticationHeaderValue("Bearer", (string)ticket["token"]!);
        await PostAsync(new Uri(node.Address, "v3/directline/conversations"), bearer, null);
        foreach (var line in lines)
        {
            var activity = JsonSerializer.Serialize(new { type = "message", text = line, from = new { id = "u1", name = "Ayesha" } });
            await PostAsync(new Uri(node.Address, $"v3/directline/conversations/{id}/activities"), bearer, activity);
        }

        return id;
    }

    private static async Task PostAsync(Uri address, AuthenticationHeaderValue bearer, string? json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = bearer;
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
