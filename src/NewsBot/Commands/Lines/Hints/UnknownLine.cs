namespace NewsBot.Commands.Lines.Hints;

/// <summary>What is said to a line that begins with no verb: what was probably meant, and nothing is executed. Pure.</summary>
internal static class UnknownLine
{
    private static readonly string[] Being = ["are", "were"];

    /// <summary>In digits; longer numbers are years, phones and sums.</summary>
    private const int LongestNumber = 7;

    private static readonly string[] OfStatements = ["more", "source", "cite", "why"];

    /// <param name="clean">The line, cleaned.</param>
    public static Reading Answer(string clean)
    {
        if ((Alone(clean) ?? Objections.Answer(clean) ?? Wishes.Answer(clean) ?? PlainQuestions.Answer(clean)) is { } told)
            return told;
        var words = clean.Split(' ', 3);
        if (Nearest(words) is { Count: > 0 } near)
            return Suggest(clean, near);
        // "read #S12", "look at #S12".
        if (Tokens.Of(clean).FirstOrDefault(t => t.Kind == TokenKind.StatementNumber) is { } statement)
            return new Undecided($"What about #S{statement.Number}?", [.. OfStatements.Select(v => $"{v} #S{statement.Number}")]);
        if (words[0].Equals("who", StringComparison.OrdinalIgnoreCase))
            return Who(clean, words);
        if (words[0].Equals("how", StringComparison.OrdinalIgnoreCase))
            return How(clean);
        var text = Text(clean);
        return new Misunderstood(
            $"I do not know what to do with “{LineParser.Echo(clean)}”. Lines begin with a verb, for example: who said \"ceasefire\".",
            text.Any(char.IsLetterOrDigit) ? [Search(clean, text), "help"] : ["help"]);
    }

    // A number by itself, without what is asked about it.
    private static Reading? Alone(string clean)
    {
        if (clean.Contains(' ', StringComparison.Ordinal) || Tokens.Of(clean) is not [var token])
            return null;
        if (token.Kind == TokenKind.StatementNumber)
            return new Undecided($"What about #S{token.Number}?", [.. OfStatements.Select(v => $"{v} #S{token.Number}")]);
        if (token.Kind == TokenKind.SubscriptionNumber)
            return new Misunderstood($"#{token.Number} is a subscription.", [$"show #{token.Number}", "list"]) { Heading = "What about it?" };
        if (token.Kind is TokenKind.ListNumber or TokenKind.EditionNumber && LineParser.Parse($"more {clean}") is Understood(var more))
            return new Misunderstood("“more” goes on with what had no room on its card.", [more.Write(), "latest"]) { Heading = "What about it?" };
        return clean.Length <= LongestNumber && clean.All(char.IsAsciiDigit)
            ? new Undecided($"Statement {clean}, or the subscription of that number?", [$"more #S{clean}", $"show #{clean}"])
            : null;
    }

    // "who rejected the deal": any verb of saying that has no list of its own; "who are the Taliban": what such said.
    private static Misunderstood Who(string clean, string[] words)
    {
        var rest = words.Length > 2 ? words[2] : "";
        var text = Text(rest);
        List<string> meant = [];
        if (text.Any(char.IsLetterOrDigit))
        {
            var being = Being.Contains(words[1], StringComparer.OrdinalIgnoreCase);
            meant.Add(being ? $"what did {QuoteMarks.Write(text)} say" : $"who said {rest}");
            meant.Add($"who said {QuoteMarks.Phrase(text)}");
        }

        var lines = meant.Select(LineParser.Parse).OfType<Understood>().Select(u => u.Command.Write()).Distinct();
        return new Misunderstood(
            $"I do not know “{LineParser.Echo(clean)}”. I list who said, denied, threatened, demanded or agreed to something.",
            [.. lines.Take(2), "help who said"]);
    }

    private static Misunderstood How(string clean)
    {
        var words = clean.ToLowerInvariant().Split(' ');
        var verbs = Verbs.All.Where(v => v.Name != "help" && v.Said.Any(s => words.Contains(s, StringComparer.Ordinal))).Take(2);
        return new Misunderstood(
            $"I cannot explain “{LineParser.Echo(clean)}” in words; help shows the lines that I understand.",
            [.. verbs.Select(v => $"help {v.Name}"), "help"]);
    }

    private static string Text(string line) =>
        LineText.WithoutTrailing(QuoteMarks.Without(LineParser.Echo(line)).TrimEnd('…'));

    // "type:denial" asks for something that its words in quotation marks do not.
    private static string Search(string clean, string text) =>
        Arguments.Of(clean).Left.Any(t => t.Kind == TokenKind.Qualifier && t.Values.Count > 0)
        && LineParser.Parse($"search {clean}") is Understood understood
            ? understood.Command.Write()
            : $"search {QuoteMarks.Phrase(text)}";

    private static Misunderstood Suggest(string clean, List<(Verb Verb, string Tail)> near)
    {
        var lines = near.Select(n => n.Tail.Length > 0 ? $"{n.Verb.Name} {n.Tail}" : n.Verb.Name)
            .Where(l => LineParser.Parse(l) is Understood)
            .ToList();
        var names = string.Join(" or ", near.Take(3).Select(n => $"“{n.Verb.Name}”"));
        return new Misunderstood(
            $"I do not know “{LineParser.Echo(clean)}”. Did you mean {names}? For example: {near[0].Verb.Example}. Nothing was done.",
            [.. lines.Concat(near.Select(n => Ready(n.Verb))).Distinct().Take(3)]);
    }

    // A button that nobody asked for must not silence or change anything.
    private static string Ready(Verb verb) =>
        LineParser.Parse(verb.Example) is Understood { Command.Changes: true } ? $"help {verb.Name}" : verb.Example;

    /// <summary>The verbs that a misspelt beginning may mean, with what follows it.</summary>
    private static List<(Verb Verb, string Tail)> Nearest(string[] words)
    {
        if (words.Length > 1)
        {
            var pairs = Spelling.AllNearest($"{words[0]} {words[1]}", Said(pair: true).Where(s => BothNear(words, s.Split(' '))));
            if (pairs.Count > 0)
                return Meant(pairs, string.Join(' ', words.Skip(2)));
        }

        var tail = string.Join(' ', words.Skip(1));
        var begun = words[0].Length >= 4
            ? Said(pair: false).Where(k => k.StartsWith(words[0], StringComparison.OrdinalIgnoreCase)).ToList()
            : [];
        var near = begun.Count > 0 ? begun : Spelling.AllNearest(words[0], Said(pair: false).Where(s => IsSlip(words[0], s)));
        return Meant(near, tail);
    }

    // "usubscribe #1" is no "subscribe to": each word must be near by itself.
    private static bool BothNear(string[] typed, string[] said) =>
        said.Length == 2 && Near(typed[0], said[0]) && Near(typed[1], said[1]);

    private static bool Near(string typed, string said) => IsSlip(typed, said) && Spelling.IsNear(typed, said);

    // Short words are one letter away from too many others, "did" from "dnd" and "who" from "why": there only swapped letters
    // are a slip.
    private static bool IsSlip(string typed, string said) =>
        Math.Min(typed.Length, said.Length) > 3 || typed.ToLowerInvariant().Order().SequenceEqual(said.Order());

    private static IEnumerable<string> Said(bool pair) =>
        Verbs.BySaid.Select(p => p.Said).Where(s => s.Length > 2 && s.Contains(' ', StringComparison.Ordinal) == pair);

    private static List<(Verb Verb, string Tail)> Meant(IReadOnlyList<string> said, string tail) =>
        [.. Verbs.All.Where(v => v.Said.Any(said.Contains)).Select(v => (v, tail))];
}
