namespace AdaptiveCards.Expressions;

internal enum TokenKind
{
    Name,
    Number,
    Text,
    Interpolation,
    Symbol,
    End,
}

/// <summary>A piece of an expression; <paramref name="Text"/> is the name, the symbol, the unescaped text or the digits.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position);
