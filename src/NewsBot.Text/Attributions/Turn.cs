namespace NewsBot.Text.Attributions;

/// <summary>A stretch that one speaker has to himself: a turn of a transcript ("MS. EXAMPLE: …"), or an embedded post with its
/// author behind it ("… — Ann Example (@example)").</summary>
/// <param name="Source">Who speaks, as written; null for those who only ask or keep the line.</param>
/// <param name="Cue">The mark between the name and the words; the name where there is none but space.</param>
/// <param name="Words">The whole turn without a last full stop.</param>
/// <param name="Whole">Name, mark and words. What is told again inside is no report of its own.</param>
/// <param name="Force">What it amounts to: a statement, a question (the one who asks, or a question back), a courtesy.</param>
internal readonly record struct Turn(TextSpan? Source, TextSpan Cue, TextSpan Words, TextSpan Whole, ReportForce Force);
