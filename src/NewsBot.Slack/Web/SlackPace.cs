using System.Collections.Concurrent;

namespace NewsBot.Slack.Web;

/// <summary>Takes the turn of a call among those of all processes.</summary>
/// <param name="team">The workspace.</param>
/// <param name="method">The method.</param>
/// <param name="perMinute">Calls of it that the workspace takes in a minute.</param>
/// <param name="cancellationToken">Stops.</param>
/// <returns>How far off the turn is; null when it is too far off, and was not taken.</returns>
public delegate Task<TimeSpan?> SharedPace(string team, string method, int perMinute, CancellationToken cancellationToken);

/// <summary>Keeps calls within Slack's limits: each method in each workspace by its tier, posts one a second in each channel, and a pause
/// wherever Slack has asked for one.</summary>
public sealed class SlackPace(TimeProvider clock, SharedPace? shared = null)
{
    /// <summary>The longest that a call waits here; what would wait longer is told to come back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The pause when Slack does not say how long.</summary>
    public static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(30);

    private const int MostLanes = 20_000;

    // As many sockets as an app may have come up in less.
    private static readonly TimeSpan LongestOfSocket = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Team, string What), Lane> _lanes = new();

    /// <summary>Waits until a call may be made.</summary>
    /// <exception cref="SlackException">It would have to wait longer than <see cref="Longest"/>; for a socket's address, longer than ten
    /// minutes: nobody waits for the answer, and whoever came back would stand at the end again.</exception>
    public async Task WaitAsync(string team, string method, string? channel, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var perMinute = SlackTier.PerMinute(method);
        var longest = method == SlackTier.Connect ? LongestOfSocket : Longest;
        var wait = LaneOf(team, method).Take(now, (TimeSpan.FromMinutes(1) / perMinute, perMinute), method, longest);
        if (channel is not null && SlackTier.IsPost(method))
        {
            // Workspaces of an organisation share channels, and a channel's posts keep their distance whichever speaks.
            var inChannel = LaneOf("", "#" + channel).Take(now, (TimeSpan.FromSeconds(1), 1), method, longest);
            wait = wait > inChannel ? wait : inChannel;
        }

        if (shared is not null && SlackTier.IsShared(method))
        {
            var among = await shared(team, method, perMinute, cancellationToken)
                ?? throw new SlackException(method, "ratelimited", SlackRemedy.Pause) { RetryAfter = Longest };
            wait = wait > among ? wait : among;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellationToken);
    }

    /// <summary>Slack has asked for a pause of a method in a workspace.</summary>
    public void Pause(string team, string method, TimeSpan pause) => LaneOf(team, method).PauseUntil(clock.GetUtcNow() + pause);

    private Lane LaneOf(string team, string what)
    {
        if (_lanes.Count > MostLanes)
        {
            var idle = clock.GetUtcNow().AddMinutes(-2);
            foreach (var (key, lane) in _lanes)
            {
                if (lane.IsIdleSince(idle))
                    _lanes.TryRemove(key, out _);
            }
        }

        return _lanes.GetOrAdd((team, what), _ => new Lane());
    }

    /// <summary>A lane in which calls follow each other at a distance, except for a first burst (the generic cell rate algorithm).</summary>
    private sealed class Lane
    {
        private readonly Lock _gate = new();

        // When the next call would be due if all calls kept their distance.
        private DateTimeOffset _due;
        private DateTimeOffset _paused;

        public TimeSpan Take(DateTimeOffset now, (TimeSpan Distance, int Burst) rate, string method, TimeSpan longest)
        {
            var (distance, burst) = rate;
            lock (_gate)
            {
                var due = _due > now ? _due : now;
                var start = due - (distance * (burst - 1));
                start = start > _paused ? start : _paused;
                var wait = start > now ? start - now : TimeSpan.Zero;
                if (wait > longest)
                    throw new SlackException(method, "ratelimited", SlackRemedy.Pause) { RetryAfter = wait };
                _due = due + distance;
                return wait;
            }
        }

        public void PauseUntil(DateTimeOffset until)
        {
            lock (_gate)
                _paused = until > _paused ? until : _paused;
        }

        public bool IsIdleSince(DateTimeOffset moment)
        {
            lock (_gate)
                return _due < moment && _paused < moment;
        }
    }
}
