using NewsBot.Desk;
using NewsBot.Statements.Speakers;

namespace NewsBot.Statements.Wording;

/// <summary>What each outlet writes in its own way without saying anything else: numbers in words, a title or a given name before the
/// surname, short forms of countries and bodies.</summary>
internal sealed class HouseStyle
{
    private static readonly HashSet<string> Inside = new(StringComparer.Ordinal) { "of", "for", "the", "and" };

    // The words of each long name with its short form behind them, the longest first.
    private readonly string[][] full;
    private readonly Dictionary<string, string> brief;

    /// <param name="forms">The short and long forms of the desk.</param>
    public HouseStyle(IReadOnlyList<StyleForm> forms)
    {
        full = [.. forms.SelectMany(f => f.Full.Select(l => (string[])[.. Folded(l), .. Folded(f.Brief)])).OrderByDescending(l => l.Length)];
        brief = forms.SelectMany(f => f.Also.Select(a => (Also: Folded(a).Single(), Brief: Folded(f.Brief).Single())))
            .ToDictionary(p => p.Also, p => p.Brief, StringComparer.Ordinal);
    }

    /// <summary>Equal for two wordings that differ in case, punctuation and house style only.</summary>
    public string Key(string text)
    {
        var (plain, end) = ("", 0);
        foreach (var figure in Figures.Find(text))
            (plain, end) = ($"{plain}{text[end..figure.Start]} {Letters(figure.Value)} ", figure.End);
        return string.Join(' ', Shortened([.. FoldedWord.Split(plain + text[end..]).Select(w => w.Folded)], countries: false));
    }

    /// <summary>Whether two wordings name the same, whatever they call it.</summary>
    public bool SameNames(string left, string right)
    {
        var (a, b) = (Names(left), Names(right));
        return a.All(n => n.Needed.Count == 0 || b.Any(n.Is)) && b.All(n => n.Needed.Count == 0 || a.Any(n.Is));
    }

    private static IEnumerable<string> Folded(string text) => FoldedWord.Split(text).Select(w => w.Folded);

    // The stop of "1.5" would part it.
    private static string Letters(string figure) => figure.Replace('.', 'x');

    private List<string> Shortened(List<string> words, bool countries)
    {
        var shorter = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (Array.Find(full, l => i + l.Length - 1 <= words.Count && !l[..^1].Where((w, at) => words[i + at] != w).Any()) is not { } found)
            {
                shorter.Add(countries ? brief.GetValueOrDefault(words[i], words[i]) : words[i]);
                continue;
            }

            shorter.Add(found[^1]);
            i += found.Length - 2;
        }

        return shorter;
    }

    private List<Name> Names(string text)
    {
        var words = FoldedWord.Split(text);
        var names = new List<Name>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Case == LetterCase.Plain)
                continue;
            var end = End(text, words, i);
            names.Add(Read(text, words, i, end));
            i = end - 1;
        }

        return names;
    }

    // "Chief of Army Staff" is one name, "Dar and Rubio" are two.
    private static int End(string text, IReadOnlyList<FoldedWord> words, int start)
    {
        var end = start + 1;
        while (end < words.Count && NameRun.Beside(text, words[end - 1], words[end]))
        {
            var next = end;
            while (next < words.Count && words[next].Folded is "of" or "for" or "the" && words[next].Case == LetterCase.Plain)
                next++;
            if (next >= words.Count || words[next].Case == LetterCase.Plain || (next > end && words[end].Folded == "the"))
                break;
            end = next + 1;
        }

        return end;
    }

    private Name Read(string text, IReadOnlyList<FoldedWord> words, int from, int to)
    {
        var run = words.Skip(from).Take(to - from).Where(w => !Inside.Contains(w.Folded)).ToList();
        var written = Shortened([.. run.Select(w => w.Folded)], countries: true).Where(w => !Likeness.Empty.Contains(w)).ToLookup(NameWords.Titles.Contains);
        var all = written[false].Select(Likeness.Stem).ToHashSet(StringComparer.Ordinal);

        // The first word has its capital letter from the sentence.
        var needed = new HashSet<string>(all, StringComparer.Ordinal);
        if (run.Count > 0 && Opens(text, words[from].Start))
            needed.Remove(Likeness.Stem(run[0].Folded));
        return new Name(all, needed, [.. written[true]])
        {
            Initials = run.Count < 2 ? "" : string.Concat(run.Select(w => w.Folded[0])),
            Letters = run is [{ Case: LetterCase.Capitals }] ? run[0].Folded : "",
        };
    }

    private static bool Opens(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(" \u00a0“\"'‘«([");
        return before.IsEmpty || before[^1] is '.' or '?' or '!' or '\n' or ':';
    }

    /// <summary>A run of capitalised words.</summary>
    /// <param name="All">Its words, without titles.</param>
    /// <param name="Needed">Those that are no name by the chance of standing first in a sentence.</param>
    /// <param name="Titles">Its titles.</param>
    private sealed record Name(HashSet<string> All, HashSet<string> Needed, HashSet<string> Titles)
    {
        private const int LongestShortTitle = 4;

        /// <summary>Of two words or more.</summary>
        public required string Initials { get; init; }

        /// <summary>The name itself, where it is nothing but letters ("ISPR").</summary>
        public required string Letters { get; init; }

        public bool Is(Name other) => (Within(other) || other.Within(this) || Abbreviates(other) || other.Abbreviates(this)) && MayHold(other);

        private bool Within(Name other) => All.Count > 0 && (Needed.Count > 0 ? Needed : All).IsSubsetOf(other.All);

        private bool Abbreviates(Name other) => Letters.Length > 1 && Letters == other.Initials;

        // A title may be left out or shortened ("FM", "Gen"); another one is another office.
        private bool MayHold(Name other) => Titles.IsSubsetOf(other.Titles) || other.Titles.IsSubsetOf(Titles)
            || Titles.Concat(other.Titles).Any(t => t.Length <= LongestShortTitle);
    }
}
