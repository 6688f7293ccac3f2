using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Corrections;
using NewsBot.Stories.Marks;
using NewsBot.Text;

namespace NewsBot.Stories;

/// <summary>An article that carries a statement.</summary>
/// <param name="Outlet">The outlet's name.</param>
/// <param name="OutletKey">The outlet's key, for filters.</param>
/// <param name="Class">Official, wire or press.</param>
/// <param name="Url">Address of the article.</param>
/// <param name="Title">Title of the article.</param>
/// <param name="Published">When the outlet published it; when it was found, if it gives no date.</param>
/// <param name="Sample">True for an invented outlet.</param>
public sealed record Carrier(
    string Outlet, string OutletKey, SourceClass Class, string Url, string Title, DateTimeOffset Published, bool Sample);

/// <summary>A topic that a statement was tagged with, and why.</summary>
public sealed record TopicTag(string Topic, string Reason)
{
    /// <summary>The sentence of the words that carries the topic, by its place in them; null where none stands out. It takes a look at
    /// every word, so it is looked for when somebody asks.</summary>
    internal Lazy<TextSpan?>? Passage { get; init; }
}

/// <summary>What people are shown of a statement: the statement, who carries it, its topics and its story.</summary>
public sealed record StatementView
{
    public required Statement Statement { get; init; }

    /// <summary>The words to show. Between quotation marks only when <see cref="Verbatim"/> is true.</summary>
    public required string Words { get; init; }

    /// <summary>The words of saying right before the words ("urged"), a checked slice as well; null where they stand elsewhere.</summary>
    public string? Lead { get; init; }

    /// <summary>True when the words were checked, by offsets and hash, against the stored text just now.</summary>
    public required bool Verbatim { get; init; }

    /// <summary>The sentences around the words, from the stored text; what More shows.</summary>
    public required string Context { get; init; }

    /// <summary>Every article that carries it, the earliest first.</summary>
    public required IReadOnlyList<Carrier> Carriers { get; init; }

    public required IReadOnlyList<TopicTag> Topics { get; init; }

    /// <summary>The topic that it is shown for; null for none in particular.</summary>
    public string? ShownFor { get; init; }

    /// <summary>The sentence of <see cref="Words"/> that carries the topic that it is shown for, or else its first topic; null where none
    /// stands out.</summary>
    public TextSpan? Passage =>
        Topics is [var first, ..] ? (Topics.FirstOrDefault(t => t.Topic == ShownFor) ?? first).Passage?.Value : null;

    /// <summary>What its outlet changed last; null when nothing.</summary>
    public Correction? Correction { get; init; }

    /// <summary>The editor's embargo: it is posted nowhere; null when nobody holds it.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Who works on it, in the conversation that it is shown in; null when nobody does or it is shown in none.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The channel's id of that person.</summary>
    public string? Claimer { get; init; }

    /// <summary>What people of that conversation doubt, until an editor has settled it.</summary>
    public IReadOnlyList<DoubtKind> Doubted { get; init; } = [];

    public long? StoryId { get; init; }

    public string? StoryTitle { get; init; }
}
