namespace NewsBot.Subscriptions;

/// <summary>One condition of a filter: a key, the values of which one must fit, and whether it excludes.</summary>
public sealed record Qualifier(string Key, IReadOnlyList<string> Values, bool Excludes)
{
    public bool Equals(Qualifier? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The written form: <c>-outlet:dawn,"The News"</c>.</summary>
    public override string ToString() => $"{(Excludes ? "-" : "")}{Key}:{string.Join(',', Values.Select(Written))}";

    private static string Written(string value) => value.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '’') ? value : $"\"{value}\"";
}

/// <summary>
/// The filter of a subscription. Different keys must all hold, values of one key are alternatives, a leading minus excludes.
/// Keys: speaker, outlet, type (direct, mixed, indirect, official, quote, denial, threat, demand, agreement, correction), term, lang, onrecord.
/// </summary>
public sealed record SubscriptionFilter(IReadOnlyList<Qualifier> Qualifiers)
{
    public static SubscriptionFilter None { get; } = new([]);

    /// <summary>Reads the written form; the error names the part that is wrong and what would do.</summary>
    public static bool TryParse(string written, out SubscriptionFilter filter, out string? error)
    {
        error = FilterReader.Read(written, out var qualifiers);
        filter = error is null ? new SubscriptionFilter(qualifiers) : None;
        return error is null;
    }

    public bool Equals(SubscriptionFilter? other) => other is not null && Qualifiers.SequenceEqual(other.Qualifiers);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The written form, which <see cref="TryParse"/> reads back to an equal filter.</summary>
    public override string ToString() => string.Join(' ', Qualifiers);
}
