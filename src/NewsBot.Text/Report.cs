namespace NewsBot.Text;

/// <summary>How much of the content stands inside quotation marks: at least nine tenths, some, none.</summary>
public enum ReportType
{
    Direct,
    Mixed,
    Indirect,
}

/// <summary>What the words amount to. Only <see cref="Statement"/> is ever posted.</summary>
public enum ReportForce
{
    /// <summary>Something that was said on an occasion, or a claim that is made.</summary>
    Statement,

    /// <summary>A position or policy told without an occasion ("has long refused to meet").</summary>
    Stance,

    /// <summary>A question, or what somebody asked.</summary>
    Question,

    /// <summary>"Declined to comment", "did not say".</summary>
    Silence,
}

/// <summary>Who is named for the words, from the firmest to the weakest.</summary>
public enum Attribution
{
    /// <summary>A named person or body, on record.</summary>
    Named,

    /// <summary>An unnamed spokesperson or representative of a named body.</summary>
    Spokesperson,

    /// <summary>Nobody can be named ("officials", "sources").</summary>
    Anonymous,
}

/// <summary>One attribution found in one article: who (source), how (cue), what (content), as offsets into the text that was
/// read.</summary>
public sealed record Report
{
    /// <summary>The source as it stands beside the cue; empty when the sentence names none.</summary>
    public required IReadOnlyList<TextSpan> Source { get; init; }

    /// <summary>The verb group or phrase of saying.</summary>
    public required TextSpan Cue { get; init; }

    /// <summary>What was said, in text order, quotation marks included; more than one when the cue stands in the
    /// middle.</summary>
    public required IReadOnlyList<TextSpan> Content { get; init; }

    public required ReportType Type { get; init; }

    public required ReportForce Force { get; init; }

    /// <summary>Told as earlier, or without an occasion in a passage of context: it alerts nobody.</summary>
    public required bool Background { get; init; }

    public required Attribution Attribution { get; init; }

    /// <summary>The mentions that name who speaks, with pronouns and descriptions followed back; one for each joint speaker,
    /// empty when nobody can be named.</summary>
    public required IReadOnlyList<TextSpan> Speakers { get; init; }

    /// <summary>The body whose text carries the words ("expressed in a statement issued by …"), when that is not the
    /// speaker.</summary>
    public TextSpan? Issuer { get; init; }

    /// <summary>The outlet or agency that the words came through, when the article says so.</summary>
    public TextSpan? Via { get; init; }
}
