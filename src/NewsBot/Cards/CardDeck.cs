using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Stories;
using NewsBot.Subscriptions;

namespace NewsBot.Cards;

/// <summary>A row of the subscription list.</summary>
public sealed record SubscriptionRow(Subscription Subscription, string TopicName, DateTimeOffset? LastHit, string Zone);

/// <summary>A button and the line that it says; the person can type the same line.</summary>
public sealed record SayButton(string Title, string Line);

/// <summary>Fills the templates of <c>cards/</c>. Every card comes with its plain text.</summary>
public sealed class CardDeck
{
    /// <summary>First greeting: what the bot follows and three buttons.</summary>
    public CardMessage Welcome(IReadOnlyList<Topic> topics, bool sample) => throw new NotSupportedException();

    public CardMessage Help(IReadOnlyList<(string Say, string Gives)> lines) => throw new NotSupportedException();

    /// <summary>An alert: one statement.</summary>
    public CardMessage Alert(Digest digest) => throw new NotSupportedException();

    /// <summary>An edition, grouped by topic and story.</summary>
    public CardMessage Edition(Digest digest, DateTimeOffset? next) => throw new NotSupportedException();

    /// <summary>An answer that lists statements.</summary>
    /// <param name="title">What was asked, and the window and zone it was asked over.</param>
    /// <param name="page">The statements of this page.</param>
    /// <param name="first">One-based position of the first.</param>
    /// <param name="total">How many there are in all.</param>
    /// <param name="zone">IANA zone of the times shown.</param>
    public CardMessage Statements(string title, IReadOnlyList<StatementView> page, int first, int total, string zone) =>
        throw new NotSupportedException();

    /// <summary>One statement with the sentences around it, its outlets and its stored source.</summary>
    public CardMessage Source(StatementView view, string zone) => throw new NotSupportedException();

    /// <summary>The stages that an item went through, each with a sentence.</summary>
    public CardMessage Why(string title, IReadOnlyList<(string Stage, string Sentence)> stages, IReadOnlyList<SayButton> buttons) =>
        throw new NotSupportedException();

    public CardMessage Subscriptions(IReadOnlyList<SubscriptionRow> rows, int first, int total) => throw new NotSupportedException();

    /// <summary>A short answer: a sentence or a few, and what to do next.</summary>
    public CardMessage Notice(string title, string text, params IReadOnlyList<SayButton> buttons) => throw new NotSupportedException();

    /// <summary>Something went wrong or was not understood; says what would have worked.</summary>
    public CardMessage Error(string title, string text, params IReadOnlyList<SayButton> buttons) => throw new NotSupportedException();
}
