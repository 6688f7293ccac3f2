using NewsBot.Commands.Times;

namespace NewsBot.Commands.Lines;

/// <summary>The order of a list.</summary>
public enum Sort
{
    /// <summary>As such lists are: the newest first, a timeline from its beginning.</summary>
    Usual,
    Newest,
    Oldest,
}

/// <summary>What narrows a list of statements: a speaker, a topic, further qualifiers and a window.</summary>
/// <param name="Speaker">As typed; null for anybody.</param>
/// <param name="Topic">As typed; null for any.</param>
/// <param name="Filter">The other qualifiers as they are written in a filter; empty for none.</param>
/// <param name="Window">As typed; null for all that is kept.</param>
public sealed record Scope(string? Speaker, string? Topic, string Filter, Window? Window)
{
    /// <summary>Stands for every topic and none, where only what is followed would be meant otherwise.</summary>
    public const string AnyTopic = "any";

    public static Scope None { get; } = new(null, null, string.Empty, null);

    /// <summary>Which statements come first.</summary>
    public Sort Sort { get; init; }

    /// <summary>Whether words mean statements on whatever topic.</summary>
    public static bool IsAnyTopic(string words) => words.ToLowerInvariant() is AnyTopic or "all" or "everything" or "anything" or "all topics" or "any topic"
        or "every topic";

    /// <summary>Takes everything that narrows from what follows a verb.</summary>
    /// <param name="arguments">What follows the verb.</param>
    /// <param name="trouble">What is wrong with a qualifier; null when nothing is.</param>
    internal static Scope Read(Arguments arguments, out Misunderstood? trouble)
    {
        trouble = null;
        var sort = ReadSort(arguments, ref trouble);
        var window = ReadWindow(arguments, ref trouble);
        var topics = arguments.TakeValues("topic");
        if (topics.Count > 1)
            trouble = new Misunderstood(
                "I list one topic at a time.", [.. topics.Select(t => $"latest topic:{QuoteMarks.Write(t)}")]);
        var filters = arguments.TakeFilters();
        var speakers = filters.Where(IsSpeaker).SelectMany(f => f.Values).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var speaker = speakers is [var only] ? only : null;
        if (speaker is not null)
            filters = [.. filters.Where(f => !IsSpeaker(f))];
        if (trouble is null && arguments.UnreadTime(hours: window is not null) is { } unread)
            trouble = UnknownWindow.Answer(unread, AsWords(arguments));
        return new Scope(speaker, topics is [var topic, ..] ? topic : null, FilterText.Write(filters), window) { Sort = sort };
    }

    /// <summary>What it means under a post: one that names neither speaker nor topic nor filter is about the post's topic.</summary>
    internal Scope Under(Above above) =>
        this is { Topic: null, Speaker: null, Filter: "" } && above.Topic.Length > 0 ? this with { Topic = above.Topic } : this;

    /// <summary>The order that words name; null when they name none.</summary>
    internal static Sort? SortOf(string words) => words.ToLowerInvariant().Split(' ') switch
    {
        ["newest" or "latest" or "most" or "desc", ..] or ["in", "reverse", ..] or ["reverse", ..] => Sort.Newest,
        ["oldest" or "earliest" or "asc" or "chronological" or "chronologically", ..] or ["in", "chronological", ..] => Sort.Oldest,
        _ => null,
    };

    /// <summary>The part of the line that narrows, with a space before it; empty when nothing does.</summary>
    internal string Write()
    {
        var parts = new List<string>();
        if (Speaker is not null)
            parts.Add($"speaker:{QuoteMarks.Write(Speaker)}");
        if (Topic is not null)
            parts.Add($"topic:{QuoteMarks.Write(Topic)}");
        if (Filter.Length > 0)
            parts.Add(Filter);
        if (Sort != Sort.Usual)
            parts.Add($"sort:{Sort.ToString().ToLowerInvariant()}");
        if (Window is not null)
            parts.Add(Window.Write());
        return string.Concat(parts.Select(p => " " + p));
    }

    private static bool IsSpeaker(Token token) => token is { Kind: TokenKind.Qualifier, Text: "speaker", Excludes: false };

    private static Sort ReadSort(Arguments arguments, ref Misunderstood? trouble)
    {
        var typed = arguments.TakeValues("sort");
        if (typed is [] && arguments.TakeOrder() is { } order)
            return order;
        if (typed is [] || (typed is [var only] && SortOf(only) is not null))
            return typed is [var named] ? SortOf(named)!.Value : Sort.Usual;
        trouble = new Misunderstood("“sort:” is newest or oldest.", ["latest sort:oldest", "latest"]);
        return Sort.Usual;
    }

    private static Window? ReadWindow(Arguments arguments, ref Misunderstood? trouble)
    {
        var since = arguments.TakeValues("since");
        var (until, before) = (arguments.TakeValues("until"), arguments.TakeValues("before"));
        var ends = until.Select(u => $"until {u}").Concat(before.Select(b => $"before {b}")).ToList();
        if (since.Count == 0 && ends.Count == 0)
            return arguments.TakeWindow();
        var typed = string.Join(' ', since.Take(1).Select(s => $"since {s}").Concat(ends.Take(1)));
        if (since.Count < 2 && ends.Count < 2 && Window.TryParse(typed, out var window))
            return window;
        trouble = UnknownWindow.Answer(typed, BySpeaker(since, arguments));
        return null;
    }

    // "before the ceasefire" may be words of a statement.
    private static IEnumerable<string> AsWords(Arguments arguments)
    {
        var text = LineText.WithoutTrailing(LineParser.Echo(QuoteMarks.Without(arguments.Rest())));
        return text.Any(char.IsLetterOrDigit) ? [$"search {QuoteMarks.Phrase(text)}"] : [];
    }

    // "from:Dar" asks for a speaker.
    private static IEnumerable<string> BySpeaker(IReadOnlyList<string> since, Arguments arguments)
    {
        if (since is not [var name] || !name.Any(char.IsLetter) || name.Any(char.IsDigit))
            return [];
        var (rest, speaker) = (arguments.Rest(), $"speaker:{QuoteMarks.Write(name)}");
        var line = rest.Length == 0 ? $"latest {speaker}" : $"search {rest} {speaker}";
        return LineParser.Parse(line) is Understood understood ? [understood.Command.Write()] : [];
    }
}
