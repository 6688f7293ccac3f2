namespace NewsBot.Commands.Sources;

/// <summary>Who may change what everybody reads: the people of the setting <c>Editors</c> (<c>slack:U…</c>, <c>msteams:29:…</c>: the channel
/// and its id of the person, commas between; <c>*</c> for all). Without the setting, everybody on a developer's own machine and nobody
/// elsewhere.</summary>
/// <remarks>An id without its channel counts in Teams and Slack alone: there the channel says who speaks. On Direct Line and Web Chat who
/// opens a chat names itself as it likes.</remarks>
public sealed class Editors(IConfiguration settings, IHostEnvironment environment)
{
    private readonly string[] named = (settings["Editors"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>How a person is named in the setting.</summary>
    public static string NameOf(Request request) => $"{request.Conversation.Channel}:{request.PersonId}";

    // Never by name: on most channels people name themselves.
    public bool Has(Request request) => named.Length == 0
        ? environment.IsDevelopment() && !request.External
        : named.Any(n => n == NameOf(request) || (n == request.PersonId && IsToldByChannel(request)) || (!request.External && n == "*"));

    private static bool IsToldByChannel(Request request) =>
        request.Conversation.Channel is Microsoft.Bot.Connector.Channels.Msteams or Microsoft.Bot.Connector.Channels.Slack;
}
