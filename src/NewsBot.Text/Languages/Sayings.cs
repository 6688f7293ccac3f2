namespace NewsBot.Text.Languages;

/// <summary>Words of saying of one language, and how they stand to the speaker.</summary>
/// <param name="Cues">What follows the speaker; the longest first.</param>
/// <param name="That">Words that open what was said.</param>
/// <param name="Pronouns">Whole sources that mean whoever spoke before.</param>
/// <param name="Nameless">Words that name nobody.</param>
internal sealed record Sayings(string[] Cues, string[] That, string[] Pronouns, string[] Nameless)
{
    /// <summary>The word behind whoever acts, where the language has one.</summary>
    public string? Marker { get; private init; }

    /// <summary>Verbs of saying that may stand some words behind the marker.</summary>
    public string[] Verbs { get; private init; } = [];

    private static readonly Sayings Urdu = new(
        Longest(
            "نے کہا ہے", "نے کہا تھا", "نے کہا", "نے مزید کہا", "نے بتایا", "نے واضح کیا", "نے زور دیا", "نے دعویٰ کیا", "نے الزام لگایا", "نے اعلان کیا", "نے خبردار کیا", "نے تصدیق کی", "نے تردید کی",
            "نے مطالبہ کیا", "کا کہنا ہے", "کا کہنا تھا", "کا مزید کہنا تھا", "کے مطابق", "نے ایک بیان میں کہا", "نے اپنے بیان میں کہا"),
        ["کہ"],
        ["انہوں", "انھوں", "اس", "ان", "اُنہوں", "اُن"],
        ["ذرائع", "حکام", "اہلکار", "اہلکاروں", "عہدیدار", "رپورٹ", "رپورٹس", "اطلاعات"])
    {
        Marker = "نے",
        Verbs = ["کہا", "بتایا", "واضح کیا", "زور دیا", "خبردار کیا", "اعلان کیا"],
    };

    private static readonly Sayings Persian = new(
        Longest("گفت", "گفته است", "گفتند", "افزود", "اعلام کرد", "تاکید کرد", "تأکید کرد", "اظهار داشت", "هشدار داد", "خاطرنشان کرد", "تصریح کرد", "نوشت", "می‌گوید", "می گوید"),
        ["که"],
        ["وی", "او", "آنها", "آن‌ها", "ایشان"],
        ["منابع", "مقامات", "مقام‌ها", "گزارش‌ها", "یک مقام"]);

    private static readonly Sayings Pashto = new(
        Longest("وویل", "وايي", "وایي", "ویلي دي", "زیاته کړه", "ټینګار وکړ", "اعلان وکړ", "خبرداری ورکړ", "ليکلي دي"),
        ["چې", "چي"],
        ["هغه", "نوموړي", "دوی"],
        ["سرچینو", "چارواکو", "چارواکي"]);

    /// <summary>The words of a language ("ur", "ps", "fa").</summary>
    public static Sayings Of(string language) => language switch { "ur" => Urdu, "ps" => Pashto, _ => Persian };

    private static string[] Longest(params string[] cues) => [.. cues.OrderByDescending(c => c.Length)];
}
