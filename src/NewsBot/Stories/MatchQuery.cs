using System.Text;
using NewsBot.Storage;

namespace NewsBot.Stories;

/// <summary>Turns what a person typed into a full-text query in which nothing that they typed is syntax.</summary>
internal static class MatchQuery
{
    private const string Marks = "\"“”„‟«»‹›〝〞＂";

    /// <summary>More words than this in one query only slow it down.</summary>
    private const int MostTerms = 24;

    private static readonly HashSet<string> Little = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "a", "an", "of", "to", "with", "on", "in", "and", "about", "for",
    };

    /// <summary>
    /// Whether a word says nothing about what is searched for: "attack on the embassy" is not only in texts that hold "on".
    /// </summary>
    public static bool IsLittle(string word) => Little.Contains(word);

    /// <summary>
    /// Every word must occur, little words only where there are no others; words inside quotation marks of any kind must follow
    /// one another. Null when there is no word.
    /// </summary>
    /// <param name="engine">Whose full-text query it is.</param>
    /// <param name="column">The column of the index to search.</param>
    /// <param name="typed">What the person typed.</param>
    public static string? Of(Engine engine, string column, string typed)
    {
        var terms = new List<(string Text, bool Phrase)>();
        var run = new StringBuilder();
        var phrase = false;
        foreach (var c in typed + "\"")
        {
            if (!Marks.Contains(c, StringComparison.Ordinal))
            {
                run.Append(c);
                continue;
            }

            var written = run.ToString();
            string[] pieces = phrase ? [written] : written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            terms.AddRange(pieces.Select(p => (Phrase(p), phrase)));
            run.Clear();
            phrase = !phrase;
        }

        var all = terms.Where(t => t.Text.Any(char.IsLetterOrDigit)).ToList();
        var telling = all.Where(t => t.Phrase || !IsLittle(t.Text)).ToList();
        var wanted = (telling.Count > 0 ? telling : all).Take(MostTerms).Select(t => t.Text).ToList();
        return wanted.Count == 0 ? null : engine.TextQuery(column, wanted);
    }

    private static string Phrase(string text) => new string([.. text.Select(c => char.IsControl(c) || c == '"' ? ' ' : c)]).Trim();
}
