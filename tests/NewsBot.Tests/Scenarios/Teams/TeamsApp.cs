using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.Tests.Channels.BotFramework;
using Xunit;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>A request that the bot made to Teams.</summary>
/// <param name="Method">POST for a new post, PUT for an edit.</param>
/// <param name="Conversation">Where, as Teams names it.</param>
/// <param name="Body">The activity.</param>
/// <param name="Id">The id that Teams gave to it.</param>
internal sealed record TeamsPost(string Method, string Conversation, JsonNode Body, string Id)
{
    /// <summary>The address of the service that it was sent to.</summary>
    public required string Service { get; init; }

    /// <summary>The text of the message, or all that its card holds.</summary>
    public string Text => (string?)Body["text"] ?? Body["attachments"]?.ToJsonString() ?? "";

    public JsonObject Card => Body["attachments"]![0]!["content"]!.AsObject();
}

/// <summary>Teams with one team and its people, as the bot sees it: activities in their real shapes, with a channel's token.</summary>
internal sealed class TeamsApp : IDisposable
{
    public const string Team = "19:general@thread.tacv2";
    public const string Channel = "19:desk@thread.tacv2";
    public const string Other = "19:other@thread.tacv2";
    public const string Personal = "a:1personal";
    public const string Group = "19:group@thread.v2";
    public const string Bot = "28:" + FakeMicrosoft.AppId;

    private readonly FakeMicrosoft microsoft = new();
    private readonly RSA key;
    private readonly List<JsonObject> answers = [];
    private int seen;
    private int ids;

    public TeamsApp() => key = microsoft.AddKey("k1", "msteams", "slack");

    public Scene Scene { get; private set; } = null!;

    /// <inheritdoc cref="FakeMicrosoft.Judge"/>
    public Func<string, int, HttpResponseMessage?>? Judge
    {
        set => microsoft.Judge = value;
    }

    /// <summary>Somebody says something whose token cannot be checked.</summary>
    public Task SayRefusedAsync() => AnsweredAsync(Message("help", InPerson(), "Ayesha"), HttpStatusCode.Unauthorized);

    /// <summary>The keys of Teams' tokens cannot be had.</summary>
    public static async Task<TeamsApp> OpenWithoutKeysAsync()
    {
        var app = new TeamsApp();
        app.microsoft.KeyServiceDown = true;
        app.Scene = await Scene.OpenAsync(app.microsoft.Serve);
        return app;
    }

    public static Task<TeamsApp> OpenAsync(params (string Key, string Name, string Class)[] outlets) => OpenAsync(_ => { }, outlets);

    /// <param name="more">Replaces services.</param>
    /// <param name="outlets">What is followed.</param>
    public static async Task<TeamsApp> OpenAsync(Action<IServiceCollection> more, params (string Key, string Name, string Class)[] outlets)
    {
        var app = new TeamsApp();
        app.Scene = await Scene.OpenAsync(app.microsoft.Serve + more, outlets);
        return app;
    }

    /// <summary>With NEWSBOT_ACTIVITIES_OUT set, writes what the bot sent there, and what it answered to invokes, for the judges.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_ACTIVITIES_OUT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var body in microsoft.Journal.Select(j => j.Body).OfType<JsonNode>())
                File.WriteAllText(Path.Combine(folder, $"{Guid.NewGuid():N}.json"), body.ToJsonString());
            foreach (var answer in answers)
                File.WriteAllText(Path.Combine(folder, $"answer-{Guid.NewGuid():N}.json"), answer.ToJsonString());
        }

        microsoft.Dispose();
    }

    /// <summary>What the bot sent since the last look; what it only asked for is no post.</summary>
    public IReadOnlyList<TeamsPost> Look()
    {
        var journal = microsoft.Journal.ToList();
        var posts = journal.Select((j, i) => (Entry: j, Number: i + 1)).Skip(seen).Where(e => e.Entry.Body is not null)
            .Select(e => Read(e.Entry.Line, e.Entry.Body!, e.Number)).ToList();
        seen = journal.Count;
        Assert.All(journal, j => Assert.Equal("Bearer our-token", j.Authorization));
        return posts;
    }

    /// <summary>Somebody mentions the bot in a thread of the channel.</summary>
    public Task<IReadOnlyList<TeamsPost>> SayInChannelAsync(string text, string thread = "1700000000000", string person = "Ayesha") =>
        SayAsync(Message($"<at>NewsBot</at> {text}", InChannel($"{Channel};messageid={thread}"), person));

    public Task<IReadOnlyList<TeamsPost>> SayAsync(string text, string person = "Ayesha") => SayAsync(Message(text, InPerson(), person));

    public async Task<IReadOnlyList<TeamsPost>> SayAsync(JsonObject activity)
    {
        await AnsweredAsync(activity, HttpStatusCode.OK);
        return Look();
    }

    /// <summary>The app is installed into the team, or another place, or taken out of it: both events that Teams sends.</summary>
    public async Task<IReadOnlyList<TeamsPost>> InstallAsync(
        bool add = true, string person = "Ayesha", string? chosen = null, JsonObject? place = null)
    {
        foreach (var told in Installed(place ?? InChannel(Team), add, person))
        {
            if (chosen is not null)
                told["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = chosen } };
            await AnsweredAsync(told, HttpStatusCode.OK);
        }

        return Look();
    }

    /// <summary>The events of an installation, or of its end.</summary>
    /// <param name="chosen">The channel of the team that somebody has put the app into: the second event comes from there.</param>
    /// <remarks>https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events</remarks>
    public IReadOnlyList<JsonObject> Installed(JsonObject place, bool add = true, string person = "Ayesha", string? chosen = null)
    {
        var update = Of("conversationUpdate", place, person);
        update[add ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = Bot });
        if ((string?)place["conversationType"] == "channel")
            update["channelData"]!["eventType"] = add ? "teamMemberAdded" : "teamMemberRemoved";
        var installation = Of("installationUpdate", place.DeepClone().AsObject(), person);
        installation["action"] = add ? "add" : "remove";
        if (chosen is not null)
        {
            installation["conversation"]!["id"] = chosen;
            installation["channelData"]!["channel"] = new JsonObject { ["id"] = chosen };
            foreach (var told in new[] { update, installation })
                told["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = chosen } };
        }

        return [update, installation];
    }

    /// <summary>Something happens to the team or to its channel.</summary>
    /// <param name="eventType">As Teams names it.</param>
    /// <param name="name">The new name.</param>
    /// <param name="with">The team that a channel is shared with, or no longer.</param>
    /// <remarks>The shapes of shared channels: https://github.com/microsoft/teams.net/issues/100.</remarks>
    public async Task HappensAsync(string eventType, string? name = null, string with = Team)
    {
        var update = Of("conversationUpdate", InChannel(Team), "Ayesha");
        var data = update["channelData"]!;
        data["eventType"] = eventType;
        if (eventType.StartsWith("channel", StringComparison.Ordinal))
            data["channel"] = new JsonObject { ["id"] = Channel, ["name"] = name };
        else if (name is not null)
            data["team"]!["name"] = name;
        if (eventType is "channelShared" or "channelUnshared")
            data[eventType == "channelShared" ? "sharedWithTeams" : "unsharedFromTeams"] = new JsonArray(new JsonObject { ["id"] = with, ["name"] = "A team" });
        await AnsweredAsync(update, HttpStatusCode.OK);
    }

    /// <summary>The bot is let into one private or shared channel of the team, or out of it.</summary>
    public async Task<IReadOnlyList<TeamsPost>> LetInAsync(bool add, string channel = Channel)
    {
        var update = Of("conversationUpdate", InChannel(channel), "Ayesha");
        update[add ? "membersAdded" : "membersRemoved"] = new JsonArray(new JsonObject { ["id"] = Bot });
        update["channelData"]!["eventType"] = add ? "channelMemberAdded" : "channelMemberRemoved";
        update["channelData"]!["channel"]!["type"] = "shared";
        await AnsweredAsync(update, HttpStatusCode.OK);
        return Look();
    }

    /// <summary>Somebody likes a post; Teams has moved the tenant meanwhile.</summary>
    public async Task ReactAsync(string service, string thread)
    {
        var reaction = Of("messageReaction", InChannel($"{Channel};messageid={thread}"), "Bilal");
        reaction["serviceUrl"] = service;
        reaction["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
        reaction["replyToId"] = thread;
        await AnsweredAsync(reaction, HttpStatusCode.OK);
    }

    /// <summary>An invoke, and the body that it is answered with.</summary>
    public async Task<JsonNode> InvokeAsync(
        string name, JsonNode value, JsonObject? place = null, string? replyTo = null, string? id = null, string person = "Ayesha", TimeSpan? passes = null)
    {
        var invoke = Of("invoke", place ?? InPerson(), person);
        invoke["name"] = name;
        invoke["value"] = value;
        invoke["replyToId"] = replyTo;
        if (id is not null)
            invoke["id"] = id;
        var answer = await AnsweredAsync(invoke, HttpStatusCode.OK, passes);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answers.Add(new JsonObject { ["invoke"] = name, ["body"] = body.DeepClone() });
        return body;
    }

    public async Task<HttpResponseMessage> AnsweredAsync(JsonObject activity, HttpStatusCode expected, TimeSpan? passes = null)
    {
        // Teams' limits are kept by the same clock.
        Scene.Clock.Advance(passes ?? TimeSpan.FromSeconds(2));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new ForgedToken(key).Set("serviceurl", (string?)activity["serviceUrl"])}");
        var answer = await Scene.Http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
        return answer;
    }

    public JsonObject Message(string text, JsonObject conversation, string person)
    {
        var message = Of("message", conversation, person);
        message["text"] = text;
        message["textFormat"] = "plain";
        message["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<div>{text}</div>" });
        message["entities"]!.AsArray().Add(new JsonObject
        {
            ["type"] = "mention",
            ["text"] = "<at>NewsBot</at>",
            ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "NewsBot" },
        });
        return message;
    }

    public static JsonObject InChannel(string id) =>
        new() { ["isGroup"] = true, ["conversationType"] = "channel", ["tenantId"] = "t-1", ["id"] = id };

    public static JsonObject InGroup() =>
        new() { ["isGroup"] = true, ["conversationType"] = "groupChat", ["tenantId"] = "t-1", ["id"] = Group };

    public static JsonObject InPerson() => new() { ["conversationType"] = "personal", ["tenantId"] = "t-1", ["id"] = Personal };

    private JsonObject Of(string type, JsonObject conversation, string person)
    {
        var channel = ((string)conversation["id"]!).Split(';')[0];
        var isChannel = (string?)conversation["conversationType"] == "channel";
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "t-1" } };
        if (isChannel)
        {
            data["team"] = new JsonObject { ["id"] = Team, ["name"] = "Foreign desk" };
            data["channel"] = channel == Team ? new JsonObject { ["id"] = Team } : new JsonObject { ["id"] = channel, ["name"] = "Talks" };
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = $"in-{++ids}",
            ["timestamp"] = "2026-03-02T09:00:00.123Z",
            ["channelId"] = "msteams",
            ["serviceUrl"] = FakeMicrosoft.Service,
            ["from"] = new JsonObject { ["id"] = "29:" + person, ["name"] = person, ["aadObjectId"] = "aad-" + person },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "NewsBot" },
            ["conversation"] = conversation,
            ["channelData"] = data,
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB", ["platform"] = "Web", ["timezone"] = "Asia/Karachi" }),
        };
    }

    private static TeamsPost Read(string line, JsonNode body, int number)
    {
        var parts = line.Split(' ');
        var address = parts[1].Split("v3/conversations/");
        return new TeamsPost(parts[0], Uri.UnescapeDataString(address[1].Split('/')[0]), body, $"posted-{number}") { Service = address[0] };
    }
}
