using Microsoft.Bot.Schema;

namespace NewsBot.Slack;

/// <summary>An answer, or the rest of one, that Slack did not take for now. It is given later as it is: whatever the turn has done is
/// done.</summary>
/// <param name="Asked">What it answers.</param>
/// <param name="Messages">In order.</param>
/// <param name="Error">Slack's word for why.</param>
/// <param name="RetryAfter">How long Slack asks to wait; null where it does not say.</param>
public sealed record UnsaidAnswer(Activity Asked, IReadOnlyList<Activity> Messages, string Error, TimeSpan? RetryAfter)
{
    /// <summary>The first of them may stand there: Slack has not said whether it took it.</summary>
    public bool MayStand { get; init; }
}
