namespace NewsBot.Topics;

/// <summary>A topic that an article or a statement is on, and the sentence that says why.</summary>
public sealed record TopicMatch(string Topic, string Reason);

/// <summary>How an article or a statement was judged for one topic.</summary>
/// <param name="Reading">What the article says about the topic.</param>
/// <param name="Above">Log-odds above the threshold; less than 0 where it is not reached.</param>
/// <param name="Reason">The decisive evidence; null when nobody and nothing of the topic is named.</param>
internal sealed record TopicJudgement(TopicReading Reading, double Above, string? Reason)
{
    public bool Matches => Above >= 0 && Reason is not null;
}
