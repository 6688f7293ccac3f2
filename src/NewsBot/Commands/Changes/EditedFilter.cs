using NewsBot.Commands.Lines;

namespace NewsBot.Commands.Changes;

/// <summary>A filter with a change written into it. Pure.</summary>
internal static class EditedFilter
{
    /// <summary>The value that takes a key out of a filter.</summary>
    public const string Anything = "any";

    /// <summary>The filter after the change: values are added to their key, <c>key:any</c> takes the key out, and what is now
    /// excluded is no longer asked for, nor the other way round.</summary>
    public static string Of(string filter, string change)
    {
        var parts = Tokens.Of(filter).Where(t => t.Kind == TokenKind.Qualifier).ToList();
        foreach (var token in Tokens.Of(change).Where(t => t.Kind == TokenKind.Qualifier))
        {
            var same = parts.Where(p => p.Text == token.Text && p.Excludes == token.Excludes).ToList();
            var other = parts.Where(p => p.Text == token.Text && p.Excludes != token.Excludes).ToList();
            parts.RemoveAll(p => same.Contains(p) || other.Contains(p));
            if (token.Values is [var only] && only.Equals(Anything, StringComparison.OrdinalIgnoreCase))
            {
                parts.AddRange(other);
                continue;
            }

            parts.AddRange(other
                .Select(o => o with { Values = [.. o.Values.Except(token.Values, StringComparer.OrdinalIgnoreCase)] })
                .Where(o => o.Values.Count > 0));
            parts.Add(token with
            {
                Values = [.. same.SelectMany(s => s.Values).Concat(token.Values).Distinct(StringComparer.OrdinalIgnoreCase)],
            });
        }

        return FilterText.Write(parts);
    }
}
