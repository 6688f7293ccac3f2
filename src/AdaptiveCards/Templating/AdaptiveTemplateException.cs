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
}
