using System.Collections.Concurrent;
using Dapper;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;
using NewsBot.Storage;

namespace NewsBot.Channels.Slack.Installing;

/// <summary>The workspaces that people have installed the app in.</summary>
internal sealed partial class InstallationTable(NewsDb db, TokenCipher cipher, TimeProvider clock, ILogger<InstallationTable> logger) : InstallationStore
{
    // A dead installation needs no token, and a token that Slack has not revoked is not left lying about.
    private const string Forgotten = ", bot_token = '', refresh_token = null, refreshing = null";

    // Who installs the app again gets the same row: a call that began before must not end it.
    private const string Same = "id = @Id and installed = @Installed";

    private static readonly TimeSpan RefreshClaim = TimeSpan.FromMinutes(1);

    // Those that were told of: every call asks.
    private readonly ConcurrentDictionary<long, bool> unreadable = new();

    public override async Task<Installation?> FindAsync(string? enterprise, string? team, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            """
            select * from slack_installation
            where ended is null and ((@team <> '' and team = @team) or (@enterprise <> '' and enterprise = @enterprise and team = ''))
            order by case when team = @team then 0 else 1 end, id desc
            """,
            new { team = team ?? "", enterprise = enterprise ?? "" },
            cancellationToken: cancellationToken));
        if (row is null)
            return null;
        var (token, refresh) = (cipher.Decrypt(row.BotToken), row.RefreshToken is null ? null : cipher.Decrypt(row.RefreshToken));
        if (token is not null && (refresh is null) == (row.RefreshToken is null))
        {
            unreadable.TryRemove(row.Id, out _);
            return row.Open(token, refresh);
        }

        if (unreadable.TryAdd(row.Id, true))
            Log.Unreadable(logger, row.Id);
        // Not taken for none: what is owed there would be held as in a workspace that has removed the app.
        throw new SlackException("installation", SlackError.KeysMissing, SlackRemedy.Retry)
        {
            Detail = "The keys that encrypted the tokens are not in the folder of Slack:Keys.",
        };
    }

    /// <summary>The live installations, and those of them whose tokens cannot be read here.</summary>
    public async Task<(int Live, int Unreadable)> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var tokens = (await connection.QueryAsync<string>(new CommandDefinition(
            "select bot_token from slack_installation where ended is null", cancellationToken: cancellationToken))).AsList();
        return (tokens.Count, tokens.Count(t => cipher.Decrypt(t) is null));
    }

    /// <summary>Keeps an installation; one that is there already is replaced and lives again.</summary>
    public Task SaveAsync(Installation installation, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var (team, enterprise, now) = (installation.Team ?? "", installation.Enterprise ?? "", clock.GetUtcNow());
            // A workspace that has moved into an organisation, or out of one, is the same workspace.
            await connection.ExecuteAsync(
                $"update slack_installation set ended = @now, ended_reason = 'Installed again.'{Forgotten} where team = @team and team <> '' and enterprise <> @enterprise and ended is null",
                new { team, enterprise, now },
                transaction);
            await connection.ExecuteAsync(
                """
                insert into slack_installation (enterprise, team, team_name, app_id, bot_token, refresh_token, expires, scopes, bot_user, installer, installed)
                values (@enterprise, @team, @TeamName, @AppId, @bot, @refresh, @Expires, @scopes, @BotUser, @Installer, @now)
                on conflict (enterprise, team) do update set
                  team_name = excluded.team_name, app_id = excluded.app_id, bot_token = excluded.bot_token,
                  refresh_token = excluded.refresh_token, expires = excluded.expires, scopes = excluded.scopes,
                  bot_user = excluded.bot_user, installer = excluded.installer,
                  installed = excluded.installed, ended = null, ended_reason = null, refreshing = null
                """,
                new
                {
                    enterprise,
                    team,
                    installation.TeamName,
                    installation.AppId,
                    bot = cipher.Encrypt(installation.BotToken),
                    refresh = installation.RefreshToken is null ? null : cipher.Encrypt(installation.RefreshToken),
                    installation.Expires,
                    scopes = string.Join(',', installation.Scopes),
                    installation.BotUser,
                    installation.Installer,
                    now,
                },
                transaction);
        },
        cancellationToken);

    public override async Task DisableAsync(Installation installation, string reason, CancellationToken cancellationToken)
    {
        var ended = await db.ExecuteAsync(
            $"update slack_installation set ended = @now, ended_reason = @reason{Forgotten} where {Same} and ended is null",
            new { installation.Id, installation.Installed, reason, now = clock.GetUtcNow() },
            cancellationToken);
        if (ended > 0)
            Log.Ended(logger, installation.Team ?? installation.Enterprise, reason);
    }

    /// <summary>The app was removed from a workspace, or from an organisation as a whole.</summary>
    /// <param name="enterprise">The organisation, if there is one.</param>
    /// <param name="team">The workspace; null for the organisation.</param>
    /// <param name="happened">When; an installation that was made afterwards stays.</param>
    /// <param name="reason">A sentence.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task EndAsync(string? enterprise, string? team, DateTimeOffset happened, string reason, CancellationToken cancellationToken) => db.ExecuteAsync(
        $"""
        update slack_installation set ended = @now, ended_reason = @reason{Forgotten}
        where ended is null and installed <= @latest
          and ((team = @team and team <> '') or (@team = '' and team = '' and enterprise = @enterprise and enterprise <> ''))
        """,
        // Slack tells the second of the event only.
        new { enterprise = enterprise ?? "", team = team ?? "", latest = happened.AddSeconds(1), now = clock.GetUtcNow(), reason },
        cancellationToken);

    /// <summary>The live installations: where each is, and the scopes that it was granted.</summary>
    public async Task<IReadOnlyList<(string Place, IReadOnlyList<string> Scopes)>> GrantedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Place, string Scopes)>(new CommandDefinition(
            "select coalesce(team_name, nullif(team, ''), enterprise), scopes from slack_installation where ended is null order by id",
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => (r.Place, (IReadOnlyList<string>)r.Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries)))];
    }

    /// <summary>Whether a workspace has a live installation, its own or its organisation's.</summary>
    public async Task<bool> IsLiveAsync(string? enterprise, string team, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from slack_installation where ended is null and (team = @team or (enterprise = @enterprise and enterprise <> '' and team = ''))",
            new { enterprise = enterprise ?? "", team },
            cancellationToken: cancellationToken)) > 0;
    }

    public override async Task<bool> ClaimRefreshAsync(Installation installation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.ExecuteAsync(
            $"update slack_installation set refreshing = @until where {Same} and (refreshing is null or refreshing <= @now)",
            new { installation.Id, installation.Installed, now, until = now + RefreshClaim },
            cancellationToken) == 1;
    }

    public override Task SaveTokensAsync(
        Installation installation, string botToken, string? refreshToken, DateTimeOffset? expires, CancellationToken cancellationToken) => db.ExecuteAsync(
        $"update slack_installation set bot_token = @bot, refresh_token = @refresh, expires = @expires, refreshing = null where {Same} and ended is null",
        new { installation.Id, installation.Installed, bot = cipher.Encrypt(botToken), refresh = refreshToken is null ? null : cipher.Encrypt(refreshToken), expires },
        cancellationToken);

    private sealed class Row
    {
        public required long Id { get; init; }

        public required DateTimeOffset Installed { get; init; }

        public required string Enterprise { get; init; }

        public required string Team { get; init; }

        public string? TeamName { get; init; }

        public required string AppId { get; init; }

        public required string BotToken { get; init; }

        public string? RefreshToken { get; init; }

        public DateTimeOffset? Expires { get; init; }

        public required string Scopes { get; init; }

        public required string BotUser { get; init; }

        public string? Installer { get; init; }

        public Installation Open(string botToken, string? refreshToken) => new()
        {
            Id = Id,
            Installed = Installed,
            Enterprise = Enterprise.Length > 0 ? Enterprise : null,
            Team = Team.Length > 0 ? Team : null,
            TeamName = TeamName,
            AppId = AppId,
            BotToken = botToken,
            RefreshToken = refreshToken,
            Expires = Expires,
            Scopes = Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries),
            BotUser = BotUser,
            Installer = Installer,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The installation in {Team} is dead: {Reason}")]
        public static partial void Ended(ILogger logger, string? team, string reason);

        [LoggerMessage(2, LogLevel.Critical, "The tokens of installation {Installation} cannot be read: the keys that encrypted them are not in the folder of Slack:Keys. What is owed there waits")]
        public static partial void Unreadable(ILogger logger, long installation);
    }
}
