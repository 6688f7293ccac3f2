using System.Globalization;

namespace NewsBot.Text.Languages;

/// <summary>What a report in Arabic script amounts to, and whether it is news of the day.</summary>
/// <param name="text">The text.</param>
/// <param name="sayings">The words of its language.</param>
/// <param name="published">The day of the article, if known.</param>
internal sealed class ArabicJudgement(ArabicText text, Sayings sayings, DateOnly? published)
{
    // Years below are counted from the Hijra by the sun, as Afghanistan does.
    private const int FirstCommonYear = 1700;
    private const int Hijra = 621;

    private bool _before;
    private int _end;

    public ReportForce ForceOf(TextSpan cue, List<TextSpan> content)
    {
        var words = cue.Of(text.Text);
        if (sayings.Asking.IsMatch(words) || IsQuestion(content))
            return ReportForce.Question;
        if (sayings.Marker is not null)
            return sayings.Unsaid.IsMatch(words) ? ReportForce.Silence : ReportForce.Statement;
        // "Will say", "one may say", "did not say": the word right before the verb.
        var from = Math.Max(0, cue.Start - 12);
        var last = text.Text[from..cue.Start].TrimEnd().Split(' ', '\n', '،')[^1];
        return sayings.Unsaid.IsMatch(last) ? ReportForce.Hypothetical : ReportForce.Statement;
    }

    public SpeechAct ActOf(TextSpan cue)
    {
        var words = cue.Of(text.Text);
        return sayings.Denying.IsMatch(words) ? SpeechAct.Denial
            : sayings.Threatening.IsMatch(words) ? SpeechAct.Threat
            : sayings.Demanding.IsMatch(words) ? SpeechAct.Demand
            : sayings.Agreeing.IsMatch(words) ? SpeechAct.Agreement
            : SpeechAct.Other;
    }

    /// <summary>The share of the content's letters inside quotation marks decides.</summary>
    public ReportType TypeOf(List<TextSpan> content)
    {
        var (inside, all) = (0, 0);
        foreach (var span in content)
        {
            all += Letters(span);
            inside += text.Quotations(span).Sum(Letters);
        }

        return inside == 0 ? ReportType.Indirect : inside * 10 >= all * 9 ? ReportType.Direct : ReportType.Mixed;
    }

    /// <summary>Dated back or told as earlier, or the same voice goes on with what was. Call it in text order.</summary>
    /// <param name="clause">The clause of the report.</param>
    /// <param name="cue">Its words of saying.</param>
    /// <param name="content">What was said: a date in it dates something else.</param>
    /// <param name="isPronoun">Whether a pronoun speaks.</param>
    public bool IsBackground(TextSpan clause, TextSpan cue, List<TextSpan> content, bool isPronoun)
    {
        var frame = new string([.. text.Text[clause.Start..clause.End].Select((c, i) => content.Exists(s => s.Contains(clause.Start + i)) ? ' ' : c)]);
        var own = sayings.Past.IsMatch(frame) || sayings.Pluperfect.IsMatch(cue.Of(text.Text)) || IsOldYear(frame);
        var follows = _before && isPronoun && !sayings.Day.IsMatch(frame) && !text.Text.AsSpan(_end, Math.Max(0, cue.Start - _end)).Contains('\n');
        (_before, _end) = (own || follows, cue.Start);
        return _before;
    }

    private bool IsOldYear(string frame)
    {
        if (published is not { } today || sayings.InYear.Match(frame) is not { Success: true } dated)
            return false;
        var year = dated.Groups["year"].Value.Aggregate(0, (sum, c) => (sum * 10) + CharUnicodeInfo.GetDecimalDigitValue(c));
        return (year < FirstCommonYear ? year + Hijra : year) < today.Year - (year < FirstCommonYear ? 1 : 0);
    }

    private bool IsQuestion(List<TextSpan> content)
    {
        var last = content[^1].Of(text.Text).TrimEnd('“', '”', '»', '"', '’', '‘', ' ');
        return last.EndsWith('؟') && !last.AsSpan().ContainsAny("۔.!") && TypeOf(content) == ReportType.Direct;
    }

    private int Letters(TextSpan span)
    {
        var letters = 0;
        for (var i = span.Start; i < span.End; i++)
            letters += char.IsLetterOrDigit(text.Text[i]) ? 1 : 0;
        return letters;
    }
}
