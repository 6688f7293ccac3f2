using NewsBot.Articles;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>Proves that words are slices of a stored text that nobody altered. Quotation marks are shown on this proof only.</summary>
public static class TextProof
{
    /// <summary>SHA-256 of the text in UTF-8, in lower-case hexadecimal; the form of the stored hashes.</summary>
    public static string Hash(string text) => ArticleOutcome.Hash(text);

    /// <summary>True when the text has its hash and the spans cut exactly these words out of it.</summary>
    public static bool Holds(string text, string hash, IReadOnlyList<TextSpan> spans, string words) =>
        Spans.Slice(text, spans) == words && Hash(text) == hash;
}
