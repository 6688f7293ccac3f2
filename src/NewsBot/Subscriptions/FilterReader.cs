using System.Text;

namespace NewsBot.Subscriptions;

/// <summary>
/// Reads the written form of a filter as people type it: any pair of quotation marks, any case of the key, values apart by commas,
/// a leading plus that says nothing, a key that is repeated.
/// </summary>
internal static class FilterReader
{
    // More conditions than anybody types; a filter is held against every statement.
    private const int _longest = 1000;
    private const int _mostValues = 50;
    private const string _quotationMarks = "\"“”„‟«»‹›「」『』";
    private static readonly string[] _keys = ["speaker", "outlet", "type", "term", "lang", "onrecord"];
    private static readonly string[] _types = ["direct", "mixed", "indirect", "official", "quote", "denial", "threat", "demand", "agreement", "correction"];

    /// <summary>The qualifiers, or the error in a sentence.</summary>
    public static string? Read(string written, out IReadOnlyList<Qualifier> qualifiers)
    {
        qualifiers = [];
        if (written.Length > _longest)
            return $"The filter is longer than {_longest} characters.";
        var found = new List<Qualifier>();
        foreach (var part in Parts(written))
        {
            if (ReadPart(part, out var qualifier) is { } error)
                return error;
            Join(found, qualifier!);
        }

        if (found.Sum(q => q.Values.Count) > _mostValues)
            return $"The filter names more than {_mostValues} values.";
        qualifiers = found;
        return null;
    }

    // A repeated key is an alternative: its values join those of the first.
    private static void Join(List<Qualifier> found, Qualifier qualifier)
    {
        var at = found.FindIndex(q => q.Key == qualifier.Key && q.Excludes == qualifier.Excludes);
        if (at < 0)
            found.Add(qualifier with { Values = [.. qualifier.Values.Distinct(StringComparer.OrdinalIgnoreCase)] });
        else
            found[at] = qualifier with { Values = [.. found[at].Values.Concat(qualifier.Values).Distinct(StringComparer.OrdinalIgnoreCase)] };
    }

    private static string? ReadPart(string part, out Qualifier? qualifier)
    {
        qualifier = null;
        var excludes = part[0] is '-' or '−' or '–';
        var body = excludes || part[0] == '+' ? part[1..] : part;
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return $"“{part}” is not a filter. For a word in the statement say term:{Quoted(Bare(body))}; the filters are {List()}.";
        var key = body[..colon].ToLowerInvariant();
        if (!_keys.Contains(key))
            return $"There is no filter “{body[..colon]}:”. The filters are {List()}.";
        var values = Values(body[(colon + 1)..]);
        if (values.Count == 0)
            return $"“{key}:” needs a value, for example {Example(key)}.";
        if (key is not ("speaker" or "term"))
            values = [.. values.Select(v => v.ToLowerInvariant())];
        if (values.FirstOrDefault(v => !Fits(key, v)) is { } wrong)
            return $"“{key}:{wrong}” is not understood. It can be {Choices(key)}.";
        qualifier = new Qualifier(key, values, excludes);
        return null;
    }

    private static bool Fits(string key, string value) => key switch
    {
        "type" => _types.Contains(value),
        "onrecord" => value is "yes" or "no",
        "lang" => value.Split('-') is var tags && tags[0].Length is 2 or 3 && tags.All(t => t.Length is > 0 and <= 8 && t.All(char.IsAsciiLetterOrDigit)),
        _ => value.Any(char.IsLetterOrDigit),
    };

    private static string Choices(string key) => key switch
    {
        "type" => string.Join(", ", _types),
        "onrecord" => "yes or no",
        "lang" => "a language code, for example en or ur",
        _ => "a name or a word, for example " + Example(key),
    };

    private static string Example(string key) => key switch
    {
        "speaker" => "speaker:\"Ishaq Dar\"",
        "outlet" => "outlet:dawn",
        "type" => "type:quote",
        "term" => "term:ceasefire",
        "lang" => "lang:en",
        _ => "onrecord:yes",
    };

    private static string List() => string.Join(", ", _keys.Select(k => k + ":"));

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;

    private static string Bare(string value) => new([.. value.Where(c => !_quotationMarks.Contains(c, StringComparison.Ordinal))]);

    // Spaces part the qualifiers, outside quotation marks.
    private static List<string> Parts(string written) => Split(written, char.IsWhiteSpace);

    private static List<string> Values(string written) =>
        [.. Split(written, c => c == ',').Select(v => string.Join(' ', Bare(v).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(v => v.Length > 0)];

    private static List<string> Split(string text, Func<char, bool> parts)
    {
        var found = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (_quotationMarks.Contains(c, StringComparison.Ordinal))
                quoted = !quoted;
            if (quoted || !parts(c))
            {
                part.Append(c);
                continue;
            }

            if (part.Length > 0)
                found.Add(part.ToString());
            part.Clear();
        }

        if (part.Length > 0)
            found.Add(part.ToString());
        return found;
    }
}
