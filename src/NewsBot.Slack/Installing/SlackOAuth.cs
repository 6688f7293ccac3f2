using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Slack.Installing;

/// <summary>A pair of tokens with rotation, or a single one without.</summary>
public sealed record TokenPair(string BotToken, string? RefreshToken, DateTimeOffset? Expires);

/// <summary>The exchange of codes and refresh tokens for tokens (OAuth 2.0, Slack's second version).</summary>
/// <remarks>https://docs.slack.dev/authentication/installing-with-oauth and https://docs.slack.dev/authentication/using-token-rotation</remarks>
public sealed class SlackOAuth(SlackApi api, string clientId, string clientSecret, TimeProvider clock)
{
    private const string Method = "oauth.v2.access";

    /// <summary>Where a person is sent to install the app.</summary>
    /// <param name="authorize">Slack's page: <c>https://slack.com/oauth/v2/authorize</c>.</param>
    /// <param name="scopes">What the bot asks for.</param>
    /// <param name="redirect">Where Slack sends the person back to; as registered.</param>
    /// <param name="state">Comes back unchanged.</param>
    public Uri Address(Uri authorize, IEnumerable<string> scopes, Uri redirect, string state) => new(
        $"{authorize}?client_id={Uri.EscapeDataString(clientId)}&scope={Uri.EscapeDataString(string.Join(',', scopes))}" +
        $"&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}&state={Uri.EscapeDataString(state)}");

    /// <summary>Exchanges the code that a person has brought back; it is good for once, so that nothing else is asked before the answer is
    /// kept.</summary>
    /// <exception cref="SlackException">The code is used up, or the client's secret is wrong.</exception>
    public async Task<Installation> InstallAsync(string code, Uri redirect, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(new JsonObject { ["code"] = code, ["redirect_uri"] = redirect.AbsoluteUri }, cancellationToken);
        var pair = PairOf(answer);
        var organisation = answer.Flag("is_enterprise_install");
        return new Installation
        {
            Enterprise = answer.Text("enterprise", "id"),
            Team = organisation ? null : answer.Text("team", "id"),
            TeamName = answer.Text(organisation ? "enterprise" : "team", "name"),
            AppId = answer.Text("app_id") ?? "",
            BotToken = pair.BotToken,
            RefreshToken = pair.RefreshToken,
            Expires = pair.Expires,
            Scopes = answer.Text("scope")?.Split(',') ?? [],
            BotUser = answer.Text("bot_user_id") ?? throw new SlackException(Method, "no_bot_user", SlackRemedy.Alarm),
            Installer = answer.Text("authed_user", "id"),
        };
    }

    /// <summary>Exchanges a refresh token; the old one is dead from then on.</summary>
    /// <exception cref="SlackException">Somebody else has exchanged it (<c>invalid_refresh_token</c>), or Slack is out of order.</exception>
    public async Task<TokenPair> RefreshAsync(string refreshToken, CancellationToken cancellationToken) => PairOf(await CallAsync(
        new JsonObject { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken));

    private Task<JsonElement> CallAsync(JsonObject arguments, CancellationToken cancellationToken)
    {
        arguments["client_id"] = clientId;
        arguments["client_secret"] = clientSecret;
        return api.CallAsync("", token: null, Method, arguments, cancellationToken);
    }

    private TokenPair PairOf(JsonElement answer) => new(
        answer.Text("access_token") ?? throw new SlackException(Method, "no_bot_token", SlackRemedy.Alarm),
        answer.Text("refresh_token"),
        answer.Number("expires_in") is { } seconds ? clock.GetUtcNow().AddSeconds(seconds) : null);
}
