using NewsBot.Slack.Incoming;
using NewsBot.Slack.Web;

namespace NewsBot.Slack.Installing;

/// <summary>The single workspace of a token that was configured. Which one it is, is asked of Slack at the first need.</summary>
public sealed class ConfiguredInstallation(SlackApi api, string botToken) : InstallationStore
{
    private Installation? _installation;

    /// <exception cref="SlackException">Slack does not tell whose token it is.</exception>
    public override async Task<Installation?> FindAsync(string? enterprise, string? team, CancellationToken cancellationToken)
    {
        var installation = Volatile.Read(ref _installation) ?? await AskAsync(cancellationToken);
        var isOrganisation = installation.Team is null;
        return (isOrganisation ? enterprise is null || installation.Enterprise == enterprise : team is null || installation.Team == team)
            ? installation
            : null;
    }

    /// <summary>A configured token is not forgotten: the next call tries it again, as somebody may have mended it in Slack.</summary>
    public override Task DisableAsync(Installation installation, string reason, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _installation, null);
        return Task.CompletedTask;
    }

    public override Task<bool> ClaimRefreshAsync(Installation installation, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <exception cref="NotSupportedException">Always: a configured token does not rotate.</exception>
    public override Task SaveTokensAsync(
        Installation installation, string botToken, string? refreshToken, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A configured token does not rotate.");

    private async Task<Installation> AskAsync(CancellationToken cancellationToken)
    {
        // Several may ask at the same time at first; they all get the same answer.
        var (answer, scopes) = await api.WhoAmIAsync(botToken, cancellationToken);
        var organisation = answer.Flag("is_enterprise_install");
        var installation = new Installation
        {
            Enterprise = answer.Text("enterprise_id"),
            Team = organisation ? null : answer.Text("team_id"),
            TeamName = answer.Text("team"),
            AppId = answer.Text("app_id") ?? "",
            BotToken = botToken,
            Scopes = scopes,
            BotUser = answer.Text("user_id") ?? throw new SlackException("auth.test", "no_user_id", SlackRemedy.Alarm),
        };
        Volatile.Write(ref _installation, installation);
        return installation;
    }
}
