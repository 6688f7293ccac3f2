namespace NewsBot.Slack;

/// <summary>Where something is said on Slack; written <c>T1:C2</c>, or <c>T1:C2:1700000000.000100</c> inside a thread.</summary>
/// <param name="Team">The workspace's id.</param>
/// <param name="Channel">The channel's id; a person's id stands for the direct messages with that person.</param>
/// <param name="Thread"><c>ts</c> of the thread's first message; null outside of a thread.</param>
public readonly record struct SlackPlace(string Team, string Channel, string? Thread = null)
{
    /// <exception cref="FormatException">It is not a place.</exception>
    public static SlackPlace Parse(string conversationId) => conversationId.Split(':') switch
    {
        [{ Length: > 0 } team, { Length: > 0 } channel] => new(team, channel),
        [{ Length: > 0 } team, { Length: > 0 } channel, { Length: > 0 } thread] => new(team, channel, thread),
        _ => throw new FormatException($"'{conversationId}' is not a place on Slack."),
    };

    /// <summary>The channel, outside of any thread.</summary>
    public SlackPlace Whole => this with { Thread = null };

    /// <summary>True for the direct messages with one person.</summary>
    public bool IsDirect => Channel is ['D' or 'U' or 'W', ..];

    public override string ToString() => Thread is null ? $"{Team}:{Channel}" : $"{Team}:{Channel}:{Thread}";
}
