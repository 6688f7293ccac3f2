namespace NewsBot.Text.Segments;

/// <summary>A quoted stretch, marks included.</summary>
/// <param name="Span">From the opening mark to the closing one, or to the paragraph's end.</param>
/// <param name="Closed">False where the paragraph ends inside it.</param>
/// <param name="Continues">Opens a paragraph while the quotation of the paragraph before is still open.</param>
internal readonly record struct Quotation(TextSpan Span, bool Closed, bool Continues);
