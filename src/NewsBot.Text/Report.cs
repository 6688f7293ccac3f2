namespace NewsBot.Text;

/// <summary>How much of the content stands inside quotation marks: at least nine tenths, some, none.</summary>
public enum ReportType
{
    Direct,
    Mixed,
    Indirect,
}

/// <summary>What the words amount to. Only <see cref="Statement"/> is ever posted. Stored as numbers: new members come last.</summary>
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

    /// <summary>Words that nobody has said: "might say", "would argue if".</summary>
    Hypothetical,

    /// <summary>A turn of a transcript that only greets, thanks or gives the word to somebody.</summary>
    Courtesy,
}

/// <summary>What is done by saying the words, where it is more than telling. Stored as numbers: new members come last.</summary>
public enum SpeechAct
{
    /// <summary>A claim, praise, thanks, and whatever the others are not.</summary>
    Other,

    /// <summary>An accusation or a report is called untrue ("denied that", "rejected the allegations").</summary>
    Denial,

    /// <summary>Harm is announced, mostly on a condition ("threatened to", "warned of consequences if").</summary>
    Threat,

    /// <summary>Somebody else is to do something ("demanded that", "Samplia must stop").</summary>
    Demand,

    /// <summary>"Agreed to", "accepted the offer".</summary>
    Agreement,
}

/// <summary>Who is named for the words, and how firmly. Stored as numbers: new members come last.</summary>
public enum Attribution
{
    /// <summary>A named person or body, on record.</summary>
    Named,

    /// <summary>An unnamed spokesperson or representative of a named body.</summary>
    Spokesperson,

    /// <summary>Nobody can be named ("officials", "sources").</summary>
    Anonymous,

    /// <summary>A person or body that the text names elsewhere and that is likely, not certain, to have spoken.</summary>
    Likely,

    /// <summary>Nobody is named, at the speaker's own wish ("on condition of anonymity").</summary>
    NameWithheld,
}

/// <summary>What a mention names.</summary>
public enum NamedAs
{
    Person,
    Body,

    /// <summary>A country or its capital, which speaks for its government.</summary>
    State,

    /// <summary>A name that could be any of these.</summary>
    Unclear,

    /// <summary>No name but words that say who it is ("the port authority’s director").</summary>
    Described,
}

/// <summary>How a report's speaker was found, from the firmest to a guess.</summary>
public enum SpeakerEvidence
{
    /// <summary>The name stands beside the words of saying.</summary>
    Named,

    /// <summary>A surname, a first name or initials of a fuller name in the same article.</summary>
    ShortName,

    /// <summary>A pronoun for whoever spoke or acted in the sentence before.</summary>
    Pronoun,

    /// <summary>A description that fits one of those whom the article names, and no other.</summary>
    Description,

    /// <summary>A statement, a letter, an order: its issuer.</summary>
    Document,

    /// <summary>"Both sides", "they": those who met or signed.</summary>
    Together,

    /// <summary>The likeliest of several; it may be somebody else.</summary>
    Likely,

    /// <summary>Nobody can be named.</summary>
    Nobody,
}

/// <summary>A mention that names who speaks.</summary>
/// <param name="Span">The name, of a person without titles.</param>
/// <param name="Kind">What it names.</param>
public readonly record struct SpeakerSpan(TextSpan Span, NamedAs Kind)
{
    public string Of(string text) => Span.Of(text);
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

    /// <summary>Denial, threat, demand, agreement, or none of them.</summary>
    public SpeechAct Act { get; init; }

    /// <summary>Told as earlier, or without an occasion in a passage of context: it alerts nobody.</summary>
    public required bool Background { get; init; }

    public required Attribution Attribution { get; init; }

    /// <summary>The mentions that name who speaks, with pronouns and descriptions followed back; one for each joint speaker,
    /// empty when nobody can be named.</summary>
    public required IReadOnlyList<SpeakerSpan> Speakers { get; init; }

    /// <summary>How they were found.</summary>
    public required SpeakerEvidence Evidence { get; init; }

    /// <summary>How sure the reader is of the words of saying, 0 to 1; null where rules found them.</summary>
    public float? Score { get; init; }

    /// <summary>How likely the words are a statement rather than a stance, a question or a silence, 0 to 1; null where nobody estimated it.</summary>
    public float? StatementScore { get; init; }

    /// <summary>The body whose text carries the words ("expressed in a statement issued by …"), when that is not the
    /// speaker.</summary>
    public TextSpan? Issuer { get; init; }

    /// <summary>The outlet or agency that the words came through, when the article says so.</summary>
    public TextSpan? Via { get; init; }
}
