using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Commands.Lines.Hints;
using NewsBot.Commands.Lists;
using NewsBot.Commands.Questions;

namespace NewsBot.Commands.Lines;

/// <summary>
/// Reads what a person typed. Tolerant of prefixes, case, spaces, quotation marks and synonyms; a misspelt verb is answered with
/// the line that was probably meant, and nothing is executed. Pure; never throws; time grows with the line, which is bounded.
/// </summary>
public static partial class LineParser
{
    /// <summary>Longest line that is read, in UTF-16 code units; longer ones are pasted text.</summary>
    public const int LongestLine = 2000;

    /// <summary>Beyond this a line is not even cleaned.</summary>
    private const int LongestRaw = 20 * LongestLine;

    /// <summary>How much of a line is repeated to the person.</summary>
    private const int LongestEcho = 80;

    /// <summary>Of more lines than this the first are offered.</summary>
    private const int MostLines = 5;

    // Two are enough for every line found so far; the bound keeps a line that never comes to rest from being executed.
    private const int MostRereadings = 4;

    /// <summary>
    /// Reads a line. A command is understood only if its written form, which answers repeat and lists store, means the same; else the
    /// line means what that form means. Words that stood apart can join to a date or a window there.
    /// </summary>
    public static Reading Parse(string line)
    {
        var reading = ReadOnce(line);
        for (var round = 0; round < MostRereadings; round++)
        {
            if (reading is not Understood(var command))
                return reading;
            var again = ReadOnce(command.Write());
            if (again is Understood(var same) && same.Equals(command))
                return reading;
            reading = again;
        }

        return new Misunderstood($"I can read “{Echo(LineText.Clean(line))}” in more than one way. Nothing was done.", ["help"]);
    }

    private static Reading ReadOnce(string line)
    {
        if (line.Length > LongestRaw)
            return TooLong(line.Length);
        if (Copies.Import.Of(line) is { } import)
            return new Understood(import);
        if (Several(line) is { } several)
            return several;
        var clean = LineText.Clean(line);
        if (clean.Length > LongestLine)
            return TooLong(clean.Length);
        var typed = clean;
        clean = LineText.Clean(Courtesy.Without(clean));
        if (clean.Length == 0)
            return new Understood(new Guides.HelpCommand(null));
        if (SlashedDates(ref clean) is { } undecided)
            return undecided;
        if (FollowUp.Ordered(clean) is { } order)
            return new Misunderstood("", ["latest"]) { OfList = order };
        var reading = Match(clean) is var (said, verb) ? Read(verb, clean[said.Length..], said) : UnknownLine.Answer(clean);
        return reading is Misunderstood no ? no with { OfList = FollowUp.Of(typed, clean) } : reading;
    }

    /// <summary>Two lines that each begin with a verb are two things; a line whose second begins with none goes on there.</summary>
    private static Undecided? Several(string line)
    {
        var then = Then().IsMatch(line);
        if (!then && !Copies.Import.IsSeveral(line))
            return null;
        var lines = Copies.Import.Pieces(then ? Then().Replace(line, ";") : line)
            .Where(l => l.Length <= LongestLine && l.Any(char.IsLetterOrDigit)).ToList();
        if (lines.Count < 2 || Match(lines[0]) is null || Match(lines[1]) is null)
            return null;
        // Those that set a conversation up have a line for all of them.
        var all = new Copies.ImportCommand(string.Join("; ", lines)).Write();
        IEnumerable<string> whole = lines.Count <= Copies.Import.Most && all.Length <= LongestLine && lines.TrueForAll(l => Copies.Import.CommandOf(l) is not null) ? [all] : [];
        var rest = lines.Count > MostLines ? $" These are the first {MostLines} of {lines.Count}." : "";
        return new Undecided($"I do one line at a time. Which one first?{rest}", [.. whole, .. lines.Take(MostLines)]);
    }

    /// <summary>As much of a text as is repeated to people.</summary>
    internal static string Echo(string text) =>
        text.Length <= LongestEcho
            ? text
            : text[..(char.IsHighSurrogate(text[LongestEcho - 1]) ? LongestEcho - 1 : LongestEcho)] + "…";

    private static Misunderstood TooLong(int length) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"That is {length:N0} characters; I read lines of up to {LongestLine:N0}. Nothing was done. Say “help” for what I understand."),
        ["help"]);

    private static Reading Read(Verb verb, string rest, string said)
    {
        // "stop the digest" is one verb with its argument inside.
        rest = said.StartsWith("stop", StringComparison.Ordinal) && verb.Name == "digest" ? "off " + rest : rest;
        var arguments = Arguments.Of(rest.TrimStart(' ', ':', ','));
        var empty = arguments.Left.FirstOrDefault(t => t.Kind == TokenKind.Qualifier && t.Values.Count == 0);
        if (empty is not null)
            return new Misunderstood($"“{empty.Text}:” needs a value. For example: {verb.Example}", [verb.Example]);
        return verb.Read(arguments) switch
        {
            Understood(ListingCommand) understood => MisspeltKey(verb, said, rest) ?? (Reading)understood,
            Misunderstood no when verb.Name is "edit" or "show" && Behind(rest) is { } line => no with
            {
                Sentence = $"{no.Sentence} Or did you mean “{Echo(line)}”?",
                Suggestions = [line, .. no.Suggestions],
            },
            // "show me what Dar said"
            Misunderstood when verb.Name == "show" && Wishes.Said(said + rest) is { } asked => asked,
            // "What does this say? https://…"
            Misunderstood when verb.Name == "what did" && Wishes.Link(rest) is { } article => article,
            var reading => reading,
        };
    }

    private static (string Said, Verb Verb)? Match(string clean)
    {
        var lower = Plain(clean);
        foreach (var pair in Verbs.BySaid)
        {
            if (lower.StartsWith(pair.Said, StringComparison.Ordinal) && Ends(lower, pair.Said.Length))
                return pair;
        }

        // "did Dar say anything about visas"
        var words = lower.Split(' ');
        return words is ["did" or "does" or "has" or "have", _, _, ..] && !WhatDidCommand.IsAnybody(words[1]) && words.Skip(2).Any(WhatDidCommand.IsSaying)
            ? (words[0], Verbs.Named("what did")!)
            : null;
    }

    // Letter by letter, so that places in the two stay the same: "İ" and "ẞ" change their length in other ways.
    private static string Plain(string clean) =>
        string.Create(clean.Length, clean, static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = from[i] is '’' or '‘' or '`' or '´' ? '\'' : char.ToLowerInvariant(from[i]);
        });

    private static bool Ends(string line, int at) =>
        at == line.Length || line[at] is ' ' or ':' or ',' or '#' || QuoteMarks.IsDouble(line[at]);

    // "set digest at 8", "show me the settings": the verb stands behind a word that is one of another verb.
    private static string? Behind(string rest)
    {
        var tail = Lead().Replace(rest.TrimStart(), string.Empty);
        if (Match(tail) is not var (said, verb) || verb.Name is "edit" or "show")
            return null;
        var after = tail[said.Length..];
        if (after.StartsWith(" to ", StringComparison.OrdinalIgnoreCase))
            after = after[" to".Length..];
        return Parse(said + after) is Understood understood ? understood.Command.Write() : null;
    }

    // In a search "spaeker:Dar" would be a word that no statement holds.
    private static Misunderstood? MisspeltKey(Verb verb, string said, string rest)
    {
        foreach (Match match in Key().Matches(rest))
        {
            var key = match.Groups["key"];
            var quoted = rest[..key.Index].Count(c => QuoteMarks.IsDouble(c)) % 2 > 0;
            if (quoted || QualifierKeys.Of(key.Value) is not null || QualifierKeys.Nearest(key.Value) is not { } near)
                continue;
            var mended = said + rest[..key.Index] + near + rest[(key.Index + key.Length)..];
            IEnumerable<string> meant = Parse(mended) is Understood understood ? [understood.Command.Write()] : [];
            return new Misunderstood(
                $"There is no filter “{key.Value}:”. Did you mean “{near}:”? Nothing was looked for.",
                [.. meant, $"help {verb.Name}"]);
        }

        return null;
    }

    /// <summary>3/4/2026 is two days; nothing is executed until the person says which. 13/4/2026 is one.</summary>
    private static Undecided? SlashedDates(ref string clean)
    {
        var dates = SlashedDate().Matches(clean).Where(m => !m.Groups["d"].Value.Equals(m.Groups["m"].Value, StringComparison.Ordinal)).ToList();
        if (dates.Any(m => Part(m, "d") <= 12 && Part(m, "m") <= 12))
        {
            var line = clean;
            return new Undecided(
                $"“{dates.First(m => Part(m, "d") <= 12 && Part(m, "m") <= 12).Value}” can be read in two ways. Which day is meant?",
                [
                    SlashedDate().Replace(line, m => Iso(m, dayFirst: true)),
                    SlashedDate().Replace(line, m => Iso(m, dayFirst: false)),
                ]);
        }

        clean = SlashedDate().Replace(clean, m => Iso(m, dayFirst: Part(m, "m") <= 12));
        return null;
    }

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    private static string Iso(Match match, bool dayFirst)
    {
        var (day, month) = dayFirst ? (Part(match, "d"), Part(match, "m")) : (Part(match, "m"), Part(match, "d"));
        return month is 0 or > 12 || day is 0 or > 31
            ? match.Value
            : string.Create(CultureInfo.InvariantCulture, $"{match.Groups["y"].Value}-{month:00}-{day:00}");
    }

    [GeneratedRegex(", ?(?:and )?then |[,;]? and then ", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Then();

    [GeneratedRegex("^(?:(?:me|us|my|our|the|a) )+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex("(?<=^|[ +-])(?<key>[A-Za-z]{4,20}):(?=[^ /:])", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex("""(?<= |\.|^)(?<d>[0-9]{1,2})/(?<m>[0-9]{1,2})/(?<y>20[0-9]{2})(?= |\.|,|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex SlashedDate();
}
