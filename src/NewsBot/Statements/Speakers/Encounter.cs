using NewsBot.Desk;

namespace NewsBot.Statements.Speakers;

/// <summary>Who came together where something was said, as far as the first sentence of a meeting tells: the same sentences are issued
/// after many a meeting. Pure.</summary>
internal static class Encounter
{
    /// <summary>Characters; further down an article tells of other meetings.</summary>
    private const int Lead = 1500;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "met", "meeting", "meetings", "meets", "talks", "called", "hosted", "received", "telephoned", "spoke", "call", "conversation", "ملاقات",
    };

    /// <summary>What a guest without a name is called by.</summary>
    private static readonly HashSet<string> Offices = new(StringComparer.Ordinal)
    {
        "ambassador", "envoy", "commissioner", "delegation", "minister", "representative", "secretary", "chief", "commander", "president", "premier", "senator",
        "senators", "congressmen", "officials", "team", "mission", "adviser", "spokesperson", "general", "king", "prince",
    };

    /// <summary>The surnames of two people or more, of the registry or not, in their alphabet's order, each with the country whose office is
    /// held where that is told ("carter@uk"); for a guest without a name the country alone ("@uk"). Null when no meeting is told of.</summary>
    public static string? Of(ArticleSpeakers speakers)
    {
        var lead = speakers.Text.Length <= Lead ? speakers.Text : speakers.Text[..Lead];
        string? withoutName = null;
        for (var start = 0; start < lead.Length;)
        {
            var (_, end) = Sentence(lead, start);
            var sentence = lead[start..end];
            if (IsTold(sentence))
            {
                var words = FoldedWord.Split(sentence);
                var together = People(speakers.Recognised, sentence, words, start);
                if (together.Count > 1)
                    return string.Join(' ', together.Values.Select(p => p.Token));
                if (together.Count == 1 && GuestOf(sentence, words, together.Values.Single()) is { } country)
                    withoutName ??= $"{together.Values.Single().Token} @{country}";
            }

            start = end + 1;
        }

        return withoutName;
    }

    /// <summary>Whether two meetings had one host and each another guest. Where nobody is the same, an article may tell of an earlier
    /// meeting than its own.</summary>
    /// <param name="left">As <see cref="Of"/> gives it.</param>
    /// <param name="right">As <see cref="Of"/> gives it.</param>
    public static bool Apart(string? left, string? right)
    {
        var (a, b) = (Read(left), Read(right));
        if (a.Select(p => p.Name).Where(n => n.Length > 0).Intersect(b.Select(p => p.Name)).ToList() is not [var host])
            return false;
        var (here, there) = (a.Where(p => p.Name != host).ToList(), b.Where(p => p.Name != host).ToList());
        return here.Count > 0 && there.Count > 0 && here.TrueForAll(h => there.TrueForAll(t => AreOthers(h, t)));
    }

    private static List<(string Name, string Country)> Read(string? met) =>
        [.. (met ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('@')).Select(t => (t[0], t.ElementAtOrDefault(1) ?? ""))];

    private static bool AreOthers((string Name, string Country) here, (string Name, string Country) there) =>
        (here.Name.Length > 0 && there.Name.Length > 0) || (here.Country.Length > 0 && there.Country.Length > 0 && here.Country != there.Country);

    /// <summary>Whether a sentence has a word of meeting.</summary>
    public static bool IsTold(string sentence) => FoldedWord.Split(sentence).Any(w => Words.Contains(w.Folded));

    /// <summary>Where the sentence around a place begins and ends.</summary>
    public static (int Start, int End) Sentence(string text, int at)
    {
        var start = at;
        while (start > 0 && !Ends(text, start - 1))
            start--;
        var end = at;
        while (end < text.Length && !Ends(text, end))
            end++;
        return (start, end);
    }

    // "Gen." and "U.S." end no sentence: a small letter must stand before the stop.
    private static bool Ends(string text, int at) =>
        text[at] is '\n' or '۔' || (text[at] is '.' or '?' or '!' && at > 1 && at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])
            && char.IsLower(text[at - 1]) && char.IsLower(text[at - 2]));

    private static SortedDictionary<string, Person> People(IReadOnlyList<Recognition> recognised, string sentence, IReadOnlyList<FoldedWord> words, int offset)
    {
        var people = new SortedDictionary<string, Person>(StringComparer.Ordinal);
        var known = recognised.Where(r => r.Start >= offset && r.End <= offset + sentence.Length).ToList();
        foreach (var person in known.Where(r => r.Speaker.Kind == SpeakerKind.Person))
        {
            var from = words.TakeWhile(w => w.Start < person.Start - offset).Count();
            Add(FoldedWord.Split(person.Speaker.Name)[^1].Folded, from);
        }

        foreach (var run in NameRun.Find(sentence, words))
        {
            var (from, to) = (offset + words[run.NameFrom].Start, offset + words[run.To - 1].End);
            // A word alone is a person's name only behind a title ("Gen Sample").
            if (run.IsPerson && (run.To - run.NameFrom > 1 || run.NameFrom > run.From) && !recognised.Any(r => r.Start < to && from < r.End))
                Add(words[run.To - 1].Folded, run.NameFrom);
        }

        return people;

        void Add(string surname, int from)
        {
            if (!people.TryGetValue(surname, out var other) || other.Country is null)
                people[surname] = new Person(surname, CountryBefore(sentence, words, from), from);
        }
    }

    // "US Special Representative for Afghanistan Reconciliation": the first of the title's countries.
    private static string? CountryBefore(string sentence, IReadOnlyList<FoldedWord> words, int name)
    {
        string? country = null;
        for (var i = name - 1; i >= 0 && IsOfTitle(words[i]) && IsBeside(sentence, words[i], words[i + 1]); i--)
            country = CountryAt(words[i]) ?? country;
        return country;
    }

    // The one country of whose office somebody without a name comes.
    private static string? GuestOf(string sentence, IReadOnlyList<FoldedWord> words, Person host)
    {
        var countries = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            if (CountryAt(words[i]) is not { } country)
                continue;
            var end = i + 1;
            while (end < words.Count && IsOfTitle(words[end]) && IsBeside(sentence, words[end - 1], words[end]))
                end++;
            if (words.Take(end).Skip(i).Any(w => Offices.Contains(w.Folded)) && !(i < host.From && host.From <= end))
                countries.Add(country);
        }

        return countries.Count == 1 ? countries.Single() : null;
    }

    private static string? CountryAt(FoldedWord word) =>
        word.Case != LetterCase.Plain && Demonyms.CountryOf(word.Folded) is { } country ? Demonyms.WordOf(country) : null;

    private static bool IsOfTitle(FoldedWord word) => word.Case != LetterCase.Plain || NameWords.Titles.Contains(word.Folded)
        || NameWords.Bodies.Contains(word.Folded) || word.Folded is "of" or "for" or "the";

    private static bool IsBeside(string sentence, FoldedWord left, FoldedWord right) =>
        sentence.AsSpan(left.End, right.Start - left.End).Trim() is "" or "-" or "." or "’s" or "'s";

    /// <param name="Surname">Folded.</param>
    /// <param name="Country">Whose office the title names; null when it names none.</param>
    /// <param name="From">First word of the name in its sentence.</param>
    private sealed record Person(string Surname, string? Country, int From)
    {
        public string Token => Country is null ? Surname : $"{Surname}@{Country}";
    }
}
