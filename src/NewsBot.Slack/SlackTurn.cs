using NewsBot.Slack.Web;

namespace NewsBot.Slack;

/// <summary>What a turn has said and waited so far. Whoever has spoken waits for the answer, so that in a turn of theirs what passes within
/// seconds is waited out; what the bot posts of its own accord waits in the outbox instead.</summary>
internal sealed class SlackTurn(bool ofOwnAccord, TimeProvider clock)
{
    /// <summary>All that a turn waits. Slack's usual pause is no longer, and the inbox takes a turn for dead after two minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private TimeSpan _waited;

    public bool OfOwnAccord => ofOwnAccord;

    /// <summary>Posts to the response address.</summary>
    public int Responses { get; set; }

    /// <summary>Something of the answer stands there.</summary>
    public bool HasSaid { get; set; }

    /// <summary>Whether a later try may succeed and is likely to double nothing: Slack, or a gateway before it, has refused.</summary>
    public static bool Passes(SlackException failure) => failure.Remedy is SlackRemedy.Pause or SlackRemedy.Retry
        || (failure.Remedy == SlackRemedy.Unknown && failure.Error != SlackError.LostAnswer);

    /// <summary>Calls Slack, in a person's turn once more where it was refused for a moment.</summary>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                return await call();
            }
            catch (SlackException e) when (PauseAfter(e, tried) is { } pause)
            {
                _waited += pause;
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private TimeSpan? PauseAfter(SlackException failure, int tried)
    {
        if (ofOwnAccord || tried >= Pauses.Length || !Passes(failure))
            return null;
        var pause = failure.RetryAfter is { } asked && asked > Pauses[tried] ? asked : Pauses[tried];
        return _waited + pause <= Patience ? pause : null;
    }
}
