using System.Text.Json.Nodes;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

/// <summary>Marks a message whose answer takes long with a reaction, eyes, and takes it away when the answer is there; where the
/// installation was not granted reactions, nothing.</summary>
internal sealed partial class SlackPatience(SlackClient client, TimeProvider clock, ILogger<SlackPatience> logger)
{
    public const string Scope = "reactions:write";

    /// <summary>How long an answer may take without a mark.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    /// <param name="payload">What was said.</param>
    /// <param name="self">The installation that heard it.</param>
    /// <param name="attempt">A later one than the first follows a process that died, perhaps with its mark set.</param>
    /// <param name="answer">Gives the answer.</param>
    /// <param name="cancellationToken">The program stops.</param>
    public async Task WhileAsync(SlackPayload payload, Installation self, int attempt, Func<Task> answer, CancellationToken cancellationToken)
    {
        if (payload is not { MessageTs: { } ts, Channel: { } channel, Team: not null } || !self.Scopes.Contains(Scope))
        {
            await answer();
            return;
        }

        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var marking = MarkAsync(payload, channel, ts, answered.Token);
        try
        {
            await answer();
        }
        finally
        {
            await answered.CancelAsync();
            if (await marking || attempt > 1)
                await ReactAsync(payload, "reactions.remove", channel, ts);
        }
    }

    // True when the mark may be there, also where Slack's word for it was lost.
    private async Task<bool> MarkAsync(SlackPayload payload, string channel, string ts, CancellationToken answered)
    {
        await Task.Delay(Long, clock, answered).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answered.IsCancellationRequested)
            return false;
        await ReactAsync(payload, "reactions.add", channel, ts);
        return true;
    }

    // Not given up when the answer is there: what is under way must be known to be over before it is taken back.
    private async Task ReactAsync(SlackPayload payload, string method, string channel, string ts)
    {
        try
        {
            var arguments = new JsonObject { ["channel"] = channel, ["timestamp"] = ts, ["name"] = "eyes" };
            await client.CallAsync(payload.Enterprise, payload.Team!, method, arguments, CancellationToken.None);
        }
        catch (SlackException e)
        {
            // The answer is what counts.
            Log.NotMarked(logger, method, e.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "A message could not be marked by {Method}: {Error}")]
        public static partial void NotMarked(ILogger logger, string method, string error);
    }
}
