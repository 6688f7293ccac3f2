using DiffPlex;
using DiffPlex.Chunkers;
using NewsBot.Desk;

namespace NewsBot.Statements.Corrections;

/// <summary>A run of words that another run took the place of; one side is empty when words were only added or only
/// removed.</summary>
/// <param name="Was">As it stood in the text of before.</param>
/// <param name="Became">As it stands now.</param>
public sealed record WordChange(string Was, string Became)
{
    /// <summary>A shorter run is shown with its neighbours, for "not" alone tells nothing.</summary>
    private const int ShortRun = 2;

    private const int MostChanges = 4;

    /// <summary>The differences between two wordings, in their order. Case, accents, punctuation and white space make
    /// none.</summary>
    public static IReadOnlyList<WordChange> Between(string was, string became)
    {
        var (before, after) = (FoldedWord.Split(was), FoldedWord.Split(became));
        var diff = Differ.Instance.CreateDiffs(Lines(before), Lines(after), ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        var changes = new List<WordChange>();
        foreach (var block in diff.DiffBlocks)
        {
            var wide = Math.Min(block.DeleteCountA, block.InsertCountB) > ShortRun ? 0 : 1;
            changes.Add(new WordChange(
                Run(was, before, block.DeleteStartA - wide, block.DeleteStartA + block.DeleteCountA + wide),
                Run(became, after, block.InsertStartB - wide, block.InsertStartB + block.InsertCountB + wide)));
        }

        return changes;
    }

    /// <summary>"twelve soldiers → fifteen soldiers; will release → will not release".</summary>
    public static string Sentence(IReadOnlyList<WordChange> changes)
    {
        var parts = changes.Take(MostChanges).Select(c => c switch
        {
            { Was: "" } => $"added: {c.Became}",
            { Became: "" } => $"removed: {c.Was}",
            _ => $"{c.Was} → {c.Became}",
        });
        var rest = changes.Count - MostChanges;
        return string.Join("; ", parts) + (rest > 0 ? $"; and {rest} more" : "");
    }

    private static string Lines(IReadOnlyList<FoldedWord> words) => string.Join('\n', words.Select(w => w.Folded));

    private static string Run(string text, IReadOnlyList<FoldedWord> words, int from, int to)
    {
        (from, to) = (Math.Max(from, 0), Math.Min(to, words.Count));
        return from >= to ? "" : text[words[from].Start..words[to - 1].End];
    }
}
