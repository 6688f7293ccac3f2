namespace AdaptiveCards.Templating;

/// <summary>The data of one expansion.</summary>
public sealed class EvaluationContext
{
    public EvaluationContext()
    {
    }

    /// <param name="root">See <see cref="Root"/>.</param>
    public EvaluationContext(object? root) => Root = root;

    /// <summary>The data: JSON as a string, a <c>JsonNode</c> or <c>JsonElement</c>, or an object that System.Text.Json can write.</summary>
    public object? Root { get; set; }

    /// <summary>What the host adds, under <c>$host</c>; of the same kinds.</summary>
    public object? Host { get; set; }
}
