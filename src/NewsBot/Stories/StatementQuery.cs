using NewsBot.Text;

namespace NewsBot.Stories;

/// <summary>Which statements to list; every condition that is set must hold.</summary>
public sealed record StatementQuery
{
    /// <summary>Words or a phrase in the statement; searched as full text. Words inside quotation marks are a phrase.</summary>
    public string? Words { get; init; }

    /// <summary>A speaker as a person types it: name, alias, office or side. Of a side strangers are among them who may be of another; whoever
    /// asks looks at these.</summary>
    public string? Speaker { get; init; }

    public string? Topic { get; init; }

    public DateTimeOffset? FoundFrom { get; init; }

    /// <summary>Up to, and not including.</summary>
    public DateTimeOffset? FoundTo { get; init; }

    /// <summary>
    /// New since then: found since, and what came with a feed's backlog published since. On the first day everything was found just now.
    /// </summary>
    public DateTimeOffset? NewFrom { get; init; }

    /// <summary>
    /// May belong to a window that ends then: what was found later counts only if it came with a feed's backlog, or was said by
    /// that day.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what an outlet changed or withdrew; what was withdrawn is listed by no other query.</summary>
    public bool Changed { get; init; }

    /// <summary>What the words do, any of these; empty for whatever they do.</summary>
    public IReadOnlyList<SpeechAct> Acts { get; init; } = [];

    /// <summary>Carried by one of these outlets (keys); empty for any.</summary>
    public IReadOnlyList<string> Outlets { get; init; } = [];

    /// <summary>What comes after this statement (its id) in the order of the list.</summary>
    public long? Beyond { get; init; }

    /// <summary>Those that were published first, and of too many these; else those that were published last.</summary>
    public bool OldestFirst { get; init; }
}
