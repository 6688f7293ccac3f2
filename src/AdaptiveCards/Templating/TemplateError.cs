namespace AdaptiveCards.Templating;

/// <summary>An expression of a template that does not parse.</summary>
/// <param name="Path">Where it stands, as a JSON path: <c>$.body[0].text</c>.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record TemplateError(string Path, string Message);
