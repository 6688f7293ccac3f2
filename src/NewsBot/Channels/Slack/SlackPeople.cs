using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>A person of a workspace, as far as Slack tells.</summary>
/// <param name="Name">As others see it.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="Team">The workspace that the person belongs to.</param>
/// <param name="Enterprise">The organisation of that, in an Enterprise Grid.</param>
internal sealed record SlackPerson(string? Name, string? Zone, string? Team = null, string? Enterprise = null)
{
    /// <summary>Why Slack did not tell of the person just now, where it may in a moment.</summary>
    public SlackException? Untold { get; init; }
}

/// <summary>Asks Slack for people's names, time zones and workspaces, and remembers them for a day.</summary>
internal sealed partial class SlackPeople(SlackClient client, SlackOptions options, TimeProvider clock, ILogger<SlackPeople> logger)
{
    private const int MostKept = 20_000;

    private static readonly SlackPerson Unknown = new(null, null);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptUnknown = TimeSpan.FromMinutes(10);

    // Shorter than the waits of the inbox.
    private static readonly TimeSpan KeptUntold = TimeSpan.FromSeconds(3);

    // Then it is better to do what was said without knowing whose it is.
    private const int MostWaits = 2;

    private readonly ConcurrentDictionary<(string Team, string User), (SlackPerson Person, DateTimeOffset Until)> people = new();

    /// <summary>Lets what hangs on whose it is, and in what zone, wait until Slack tells: some times, not for ever.</summary>
    /// <param name="payload">What was brought.</param>
    /// <param name="attempt">1 for the first try.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SlackException">Slack does not tell for now.</exception>
    public async Task EnsureToldAsync(SlackPayload payload, int attempt, CancellationToken cancellationToken)
    {
        if (attempt <= MostWaits && payload is { User: { } user, Team: { } team }
            && (await FindAsync(payload.Enterprise, team, user, cancellationToken)).Untold is { } failure)
        {
            throw new SlackException(failure.Method, failure.Error, SlackRemedy.Retry, failure) { RetryAfter = failure.RetryAfter };
        }
    }

    /// <summary>Puts into what a person has said who it is.</summary>
    public async Task IntroduceAsync(SlackPayload payload, Installation self, Activity said, CancellationToken cancellationToken)
    {
        if (said.Type == ActivityTypes.ConversationUpdate && said.From.Id != self.BotUser)
            said.From.Name = (await FindAsync(payload.Enterprise, payload.Team!, said.From.Id, cancellationToken)).Name;
        if (said.Type != ActivityTypes.Message || payload.User is not { } user)
            return;
        var person = await FindAsync(payload.Enterprise, payload.Team!, user, cancellationToken);
        said.From.Name = person.Name;
        var external = !options.ExternalChanges && ExternalPeople.Is(payload, person, self);
        if (external)
            ExternalPerson.Set(said);
        // A zone that is heard first becomes that of the channel.
        said.LocalTimezone = external ? null : person.Zone;
    }

    /// <summary>A person; without name and zone when Slack does not tell.</summary>
    public async Task<SlackPerson> FindAsync(string? enterprise, string team, string user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (people.TryGetValue((team, user), out var known) && known.Until > now)
            return known.Person;
        if (people.Count >= MostKept)
            people.Clear();
        try
        {
            var answer = await client.CallAsync(enterprise, team, "users.info", new JsonObject { ["user"] = user }, cancellationToken);
            var name = answer.Text("user", "profile", "display_name") ?? answer.Text("user", "profile", "real_name") ?? answer.Text("user", "real_name");
            var person = new SlackPerson(
                name, answer.Text("user", "tz"), answer.Text("user", "team_id"), answer.Text("user", "enterprise_user", "enterprise_id"));
            people[(team, user)] = (person, now + Kept);
            return person;
        }
        catch (SlackException e)
        {
            // Nobody waits for a name.
            Log.NotTold(logger, team, e.Error);
            var (unknown, kept) = e.IsPassing ? (Unknown with { Untold = e }, KeptUntold) : (Unknown, KeptUnknown);
            people[(team, user)] = (unknown, now + kept);
            return unknown;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Slack does not tell of a person of workspace {Team}: {Error}")]
        public static partial void NotTold(ILogger logger, string team, string error);
    }
}
