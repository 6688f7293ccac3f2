using System.Globalization;
using NewsBot.Desk;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>The day on which words were said: the one that stands in the sentence of the cue, near the article's day; else the article's day.</summary>
internal static class SaidDay
{
    /// <summary>A date in the sentence that is further back than this is not when the words were said, for news.</summary>
    private const int Furthest = 14;

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static DateOnly Of(string text, Report report, DateOnly published)
    {
        var sentence = SentenceAround(text, report.Cue);
        var words = FoldedWord.Split(sentence.Of(text));
        for (var i = 0; i < words.Count; i++)
        {
            var place = new TextSpan(words[i].Start + sentence.Start, words[i].End + sentence.Start);
            if (report.Content.Any(c => c.Overlaps(place)))
                continue;
            if (DayAt(words, i, published) is { } day && day <= published && published.DayNumber - day.DayNumber <= Furthest)
                return day;
        }

        return published;
    }

    private static DateOnly? DayAt(IReadOnlyList<FoldedWord> words, int i, DateOnly published)
    {
        var word = words[i];
        if (word.Folded == "yesterday")
            return published.AddDays(-1);
        if (word.Case == LetterCase.Plain)
            return null;
        var weekday = Array.IndexOf(Days, word.Folded);
        if (weekday >= 0)
        {
            var back = ((int)published.DayOfWeek - weekday + 7) % 7;
            var last = i > 0 && words[i - 1].Folded == "last";

            // Where it is tomorrow already, the outlet's "Tuesday" is the Monday of UTC on which it wrote.
            return published.AddDays(last && back == 0 ? -7 : !last && back == 6 ? 0 : -back);
        }

        return MonthOf(word.Folded) is { } month ? Dated(words, i, month, published) : null;
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
        while (start > 0 && !Ends(text, start - 1))
            start--;
        var end = cue.End;
        while (end < text.Length && !Ends(text, end))
            end++;
        return new TextSpan(start, end);
    }

    // A stop between a letter that is no initial and white space, or the end of a paragraph.
    private static bool Ends(string text, int at) =>
        text[at] == '\n'
        || (text[at] is '.' or '?' or '!' && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]) && at > 2 && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2]));
}
