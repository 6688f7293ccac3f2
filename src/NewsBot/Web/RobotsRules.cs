using System.Globalization;
using System.Text;

namespace NewsBot.Web;

/// <summary>What a robots.txt allows one crawler. Source: RFC 9309.</summary>
public sealed class RobotsRules
{
    private readonly List<(string Pattern, bool Allow)> rules = [];

    private RobotsRules()
    {
    }

    public static RobotsRules AllowAll { get; } = new();

    public static RobotsRules DisallowAll { get; } = new() { rules = { ("/", false) } };

    /// <summary>The rules of the groups that name the product token; those of <c>*</c> when none does.</summary>
    /// <param name="text">The file; only its first 500 KiB need be given.</param>
    /// <param name="product">Product token, compared without case.</param>
    public static RobotsRules Parse(string text, string product)
    {
        RobotsRules own = new(), everybody = new();
        List<RobotsRules> targets = [];
        var (named, naming) = (false, false);
        foreach (var line in text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var bare = line.Split('#')[0];
            var colon = bare.IndexOf(':');
            if (colon < 0)
                continue;
            var (key, value) = (bare[..colon].Trim().TrimStart('\uFEFF').ToLowerInvariant(), bare[(colon + 1)..].Trim());
            if (key == "user-agent")
            {
                if (!naming)
                    targets = [];
                naming = true;
                if (value == "*")
                    targets.Add(everybody);
                else if (value.Equals(product, StringComparison.OrdinalIgnoreCase))
                    (named, targets) = (true, [.. targets, own]);
            }
            else if (key is "allow" or "disallow")
            {
                naming = false;
                if (value.Length > 0)
                    targets.ForEach(t => t.rules.Add((Encoded(value), key == "allow")));
            }
        }

        return named ? own : everybody;
    }

    /// <summary>Whether a path with its query may be fetched; the longest matching rule decides, and allow wins a
    /// tie.</summary>
    public bool Allows(string pathAndQuery)
    {
        var (best, path) = ((Length: -1, Allow: true), Encoded(pathAndQuery));
        foreach (var (pattern, allow) in rules)
        {
            if (pattern.Length >= best.Length && Matches(pattern, path)
                && (pattern.Length > best.Length || allow))
                best = (pattern.Length, allow);
        }

        return best.Allow;
    }

    // One form for both sides: what is no ASCII in percent signs, and what need not be encoded without them (RFC 9309, 2.2.2).
    private static string Encoded(string path)
    {
        var form = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && byte.TryParse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var octet))
            {
                var plain = char.IsAsciiLetterOrDigit((char)octet) || (char)octet is '-' or '.' or '_' or '~';
                form.Append(plain ? $"{(char)octet}" : $"%{octet:X2}");
                i += 2;
            }
            else if (char.IsAscii(path[i]))
            {
                form.Append(path[i]);
            }
            else
            {
                var pair = char.IsHighSurrogate(path[i]) && i + 1 < path.Length ? 2 : 1;
                foreach (var b in Encoding.UTF8.GetBytes(path.Substring(i, pair)))
                    form.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
                i += pair - 1;
            }
        }

        return form.ToString();
    }

    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var parts = (anchored ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            if (anchored && i == parts.Length - 1)
                return path.Length - parts[i].Length >= at && path.EndsWith(parts[i], StringComparison.Ordinal);
            var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }

        return !anchored || at == path.Length;
    }
}
