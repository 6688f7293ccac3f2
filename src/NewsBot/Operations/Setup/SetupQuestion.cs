using System.Text.Json.Nodes;
using NewsBot.Storage;

namespace NewsBot.Operations.Setup;

/// <summary>A question of <c>setup</c>.</summary>
/// <param name="Key">The setting that it is about.</param>
/// <param name="Text">The question.</param>
/// <param name="Problem">What is wrong with an answer; null when nothing is.</param>
internal sealed record SetupQuestion(string Key, string Text, Func<string, string?> Problem)
{
    public bool Secret => Settings.KnownSettings.IsSecret(Key);

    private const int LeastToken = 16;

    /// <summary>A setting that must be set for the question to make sense.</summary>
    public string? Needs { get; init; }

    public static IReadOnlyList<SetupQuestion> All { get; } =
    [
        new("sources", "File of the sources to read (see src/NewsBot/Desk/sources.json; none: the sample newsroom)?", a => File.Exists(a) ? null : $"{a} is not there."),
        new("Web:Contact", "Page or mail address where site owners reach you?", _ => null),
        new("urls", "Where should the program answer (http://localhost:3978)?", ListenedProblem),
        new("PublicAddress", "Its address from outside, https?", a => Is(a, "https") && Settings.Setting.IsBare(new Uri(a)) ? null : "Write an address that begins with https://, without a path."),
        new("WebChat", "Chat page: on (everybody who reaches it) or off; not set: this machine?", a => a is "on" or "off" ? null : "Write on or off."),
        new("MicrosoftAppId", "App id of the bot in Azure (none: no Teams)?", a => Guid.TryParse(a, out _) ? null : "That is no app id."),
        new(
            "MicrosoftAppType",
            "Type of the bot: SingleTenant, UserAssignedMSI or MultiTenant?",
            a => a is "SingleTenant" or "UserAssignedMSI" or "MultiTenant" ? null : "Write one of the three.") { Needs = "MicrosoftAppId" },
        new("MicrosoftAppTenantId", "Its tenant id?", a => Guid.TryParse(a, out _) ? null : "That is no tenant id.") { Needs = "MicrosoftAppId" },
        new("MicrosoftAppPassword", "Its client secret (not for UserAssignedMSI)?", _ => null) { Needs = "MicrosoftAppId" },
        new("Slack:BotToken", "Bot token of the Slack workspace, xoxb-… (none: no Slack, or see deploymentTemplates/slack for several)?", a => Begins(a, "xoxb-")),
        new("Slack:AppToken", "Slack's app token for Socket Mode, xapp-… (none: Slack comes over HTTP)?", a => Begins(a, "xapp-")) { Needs = "Slack:BotToken" },
        new("Slack:SigningSecret", "Slack's signing secret (none with Socket Mode)?", _ => null) { Needs = "Slack:BotToken" },
        new("ConnectionStrings:NewsBot", "Connection string of a PostgreSQL server (none: a SQLite file in the data folder)?", ConnectionProblem),
        new(
            "Operate:Token",
            "Password of the operators' page for other machines (none: this machine only)?",
            a => a.Length >= LeastToken ? null : $"Write {LeastToken} characters or more."),
        new("Editors", "Ids of the people who may add, pause and remove sources in chat, commas between (sources add tells whoever may not their id; none: nobody)?", _ => null),
        new("Proxies", "Address or network of the proxy before it, such as 127.0.0.1 (none: no proxy is believed)?", ProxiesProblem) { Needs = "PublicAddress" },
    ];

    /// <param name="settings">What is set, with the answers so far.</param>
    /// <param name="secrets">The secrets answered so far.</param>
    /// <param name="known">Whether a setting is set anywhere else, or may be: a secret in a file of its own is not seen.</param>
    public bool AppliesTo(JsonObject settings, IReadOnlyDictionary<string, string> secrets, Func<string, bool> known) =>
        Needs is null || secrets.ContainsKey(Needs) || All.First(q => q.Key == Needs).Now(settings) is not null || known(Needs);

    /// <summary>What is set now.</summary>
    public string? Now(JsonObject settings)
    {
        JsonNode? at = settings;
        foreach (var part in Key.Split(':'))
            at = (at as JsonObject)?[part];
        return at?.ToString();
    }

    public void Put(JsonObject settings, string answer)
    {
        var parts = Key.Split(':');
        var at = settings;
        foreach (var part in parts[..^1])
        {
            if (at[part] is not JsonObject)
                at[part] = new JsonObject();
            at = at[part]!.AsObject();
        }

        // The program may be started from anywhere.
        at[parts[^1]] = Key == "sources" ? Path.GetFullPath(answer) : answer;
    }

    private static string? Begins(string answer, string prefix) =>
        answer.StartsWith(prefix, StringComparison.Ordinal) ? null : $"It begins with {prefix}.";

    private static string? ConnectionProblem(string answer) => Wrong(() => NewsDb.OnServer(answer));

    private static string? ProxiesProblem(string answer) => ProblemOf("Proxies", answer, Security.Proxies.From);

    private static string? ListenedProblem(string answer) => ProblemOf("urls", answer, s => Settings.Setting.Listened(s, "urls"));

    // As the program itself reads it.
    private static string? ProblemOf(string key, string answer, Func<IConfiguration, object?> read) =>
        Wrong(() => read(new ConfigurationBuilder().AddInMemoryCollection([new(key, answer)]).Build()));

    private static string? Wrong(Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static bool Is(string answer, params string[] schemes) =>
        Uri.TryCreate(answer, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme);
}
