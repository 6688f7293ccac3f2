using NewsBot.Slack.Web;

namespace NewsBot.Slack.Installing;

/// <summary>Knows the installations. Two kinds: one that was configured, and as many as people make.</summary>
public abstract class InstallationStore
{
    /// <summary>The live installation for a workspace: its own, else that of its organisation; null when there is none.</summary>
    /// <exception cref="SlackException">There is one, and it cannot be read or asked about for now.</exception>
    public abstract Task<Installation?> FindAsync(string? enterprise, string? team, CancellationToken cancellationToken);

    /// <summary>An installation is dead: Slack says so.</summary>
    /// <param name="installation">The one; no other is touched, in particular none that was made since.</param>
    /// <param name="reason">A sentence for people.</param>
    /// <param name="cancellationToken">Stops.</param>
    public abstract Task DisableAsync(Installation installation, string reason, CancellationToken cancellationToken);

    /// <summary>Claims the exchange of a token for a minute, against other processes.</summary>
    /// <returns>False when somebody else has it.</returns>
    public abstract Task<bool> ClaimRefreshAsync(Installation installation, CancellationToken cancellationToken);

    /// <summary>Keeps a new pair of tokens, in one step.</summary>
    public abstract Task SaveTokensAsync(
        Installation installation, string botToken, string? refreshToken, DateTimeOffset? expires, CancellationToken cancellationToken);
}
