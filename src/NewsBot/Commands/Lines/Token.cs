namespace NewsBot.Commands.Lines;

/// <summary>What a piece of a line is.</summary>
internal enum TokenKind
{
    Word,

    /// <summary>Words between quotation marks of any kind.</summary>
    Phrase,

    /// <summary><c>key:value,value</c>, with a minus before it when it excludes.</summary>
    Qualifier,

    /// <summary><c>#3</c>.</summary>
    SubscriptionNumber,

    /// <summary><c>#S12</c>.</summary>
    StatementNumber,

    /// <summary><c>#L7</c>: a list that a card goes on with.</summary>
    ListNumber,

    /// <summary><c>#E12</c>: an edition.</summary>
    EditionNumber,

    /// <summary>An http or https address.</summary>
    Link,
}

/// <summary>A piece of a line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the phrase without its marks, the address; of a qualifier, its key in lower case.</param>
/// <param name="Excludes">A leading minus.</param>
internal sealed record Token(TokenKind Kind, string Text, bool Excludes = false)
{
    /// <summary>The values of a qualifier.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The number of a subscription, a statement, a list or an edition.</summary>
    public long Number { get; init; }

    public bool Is(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
