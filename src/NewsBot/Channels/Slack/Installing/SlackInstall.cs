using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Schema;
using NewsBot.Cards;
using NewsBot.Channels.Slack.Inbox;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Desk;
using NewsBot.Slack;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack.Installing;

/// <summary>The two addresses of an installation: <c>/slack/install</c> sends a person to Slack, <c>/slack/oauth</c> takes them back.</summary>
internal sealed partial class SlackInstall(
    SlackOptions options,
    SlackApi api,
    InstallationTable installations,
    TokenCipher cipher,
    SlackInboxTable keys,
    SlackLife life,
    SlackWelcome welcome,
    TimeProvider clock,
    ILogger<SlackInstall> logger)
{
    private const string Cookie = "newsbot-slack-install";

    // A person reads what the app asks for, and perhaps asks somebody; Slack's own code lives as long.
    private static readonly TimeSpan StateLife = TimeSpan.FromMinutes(10);
    private static readonly Uri Authorize = new("https://slack.com/oauth/v2/authorize");

    private readonly SlackOAuth oauth = new(api, options.ClientId ?? "", options.ClientSecret ?? "", clock);

    private Uri Redirect => new(options.PublicUrl!, "slack/oauth");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/slack/install", Start);
        routes.MapGet("/slack/oauth", FinishAsync);
    }

    private IResult Start(HttpContext context)
    {
        var state = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var until = (clock.GetUtcNow() + StateLife).ToUnixTimeSeconds();
        context.Response.Cookies.Append(Cookie, cipher.Encrypt(string.Create(CultureInfo.InvariantCulture, $"{until} {state}")), new CookieOptions
        {
            HttpOnly = true,
            // Slack sends the person back by a link, so "strict" would keep the cookie away.
            SameSite = SameSiteMode.Lax,
            Secure = options.PublicUrl!.Scheme == Uri.UriSchemeHttps,
            MaxAge = StateLife,
            Path = "/slack",
        });
        context.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(oauth.Address(Authorize, SlackManifest.Scopes.Select(s => s.Name), Redirect, state).AbsoluteUri);
    }

    private async Task<IResult> FinishAsync(HttpContext context, string? code, string? state, string? error)
    {
        var isOurs = await TakeStateAsync(context, state);
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/slack" });
        if (!isOurs)
            return Page(StatusCodes.Status400BadRequest, "This installation was not begun in this browser, or too long ago. Begin again at /slack/install.");
        if (error is not null || string.IsNullOrEmpty(code))
            return Page(StatusCodes.Status200OK, "NewsBot was not installed, as it was not allowed to be. Nothing was changed.");
        try
        {
            var installation = await oauth.InstallAsync(code, Redirect, CancellationToken.None);
            await installations.SaveAsync(installation, CancellationToken.None);
            await life.InstalledAsync(installation, CancellationToken.None);
            Log.Installed(logger, installation.Team ?? installation.Enterprise);
            await welcome.GreetAsync(installation, CancellationToken.None);
            return Page(StatusCodes.Status200OK, $"NewsBot is installed in {installation.TeamName ?? "the workspace"}. Go to Slack and say: /newsbot help");
        }
        catch (SlackException failure)
        {
            Log.Failed(logger, failure.Error, failure.Detail);
            return Page(StatusCodes.Status502BadGateway, $"Slack did not complete the installation ({failure.Error}). Begin again at /slack/install.");
        }
    }

    // The state of this browser, in time, and once.
    private async Task<bool> TakeStateAsync(HttpContext context, string? state)
    {
        if (string.IsNullOrEmpty(state) || context.Request.Cookies[Cookie] is not { Length: < 4096 } cookie || cipher.Decrypt(cookie) is not { } kept)
            return false;
        if (kept.Split(' ') is not [var until, var expected] || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (clock.GetUtcNow().ToUnixTimeSeconds() > seconds
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(state)))
        {
            return false;
        }

        return await keys.RememberAsync("o:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(state))));
    }

    private static IResult Page(int status, string sentence) => Results.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>NewsBot</title><p>{WebUtility.HtmlEncode(sentence)}</p></html>",
        "text/html; charset=utf-8",
        statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The app was installed in workspace {Team}")]
        public static partial void Installed(ILogger logger, string? team);

        [LoggerMessage(2, LogLevel.Error, "An installation failed: {Error} {Detail}")]
        public static partial void Failed(ILogger logger, string error, string? detail);
    }
}

/// <summary>Greets the person who has installed the app, in direct messages.</summary>
internal sealed class SlackWelcome(SlackAnnouncer announcer, CardDeck cards, Newsdesk desk)
{
    public async Task GreetAsync(Installation installation, CancellationToken cancellationToken)
    {
        // An installation in a whole organisation has no workspace; the organisation stands for it.
        if (installation.Installer is not { } person || (installation.Team ?? installation.Enterprise) is not { } team)
            return;
        var direct = new ConversationAccount(id: new SlackPlace(team, person).ToString(), tenantId: installation.Enterprise);
        await announcer.SayAsync(direct, cards.Welcome(desk.Topics, desk.Sources.Any(s => s.Sample)), cancellationToken);
    }
}
