using System.Net;
using NewsBot.Settings;

namespace NewsBot.Operations;

/// <summary>What an operator sets for running the newsroom.</summary>
internal sealed record OperationsOptions
{
    /// <summary>Where the program is reached from outside; null when it is not set.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Where the web server answers.</summary>
    public IReadOnlyList<string> Listens { get; init; } = [];

    /// <summary>Networks of the proxies that are believed; none when it is not set.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Opens the operators' page and the metrics to other machines; null: this machine only.</summary>
    public string? OperatorToken { get; init; }

    /// <summary>Whether everybody who reaches the port may read the metrics; null: operators.</summary>
    public bool? MetricsOpen { get; init; }

    /// <summary>Days that a chat of our own page is kept after the last word in it.</summary>
    public int ChatDays { get; init; } = 90;

    /// <summary>New chats a minute from one address.</summary>
    public int NewChatsAMinute { get; init; } = 20;

    /// <summary>Looks of chat pages for news a minute from one address.</summary>
    public int LooksAMinute { get; init; } = 12_000;

    /// <summary>Requests a minute from one address, of each other kind.</summary>
    public int RequestsAMinute { get; init; } = 1200;

    /// <exception cref="FormatException">A setting is wrong; the message names it.</exception>
    public static OperationsOptions From(IConfiguration settings) => new()
    {
        PublicAddress = Setting.Address(settings, "PublicAddress"),
        Listens = Setting.Listened(settings, "urls"),
        Proxies = Security.Proxies.From(settings),
        OperatorToken = Setting.Secret(settings, "Operate:Token"),
        MetricsOpen = Setting.Switch(settings, "Metrics"),
        ChatDays = Setting.Number(settings, "Keep:ChatDays", 1, 3650, 90),
        NewChatsAMinute = Setting.Number(settings, "Limits:NewChatsAMinute", 1, 10_000, 20),
        LooksAMinute = Setting.Number(settings, "Limits:LooksAMinute", 60, 1_000_000, 12_000),
        RequestsAMinute = Setting.Number(settings, "Limits:RequestsAMinute", 60, 1_000_000, 1200),
    };
}
