namespace NewsBot.Text.Languages;

/// <summary>Tells by its letters in which script and language a text is written.</summary>
public static class Script
{
    // Letters that only one of the three languages of the region has.
    private const string Urdu = "ٹڈڑںےھ";
    private const string Pashto = "ټډړښږڼېۍځڅ";
    private const int Looked = 4000;

    /// <summary>More than half of the letters at the start of the text are Arabic.</summary>
    public static bool IsArabic(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (arabic, letters) = (0, 0);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Looked)))
        {
            letters += char.IsLetter(c) ? 1 : 0;
            arabic += IsArabic(c) && char.IsLetter(c) ? 1 : 0;
        }

        return arabic * 2 > letters;
    }

    /// <summary>"ur", "ps" or "fa" (Dari included) for text in Arabic script; null for any other.</summary>
    public static string? LanguageOf(string text)
    {
        if (!IsArabic(text))
            return null;
        var (urdu, pashto) = (0, 0);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Looked)))
        {
            urdu += Urdu.Contains(c, StringComparison.Ordinal) ? 1 : 0;
            pashto += Pashto.Contains(c, StringComparison.Ordinal) ? 1 : 0;
        }

        return urdu == 0 && pashto == 0 ? "fa" : urdu >= pashto ? "ur" : "ps";
    }

    private static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06ff' or >= '\u0750' and <= '\u077f' or >= '\ufb50' and <= '\ufdff' or >= '\ufe70' and <= '\ufefc';
}
