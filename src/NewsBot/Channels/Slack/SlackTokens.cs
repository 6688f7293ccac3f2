using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>What Slack says of a token that is set.</summary>
/// <param name="Setting">The setting that holds it.</param>
/// <param name="Whose">Whose it is; null when Slack does not say.</param>
/// <param name="Missing">Scopes that it lacks.</param>
/// <param name="Error">Slack's word when it does not take the token; null when it does.</param>
/// <param name="Unreached">Slack could not answer, so the token may be good.</param>
internal sealed record SlackToken(string Setting, string? Whose, IReadOnlyList<string> Missing, string? Error = null, bool Unreached = false);

/// <summary>Asks Slack about the tokens that are set, without starting anything.</summary>
internal static class SlackTokens
{
    /// <summary>One answer for each token.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="http">It must follow no redirects.</param>
    /// <param name="clock">Times the calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<SlackToken>> AskAsync(
        SlackOptions options, HttpClient http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var api = new SlackApi(http, new SlackPace(clock), options.ApiUrl);
        var answers = new List<SlackToken>();
        if (options.BotToken is { } bot)
            answers.Add(await TriedAsync("Slack:BotToken", setting => BotAsync(api, setting, bot, cancellationToken)));
        if (options.AppToken is { } app)
            answers.Add(await TriedAsync("Slack:AppToken", setting => SocketAsync(api, setting, app, cancellationToken)));
        return answers;
    }

    private static async Task<SlackToken> BotAsync(SlackApi api, string setting, string token, CancellationToken cancellationToken)
    {
        var (answer, granted) = await api.WhoAmIAsync(token, cancellationToken);
        // Slack may leave names out.
        var whose = answer.Text("user") ?? answer.Text("user_id");
        return new(setting, whose is null ? null : $"{whose} of {answer.Text("team") ?? answer.Text("team_id")}", SlackManifest.Missing(granted));
    }

    private static async Task<SlackToken> SocketAsync(SlackApi api, string setting, string token, CancellationToken cancellationToken)
    {
        await api.CallAsync("", token, "apps.connections.open", [], cancellationToken);
        return new(setting, null, []);
    }

    private static async Task<SlackToken> TriedAsync(string setting, Func<string, Task<SlackToken>> ask)
    {
        try
        {
            return await ask(setting);
        }
        catch (SlackException e)
        {
            return new(setting, null, [], e.Error, e.Remedy is SlackRemedy.Retry or SlackRemedy.Unknown or SlackRemedy.Pause);
        }
    }
}
