using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>A person of a workspace, as far as Slack tells.</summary>
/// <param name="Name">As others see it.</param>
/// <param name="Zone">IANA time zone.</param>
internal sealed record SlackPerson(string? Name, string? Zone);

/// <summary>Asks Slack for people's names and time zones, and remembers them for a day.</summary>
internal sealed partial class SlackPeople(SlackClient client, TimeProvider clock, ILogger<SlackPeople> logger)
{
    private const int MostKept = 20_000;

    private static readonly SlackPerson Unknown = new(null, null);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptUnknown = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Team, string User), (SlackPerson Person, DateTimeOffset Until)> people = new();

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
            var person = new SlackPerson(name, answer.Text("user", "tz"));
            people[(team, user)] = (person, now + Kept);
            return person;
        }
        catch (SlackException e)
        {
            // Nobody waits for a name.
            Log.NotTold(logger, team, e.Error);
            people[(team, user)] = (Unknown, now + KeptUnknown);
            return Unknown;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Slack does not tell of a person of workspace {Team}: {Error}")]
        public static partial void NotTold(ILogger logger, string team, string error);
    }
}
