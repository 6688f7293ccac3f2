namespace NewsBot.Desk;

/// <summary>
/// Finds the registry's speakers in a text, and by what a person types. Pure and thread-safe.
/// The longest name wins. A bare surname counts only with a reason: the full name elsewhere in the text, or an office beside it that fits the day.
/// </summary>
public sealed class SpeakerIndex
{
    private readonly Dictionary<string, Speaker> byKey;
    private readonly NameLookup names;
    private readonly SideNames sides;

    public SpeakerIndex(IReadOnlyList<Speaker> speakers)
    {
        byKey = speakers.ToDictionary(s => s.Key, StringComparer.Ordinal);
        names = new NameLookup(speakers);
        sides = new SideNames(speakers);
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
    /// The speakers that a person means by what they typed: all of a side; else a name or alias; else part of a name; else an office.
    /// Empty when the registry has nobody of the kind. An article before it says nothing.
    /// </summary>
    public IReadOnlyList<Speaker> Find(string typed)
    {
        if (SideOf(typed) is { } side)
            return [.. Speakers.Where(s => s.Side == side)];
        typed = WithoutArticle(typed);
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
        return ways.Select(way => Speakers.Where(way).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>The side that the typed words name: a country by its name, its capital, its people, its government or its officials, or the
    /// side itself; null when they name none.</summary>
    public string? SideOf(string typed) => sides.Of(typed);

    /// <summary>Whether nobody of a side is known but its country.</summary>
    public bool IsCountryAlone(string side) => Speakers.All(s => s.Side != side || s.Kind == SpeakerKind.Country);

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

/// <summary>What people call the sides of the registry. Pure.</summary>
internal sealed class SideNames
{
    private static readonly string[] Powers = ["government", "administration", "authorities", "officials", "official", "side"];

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public SideNames(IReadOnlyList<Speaker> speakers)
    {
        // Countries first: "Kabul" is a city before it is an alias of anything else.
        foreach (var country in speakers.Where(s => s.Kind == SpeakerKind.Country))
            Add(country.Side, [country.Name, .. country.Aliases, .. country.People]);
        foreach (var side in speakers.Select(s => s.Side).Distinct())
            Add(side, [side ?? ""]);
        foreach (var body in speakers.Where(IsWhole))
            Add(body.Side, [body.Name, .. body.Aliases]);
    }

    /// <summary>The side that somebody names; null when the words name none.</summary>
    /// <param name="typed">An article before it says nothing.</param>
    public string? Of(string typed)
    {
        var words = FoldedWord.Split(SpeakerIndex.WithoutArticle(typed)).Select(w => w.Folded).ToList();
        if (Named(words) is { } side)
            return side;
        if (words is ["government", "of", .. var state])
            return Named(state is ["the", .. var land] ? land : state);
        // "the Taliban officials"; "the American side": Americans.
        return words is [.. var head, var people, var power] && Powers.Contains(power, StringComparer.Ordinal)
            ? Named([.. head, people]) ?? Named([.. head, people + "s"])
            : null;
    }

    private string? Named(IEnumerable<string> words) => names.GetValueOrDefault(string.Join(' ', words));

    // The body that a side is called by ("UN", "Islamic Emirate"), and a government.
    private static bool IsWhole(Speaker body) => body is { Kind: SpeakerKind.Body, Side: { } side }
        && (body.Name.StartsWith("Government of ", StringComparison.Ordinal)
            || body.Aliases.Prepend(body.Name).Any(n => FoldedWord.Key(n) == FoldedWord.Key(side)));

    private void Add(string? side, IEnumerable<string> called)
    {
        foreach (var key in called.Select(FoldedWord.Key))
        {
            if (side is not null && key.Length > 0)
                names.TryAdd(key, side);
        }
    }
}
