using NewsBot.Desk;

namespace NewsBot.Statements.Wording;

/// <summary>A day as Urdu, Pashto and Dari name it: so many days back, or a weekday.</summary>
/// <param name="Back">Days before the article's; null for a weekday.</param>
/// <param name="Weekday">0 for Sunday.</param>
internal readonly record struct ArabicScriptDays(int? Back, int Weekday)
{
    private static readonly Dictionary<string, int> Weekdays = Folded(
        ["اتوار", "یکشنبه", "یک‌شنبه", "یکشنبې"],
        ["سوموار", "دوشنبه", "دو‌شنبه", "دوشنبې"],
        ["منگل", "سه‌شنبه", "سهشنبه", "سه‌شنبې"],
        ["بدھ", "چهارشنبه", "چهار‌شنبه", "چهارشنبې", "څلورشنبه", "څلورشنبې"],
        ["جمعرات", "پنجشنبه", "پنج‌شنبه", "پنجشنبې"],
        ["جمعہ", "جمعه", "جمعے", "جمعې"],
        []);

    private static readonly Dictionary<string, int> Counted = Folded(["یک", "یوه"], ["دو", "دوه"], ["سه", "درې"], ["چهار", "څلور"], ["پنج", "پنځه"]);

    private static readonly HashSet<string> Saturdays = Keys("شنبه", "شنبې");
    private static readonly HashSet<string> Today = Keys("آج", "امروز", "نن");
    private static readonly HashSet<string> Yesterday = Keys("دیروز", "پرون");
    private static readonly HashSet<string> LastDay = Keys("گزشتہ", "گذشتہ");
    private static readonly HashSet<string> Week = Keys("ہفتہ", "ہفتے");
    private static readonly HashSet<string> Monday = Keys("پیر");

    /// <summary>The day at a word; null when it is none. "پیر" and "ہفتہ" are days only where "کو" or "کے روز" follows: they also mean a saint and a week.</summary>
    public static ArabicScriptDays? At(IReadOnlyList<FoldedWord> words, int i)
    {
        var word = words[i].Folded;
        if (word.Length == 0 || word[0] < '\u0600')
            return null;
        var (before, after) = (i > 0 ? words[i - 1].Folded : "", i + 1 < words.Count ? words[i + 1].Folded : "");
        if (Today.Contains(word) || Yesterday.Contains(word))
            return new(Today.Contains(word) ? 0 : 1, 0);
        if (LastDay.Contains(word) && after == "روز")
            return new(1, 0);
        var onDay = after == "کو" || (after == FoldedWord.Key("کے") && i + 2 < words.Count && words[i + 2].Folded is "روز" or "دن");
        if (onDay && (Monday.Contains(word) || Week.Contains(word)))
            return new(null, Monday.Contains(word) ? 1 : 6);
        if (Saturdays.Contains(word))
            return new(null, Counted.TryGetValue(before, out var counted) ? counted : 6);
        return Weekdays.TryGetValue(word, out var weekday) ? new(null, weekday) : null;
    }

    private static Dictionary<string, int> Folded(params string[][] days) =>
        days.SelectMany((names, day) => Keys(names).Select(name => (name, day))).ToDictionary(d => d.name, d => d.day, StringComparer.Ordinal);

    private static HashSet<string> Keys(params string[] words) => [.. words.Select(FoldedWord.Key)];
}
