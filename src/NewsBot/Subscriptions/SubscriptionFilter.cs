namespace NewsBot.Subscriptions;

/// <summary>One condition of a filter: a key, the values of which one must fit, and whether it excludes.</summary>
public sealed record Qualifier(string Key, IReadOnlyList<string> Values, bool Excludes);

/// <summary>
/// The filter of a subscription. Different keys must all hold, values of one key are alternatives, a leading minus excludes.
/// Keys: speaker, outlet, type (direct, mixed, indirect, official, quote), term, lang, onrecord.
/// </summary>
public sealed record SubscriptionFilter(IReadOnlyList<Qualifier> Qualifiers)
{
    public static SubscriptionFilter None { get; } = new([]);

    /// <summary>Reads the written form; the error names the part that is wrong and what would do.</summary>
    public static bool TryParse(string written, out SubscriptionFilter filter, out string? error) => throw new NotSupportedException(written);

    /// <summary>The written form, which <see cref="TryParse"/> reads back to an equal filter.</summary>
    public override string ToString() => throw new NotSupportedException();
}
