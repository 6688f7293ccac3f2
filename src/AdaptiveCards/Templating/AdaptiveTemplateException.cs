namespace AdaptiveCards.Templating;

/// <summary>A template that cannot be read, or an expansion that goes over a limit.</summary>
public sealed class AdaptiveTemplateException : Exception
{
    public AdaptiveTemplateException()
    {
    }

    public AdaptiveTemplateException(string message)
        : base(message)
    {
    }

    public AdaptiveTemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The place in the template as a JSON path, such as <c>$.body[0].text</c>; null where it is none of the template's.</summary>
    public string? Path { get; init; }

    /// <summary>The same, with the place that it happened at.</summary>
    internal AdaptiveTemplateException At(string path) => new($"{path}: {Message}", this) { Path = path };
}
