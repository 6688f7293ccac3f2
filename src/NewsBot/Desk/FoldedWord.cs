using System.Globalization;
using System.Text;

namespace NewsBot.Desk;

/// <summary>How a word is written, as far as names care.</summary>
public enum LetterCase
{
    /// <summary>No capital at the start, or a script without case.</summary>
    Plain,
    Capitalised,

    /// <summary>Two or more letters, all capitals ("US", "U.S.", "ISPR").</summary>
    Capitals,
}

/// <summary>
/// A word of a text with what it is compared by: lower case, no accents, no dots, no possessive, one letter for the variants of an Arabic letter.
/// </summary>
/// <param name="Start">First character, in UTF-16 code units.</param>
/// <param name="End">After the last character, the possessive left out.</param>
/// <param name="Folded">What is compared.</param>
/// <param name="Case">How it is written.</param>
public readonly record struct FoldedWord(int Start, int End, string Folded, LetterCase Case)
{
    /// <summary>The words of a text in order; everything that is no letter or digit separates them.</summary>
    public static IReadOnlyList<FoldedWord> Split(string text)
    {
        var words = new List<FoldedWord>(text.Length / 6);
        for (var i = 0; i < text.Length;)
        {
            if (!IsWordCharacter(text[i]))
            {
                i++;
                continue;
            }

            var end = EndOfWord(text, i);
            var bare = WithoutPossessive(text, i, end);
            var folded = Fold(text.AsSpan(i, bare - i));
            if (folded.Length > 0)
                words.Add(new FoldedWord(i, bare, folded, CaseOf(text.AsSpan(i, bare - i))));
            i = end;
        }

        return words;
    }

    /// <summary>The folded words of a text, joined by single spaces: equal for two spellings that differ in case, accents and punctuation only.</summary>
    public static string Key(string text) => string.Join(' ', Split(text).Select(w => w.Folded));

    /// <summary>The folded words joined by dashes, for keys of people that no registry names.</summary>
    public static string Dashed(string text) => string.Join('-', Split(text).Select(w => w.Folded));

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c);

    private static bool IsMark(char c) =>
        c > '\u02ff' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int EndOfWord(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            if (IsWordCharacter(text[i]) || text[i] == '\u200c')
                i++;
            else if (IsInnerApostrophe(text, i))
                i += 2;
            else if (text[i] == '.' && IsAbbreviation(text, start, i))
                i++;
            else
                break;
        }

        return i;
    }

    private static bool IsInnerApostrophe(string text, int i) =>
        IsApostrophe(text[i]) && i + 1 < text.Length && char.IsLetter(text[i + 1]);

    // Some outlets write the acute accent that stands by itself.
    private static bool IsApostrophe(char c) => c is '\'' or '’' or '´';

    // "U.S." and "J.D." are one word; the stop after "talks." is not part of it.
    private static bool IsAbbreviation(string text, int start, int dot)
    {
        if (dot == start || !char.IsUpper(text[dot - 1]) || (dot - start) % 2 == 0)
            return false;
        var letterFollows = dot + 1 < text.Length && char.IsUpper(text[dot + 1]) && !(dot + 2 < text.Length && char.IsLetter(text[dot + 2]));
        return letterFollows || (dot - start >= 3 && text[dot - 2] == '.');
    }

    private static int WithoutPossessive(string text, int start, int end)
    {
        if (end - start > 2 && text[end - 1] is 's' or 'S' && IsApostrophe(text[end - 2]))
            return end - 2;
        return end;
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        if (IsAsciiLower(word))
            return word.ToString();
        var folded = new StringBuilder(word.Length);
        foreach (var c in Decompose(word.ToString().Replace('´', '\'')))
        {
            if (c is '.' or '\'' or '’' or '\u200c' or 'ـ' || IsMark(c))
                continue;
            folded.Append(OneOfItsVariants(char.ToLowerInvariant(c)));
        }

        return folded.ToString();
    }

    // Hostile text may hold half a surrogate pair, which cannot be normalised.
    private static string Decompose(string word)
    {
        try
        {
            return word.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return word;
        }
    }

    private static bool IsAsciiLower(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9'))
                return false;
        }

        return true;
    }

    private static char OneOfItsVariants(char c) => c switch
    {
        'ي' or 'ى' or 'ے' => 'ی',
        'ك' => 'ک',
        'ه' or 'ة' or 'ۂ' => 'ہ',
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        _ => c,
    };

    private static LetterCase CaseOf(ReadOnlySpan<char> word)
    {
        var letters = 0;
        var capitals = 0;
        foreach (var c in word)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            if (char.IsUpper(c))
                capitals++;
        }

        if (letters >= 2 && capitals == letters)
            return LetterCase.Capitals;
        return char.IsUpper(word[0]) ? LetterCase.Capitalised : LetterCase.Plain;
    }
}
