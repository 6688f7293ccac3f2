namespace NewsBot.Text.Encoder;

/// <summary>An attribution as the network found it.</summary>
internal sealed record FoundAttribution
{
    public required TextSpan Cue { get; init; }

    public required TextSpan? Source { get; init; }

    public required List<TextSpan> Content { get; init; }

    /// <summary>How sure the network is of the cue, 0 to 1.</summary>
    public required float Score { get; init; }

    /// <summary>Likelier than not, but not sure enough to be shown as said.</summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>How likely it is a statement rather than a stance, a question, a silence; 0 to 1.</summary>
    public required float Statement { get; init; }
}
