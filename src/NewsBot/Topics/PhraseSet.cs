using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>Finds written phrases in a text, whole words only. A capital in the phrase asks for a capital in the text.</summary>
internal sealed class PhraseSet
{
    private readonly Dictionary<string, List<(IReadOnlyList<FoldedWord> Words, string Written)>> byFirst =
        new(StringComparer.Ordinal);

    public PhraseSet(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            var words = FoldedWord.Split(phrase);
            if (words.Count == 0)
                continue;
            if (!byFirst.TryGetValue(words[0].Folded, out var list))
                byFirst[words[0].Folded] = list = [];
            list.Add((words, phrase));
            list.Sort((a, b) => b.Words.Count.CompareTo(a.Words.Count));
        }
    }

    /// <summary>The longest phrase that starts at a word; null when none does.</summary>
    public (int Length, string Written)? At(IReadOnlyList<FoldedWord> text, int at)
    {
        if (!byFirst.TryGetValue(text[at].Folded, out var list))
            return null;
        foreach (var (words, written) in list)
        {
            if (Fits(words, text, at))
                return (words.Count, written);
        }

        return null;
    }

    private static bool Fits(IReadOnlyList<FoldedWord> words, IReadOnlyList<FoldedWord> text, int at)
    {
        if (at + words.Count > text.Count)
            return false;
        for (var i = 0; i < words.Count; i++)
        {
            var there = text[at + i];
            if (there.Folded != words[i].Folded || (words[i].Case != LetterCase.Plain && there.Case == LetterCase.Plain))
                return false;
            if (words[i].Case == LetterCase.Capitals && words[i].Folded.Length <= 3 && there.Case != LetterCase.Capitals)
                return false;
        }

        return true;
    }
}
