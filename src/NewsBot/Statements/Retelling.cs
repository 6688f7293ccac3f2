using NewsBot.Desk;
using NewsBot.Statements.Wording;

namespace NewsBot.Statements;

/// <summary>
/// Whether two reports of one speaker, of about the same day, tell the same statement: what outlets trim, put into indirect
/// speech, translate
/// each for itself or quote in parts. Measured on pairs of real reports that were labelled by hand; see the tests.
/// </summary>
internal sealed class Retelling
{
    /// <summary>From here on two reports are of one statement.</summary>
    public const double Same = 0.45;

    // Two days apart it may be the same formula at another meeting: nearly everything must agree.
    private const double SameDaysLater = 0.7;

    private const double Trimmed = 0.95;
    private const double SharedRun = 0.75;

    // Two words in common of three are chance, twenty of thirty are not.
    private const double Doubt = 2;

    // One of the two denies, or each names another place.
    private const double Unlikely = 0.6;
    private const int ShortestPart = 5;

    // A report says in its own tense what the speaker said in his.
    private static readonly Dictionary<string, string> Tenses = new(StringComparer.Ordinal)
    {
        ["would"] = "will",
        ["shall"] = "will",
        ["could"] = "can",
        ["might"] = "may",
        ["had"] = "has",
        ["have"] = "has",
        ["was"] = "is",
        ["were"] = "is",
        ["are"] = "is",
        ["am"] = "is",
    };

    private readonly string text;
    private readonly List<string> words = [];
    private readonly HashSet<string> telling = new(StringComparer.Ordinal);
    private readonly HashSet<string> numbers;
    private readonly List<List<string>> quoted = [];
    private readonly bool denies;

    private Retelling(string text)
    {
        this.text = text;

        // "[we] will" is the speaker's "will" all the same.
        var bare = text.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        List<string>? quotation = null;
        var (previous, end) = ("", 0);
        foreach (var word in FoldedWord.Split(bare))
        {
            foreach (var mark in bare.AsSpan(end, word.Start - end))
            {
                if (mark is '“' or '«' || (mark == '"' && quotation is null))
                    quoted.Add(quotation = []);
                else if (mark is '"' or '”' or '»')
                    quotation = null;
            }

            end = word.End;
            var plain = Tenses.GetValueOrDefault(word.Folded, word.Folded);
            if (plain == "states" && previous == "united")
            {
                words.RemoveAt(words.Count - 1);
                quotation?.RemoveRange(Math.Max(quotation.Count - 1, 0), Math.Min(quotation.Count, 1));
                plain = "us";
            }

            words.Add(plain);
            quotation?.Add(plain);
            previous = plain;
        }

        foreach (var word in words)
        {
            if (Likeness.Denials.Contains(word))
                denies = true;
            else if (!Likeness.Empty.Contains(word))
                telling.Add(Likeness.Stem(word));
        }

        numbers = Figures.In(text);
    }

    /// <summary>How sure it is, from 0 to 1; compare with <see cref="Same"/>.</summary>
    /// <param name="left">The words of the one report.</param>
    /// <param name="right">The words of the other.</param>
    /// <param name="days">Days between them.</param>
    public static double Score(string left, string right, int days)
    {
        var score = Score(new Retelling(left), new Retelling(right), days);
        return days <= 1 || score >= SameDaysLater ? score : 0;
    }

    private static double Score(Retelling a, Retelling b, int days)
    {
        if (a.words.SequenceEqual(b.words))
            return 1;
        var shorter = Math.Min(a.words.Count, b.words.Count);
        var trims = Holds(a.words, b.words) || Holds(b.words, a.words);
        if (trims && shorter >= ShortestPart)
            return Trimmed;
        // Another number makes another statement.
        if (a.telling.Count == 0 || b.telling.Count == 0 || (a.numbers.Count > 0 && b.numbers.Count > 0 && !a.numbers.Overlaps(b.numbers)))
            return 0;

        var shared = a.telling.Count(b.telling.Contains);
        var (smaller, larger) = (Math.Min(a.telling.Count, b.telling.Count), Math.Max(a.telling.Count, b.telling.Count));
        var part = shared / (smaller + Doubt);
        // A short report is part of many longer ones by chance.
        if (smaller < 4)
            part *= (double)smaller / Math.Max(4, larger);
        if (Venue.Apart(a.text, b.text))
            return part * Unlikely;
        if (days <= 1 && shared >= 2 && (HasLongRun(a.words, b.words) || QuotesOf(a, b) || QuotesOf(b, a)))
            return Math.Max(part, SharedRun);
        return a.denies == b.denies || trims ? part : part * Unlikely;
    }

    // Words between quotation marks are the speaker's own: three of them in a row in another report are no chance.
    private static bool QuotesOf(Retelling a, Retelling b) =>
        a.quoted.Any(q => q.Count >= 3 && q.Where(IsTelling).Distinct().Skip(1).Any() && Holds(b.words, q));

    private static bool Holds(List<string> words, List<string> part) =>
        part.Count <= words.Count && $" {string.Join(' ', words)} ".Contains($" {string.Join(' ', part)} ", StringComparison.Ordinal);

    // Five words in a row with four that tell something, or seven with two.
    private static bool HasLongRun(List<string> a, List<string> b)
    {
        var before = new int[b.Count + 1];
        for (var i = 0; i < a.Count; i++)
        {
            var now = new int[b.Count + 1];
            for (var j = 0; j < b.Count; j++)
            {
                if (a[i] != b[j])
                    continue;
                now[j + 1] = before[j] + 1;
                if (now[j + 1] < 5)
                    continue;
                var told = a.Skip(i + 1 - now[j + 1]).Take(now[j + 1]).Where(IsTelling).Distinct().Count();
                if (told >= 4 || (now[j + 1] >= 7 && told >= 2))
                    return true;
            }

            before = now;
        }

        return false;
    }

    private static bool IsTelling(string word) => !Likeness.Empty.Contains(word) && !Likeness.Denials.Contains(word);
}
