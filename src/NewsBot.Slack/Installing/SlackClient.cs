using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Slack.Web;

namespace NewsBot.Slack.Installing;

/// <summary>Calls the Web API in the name of an installation: keeps its token fresh, and tells the store when it is dead.</summary>
/// <param name="store">Knows the installations.</param>
/// <param name="api">The wire.</param>
/// <param name="oauth">Exchanges tokens; null where none rotates.</param>
/// <param name="clock">Tells the time.</param>
public sealed class SlackClient(InstallationStore store, SlackApi api, SlackOAuth? oauth, TimeProvider clock)
{
    /// <summary>A token is exchanged so long before it ends.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(2);

    private const string DeadRefreshToken = "invalid_refresh_token";

    public SlackApi Api => api;

    /// <summary>The installation for a workspace, with a token that holds; null when the app is not installed there.</summary>
    /// <exception cref="SlackException">It is, and its token cannot be had for now.</exception>
    public async Task<Installation?> FindAsync(string? enterprise, string? team, CancellationToken cancellationToken) =>
        await store.FindAsync(enterprise, team, cancellationToken) is { } found ? await FreshAsync(found, cancellationToken) : null;

    /// <summary>Calls a method in a workspace.</summary>
    /// <exception cref="SlackException">Every failure; <c>app_not_installed</c> when there is no installation.</exception>
    public async Task<JsonElement> CallAsync(
        string? enterprise, string team, string method, JsonObject arguments, CancellationToken cancellationToken)
    {
        var installation = await FindAsync(enterprise, team, cancellationToken)
            ?? throw new SlackException(method, "app_not_installed", SlackRemedy.Uninstalled);
        try
        {
            return await api.CallAsync(team, installation.BotToken, method, arguments, cancellationToken);
        }
        catch (SlackException e) when (e.Remedy == SlackRemedy.Refresh && installation.RefreshToken is not null)
        {
            var fresh = await RenewedAsync(installation, cancellationToken)
                ?? throw new SlackException(method, e.Error, SlackRemedy.Retry, e);
            return await api.CallAsync(team, fresh.BotToken, method, arguments, cancellationToken);
        }
        catch (SlackException e) when (e.Remedy is SlackRemedy.Uninstalled or SlackRemedy.Refresh
            && !(installation.Team is null && SlackError.IsOfWorkspace(e.Error)))
        {
            await DisableAsync(installation, e, cancellationToken);
            throw;
        }
    }

    private Task DisableAsync(Installation installation, SlackException failure, CancellationToken cancellationToken) =>
        store.DisableAsync(installation, $"Slack says that the app is no longer installed ({failure.Error}).", cancellationToken);

    private async Task<Installation> FreshAsync(Installation installation, CancellationToken cancellationToken)
    {
        if (installation.Expires is not { } expires || expires - clock.GetUtcNow() > Ahead)
            return installation;
        if (expires <= clock.GetUtcNow())
            return await RenewedAsync(installation, cancellationToken) ?? installation;
        try
        {
            return await RefreshAsync(installation, cancellationToken) ?? installation;
        }
        catch (SlackException)
        {
            // The old token still holds; the next call tries again.
            return installation;
        }
    }

    // When neither the token holds nor what it is exchanged by, somebody must install the app again.
    private async Task<Installation?> RenewedAsync(Installation installation, CancellationToken cancellationToken)
    {
        try
        {
            return await RefreshAsync(installation, cancellationToken);
        }
        catch (SlackException e) when (e.Error == DeadRefreshToken)
        {
            await DisableAsync(installation, e, cancellationToken);
            throw;
        }
    }

    // Null when it cannot be exchanged here: no rotation, or somebody else is at it.
    private async Task<Installation?> RefreshAsync(Installation installation, CancellationToken cancellationToken)
    {
        if (oauth is null || installation.RefreshToken is not { } refreshToken)
            return null;
        if (!await store.ClaimRefreshAsync(installation, cancellationToken))
            return await NewerAsync(installation, cancellationToken);
        try
        {
            var pair = await oauth.RefreshAsync(refreshToken, cancellationToken);
            // The old pair is dead by now: the new one is kept whatever happens to the caller.
            await store.SaveTokensAsync(installation, pair.BotToken, pair.RefreshToken, pair.Expires, CancellationToken.None);
            return installation with { BotToken = pair.BotToken, RefreshToken = pair.RefreshToken, Expires = pair.Expires };
        }
        catch (SlackException e) when (e.Error == DeadRefreshToken)
        {
            // Another process may have exchanged it, and kept the new pair after this one has read the old.
            if (await NewerAsync(installation, cancellationToken) is { } newer)
                return newer;
            throw;
        }
    }

    private async Task<Installation?> NewerAsync(Installation installation, CancellationToken cancellationToken) =>
        await store.FindAsync(installation.Enterprise, installation.Team, cancellationToken) is { } now && now.BotToken != installation.BotToken
            ? now
            : null;
}
