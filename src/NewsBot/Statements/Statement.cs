using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>What a speaker said once, reported by one or many articles.</summary>
public sealed class Statement
{
    /// <summary>The position of a statement that has not been given one.</summary>
    public const long Unplaced = long.MaxValue;

    public required long Id { get; init; }

    /// <summary>Key of the desk's registry, or a folded name for a stranger.</summary>
    public required string SpeakerKey { get; init; }

    public required string SpeakerName { get; init; }

    /// <summary>The office held on <see cref="SaidOn"/>, or the title that the article gives.</summary>
    public string? Office { get; init; }

    public required ReportType Type { get; init; }

    /// <summary>What the report that is shown does by its words: denies, threatens, demands, agrees.</summary>
    public SpeechAct Act { get; init; }

    public required Attribution Attribution { get; init; }

    public required DateOnly SaidOn { get; init; }

    /// <summary>Where it was said, as the article has it (its dateline, mostly).</summary>
    public string? Place { get; init; }

    /// <summary>BCP 47 language of the words.</summary>
    public required string Language { get; init; }

    /// <summary>The content of the report that is shown, as it stands in the stored text.</summary>
    public required string Words { get; init; }

    public required DateTimeOffset Found { get; init; }

    /// <summary>Came with a feed's backlog: searchable, announced to nobody.</summary>
    public required bool Backlog { get; init; }

    /// <summary>The report whose words are shown.</summary>
    public required long ReportId { get; init; }

    /// <summary>Its place in the line in which statements are judged, given once it is committed; ids are not committed in their order.</summary>
    public long Position { get; init; } = Unplaced;

    /// <summary>Rises when an outlet joins or the words change; cards already sent are then updated.</summary>
    public required int Revision { get; init; }

    public DateTimeOffset? Corrected { get; init; }

    public DateTimeOffset? Withdrawn { get; init; }
}

/// <summary>The words for what is done by saying something.</summary>
public static class SpeechActWords
{
    /// <summary>"Denies"; null where the words only tell.</summary>
    public static string? Word(this SpeechAct act) => act switch
    {
        SpeechAct.Denial => "denies",
        SpeechAct.Threat => "threatens",
        SpeechAct.Demand => "demands",
        SpeechAct.Agreement => "agrees",
        _ => null,
    };
}
