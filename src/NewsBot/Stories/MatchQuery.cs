using System.Text;
using NewsBot.Storage;

namespace NewsBot.Stories;

/// <summary>Turns what a person typed into a full-text query in which nothing that they typed is syntax.</summary>
internal static class MatchQuery
{
    private const string Marks = "\"“”„‟«»‹›〝〞＂";

    /// <summary>More words than this in one query only slow it down.</summary>
    private const int MostTerms = 24;

    /// <summary>Every word must occur; words inside quotation marks of any kind must follow one another. Null when there is no word.</summary>
    /// <param name="engine">Whose full-text query it is.</param>
    /// <param name="column">The column of the index to search.</param>
    /// <param name="typed">What the person typed.</param>
    public static string? Of(Engine engine, string column, string typed)
    {
        var terms = new List<string>();
        var run = new StringBuilder();
        var phrase = false;
        foreach (var c in typed + "\"")
        {
            if (!Marks.Contains(c, StringComparison.Ordinal))
            {
                run.Append(c);
                continue;
            }

            terms.AddRange(phrase ? [Phrase(run.ToString())] : run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Phrase));
            run.Clear();
            phrase = !phrase;
        }

        var wanted = terms.Where(t => t.Any(char.IsLetterOrDigit)).Take(MostTerms).ToList();
        return wanted.Count == 0 ? null : engine.TextQuery(column, wanted);
    }

    private static string Phrase(string text) => new string([.. text.Select(c => char.IsControl(c) || c == '"' ? ' ' : c)]).Trim();
}
