using System.Globalization;
using System.Text;

namespace NewsBot.Subscriptions;

/// <summary>Text as it is compared: lower case, without accents, words apart by one space.</summary>
internal static class Folded
{
    /// <summary>True when the words of the phrase stand in the text, whole and in order.</summary>
    public static bool Holds(string text, string phrase)
    {
        var words = Words(phrase);
        return words.Length > 0 && $" {Words(text)} ".Contains($" {words} ", StringComparison.Ordinal);
    }

    public static string Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            // Apostrophes and invisible marks join what they stand in: "Amir’s" is not "Amir s".
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || c is '\'' or '’' or '‘')
                continue;
            if (char.IsLetterOrDigit(c) || category is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate)
                folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    // Normalize throws on half a surrogate pair, and names come from feeds and chats.
    private static string Whole(string text) =>
        text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
