using NewsBot.Desk;
using NewsBot.Stories;

namespace NewsBot.Subscriptions;

/// <summary>What a statement is to a subscription.</summary>
public enum Outcome
{
    Matched,
    OtherTopic,
    OtherSpeaker,
    OtherOutlet,
    OtherType,
    OtherTerm,
    OtherLanguage,
    Excluded,
    Backlog,
    BeforeSubscription,
    Withdrawn,
}

/// <summary>The outcome with the sentence that people are shown, whether it matched or not.</summary>
public sealed record Verdict(Outcome Outcome, string Reason);

/// <summary>Decides, and explains, whether a subscription wants a statement.</summary>
public sealed class Interest(Newsdesk desk)
{
    public Verdict Judge(Subscription subscription, StatementView view) => throw new NotSupportedException($"{desk} {subscription} {view}");
}
