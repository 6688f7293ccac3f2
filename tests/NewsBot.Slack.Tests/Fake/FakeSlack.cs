using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace NewsBot.Slack.Tests.Fake;

/// <summary>A strict Slack workspace behind an HTTP handler: refuses what Slack refuses, keeps what it takes, and fails as it is told.</summary>
internal sealed class FakeSlack(TimeProvider clock) : HttpMessageHandler
{
    public const string Team = "T1";
    public const string BotUser = "U0BOT";
    public const string BotToken = "xoxb-fake-1";
    public const string Api = "https://slack.test/api/";
    public const string ResponseUrl = "https://hooks.slack.test/actions/T1/1/";

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpResponseMessage?>>> _faults = new();
    private readonly Dictionary<string, int> _responses = [];
    private readonly Dictionary<string, DateTimeOffset> _lastPost = [];
    private long _sequence;

    /// <summary>Channels by id: whether the bot is a member. Those of people are opened as they are posted to.</summary>
    public Dictionary<string, bool> Channels { get; } = new() { ["C1"] = true, ["D1"] = true };

    public HashSet<string> Archived { get; } = [];

    /// <summary>Which people are in which channels.</summary>
    public HashSet<(string User, string Channel)> Members { get; } = [];

    /// <summary>The most that a list gives at a time, however much is asked for.</summary>
    public int MostOnPage { get; set; } = 1000;

    public HashSet<string> Tokens { get; } = [BotToken];

    /// <summary>Tokens of installations in a whole organisation: a list of channels needs the workspace beside them.</summary>
    public HashSet<string> TokensOfOrganisation { get; } = [];

    /// <summary>Group messages, of which Slack tells only by a scope that is not asked for (<c>mpim:read</c>).</summary>
    public HashSet<string> GroupMessages { get; } = [];

    public Dictionary<string, string> Zones { get; } = new() { ["U1"] = "Asia/Karachi" };

    public string Scopes { get; set; } = "app_mentions:read,chat:write,commands,im:history,channels:read,groups:read,channels:join,reactions:write,users:read";

    /// <summary>Workspace and organisation of people, where they are told.</summary>
    public Dictionary<string, (string Team, string? Enterprise)> Homes { get; } = [];

    /// <summary>How long a method takes to answer; one that is not in here answers at once.</summary>
    public ConcurrentDictionary<string, TimeSpan> Slow { get; } = new();

    /// <summary>How long the answer of a method takes after it has had its effect.</summary>
    public ConcurrentDictionary<string, TimeSpan> Late { get; } = new();

    /// <summary>Reactions that stand, as channel, time stamp and name.</summary>
    public HashSet<(string Channel, string Ts, string Name)> Reactions { get; } = [];

    public List<FakeMessage> Messages { get; } = [];

    public List<(string Method, JsonObject View, JsonObject Arguments)> Views { get; } = [];

    public ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Arguments, string? Token)> Calls { get; } = new();

    /// <summary>Called for OAuth exchanges.</summary>
    public Func<IReadOnlyDictionary<string, string>, JsonObject>? OAuth { get; set; }

    public string? SocketUrl { get; set; }

    public IReadOnlyList<FakeMessage> Live
    {
        get
        {
            lock (_gate)
                return [.. Messages.Where(m => !m.Deleted)];
        }
    }

    /// <summary>How far Slack's own clock, by which it numbers messages, is ahead of ours.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The next call of a method fails; null lets it through.</summary>
    public void Fail(string method, Func<HttpResponseMessage?> fault) => _faults.GetOrAdd(method, _ => new()).Enqueue(fault);

    public void Fail(string method, string error) => Fail(method, () => Answer(new JsonObject { ["ok"] = false, ["error"] = error }));

    public void Fail(string method, HttpStatusCode status, int? retryAfter = null) => Fail(method, () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent("<html>busy</html>") };
        if (retryAfter is { } seconds)
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    });

    /// <summary>The next post is made, and its answer lost.</summary>
    public void LoseAnswerOf(string method) => _faults.GetOrAdd(method + "!", _ => new()).Enqueue(() => throw new HttpRequestException(HttpRequestError.ResponseEnded));

    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(Texts),
        JsonObject one => one.SelectMany(p => p.Key == "text" && p.Value is JsonValue value && value.TryGetValue(out string? text) ? [text] : Texts(p.Value)),
        _ => [],
    };

    internal static IReadOnlyList<(string Title, JsonObject Element, string Block)> Buttons(JsonArray? blocks) =>
    [
        .. (blocks ?? []).OfType<JsonObject>().SelectMany((block, i) => (block["elements"] as JsonArray ?? []).Append(block["accessory"]?.DeepClone())
            .OfType<JsonObject>()
            .Where(e => (string?)e["type"] == "button")
            .Select(e => ((string?)e["text"]?["text"] ?? "", e, (string?)block["block_id"] ?? "b" + i))),
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var address = request.RequestUri!.AbsoluteUri;
        if (address.StartsWith(ResponseUrl, StringComparison.Ordinal))
            return _faults.TryGetValue("response_url", out var broken) && broken.TryDequeue(out var fail) && fail() is { } answered ? answered : Respond(address, body);
        var method = address[Api.Length..];
        var fields = HttpUtility.ParseQueryString(body);
        var arguments = fields.AllKeys.OfType<string>().ToDictionary(k => k, k => fields[k]!);
        Calls.Enqueue((method, arguments, request.Headers.Authorization?.Parameter));
        if (_faults.TryGetValue(method, out var faults) && faults.TryDequeue(out var fault) && fault() is { } failed)
            return failed;
        if (Slow.TryGetValue(method, out var time))
            await Task.Delay(time, clock, cancellationToken);
        JsonObject answer;
        lock (_gate)
            answer = Work(method, arguments, request.Headers.Authorization?.Parameter);
        if (Late.TryGetValue(method, out var late))
            await Task.Delay(late, clock, cancellationToken);
        if (_faults.TryGetValue(method + "!", out var lost) && lost.TryDequeue(out var lose))
            return lose()!;
        return Answer(answer);
    }

    private JsonObject Work(string method, Dictionary<string, string> arguments, string? token)
    {
        if (method == "oauth.v2.access")
            return Installed(OAuth?.Invoke(arguments) ?? Error("invalid_code"));
        if (method == "apps.connections.open")
            return token?.StartsWith("xapp-", StringComparison.Ordinal) == true && SocketUrl is not null
                ? Ok(new JsonObject { ["url"] = SocketUrl })
                : Error("invalid_auth");
        if (token is null || !Tokens.Contains(token))
            return Error(token is null ? "not_authed" : "invalid_auth");
        return method switch
        {
            "auth.test" => Ok(new JsonObject { ["team_id"] = Team, ["team"] = "Newsroom", ["user_id"] = BotUser, ["bot_id"] = "B0BOT", ["url"] = "https://newsroom.slack.test/" }),
            "chat.postMessage" => Post(arguments, onlyFor: null),
            "chat.postEphemeral" => Post(arguments, arguments["user"]),
            "chat.update" => Update(arguments),
            "chat.delete" => Delete(arguments),
            "views.open" or "views.update" or "views.publish" or "views.push" => View(method, arguments),
            "reactions.add" => React(arguments, add: true),
            "reactions.remove" => React(arguments, add: false),
            "users.info" => User(arguments["user"]),
            "conversations.info" => Info(arguments["channel"]),
            "conversations.join" => Join(arguments["channel"]),
            "conversations.open" => Ok(new JsonObject { ["channel"] = new JsonObject { ["id"] = DirectOf(arguments["users"]) } }),
            "conversations.history" or "conversations.replies" => History(method, arguments),
            "users.conversations" when TokensOfOrganisation.Contains(token) && !arguments.ContainsKey("team_id") => Error("missing_argument"),
            "users.conversations" => Memberships(arguments),
            _ => Error("unknown_method"),
        };
    }

    private JsonObject Installed(JsonObject answer)
    {
        if ((bool?)answer["is_enterprise_install"] == true)
            TokensOfOrganisation.Add((string)answer["access_token"]!);
        return answer;
    }

    private JsonObject Post(Dictionary<string, string> arguments, string? onlyFor)
    {
        var channel = arguments["channel"] is ['U', ..] person ? DirectOf(person) : arguments["channel"];
        if (!Channels.TryGetValue(channel, out var member))
            return Error("channel_not_found");
        if (Archived.Contains(channel))
            return Error("is_archived");
        if (!member)
            return Error("not_in_channel");
        var now = clock.GetUtcNow();
        if (onlyFor is null && _lastPost.TryGetValue(channel, out var last) && now - last < TimeSpan.FromMilliseconds(500))
            return Error("ratelimited");
        var blocks = arguments.TryGetValue("blocks", out var json) ? JsonNode.Parse(json)!.AsArray() : null;
        var text = arguments.GetValueOrDefault("text", "");
        if (Refusal(text, blocks) is { } refusal)
            return refusal;
        if (arguments.TryGetValue("thread_ts", out var thread) && onlyFor is null
            && Messages.Any(m => m.Ts == thread && m.Thread is not null && m.Thread != m.Ts))
            return Error("cannot_reply_to_message");
        var ts = NextTs();
        _lastPost[channel] = now;
        Messages.Add(new FakeMessage
        {
            Channel = channel,
            Ts = ts,
            Text = text,
            Blocks = blocks,
            Thread = thread,
            OnlyFor = onlyFor,
            OpensPreviews = arguments.GetValueOrDefault("unfurl_links") != "false" || arguments.GetValueOrDefault("unfurl_media") != "false",
            IsParsed = arguments.GetValueOrDefault("parse") != "none",
            Metadata = arguments.TryGetValue("metadata", out var metadata) ? JsonNode.Parse(metadata) : null,
        });
        return Ok(new JsonObject { ["channel"] = channel, [onlyFor is null ? "ts" : "message_ts"] = ts });
    }

    private JsonObject Update(Dictionary<string, string> arguments)
    {
        var message = Messages.FirstOrDefault(m => m.Ts == arguments["ts"] && m.Channel == arguments["channel"] && !m.Deleted && m.OnlyFor is null);
        if (message is null)
            return Error("message_not_found");
        var blocks = arguments.TryGetValue("blocks", out var json) ? JsonNode.Parse(json)!.AsArray() : null;
        if (Refusal(arguments["text"], blocks) is { } refusal)
            return refusal;
        (message.Text, message.Blocks, message.Edits) = (arguments["text"], blocks, message.Edits + 1);
        return Ok(new JsonObject { ["channel"] = message.Channel, ["ts"] = message.Ts });
    }

    private JsonObject Delete(Dictionary<string, string> arguments)
    {
        var message = Messages.FirstOrDefault(m => m.Ts == arguments["ts"] && m.Channel == arguments["channel"] && !m.Deleted);
        if (message is null)
            return Error("message_not_found");
        message.Deleted = true;
        return Ok([]);
    }

    private JsonObject View(string method, Dictionary<string, string> arguments)
    {
        var view = JsonNode.Parse(arguments["view"])!.AsObject();
        if (method == "views.open" && !arguments.ContainsKey("trigger_id"))
            return Error("invalid_arguments");
        if (BlockJudge.OfView(view) is [_, ..] wrong)
            return Invalid(wrong);
        Views.Add((method, view, new JsonObject([.. arguments.Where(a => a.Key != "view").Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))])));
        return Ok(new JsonObject { ["view"] = new JsonObject { ["id"] = "V" + Views.Count } });
    }

    private JsonObject React(Dictionary<string, string> arguments, bool add)
    {
        if (!Scopes.Split(',').Contains("reactions:write"))
            return Error("missing_scope");
        var one = (arguments["channel"], arguments["timestamp"], arguments["name"]);
        if (!Channels.ContainsKey(one.Item1))
            return Error("channel_not_found");
        if (add)
            return Reactions.Add(one) ? Ok([]) : Error("already_reacted");
        return Reactions.Remove(one) ? Ok([]) : Error("no_reaction");
    }

    private JsonObject User(string id)
    {
        if (!Zones.TryGetValue(id, out var zone))
            return Error("user_not_found");
        var user = new JsonObject { ["id"] = id, ["tz"] = zone, ["profile"] = new JsonObject { ["display_name"] = "Ayesha" } };
        if (Homes.TryGetValue(id, out var home))
        {
            user["team_id"] = home.Team;
            user["enterprise_user"] = home.Enterprise is null ? null : new JsonObject { ["enterprise_id"] = home.Enterprise };
        }

        return Ok(new JsonObject { ["user"] = user });
    }

    private JsonObject Info(string channel) => GroupMessages.Contains(channel) && !Scopes.Split(',').Contains("mpim:read") ? Error("missing_scope")
        : channel[0] == 'D' && Channels.ContainsKey(channel) && !Scopes.Split(',').Contains("im:read") ? Error("missing_scope")
        : Channels.TryGetValue(channel, out var member)
        ? Ok(new JsonObject { ["channel"] = new JsonObject { ["id"] = channel, ["name"] = "desk", ["is_member"] = member, ["is_private"] = channel[0] == 'G', ["is_im"] = channel[0] == 'D' } })
        : Error("channel_not_found");

    private JsonObject Join(string channel)
    {
        if (channel[0] != 'C')
            return Error("method_not_supported_for_channel_type");
        Channels[channel] = true;
        return Ok([]);
    }

    // The newest first, as Slack has it; a thread from its beginning.
    private JsonObject History(string method, Dictionary<string, string> arguments)
    {
        var scope = arguments["channel"][0] switch { 'D' => "im:history", 'G' => "groups:history", _ => "channels:history" };
        if (!Scopes.Split(',').Contains(scope))
            return Error("missing_scope");
        var (oldest, latest) = (Seconds(arguments, "oldest", 0), Seconds(arguments, "latest", double.MaxValue));
        var there = Messages.Where(m => m.Channel == arguments["channel"] && m.OnlyFor is null && !m.Deleted)
            .Where(m => Seconds(m.Ts) > oldest && Seconds(m.Ts) < latest);
        there = method == "conversations.replies"
            ? there.Where(m => m.Ts == arguments["ts"] || m.Thread == arguments["ts"])
            : there.Where(m => m.Thread is null).Reverse();
        return Page([.. there], arguments, "messages", m => new JsonObject { ["ts"] = m.Ts, ["text"] = m.Text, ["metadata"] = m.Metadata?.DeepClone() });
    }

    private JsonObject Memberships(Dictionary<string, string> arguments) => Page(
        [.. Members.Where(m => m.User == arguments["user"]).Select(m => m.Channel)], arguments, "channels", c => new JsonObject { ["id"] = c });

    private JsonObject Page<T>(IReadOnlyList<T> all, Dictionary<string, string> arguments, string name, Func<T, JsonObject> write)
    {
        var start = int.Parse(arguments.GetValueOrDefault("cursor", "0"), CultureInfo.InvariantCulture);
        var most = Math.Min(MostOnPage, int.Parse(arguments.GetValueOrDefault("limit", "100"), CultureInfo.InvariantCulture));
        return Ok(new JsonObject
        {
            [name] = new JsonArray([.. all.Skip(start).Take(most).Select(one => (JsonNode)write(one))]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = start + most < all.Count ? $"{start + most}" : "" },
        });
    }

    private static double Seconds(Dictionary<string, string> arguments, string name, double otherwise) =>
        arguments.TryGetValue(name, out var text) ? Seconds(text) : otherwise;

    private static double Seconds(string ts) => double.Parse(ts, CultureInfo.InvariantCulture);

    private HttpResponseMessage Respond(string address, string body)
    {
        lock (_gate)
        {
            var message = JsonNode.Parse(body)!.AsObject();
            var uses = _responses[address] = _responses.GetValueOrDefault(address) + 1;
            if (uses > 5)
                return Plain(HttpStatusCode.NotFound, "used_url");
            if (Refusal((string?)message["text"] ?? "", message["blocks"] as JsonArray) is { } refusal)
                return Answer(refusal);
            Messages.Add(new FakeMessage
            {
                Channel = address[ResponseUrl.Length..].Split('/')[0],
                Ts = NextTs(),
                Text = (string?)message["text"] ?? "",
                Blocks = message["blocks"]?.DeepClone().AsArray(),
                Thread = (string?)message["thread_ts"],
                OnlyFor = (string?)message["response_type"] == "in_channel" ? null : "asker",
                OpensPreviews = (bool?)message["unfurl_links"] != false || (bool?)message["unfurl_media"] != false,
                IsParsed = (string?)message["parse"] != "none",
            });
            return Plain(HttpStatusCode.OK, "ok");
        }
    }

    private static JsonObject? Refusal(string text, JsonArray? blocks)
    {
        if (text.Length == 0 && blocks is null)
            return Error("no_text");
        if (text.Length > 4000)
            return Error("msg_too_long");
        return blocks is not null && BlockJudge.OfMessage(blocks) is [_, ..] wrong ? Invalid(wrong) : null;
    }

    private static JsonObject Invalid(IReadOnlyList<string> wrong)
    {
        var error = Error("invalid_blocks");
        error["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. wrong.Select(w => (JsonNode)w)]) };
        return error;
    }

    private string DirectOf(string person)
    {
        var channel = "D" + person[1..];
        Channels.TryAdd(channel, true);
        return channel;
    }

    private string NextTs() => string.Create(CultureInfo.InvariantCulture, $"{(clock.GetUtcNow() + Ahead).ToUnixTimeSeconds()}.{++_sequence:D6}");

    private static JsonObject Ok(JsonObject more)
    {
        more["ok"] = true;
        return more;
    }

    private static JsonObject Error(string error) => new() { ["ok"] = false, ["error"] = error };

    private HttpResponseMessage Answer(JsonObject answer)
    {
        var response = Plain(HttpStatusCode.OK, answer.ToJsonString(), "application/json");
        response.Headers.Add("x-oauth-scopes", Scopes);
        return response;
    }

    private static HttpResponseMessage Plain(HttpStatusCode status, string text, string type = "text/plain") =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, type) };
}
