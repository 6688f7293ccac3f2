namespace NewsBot.Text.Segments;

internal enum TokenKind
{
    Word,

    /// <summary>One character that is no letter and no digit.</summary>
    Mark,

    /// <summary>A whole quotation with its marks: what is said inside it is nobody else's sentence.</summary>
    Quote,
}

/// <summary>A word, a mark, or a whole quotation.</summary>
/// <param name="Start">Offset of the first character in the text.</param>
/// <param name="End">Offset after the last.</param>
/// <param name="Kind">Which of the three.</param>
/// <param name="Lower">The word in lower case with straight apostrophes; the mark; empty for quotations and very long
/// words.</param>
/// <param name="Capital">The first letter is a capital.</param>
internal readonly record struct Token(int Start, int End, TokenKind Kind, string Lower, bool Capital)
{
    /// <summary>No word of any language is longer; longer runs are data or an attack, and match nothing.</summary>
    public const int LongestWord = 40;

    public TextSpan Span => new(Start, End);

    public bool Is(string word) => Lower == word && Kind != TokenKind.Quote;

    public bool IsWord => Kind == TokenKind.Word;

    public bool IsQuote => Kind == TokenKind.Quote;
}
