namespace NewsBot.Text.Encoder;

/// <summary>
/// What the model file and the program must agree on. One ONNX graph holds two: <see cref="AskSpans"/> chooses between encoding a
/// window and asking for the spans of its cues. The inputs of the other are given empty.
/// </summary>
internal static class ModelFormat
{
    /// <summary>A file of another version is not read.</summary>
    public const string Version = "1";

    /// <summary>Width of an encoded position.</summary>
    public const int RowWidth = 384;

    /// <summary>Width of a position as the span head reads it.</summary>
    public const int TokenWidth = 128;

    /// <summary>Log-odds for each cue: statement, background.</summary>
    public const int Kinds = 2;

    // Inputs of both, then of the encoder: 1 × length.
    public const string AskSpans = "ask_spans";
    public const string Ids = "ids";
    public const string Features = "features";
    public const string Positions = "positions";

    // Inputs of the span head: what the encoder gave, then cues × length.
    public const string Rows = "rows";
    public const string Tokens = "tokens";
    public const string Index = "index";
    public const string Distance = "distance";
    public const string Around = "around";
    public const string Mask = "mask";
    public const string First = "first";
    public const string Last = "last";

    /// <summary>Rows, or log-probabilities of the roles.</summary>
    public const string Output1 = "rows_or_roles";

    /// <summary>Log-probabilities of the cue tags, or log-odds of the kinds.</summary>
    public const string Output2 = "tags_or_kinds";

    /// <summary>Tokens, or nothing new.</summary>
    public const string Output3 = "tokens_or_kinds";

    // Metadata of the file.
    public const string VersionKey = "version";
    public const string BiasKey = "bias.";
    public const string PenaltyKey = "penalty.";
}
