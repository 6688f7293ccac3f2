namespace NewsBot.Commands.Lines;

/// <summary>Writes the qualifiers of a line as the filter of a subscription. Pure.</summary>
internal static class FilterText
{
    /// <summary>One part for each key, the values of repeated keys together; an excluded word is an excluded term.</summary>
    public static string Write(IEnumerable<Token> tokens)
    {
        var parts = tokens
            .Select(t => t.Kind == TokenKind.Qualifier ? (Key: t.Text, t.Excludes, t.Values) : (Key: "term", t.Excludes, Values: [t.Text]))
            .GroupBy(t => (t.Key, t.Excludes))
            .OrderBy(g => g.Key.Excludes)
            .ThenBy(g => Order(g.Key.Key));
        return string.Join(' ', parts.Select(Write).Where(p => p.Length > 0));
    }

    private static string Write(
        IGrouping<(string Key, bool Excludes), (string Key, bool Excludes, IReadOnlyList<string> Values)> part)
    {
        var values = part.SelectMany(p => p.Values).Distinct(StringComparer.OrdinalIgnoreCase).Select(QuoteMarks.Write).ToList();
        return values.Count == 0 ? string.Empty : $"{(part.Key.Excludes ? "-" : "")}{part.Key.Key}:{string.Join(',', values)}";
    }

    private static int Order(string key) =>
        Enumerable.Range(0, QualifierKeys.OfFilters.Count).FirstOrDefault(i => QualifierKeys.OfFilters[i] == key, 99);
}
