namespace NewsBot.Statements;

/// <summary>The sentence for each reason why a report is no statement.</summary>
public static class LeftOutReason
{
    public static string Sentence(this LeftOut reason) => reason switch
    {
        LeftOut.Stance => "A position told without an occasion, not something said.",
        LeftOut.Question => "A question, not a statement.",
        LeftOut.Silence => "It tells that somebody said nothing.",
        LeftOut.Background => "Background: old words or a standing claim, which alert nobody.",
        LeftOut.NoSpeaker => "Nobody can be named for it.",
        LeftOut.Hypothetical => "What somebody might say, not something said.",
        LeftOut.Courtesy => "A greeting or thanks, which tells nothing.",
        LeftOut.Repeated => "The same article says it already.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
