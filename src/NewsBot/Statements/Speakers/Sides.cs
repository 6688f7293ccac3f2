using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Whose side a statement's speakers are on. Pure.</summary>
internal static class Sides
{
    private static readonly (string Written, string Word)[] InTwoWords = [("united states", "us"), ("united kingdom", "uk")];

    /// <summary>Whether one of the speakers is of a side: by the registry; a stranger by the country that their name, or else their office,
    /// names first ("Two US officials", "Pakistan’s ambassador to the United States").</summary>
    public static bool Speaks(string side, Statement statement, SpeakerIndex index)
    {
        var keys = statement.SpeakerKey.Split('+');
        return keys.Any(key => index.ByKey(key) is { } known
            ? known.Side == side
            : IsOf(side, keys.Length > 1 ? key : $"{statement.SpeakerName} {statement.Office}"));
    }

    /// <summary>Words, one of which stands in the name or the office of every stranger who is taken to be of a side; folded.</summary>
    public static IEnumerable<string> Words(string side)
    {
        var name = FoldedWord.Key(side);
        return Demonyms.WordsOf(side).Append(name).Append(name.Split(' ')[0]).Where(w => w != "united").Distinct(StringComparer.Ordinal);
    }

    private static bool IsOf(string side, string text)
    {
        var name = FoldedWord.Key(side);
        var folded = $" {FoldedWord.Key(text)} ";
        if (folded.StartsWith($" {name} ", StringComparison.Ordinal))
            return true;
        foreach (var (written, word) in InTwoWords)
            folded = folded.Replace($" {written} ", $" {word} ", StringComparison.Ordinal);
        var first = folded.Split(' ').FirstOrDefault(w => w.Length > 0 && (w == name || Demonyms.CountryOf(w) is not null));
        return first is not null && (Demonyms.CountryOf(first) == side || first == name.Split(' ')[0]);
    }
}
