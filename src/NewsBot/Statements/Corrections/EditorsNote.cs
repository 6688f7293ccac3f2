using System.Text.RegularExpressions;
using NewsBot.Desk;

namespace NewsBot.Statements.Corrections;

/// <summary>Finds what outlets say of their own mistakes: "Correction: …", "An earlier version of this story …".</summary>
public static partial class EditorsNote
{
    private const int Longest = 600;

    /// <summary>The note that a text has and the one before had not; null when there is none.</summary>
    public static string? Added(string before, string now)
    {
        var old = In(before).Select(FoldedWord.Key).ToHashSet(StringComparer.Ordinal);
        return In(now).FirstOrDefault(n => !old.Contains(FoldedWord.Key(n)));
    }

    /// <summary>Whether a note is about a statement: it names the speaker, or shares two telling words, numbers among them, with
    /// what was said.</summary>
    public static bool Concerns(string note, string speakerName, string words)
    {
        var there = FoldedWord.Split(note).Select(w => w.Folded).ToHashSet(StringComparer.Ordinal);
        return FoldedWord.Split(speakerName) is [.., var surname] && there.Contains(surname.Folded)
            || FoldedWord.Split(words).Select(w => w.Folded).Where(w => w.Length > 4 || (w.Length > 1 && w.All(char.IsAsciiDigit))).Distinct().Count(there.Contains) >= 2;
    }

    /// <summary>A text without the paragraphs that are such notes: what one repeats of the words before does not stand in the text any
    /// more.</summary>
    public static string Without(string text) => string.Join('\n', text.Split('\n').Where(p => !Is(p.Trim())));

    private static IEnumerable<string> In(string text) => text.Split('\n')
        .Select(p => p.Trim())
        .Where(Is)
        .Select(p => p.Length <= Longest ? p : p[..Longest]);

    private static bool Is(string paragraph) => paragraph.Length > 0 && (Opening().IsMatch(paragraph) || Phrase().IsMatch(paragraph));

    [GeneratedRegex(@"^\W{0,3}(?:(?:editor['’]?s?['’]? note|corrections?(?: and clarifications?)?|clarification)\b\W*[:\-–—(]|تصحیح\s*:|وضاحت\s*:)", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\ban earlier version of (?:this|the) (?:article|story|report|headline|post|copy)\b|\bthis (?:article|story|report|post|copy) (?:has been|was) (?:amended|corrected|edited to correct|updated to correct|changed to correct)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Phrase();
}
