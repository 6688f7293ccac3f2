using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Judgements;

/// <summary>What a report amounts to.</summary>
internal static class Judgement
{
    /// <summary>In words: whom a question is put to, before "whether" or "about".</summary>
    private const int LongestAddressee = 5;

    /// <summary>The share of the content's letters inside quotation marks decides.</summary>
    public static ReportType TypeOf(string text, Draft draft, QuotedStretches quoted)
    {
        long inside = 0, all = 0;
        foreach (var span in draft.Content)
        {
            all += Letters(text, span);
            inside += quoted.Within(span).Sum(part => Letters(text, part));
        }

        return inside == 0 ? ReportType.Indirect : inside * 10 >= all * 9 ? ReportType.Direct : ReportType.Mixed;
    }

    public static ReportForce ForceOf(string text, Draft draft, string sentence)
    {
        var cue = draft.Cue.Of(text).ToLowerInvariant().Replace('’', '\'');
        var content = draft.Content[0].Of(text).TrimStart('"', '“', '‘', '\'', ' ');
        if (IsSilence(cue, draft.CueHead) || SaysNothing(draft.CueHead, content))
            return ReportForce.Silence;
        if (draft.CueHead is "asked" or "asks" or "asking" or "ask" or "inquired" or "inquiring" or "wondered"
            && IsQuestion(text, draft, content))
            return ReportForce.Question;
        if (AsksThroughout(text, draft))
            return ReportForce.Question;
        if (IsHypothetical(cue))
            return ReportForce.Hypothetical;
        return IsStance(cue, draft.CueHead, content, sentence) ? ReportForce.Stance : ReportForce.Statement;
    }

    private static bool IsSilence(string cue, string head) =>
        cue.Contains("declined", StringComparison.Ordinal) || cue.Contains("declines", StringComparison.Ordinal)
        || cue.Contains("refused to", StringComparison.Ordinal) || cue.Contains("no comment", StringComparison.Ordinal)
        || ((cue.Contains(" not ", StringComparison.Ordinal) || cue.Contains("n't ", StringComparison.Ordinal))
            && head is not ("deny" or "rule" or "denied"));

    // "said nothing about the visit", "said he would not comment", "refused to say whether"
    private static bool SaysNothing(string head, string content)
    {
        var words = content.ToLowerInvariant().Replace('’', '\'').Split(' ', 7);
        if (head is "refuse" or "refused" or "refuses" or "refusing")
            return words is ["to", "say" or "comment" or "answer" or "respond" or "elaborate" or "confirm" or "reply" or "disclose", ..];
        if (head is not ("said" or "say" or "says" or "saying" or "added"))
            return false;
        return words is ["nothing", ..] || words is [_, "would" or "could" or "will" or "did", "not", "comment", ..] or [_, "wouldn't" or "couldn't" or "won't", "comment", ..];
    }

    // "might say", "could have argued"; whoever "would only say" has said it.
    private static bool IsHypothetical(string cue) =>
        cue.Split(' ') is ["would" or "could" or "might" or "may" or "should" or "can" or "will", var next, ..]
        && next is not ("not" or "only" or "neither" or "never" or "like" or "just");

    private static bool IsQuestion(string text, Draft draft, string content)
    {
        var first = content.Split(' ', 2)[0].ToLowerInvariant().Trim(',');
        var end = draft.Content[^1].Of(text).TrimEnd('"', '”', '’', '\'', ' ', '.');
        return IsAsking(first) || end.EndsWith('?') || !Quotations.IsMark(text[draft.Content[0].Start]) && content.Split(' ').Skip(1).Take(LongestAddressee).TakeWhile(word => word != "to").Any(IsAsking);
    }

    private static bool IsAsking(string word) => word is "why" or "whether" or "if" or "how" or "what" or "when" or "who" or "where" or "about";

    // "“Why should they?” he said": nothing is quoted but questions.
    private static bool AsksThroughout(string text, Draft draft)
    {
        var asked = false;
        foreach (var span in draft.Content)
        {
            var words = span.Of(text).Trim();
            if (words.Length < 2 || words[0] is not ('"' or '“' or '«') || !Quotations.IsMark(words[^1]))
                return false;
            for (var i = 1; i < words.Length - 1; i++)
            {
                var ends = Quotations.IsMark(words[i + 1]) || char.IsWhiteSpace(words[i + 1]);
                if (words[i] is '.' or '!' && ends && !(words[i] == '.' && Words.IsAbbreviation(WordBefore(words, i), words, i, i)))
                    return false;
                asked |= words[i] == '?';
            }
        }

        return asked && draft.Content[^1].Of(text).TrimEnd('"', '”', '»', '’', '\'', ' ').EndsWith('?');
    }

    private static string WordBefore(string words, int at)
    {
        var start = at;
        while (start > 0 && char.IsLetter(words[start - 1]))
            start--;
        return words[start..at].ToLowerInvariant();
    }

    // Will or policy told without an occasion.
    private static bool IsStance(string cue, string head, string content, string sentence)
    {
        var position = head is "refuse" or "refused" or "refuses" or "refusing" or "oppose" or "opposed" or "opposes"
            or "opposing" or "advocate" or "advocated"
            or "advocates" or "advocating" or "offer" or "offered" or "offers" or "offering" or "favor" or "favour" or "favors"
            or "favours"
            || (head is "reject" or "rejected" or "rejects" or "rejecting" or "turned" && IsOffer(content));
        return position && !HasOccasion(sentence) && !cue.Contains(" in a ", StringComparison.Ordinal);
    }

    private static bool IsOffer(string content) => content.Split(' ', 12).Take(11).Any(word =>
        word.TrimEnd('s', ',', '.') is "offer" or "deal" or "proposal" or "plan" or "talk" or "dialogue" or "invitation"
            or "demand" or "bid");

    private static bool HasOccasion(string sentence) =>
        Words.Days.Any(day => sentence.Contains(day, StringComparison.OrdinalIgnoreCase))
        || sentence.Contains(" statement", StringComparison.Ordinal) || sentence.Contains(" told ", StringComparison.Ordinal)
        || sentence.Contains("interview", StringComparison.Ordinal);

    private static long Letters(string text, TextSpan span)
    {
        long letters = 0;
        for (var i = span.Start; i < span.End; i++)
            letters += char.IsLetterOrDigit(text[i]) ? 1 : 0;
        return letters;
    }
}
