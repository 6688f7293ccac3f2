namespace NewsBot.Text.Attributions;

/// <summary>What one turn of a transcript is.</summary>
internal enum TurnKind
{
    /// <summary>Somebody tells something.</summary>
    Speech,

    /// <summary>The one who asks, or a question back.</summary>
    Question,

    /// <summary>A greeting, thanks, a word to the operator of the line.</summary>
    Courtesy,
}

/// <summary>A stretch that one speaker has to himself: a turn of a transcript ("MS. EXAMPLE: …"), or an embedded post with its
/// author behind it ("… — Ann Example (@example)").</summary>
/// <param name="Source">Who speaks, as written; null for those who only ask or keep the line.</param>
/// <param name="Cue">The mark between the name and the words; the name where there is none but space.</param>
/// <param name="Words">The whole turn without a last full stop.</param>
/// <param name="Whole">Name, mark and words. What is told again inside is no report of its own.</param>
/// <param name="Kind">What it amounts to.</param>
internal readonly record struct Turn(TextSpan? Source, TextSpan Cue, TextSpan Words, TextSpan Whole, TurnKind Kind);
