namespace AdaptiveCards;

/// <summary>A text that is no card at all.</summary>
public sealed class AdaptiveSerializationException : Exception
{
    public AdaptiveSerializationException()
    {
    }

    public AdaptiveSerializationException(string message)
        : base(message)
    {
    }

    public AdaptiveSerializationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
