using NewsBot.Text.Languages;

namespace NewsBot.Stories.Readings;

/// <summary>Keeps words that are written from right to left from reordering the line around them (Unicode Standard Annex 9, isolates).</summary>
internal static class Isolates
{
    /// <summary>First strong isolate.</summary>
    public const char Open = '\u2068';

    /// <summary>Pop directional isolate.</summary>
    public const char Close = '\u2069';

    /// <summary>The words without marks of direction of their own, isolated where they are written in Arabic script.</summary>
    public static string Around(string words) => Script.IsArabic(words) ? $"{Open}{Without(words)}{Close}" : Without(words);

    /// <summary>Overrides, embeddings and isolates of a stranger's text become spaces.</summary>
    public static string Without(string words) =>
        words.AsSpan().ContainsAnyInRange('\u202a', '\u2069') ? new([.. words.Select(c => IsDirection(c) ? ' ' : c)]) : words;

    public static bool IsDirection(char c) => c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';
}
