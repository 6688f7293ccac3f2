namespace NewsBot.Desk;

/// <summary>
/// Finds the registry's speakers in a text, and by what a person types. Pure and thread-safe.
/// The longest name wins. A bare surname counts only with a reason: the full name elsewhere in the text, or an office beside it that fits the day.
/// </summary>
public sealed class SpeakerIndex
{
    private readonly Dictionary<string, Speaker> byKey;
    private readonly NameLookup names;

    public SpeakerIndex(IReadOnlyList<Speaker> speakers)
    {
        byKey = speakers.ToDictionary(s => s.Key, StringComparer.Ordinal);
        names = new NameLookup(speakers);
        Speakers = speakers;
    }

    public IReadOnlyList<Speaker> Speakers { get; }

    /// <summary>The entry of a key; null when the registry has none (a stranger's key, or joint speakers').</summary>
    public Speaker? ByKey(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Everybody of the registry whom the text names, in its order; names within longer names are not told again.</summary>
    /// <param name="text">The text.</param>
    /// <param name="day">The day of the text, which decides between holders of one office; null when unknown.</param>
    public IReadOnlyList<Recognition> Recognise(string text, DateOnly? day)
    {
        var words = FoldedWord.Split(text);
        var found = new List<(int From, int To, Speaker? Who, IReadOnlyList<NameEntry> Candidates)>();
        for (var i = 0; i < words.Count;)
        {
            var match = names.LongestAt(text, words, i);
            if (match.Length == 0)
            {
                i++;
                continue;
            }

            found.Add((i, i + match.Length, SurnameRule.Certain(match.Entries, day), match.Entries));
            i += match.Length;
        }

        var named = found.Where(f => f.Who is not null).Select(f => f.Who!.Key).ToHashSet(StringComparer.Ordinal);
        var rule = new SurnameRule(text, words, named, day);
        var recognised = new List<Recognition>();
        foreach (var (from, to, who, candidates) in found)
        {
            if ((who ?? rule.Decide(from, to, candidates)) is not { } speaker || !rule.Stands(from, to, speaker))
                continue;
            // "US President Ann Example": the office belongs to the name behind it, not to its holder on the day.
            var called = candidates.All(c => c.Force == NameForce.Called);
            if (called && rule.TitleOfNext(to))
                continue;
            var start = speaker.Kind == SpeakerKind.Person ? rule.WithRank(from) : from;
            recognised.Add(new Recognition(words[start].Start, words[to - 1].End, speaker, day is { } d ? speaker.OfficeOn(d) : null));
        }

        return recognised;
    }

    /// <summary>
    /// The speakers that a person means by what they typed: a name or alias; else part of a name; else an office; else a side.
    /// Empty when the registry has nobody of the kind. An article before it says nothing.
    /// </summary>
    public IReadOnlyList<Speaker> Find(string typed)
    {
        typed = SideOf(WithoutArticle(typed));
        var wanted = FoldedWord.Split(typed).Select(w => w.Folded).ToList();
        if (wanted.Count == 0)
            return [];
        var key = string.Join(' ', wanted);
        Func<Speaker, bool>[] ways =
        [
            s => s.Key == typed.Trim() || Names(s).Any(n => FoldedWord.Key(WithoutArticle(n)) == key),
            s => Holds(FoldedWord.Key(s.Name), wanted),
            s => s.Offices.Any(o => Holds(FoldedWord.Key($"{o.Title} {o.Body}"), wanted)),
        ];
        var side = Speakers.Where(s => s.Side is not null && FoldedWord.Key(s.Side) == key).ToList();
        foreach (var way in ways)
        {
            var found = Speakers.Where(way).ToList();
            if (found.Count > 0)
                return found.Any(s => s.Kind == SpeakerKind.Country || FoldedWord.Key(s.Side ?? "") == key) ? [.. found.Union(side)] : found;
        }

        return side;
    }

    /// <summary>The side of a country whose people the typed words name ("Pakistanis"); else the words.</summary>
    public string SideOf(string typed)
    {
        var key = FoldedWord.Key(typed);
        return Speakers.FirstOrDefault(s => s.People.Any(p => FoldedWord.Key(p) == key))?.Side ?? typed;
    }

    /// <summary>True when the key of a statement's speaker (joint speakers' keys are joined by +) is one of those whom the typed words mean.</summary>
    public bool Means(string typed, string speakerKey, string speakerName)
    {
        var keys = speakerKey.Split('+');
        var found = Find(typed);
        if (found.Any(s => keys.Contains(s.Key, StringComparer.Ordinal)))
            return true;
        var wanted = FoldedWord.Split(WithoutArticle(typed)).Select(w => w.Folded).ToList();
        return wanted.Count > 0 && keys.Any(k => ByKey(k) is null) && Holds(FoldedWord.Key(speakerName), wanted);
    }

    /// <summary>A name as it is compared: "the Pentagon" is Pentagon, the registry's "The White House" is White House.</summary>
    public static string WithoutArticle(string name)
    {
        const string article = "the ";
        var bare = name.TrimStart();
        return bare.StartsWith(article, StringComparison.OrdinalIgnoreCase) && bare.AsSpan(article.Length).ContainsAnyExcept(' ')
            ? bare[article.Length..].TrimStart()
            : name;
    }

    private static IEnumerable<string> Names(Speaker speaker) =>
        speaker.Aliases.Prepend(speaker.Name).Concat(speaker.Offices.SelectMany(o => o.Called));

    private static bool Holds(string folded, IReadOnlyList<string> wanted)
    {
        var words = folded.Split(' ');
        return wanted.All(w => words.Contains(w, StringComparer.Ordinal));
    }
}
