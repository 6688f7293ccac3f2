namespace NewsBot.Text.Segments;

/// <summary>One sentence outside quotations; each quotation in it is one token.</summary>
internal sealed class Sentence(string text, int paragraph, IReadOnlyList<Token> tokens)
{
    /// <summary>A longer run without a stop is cut here, so that work inside a sentence stays bounded.</summary>
    public const int MaxTokens = 240;

    public string Text { get; } = text;

    /// <summary>Which paragraph of the text, from 0.</summary>
    public int Paragraph { get; } = paragraph;

    public int Count => tokens.Count;

    public int Start => tokens[0].Start;

    public int End => tokens[^1].End;

    public Token this[int index] => tokens[index];

    public string Lower(int index) => index >= 0 && index < tokens.Count ? tokens[index].Lower : "";

    public bool IsQuote(int index) => index >= 0 && index < tokens.Count && tokens[index].IsQuote;

    public bool IsWord(int index) => index >= 0 && index < tokens.Count && tokens[index].IsWord;

    public bool IsCapital(int index) => index >= 0 && index < tokens.Count && tokens[index].Capital;

    /// <summary>The first token that starts at an offset or after it; their number when none does.</summary>
    public int IndexAfter(int offset)
    {
        var index = 0;
        while (index < tokens.Count && tokens[index].Start < offset)
            index++;
        return index;
    }

    public TextSpan Span(int first, int last) => new(tokens[first].Start, tokens[last].End);
}
