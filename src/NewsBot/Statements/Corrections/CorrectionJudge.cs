using System.Text.RegularExpressions;
using NewsBot.Desk;
using NewsBot.Statements.Wording;
using NewsBot.Text;

namespace NewsBot.Statements.Corrections;

/// <summary>Tells a correction from an edit that changes nothing of what somebody said. Pure.</summary>
internal static partial class CorrectionJudge
{
    /// <summary>
    /// Whether those who saw the old words should be told. In a quotation every word counts; a paraphrase is corrected when a
    /// number, a
    /// name or a denial in it changes, and so are the words around a part that is quoted. Commas, case, white space and what outlets
    /// write each in their own way (twelve and 12, the US and the United States) never count.
    /// </summary>
    /// <param name="was">The words as they were shown.</param>
    /// <param name="type">How they were told.</param>
    /// <param name="became">The words that the same article has now.</param>
    /// <param name="text">The whole text as it is now, without editors' notes.</param>
    /// <param name="style">What outlets write each in their own way.</param>
    public static bool IsCorrection(string was, ReportType type, string became, string text, HouseStyle style)
    {
        if (style.Key(was) == style.Key(became) || Stands(was, text))
            return false;
        return type switch
        {
            ReportType.Direct => true,
            ReportType.Mixed => Quoted(was, style).Length == 0 || Quoted(was, style) != Quoted(became, style) || Likeness.ChangesFacts(was, became, style),
            _ => Likeness.ChangesFacts(was, became, style),
        };
    }

    private static string Quoted(string words, HouseStyle style) => string.Join(" … ", Quotation().Matches(words).Select(q => style.Key(q.Value)));

    /// <summary>Whether words still stand in a text, each fragment by itself: then the outlet changed nothing, whatever is read
    /// in it now.</summary>
    public static bool Stands(string words, string text)
    {
        var there = $" {FoldedWord.Key(text)} ";
        return words.Split(Spans.Gap, StringSplitOptions.RemoveEmptyEntries).All(w => there.Contains($" {FoldedWord.Key(w)} ", StringComparison.Ordinal));
    }

    [GeneratedRegex("[“«\"][^“”«»\"]+[”»\"]")]
    private static partial Regex Quotation();
}
