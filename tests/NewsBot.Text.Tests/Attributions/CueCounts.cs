using System.Text.Json;
using NewsBot.TestSupport;
using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Tests.Attributions;

/// <summary>
/// Counts the lexicon of <c>cues.tsv</c> in the annotated training articles: how often a word was the head of a cue, by the
/// company
/// it kept. Words and counts only; no sentence of any article is kept. Our own articles count twice, for the guide is theirs.
/// </summary>
internal static class CueCounts
{
    private const int OwnWeight = 2;

    // Heads that only together with their object say something; alone they are everybody's verbs.
    private static readonly HashSet<string> TooPlain =
    [
        "a", "the", "in", "on", "of", "to", "and", "not", "was", "were", "has", "have", "had", "is", "are", "be", "been",
            "made", "make", "put",
        "held", "raised", "began", "read", "set", "gave", "took", "got", "did", "do", "at", "for", "with", "no", "by", "it",
            "statement",
        "continue", "continuing", "comment", "comments", "issued", "i", "caption", "lexicon", "hope", "support", "smiled",
    ];

    public static List<string> Lines(string statements)
    {
        var own = Articles(SharedData.Path("gold", "train.jsonl"), "reports", OwnTexts());
        var other = Articles(SharedData.Path("polnear", "train.jsonl"), "attributions", null);
        var forms = Forms(own, File.ReadLines(statements));
        var words = new SortedDictionary<string, (int Yes, int All)>(StringComparer.Ordinal);
        var tails = new Dictionary<string, (int Yes, int All)>();
        own.ForEach(article => Count(article, forms, OwnWeight, words, tails));
        other.ForEach(article => Count(article, forms, 1, words, tails));
        var heads = words.Where(row => row.Value.Yes > 0).Select(row => row.Key.Split('\t')[0]).ToHashSet();
        return
        [
            .. words.Where(row => heads.Contains(row.Key.Split('\t')[0])).Select(row =>
                $"{row.Key}\t{row.Value.Yes}\t{row.Value.All}"),
            .. tails.Where(row => row.Value.Yes >= 2 && row.Value.Yes * 2 >= row.Value.All
                && IsTail(row.Key)).OrderBy(row => row.Key, StringComparer.Ordinal)
                .Select(row => $"{row.Key}\t{row.Value.Yes}\t{row.Value.All}"),
        ];
    }

    // Particles and prepositions, and where it was said; never the noun that is said ("expressed regret").
    private static bool IsTail(string phrase)
    {
        var words = phrase.Split(' ');
        return Words.Prepositions.Contains(words[^1])
            || words[^1] is "out" or "up" or "off" or "back" or "down" or "clear" or "saying"
            || (words.Length > 2 && words[1] is "in" or "at" or "on" or "during" or "via");
    }

    private sealed record Gold(string Text, List<TextSpan> Cues, List<TextSpan> Contents);

    private static Dictionary<string, string> OwnTexts() => File.ReadLines(SharedData.Path("articles", "articles.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("text").GetString()!);

    private static List<Gold> Articles(string path, string list, Dictionary<string, string>? texts)
    {
        var found = new List<Gold>();
        foreach (var line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            var text = texts is null ? row.RootElement.GetProperty("text").GetString()!
                : texts[row.RootElement.GetProperty("id").GetString()!];
            // The sets count code points; the few articles where these differ from string indexes are left out.
            if (text.Any(char.IsSurrogate))
                continue;
            var reports = row.RootElement.GetProperty(list).EnumerateArray().ToList();
            found.Add(new(text, [.. reports.SelectMany(r => Spans(r, "cue"))],
                [.. reports.SelectMany(r => Spans(r, "content"))]));
        }

        return found;
    }

    private static List<TextSpan> Spans(JsonElement report, string role) =>
        report.GetProperty(role).EnumerateArray().Select(pair => new TextSpan(pair[0].GetInt32(), pair[1].GetInt32())).ToList();

    private static HashSet<string> Forms(List<Gold> own, IEnumerable<string> statements)
    {
        var forms = statements.SelectMany(line =>
            line.Split('#')[0].ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        foreach (var article in own)
        {
            foreach (var cue in article.Cues.Select(cue => cue.Of(article.Text).ToLowerInvariant()))
            {
                if (cue.All(char.IsLetter))
                    forms.Add(cue);
            }
        }

        forms.ExceptWith(TooPlain);
        forms.Remove("according");
        return forms;
    }

    private static void Count(Gold article, HashSet<string> forms, int weight, SortedDictionary<string, (int Yes, int All)> words,
        Dictionary<string, (int Yes, int All)> tails)
    {
        foreach (var sentence in Sentences.Of(article.Text, CancellationToken.None))
        {
            for (var i = 0; i < sentence.Count; i++)
            {
                var word = sentence.Lower(i);
                if (!sentence[i].IsWord || !forms.Contains(word))
                    continue;
                var cue = article.Cues.FindIndex(span => span.Contains(sentence[i].Start));
                var head = cue >= 0 && IsHead(article, sentence, i, article.Cues[cue], forms);
                if ((cue >= 0 && !head) || (cue < 0 && article.Contents.Exists(span => span.Contains(sentence[i].Start))))
                    continue;
                Add(words, $"{word}\t{CueContext.Before(sentence, i)}\t{CueContext.After(sentence, i)}", head, weight);
                Tails(sentence, i, head ? article.Cues[cue] : null, tails, weight);
            }
        }
    }

    private static bool IsHead(Gold article, Sentence sentence, int i, TextSpan cue, HashSet<string> forms)
    {
        for (var before = i - 1; before >= 0 && sentence[before].Start >= cue.Start; before--)
        {
            if (forms.Contains(sentence.Lower(before)))
                return false;
        }

        return article.Text.Length > 0;
    }

    private static void Tails(Sentence sentence, int i, TextSpan? cue, Dictionary<string, (int Yes, int All)> tails, int weight)
    {
        if (cue is not { } span)
            return;
        var phrase = sentence.Lower(i);
        for (var next = i + 1; next < Math.Min(sentence.Count, i + 6) && sentence.IsWord(next); next++)
        {
            phrase += " " + sentence.Lower(next);
            var old = tails.GetValueOrDefault(phrase);
            // A phrase ends a cue, or merely begins one that goes on: both keep the longer one reachable.
            tails[phrase] = (old.Yes + (sentence[next].End == span.End ? weight : 0), old.All + weight);
        }
    }

    private static void Add(SortedDictionary<string, (int Yes, int All)> counts, string key, bool yes, int weight)
    {
        var old = counts.GetValueOrDefault(key);
        counts[key] = (old.Yes + (yes ? weight : 0), old.All + weight);
    }
}
