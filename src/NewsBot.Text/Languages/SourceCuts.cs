namespace NewsBot.Text.Languages;

/// <summary>Cuts days, places, occasions and addressees off the phrase of a clause that holds the speaker; null when nothing else is in it.</summary>
internal static class SourceCuts
{
    // A noun phrase before "نے" holds none of these: up to the last of them it tells when, where and to whom.
    private static readonly HashSet<string> UrduBefore = Set(
        "کو میں پر سے ہوئے بعد دوران ساتھ مطابق جبکہ تاہم لیکن مگر ادھر اُدھر جانب طرف روز آج پھر قبل پہلے کہ تو نے ہی البتہ چنانچہ جس جن دریں اثنا اثناء موقع علاوہ باوجود");

    private static readonly HashSet<string> PersianBehind = Set(
        "در به با روز پس بعد بعدا بعداً ضمن طی هنگام دیروز امروز دیشب امشب نیز همچنین هم از بر قبلا قبلاً پیشتر شنبه یکشنبه دوشنبه سه‌شنبه سه چهارشنبه پنجشنبه جمعه هفته ماه سال بار همچنان صراحتا");

    private static readonly HashSet<string> PersianOpening = Set("همچنین سپس اما ولی و نیز بعدا بعداً دیروز امروز امشب دیشب همزمان اکنون حالا ضمنا سرانجام که");

    private static readonly HashSet<string> PashtoOpening = Set("نن پرون بیا خو او همداراز همدارنګه وروسته همدا بلخوا");

    private static readonly HashSet<string> PashtoBehind = Set("په له تر نن پرون وروسته سره بیا هم");

    private static readonly HashSet<string> Media = Set("راډیو ټلویزیون اژانس آژانس خبري تلویزیون");

    public static TextSpan? Urdu(string text, TextSpan phrase)
    {
        var words = ArabicText.Words(text, phrase);
        var from = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i].Of(text);
            if (UrduBefore.Contains(word) || (word == "اور" && (i == 0 || Sayings.Of("ur").ClauseEnd.IsMatch(words[i - 1].Of(text)))))
                from = i + 1;
        }

        return Of(words, from, words.Count);
    }

    public static TextSpan? Persian(string text, TextSpan phrase)
    {
        var words = ArabicText.Words(text, phrase);
        var from = 0;
        while (from < words.Count && PersianOpening.Contains(words[from].Of(text)))
            from++;
        var to = from;
        while (to < words.Count && !PersianBehind.Contains(words[to].Of(text)))
            to++;
        return Of(words, from, to);
    }

    public static TextSpan? Pashto(string text, TextSpan phrase)
    {
        var words = ArabicText.Words(text, phrase);
        var from = 0;
        while (from < words.Count && (PashtoOpening.Contains(words[from].Of(text)) || IsPlace(text, words, from)))
            from = IsPlace(text, words, from) ? words.FindIndex(from, w => IsIn(w.Of(text))) + 1 : from + 1;
        var to = from;
        while (to < words.Count && !PashtoBehind.Contains(words[to].Of(text)))
            to++;
        // "… ته": to whom it was told, and "د یکشنبې په ورځ": on which day.
        var told = words.FindIndex(from, to - from, w => w.Of(text) == "ته");
        if (told >= 0)
            to = Addressee(text, words, from, told);
        if (to - from > 1 && words[to - 2].Of(text) == "د" && Sayings.Of("ps").Day.IsMatch(words[to - 1].Of(text)))
            to -= 2;
        return Of(words, from, to);
    }

    private static int Addressee(string text, List<TextSpan> words, int from, int told)
    {
        var to = told - 1;
        while (to > from && Media.Contains(words[to].Of(text)))
            to--;
        if (to > from && words[to - 1].Of(text) == "د")
            to--;
        return Math.Max(from, to);
    }

    // "په … کې" at the start.
    private static bool IsPlace(string text, List<TextSpan> words, int at) => words[at].Of(text) == "په" && words.FindIndex(at, w => IsIn(w.Of(text))) > at;

    private static bool IsIn(string word) => word is "کې" or "کي" or "كې" or "کښې";

    private static TextSpan? Of(List<TextSpan> words, int from, int to) => to > from ? new(words[from].Start, words[to - 1].End) : null;

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
