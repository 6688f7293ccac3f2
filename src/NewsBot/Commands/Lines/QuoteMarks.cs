namespace NewsBot.Commands.Lines;

/// <summary>Quotation marks of all kinds, as pairs that close each other. Pure.</summary>
internal static class QuoteMarks
{
    // Urdu opens with the mark that English closes with, so that within a group every mark opens and closes.
    private const string Double = "\"“”„‟″‶＂〝〞";
    private const string Angle = "«»‹›《》〈〉";
    private const string Corner = "「」『』";
    private const string Single = "'‘’‚‛`´";

    public static bool IsDouble(char mark) => Double.Contains(mark) || Angle.Contains(mark) || Corner.Contains(mark);

    /// <summary>Whether a phrase starts here. A single mark opens only where one closes a word later on: elsewhere it is an apostrophe.</summary>
    public static bool Opens(string line, int at)
    {
        if (at >= line.Length)
            return false;
        return IsDouble(line[at]) || (Single.Contains(line[at]) && CloseSingle(line, at) >= 0);
    }

    /// <summary>Where the phrase that opens here closes: its mark, or the end of the line when nobody closed it.</summary>
    public static int Close(string line, int at)
    {
        if (Single.Contains(line[at]))
            return CloseSingle(line, at);
        var group = new[] { Double, Angle, Corner }.First(g => g.Contains(line[at]));
        for (var i = at + 1; i < line.Length; i++)
        {
            if (group.Contains(line[i]))
                return i;
        }

        // “word« is a slip; the nearest mark of another group is the better guess than the end of the line.
        for (var i = at + 1; i < line.Length; i++)
        {
            if (IsDouble(line[i]))
                return i;
        }

        return line.Length;
    }

    /// <summary>The text without the marks that would end a phrase when it is written down again.</summary>
    public static string Without(string text) => text.Any(IsDouble) ? string.Concat(text.Where(c => !IsDouble(c))) : text;

    /// <summary>A value as it is typed: bare when it is one plain word, else between straight marks.</summary>
    public static string Write(string value) =>
        value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '/') && char.IsLetterOrDigit(value[0])
            && char.IsLetterOrDigit(value[^1])
            ? value
            : Phrase(value);

    public static string Phrase(string value) => $"\"{value}\"";

    private static int CloseSingle(string line, int at)
    {
        for (var i = at + 2; i < line.Length; i++)
        {
            if (Single.Contains(line[i]) && line[i - 1] != ' ' && (i + 1 == line.Length || !char.IsLetterOrDigit(line[i + 1])))
                return i;
        }

        return -1;
    }
}
