using System.Globalization;
using NewsBot.Desk;
using NewsBot.Statements.Wording;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>
/// The day on which words were said: the one that stands in the sentence of the cue, near the article's day; else the article's day, by its own
/// dateline where that has one, for a paper publishes again what an agency wrote the day before.
/// </summary>
internal static class SaidDay
{
    /// <summary>A date in the sentence that is further back than this is not when the words were said, for news.</summary>
    private const int Furthest = 14;

    /// <summary>Characters on either side of the cue that are looked at: a text without a sentence's end must not cost its square.</summary>
    private const int LongestHalf = 1000;

    private static readonly string[] Relatives = [", who ", ", which ", ", whose ", ", whom ", ", where "];

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static DateOnly Of(string text, Report report, DateOnly published)
    {
        published = Dateline.DayOf(text, published) ?? published;
        var sentence = SentenceAround(text, report.Cue);
        var words = FoldedWord.Split(sentence.Of(text));
        var asides = Asides(text, sentence, report.Cue);
        for (var i = 0; i < words.Count; i++)
        {
            var place = new TextSpan(words[i].Start + sentence.Start, words[i].End + sentence.Start);
            if (report.Content.Any(c => c.Overlaps(place)) || asides.Exists(a => a.Overlaps(place)))
                continue;
            if (DayAt(words, i, published) is { } day && day <= published && published.DayNumber - day.DayNumber <= Furthest)
                return day;
        }

        return published;
    }

    private static DateOnly? DayAt(IReadOnlyList<FoldedWord> words, int i, DateOnly published)
    {
        var word = words[i];
        if (ArabicScriptDays.At(words, i) is { } other)
            return other.Back is { } ago ? published.AddDays(-ago) : Before(published, other.Weekday, false);
        if (word.Folded == "yesterday")
            return published.AddDays(-1);
        if (word.Case == LetterCase.Plain)
            return null;
        var weekday = Array.IndexOf(Days, word.Folded);
        if (weekday >= 0)
            return Before(published, weekday, i > 0 && words[i - 1].Folded == "last");
        return MonthOf(word.Folded) is { } month ? Dated(words, i, month, published) : null;
    }

    private static DateOnly Before(DateOnly published, int weekday, bool last)
    {
        var back = ((int)published.DayOfWeek - weekday + 7) % 7;
        // Where it is tomorrow already, the outlet's "Tuesday" is the Monday of UTC on which it wrote.
        return published.AddDays(last && back == 0 ? -7 : !last && back == 6 ? 0 : -back);
    }

    // "Ann Example, who came on Saturday, said": the day on which she came.
    private static List<TextSpan> Asides(string text, TextSpan sentence, TextSpan cue)
    {
        var asides = new List<TextSpan>();
        foreach (var opening in Relatives)
        {
            for (var at = text.IndexOf(opening, sentence.Start, sentence.Length, StringComparison.Ordinal); at >= 0;)
            {
                var end = text.IndexOf(',', at + 1, sentence.End - at - 1);
                var aside = new TextSpan(at, end < 0 ? sentence.End : end);
                if (!aside.Overlaps(cue))
                    asides.Add(aside);
                at = text.IndexOf(opening, aside.End, sentence.End - aside.End, StringComparison.Ordinal);
            }
        }

        return asides;
    }

    // "January 4", "4 January", "Jan 4"; the year is the one that brings it nearest before the article.
    private static DateOnly? Dated(IReadOnlyList<FoldedWord> words, int i, int month, DateOnly published)
    {
        var number = NumberAt(words, i + 1) ?? NumberAt(words, i - 1);
        if (number is not { } day)
            return null;
        foreach (var year in new[] { published.Year, published.Year - 1 })
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) is var date && date <= published)
                return date;
        }

        return null;
    }

    private static int? NumberAt(IReadOnlyList<FoldedWord> words, int at) =>
        at >= 0 && at < words.Count && int.TryParse(words[at].Folded, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 31 ? n : null;

    private static int? MonthOf(string folded)
    {
        if (folded is "may" or "march" or { Length: 3 or > 3 })
        {
            for (var month = 1; month <= 12; month++)
            {
                var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month).ToLowerInvariant();
                if (folded == name || folded == name[..3] || (folded == "sept" && month == 9))
                    return month;
            }
        }

        return null;
    }

    private static TextSpan SentenceAround(string text, TextSpan cue)
    {
        var start = cue.Start;
        while (start > 0 && cue.Start - start < LongestHalf && !Ends(text, start - 1))
            start--;
        var end = cue.End;
        while (end < text.Length && end - cue.End < LongestHalf && !Ends(text, end))
            end++;
        return new TextSpan(start, end);
    }

    // A stop between a letter that is no initial and white space, or the end of a paragraph.
    private static bool Ends(string text, int at) =>
        text[at] is '\n' or '۔' or '؟'
        || (text[at] is '.' or '?' or '!' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]) && at > 2 && IsSmall(text[at - 1]) && IsSmall(text[at - 2]));

    // A letter of a script without capitals counts as small.
    private static bool IsSmall(char c) => char.IsLetter(c) && !char.IsUpper(c);
}
