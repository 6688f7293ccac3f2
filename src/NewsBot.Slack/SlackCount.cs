namespace NewsBot.Slack;

/// <summary>Counts a message of an answer among those of all processes.</summary>
/// <param name="place">Where it is said.</param>
/// <param name="cancellationToken">Stops.</param>
/// <returns>How long it must wait.</returns>
public delegate Task<TimeSpan> SlackCount(SlackPlace place, CancellationToken cancellationToken);
