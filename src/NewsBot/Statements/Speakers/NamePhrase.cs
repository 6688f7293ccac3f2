using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>A name with the title that stands beside it, read out of the words that name a source.</summary>
/// <param name="Start">First character of the name within the words.</param>
/// <param name="Name">The name without titles ("Ann Example"); a description without its article if there is no name ("chief minister").</param>
/// <param name="Title">The title as the text gives it ("Treasury Secretary"); null when it gives none.</param>
/// <param name="Kind">What is named.</param>
internal sealed record NamePhrase(int Start, string Name, string? Title, NameKind Kind)
{
    private const int LongestTitle = 110;

    /// <summary>Reads the words that name a source; null for a pronoun, a bare carrier ("the statement") or nothing.</summary>
    public static NamePhrase? Read(string mention)
    {
        // An account's handle in brackets is no name of its own.
        var handle = mention.IndexOf("(@", StringComparison.Ordinal);
        if (handle > 0)
            mention = mention[..handle].TrimEnd();
        var words = FoldedWord.Split(mention);
        if (words.Count == 0 || words.All(w => NameWords.Pronouns.Contains(w.Folded)))
            return null;
        var runs = NameRun.Find(mention, words).Where(r => SpeaksItself(words, r) && !Describes(mention, words, r)).ToList();
        if (Speaking(mention, words, runs.Where(r => r.IsPerson).ToList()) is { } person)
            return Named(mention, words, person, NameKind.Person);
        if (runs.Count > 0)
            return Named(mention, words, runs[0], NameKind.Body);
        return Described(mention, words);
    }

    /// <summary>The words as a description, whatever names stand in them.</summary>
    public static NamePhrase? Describe(string mention) => Described(mention, FoldedWord.Split(mention));

    // "A top aide to President Example" is not the president, "a statement by Ann Example" is Ann Example.
    private static bool SpeaksItself(IReadOnlyList<FoldedWord> words, NameRun run)
    {
        var at = run.From - 1;
        while (at >= 0 && words[at].Folded is "the" or "a" or "an")
            at--;
        if (at < 0 || !NameWords.Prepositions.Contains(words[at].Folded))
            return true;
        var before = words.Take(at).ToList();
        // "Acting Secretary of Defense Ann Example" is all one title and its name.
        if (run.IsPerson && run.NameFrom > run.From && run.To - run.NameFrom > 1 && before.TrueForAll(w => w.Case != LetterCase.Plain || NameWords.Prepositions.Contains(w.Folded) || w.Folded == "the"))
            return true;
        return before.Any(w => NameWords.Carriers.Contains(w.Folded)) || (!run.IsPerson && before.Any(w => NameWords.Mouths.Contains(w.Folded)));
    }

    // In "the Islamabad-based group" and "the Example administration" the name says which group; nobody of the name speaks.
    private static bool Describes(string mention, IReadOnlyList<FoldedWord> words, NameRun run)
    {
        if (run.To >= words.Count || words[run.To].Case != LetterCase.Plain || !NameRun.Beside(mention, words[run.To - 1], words[run.To]))
            return false;
        var next = words[run.To].Folded;
        var speaksForIt = !run.IsPerson && (NameWords.Mouths.Contains(next) || NameWords.Carriers.Contains(next));
        return !speaksForIt && !NameWords.Prepositions.Contains(next) && !NameWords.Pronouns.Contains(next) && !NameWords.Openers.Contains(next);
    }

    // Titles come before the name, places before titles: in the first part that holds a name, the last one speaks.
    private static NameRun? Speaking(string mention, IReadOnlyList<FoldedWord> words, List<NameRun> people)
    {
        NameRun? last = null;
        foreach (var run in people)
        {
            if (last is { } before && mention[words[before.To - 1].End..words[run.From].Start].Contains(',', StringComparison.Ordinal))
                break;
            if (last is { } earlier && words.Skip(earlier.To).Take(run.From - earlier.To).Any(w => NameWords.Prepositions.Contains(w.Folded) || w.Folded == "who"))
                break;
            last = run;
        }

        return last;
    }

    private static NamePhrase Named(string mention, IReadOnlyList<FoldedWord> words, NameRun run, NameKind kind)
    {
        var name = mention[words[run.NameFrom].Start..words[run.To - 1].End];
        return new NamePhrase(words[run.NameFrom].Start, name, kind == NameKind.Person ? TitleBeside(mention, words, run) : null, kind);
    }

    private static string? TitleBeside(string mention, IReadOnlyList<FoldedWord> words, NameRun run)
    {
        var before = Tidy(mention[..words[run.NameFrom].Start].TrimEnd(' ', ',').Split([',', '(', ';', ':'])[^1]);
        var after = mention[words[run.To - 1].End..].TrimStart('\'', '’').TrimStart();
        var title = FoldedWord.Split(before).Any(w => NameWords.Titles.Contains(w.Folded) || NameWords.Mouths.Contains(w.Folded)) ? before
            : after.StartsWith(',') ? Tidy(after[1..].Split([',', '(', ';'])[0])
            : "";
        return title.Length is > 1 and < LongestTitle ? title : null;
    }

    private static NamePhrase? Described(string mention, IReadOnlyList<FoldedWord> words)
    {
        var first = words.FirstOrDefault(w => w.Folded is not ("the" or "a" or "an"));
        if (first.Folded is null || NameWords.Pronouns.Contains(first.Folded) || words.Any(w => NameWords.Carriers.Contains(w.Folded)))
            return null;
        var name = mention[first.Start..words[^1].End];
        return name.Length > LongestTitle ? null : new NamePhrase(first.Start, char.ToUpperInvariant(name[0]) + name[1..], null, NameKind.Description);
    }

    // "his Treasury Secretary," is the office "Treasury Secretary".
    private static string Tidy(string title)
    {
        var text = title.Trim(' ', ',', '.', ':', '-', '–', '—', '\n', '“', '”', '"', '(', ')');
        foreach (var article in new[] { "the ", "a ", "an ", "his ", "her ", "its ", "their " })
        {
            if (text.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                return text[article.Length..].Trim();
        }

        return text;
    }
}

/// <summary>What the words that name a source name.</summary>
internal enum NameKind
{
    Person,
    Body,

    /// <summary>Nobody by name ("the chief minister").</summary>
    Description,
}
