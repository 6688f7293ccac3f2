using System.Text.RegularExpressions;
using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Judgements;

/// <summary>
/// "Samplia says that militants came over the border, a charge that Elsewhere denies": the denial is a report of its own, of the words that are denied,
/// and no part of them.
/// </summary>
internal static partial class Denials
{
    /// <summary>Adds the denials that hang on the words of a draft and cuts them off those.</summary>
    /// <param name="text">The article.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="drafts">What was found, in the order of the cues; stays in it.</param>
    public static void Add(string text, List<Sentence> sentences, List<Draft> drafts)
    {
        var found = new List<Draft>();
        for (var i = 0; i < drafts.Count; i++)
        {
            var (draft, sentence) = (drafts[i], sentences[drafts[i].Sentence]);
            if (draft.Turn is not null || draft.Content[^1] is var last && (last.End > sentence.End || last.Start < sentence.Start))
                continue;
            if (Denied().Match(text, last.Start, sentence.End - last.Start) is not { Success: true } match || match.Index - last.Start < ShortestClaim
                || IsQuoted(sentence, match.Index) || text[Math.Min(last.End, match.Index)..match.Index].Trim().Length > 0)
                continue;
            var (who, cue) = (Span(match.Groups["who"]), Span(match.Groups["cue"]));
            if (draft.Cue.Overlaps(cue))
                continue;
            var claim = last with { End = Math.Min(last.End, match.Index) };
            draft.Content[^1] = claim;
            // The network has mostly found "a claim" as what is denied.
            if (drafts.FindIndex(d => d.Cue.Overlaps(cue)) is >= 0 and var at)
                drafts[at] = drafts[at] with { Source = who, Content = [claim], IsDenial = true };
            else
                found.Add(draft with { Source = who, Cue = cue, CueHead = CueHead.Of(sentence, cue), Content = [claim], Via = null, IsDenial = true });
        }

        foreach (var denial in found)
            drafts.Insert(drafts.FindLastIndex(d => d.Cue.Start <= denial.Cue.Start) + 1, denial);
    }

    // Characters; what is denied is a clause.
    private const int ShortestClaim = 12;

    private static bool IsQuoted(Sentence sentence, int at) => Enumerable.Range(0, sentence.Count).Any(i => sentence[i].IsQuote && sentence[i].Span.Contains(at));

    private static TextSpan Span(Group group) => new(group.Index, group.Index + group.Length);

    [GeneratedRegex(@",\s+(?:(?:an?|the|both)\s+)?(?:charges?|claims?|allegations?|accusations?|assertions?|suggestions?)\s+(?:(?:that|which)\s+)?(?<who>(?:the\s+|both\s+)?\p{Lu}[\p{L}.’'-]*(?:\s+(?:and\s+(?:the\s+)?)?\p{Lu}[\p{L}.’'-]*|\s+(?:government|officials|authorities|army|military|leaders)){0,4})\s+(?<cue>(?:(?:has|have|had|also|long|repeatedly|consistently|strongly|firmly|always|categorically|vehemently|flatly|and)\s+){0,4}(?:den(?:y|ies|ied)|rejects?|rejected|dismiss(?:es|ed)?|refutes?|refuted))\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Denied();
}
