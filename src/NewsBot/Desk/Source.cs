namespace NewsBot.Desk;

/// <summary>What kind of publisher a source is.</summary>
public enum SourceClass
{
    Official,
    Wire,
    Press,
}

/// <summary>An outlet or an office that publishes, with the addresses of its feeds.</summary>
public sealed record Source
{
    // "us" begins too many names.
    private const int ShortestBeginning = 3;

    /// <summary>Short name used in filters (<c>outlet:dawn</c>) and as the key in the database.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required SourceClass Class { get; init; }

    /// <summary>BCP 47 language tag.</summary>
    public string Language { get; init; } = "en";

    public string? Home { get; init; }

    public IReadOnlyList<string> Feeds { get; init; } = [];

    /// <summary>Listing pages, for an office without a feed.</summary>
    public IReadOnlyList<Listing> Listings { get; init; } = [];

    /// <summary>True for the invented outlets of the sample newsroom; cards say so.</summary>
    public bool Sample { get; init; }

    /// <summary>Whether somebody typed its key or its name, without regard to case, accents and punctuation.</summary>
    public bool IsNamed(string typed)
    {
        var wanted = FoldedWord.Key(typed);
        return FoldedWord.Key(Key) == wanted || FoldedWord.Key(Name) == wanted;
    }

    /// <summary>Whether the key or a word of the name begins with what somebody typed, three letters or more of it.</summary>
    public static bool IsBegunBy(string typed, string key, string name)
    {
        var wanted = FoldedWord.Key(typed);
        return wanted.Length >= ShortestBeginning
            && (FoldedWord.Key(key).StartsWith(wanted, StringComparison.Ordinal)
                || FoldedWord.Split(name).Any(w => w.Folded.StartsWith(wanted, StringComparison.Ordinal)));
    }
}

/// <summary>A page that lists what an office publishes, described by CSS selectors; those of the parts are relative to the
/// item.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Item">One element for each thing that is listed.</param>
/// <param name="Link">The link to its page; the first link when it is null.</param>
/// <param name="Title">Its title; the link's text when it is null.</param>
/// <param name="Date">Its date; null when the page gives none.</param>
public sealed record Listing(string Url, string Item, string? Link = null, string? Title = null, string? Date = null);
