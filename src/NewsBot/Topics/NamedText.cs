using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>A text as words, with the names in it; both are found once and cut as needed.</summary>
internal sealed class NamedText
{
    private readonly string text;
    private readonly List<Recognition> named;

    // Of each word, the place of its sentence.
    private readonly int[] sentenceOf;

    public NamedText(string text, SpeakerIndex index, DateOnly? day)
    {
        this.text = text;
        Words = FoldedWord.Split(text);
        var recognised = index.Recognise(text, day);
        InName = InNames(Words, recognised);
        named = [.. recognised.Where(r => !IsPlace(text, r))];
        Sentences = [.. Cut()];
        sentenceOf = [.. Sentences.SelectMany((s, i) => Enumerable.Repeat(i, s.To - s.From))];
    }

    public IReadOnlyList<FoldedWord> Words { get; }

    /// <summary>The places of words that belong to a body's or an office's name.</summary>
    public IReadOnlySet<int> InName { get; }

    public IReadOnlyList<Stretch> Sentences { get; }

    /// <summary>No sentence ends between the words.</summary>
    /// <param name="from">The place of the first.</param>
    /// <param name="count">How many; at least one.</param>
    public bool IsOneSentence(int from, int count) => count == 1 || sentenceOf[from] == sentenceOf[from + count - 1];

    /// <summary>The words between two characters.</summary>
    public Stretch Part(int start, int end)
    {
        var from = WordAt(start);
        var to = from;
        while (to < Words.Count && Words[to].End <= end)
            to++;
        return new Stretch(this, from, to, Named(start, end));
    }

    /// <summary>Everything as one stretch.</summary>
    public Stretch Whole() => Part(0, text.Length);

    /// <summary>The places in <see cref="Sentences"/> of those between two characters; the end is after the last.</summary>
    public (int From, int To) SentencesAt(int start, int end)
    {
        var from = Math.Min(FirstFrom(Sentences, s => s.End, start + 1), Math.Max(0, Sentences.Count - 1));
        var to = from;
        while (to < Sentences.Count && Sentences[to].Start < end)
            to++;
        return (from, Math.Max(to, Math.Min(from + 1, Sentences.Count)));
    }

    private IEnumerable<Stretch> Cut()
    {
        var from = 0;
        for (var i = 0; i < Words.Count; i++)
        {
            if (i + 1 < Words.Count && !Ends(Words[i], Words[i + 1]))
                continue;
            yield return new Stretch(this, from, i + 1, Named(Words[from].Start, Words[i].End));
            from = i + 1;
        }
    }

    private List<(Speaker Who, int At)> Named(int start, int end)
    {
        var found = new List<(Speaker, int)>();
        for (var i = FirstFrom(named, n => n.Start, start); i < named.Count && named[i].Start < end; i++)
            found.Add((named[i].Speaker, WordAt(named[i].Start)));
        return found;
    }

    private int WordAt(int start) => FirstFrom(Words, w => w.Start, start);

    private static int FirstFrom<T>(IReadOnlyList<T> ordered, Func<T, int> startOf, int start)
    {
        var (low, high) = (0, ordered.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = startOf(ordered[middle]) < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // "Sanctuaries in Afghanistan", "strikes inside Pakistan": what the country is held to answer for, or what is done to it.
    private static readonly HashSet<string> Harboured = new(StringComparer.OrdinalIgnoreCase)
    {
        "based", "sanctuary", "sanctuaries", "haven", "havens", "hideout", "hideouts", "camps", "bases", "strike", "strikes", "airstrike", "airstrikes",
        "targets", "operating", "harboured", "harbored", "sheltered", "sheltering", "posts",
    };

    // "Peace in Afghanistan", "met in Islamabad" and "envoy for Afghanistan" name a place or a matter, not one who acts.
    private static bool IsPlace(string text, Recognition name)
    {
        if (name.Speaker.Kind != SpeakerKind.Country)
            return false;
        var before = text.AsSpan(Math.Max(0, name.Start - 24), Math.Min(24, name.Start)).TrimEnd();
        var space = before.LastIndexOf(' ');
        var word = before[(space + 1)..];
        if (space > 0 && Harboured.Contains(before[(before[..space].LastIndexOf(' ') + 1)..space].ToString()))
            return false;
        return word is "in" or "In" or "on" or "inside" or "into" or "across" or "within" or "over" or "about" or "regarding"
            || (word is "for" && (before[..space].EndsWith("envoy") || before[..space].EndsWith("epresentative")));
    }

    private static HashSet<int> InNames(IReadOnlyList<FoldedWord> words, IReadOnlyList<Recognition> named)
    {
        var inside = new HashSet<int>();
        var at = 0;
        foreach (var name in named.Where(n => n.Speaker.Kind == SpeakerKind.Body))
        {
            while (at < words.Count && words[at].Start < name.Start)
                at++;
            for (var i = at; i < words.Count && words[i].End <= name.End; i++)
                inside.Add(i);
        }

        return inside;
    }

    private bool Ends(FoldedWord left, FoldedWord right)
    {
        var gap = text.AsSpan(left.End, right.Start - left.End);
        if (gap.ContainsAny("\n?!۔"))
            return true;
        return gap.Contains('.') && right.Case != LetterCase.Plain && left.Folded.Length > 3;
    }
}
