using NewsBot.Desk;
using NewsBot.Text;

namespace NewsBot.Statements.Corrections;

/// <summary>Tells a correction from an edit that changes nothing of what somebody said. Pure.</summary>
public static class CorrectionJudge
{
    /// <summary>
    /// Whether those who saw the old words should be told. In a quotation every word counts; a paraphrase is corrected when a
    /// number, a
    /// name or a denial in it changes. Commas, case and white space never count.
    /// </summary>
    /// <param name="was">The words as they were shown.</param>
    /// <param name="type">How they were told.</param>
    /// <param name="became">The words that the same article has now.</param>
    /// <param name="text">The whole text as it is now.</param>
    public static bool IsCorrection(string was, ReportType type, string became, string text)
    {
        if (FoldedWord.Key(was) == FoldedWord.Key(became) || Stands(was, text))
            return false;
        return type != ReportType.Indirect || Likeness.ChangesFacts(was, became);
    }

    /// <summary>Whether words still stand in a text, each fragment by itself: then the outlet changed nothing, whatever is read
    /// in it now.</summary>
    public static bool Stands(string words, string text)
    {
        var there = $" {FoldedWord.Key(text)} ";
        return words.Split(Spans.Gap, StringSplitOptions.RemoveEmptyEntries).All(w => there.Contains($" {FoldedWord.Key(w)} ", StringComparison.Ordinal));
    }
}
