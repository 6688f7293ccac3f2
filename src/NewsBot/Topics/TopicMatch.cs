namespace NewsBot.Topics;

/// <summary>A topic that an article or a statement is on, and the sentence that says why.</summary>
public sealed record TopicMatch(string Topic, string Reason);
