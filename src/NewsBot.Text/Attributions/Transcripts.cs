using System.Text.RegularExpressions;

namespace NewsBot.Text.Attributions;

/// <summary>
/// Finds the turns of transcripts: briefings ("MS. EXAMPLE: …", "QUESTION: …", "Q  …") by labels that begin a line, interviews
/// also by "Q:" and "A:" inside one. Where labels are found, "(Name, Outlet):" asks.
/// </summary>
internal static partial class Transcripts
{
    private const int FewestWithoutTitle = 4;
    private const int FewestPairs = 2;
    private const int LongestQuestionBack = 25;

    // Characters; whoever says nothing says it shortly.
    private const int LongestSilence = 600;

    private static readonly char[] Space = [' ', '\t', '\u00a0', '*', '\n', '\r'];

    private static readonly HashSet<string> Titles = new(StringComparer.Ordinal)
    {
        "mr", "ms", "mrs", "miss", "dr", "sir", "the", "president", "secretary", "minister", "ambassador", "spokesperson", "spokesman",
        "spokeswoman", "general", "admiral", "senator", "representative", "congressman", "congresswoman", "governor", "director",
        "administrator", "chairman", "chairwoman", "chair", "deputy", "assistant", "acting", "vice", "prime", "foreign", "external",
        "under", "special", "senior", "chancellor", "commissioner", "envoy", "king", "prince", "attorney", "colonel", "captain",
    };

    private static readonly HashSet<string> Askers = new(StringComparer.Ordinal)
    {
        "q", "question", "questions", "reporter", "journalist", "interviewer", "press", "media", "host", "anchor",
    };

    private static readonly HashSet<string> Staff = new(StringComparer.Ordinal)
    {
        "moderator", "operator", "aide", "staff", "audience", "crowd", "announcer", "participant", "participants", "interpreter",
        "translator", "coordinator", "emcee",
    };

    private sealed record Label(TextSpan Name, TextSpan Mark)
    {
        public required string Key { get; init; }

        public bool IsTitled => Titles.Contains(FirstWord);

        public bool IsStaff => Staff.Contains(FirstWord);

        public bool IsAsker => Askers.Contains(FirstWord);

        private string FirstWord => Key.Split(' ', 2)[0].Trim('.');
    }

    /// <summary>The turns in their order; none where the text is no transcript.</summary>
    public static List<Turn> In(string text, CancellationToken cancellationToken)
    {
        var labels = Lines(text, cancellationToken);
        if (!IsTranscript(labels))
            labels = Pairs(text);
        var turns = new List<Turn>(labels.Count);
        for (var i = 0; i < labels.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var until = i + 1 < labels.Count ? labels[i + 1].Name.Start : text.Length;
            if (Of(text, labels[i], until) is { } turn)
                turns.Add(turn);
        }

        return turns;
    }

    private static Turn? Of(string text, Label label, int until)
    {
        var ending = Ending(text, label.Mark.End, until);
        var (start, end) = (label.Mark.End, ending);
        while (start < end && Space.Contains(text[start]))
            start++;
        while (end > start && (Space.Contains(text[end - 1]) || (text[end - 1] == '.' && end - 2 > start && text[end - 2] != '.')))
            end--;
        if (end <= start)
            return null;
        var words = new TextSpan(start, end);
        return new(label.IsAsker || label.IsStaff ? null : label.Name, label.Mark, words, new(label.Name.Start, ending), Force(label, words.Of(text)));
    }

    // A label of the page's own ends the last turn: "END 3:35 P.M.", "###".
    private static int Ending(string text, int from, int until) =>
        Close().Match(text, from, until - from) is { Success: true } close ? close.Index : until;

    private static ReportForce Force(Label label, string words)
    {
        if (label.IsAsker)
            return ReportForce.Question;
        if (label.IsStaff)
            return ReportForce.Courtesy;
        if (IsSilence(words))
            return ReportForce.Silence;
        var rest = Courtesy().Replace(Direction().Replace(words, " "), " ").Trim();
        if (rest.Count(c => c is ' ' or '\n' or '\u00a0') < 3)
            return ReportForce.Courtesy;
        return words.EndsWith('?') && words.Split(Space, StringSplitOptions.RemoveEmptyEntries).Length <= LongestQuestionBack
            ? ReportForce.Question : ReportForce.Statement;
    }

    // "Thanks. I don't have anything on that. I'd refer you to the ministry.": nothing is left when such sentences and the greetings are gone.
    private static bool IsSilence(string words)
    {
        if (words.Length > LongestSilence)
            return false;
        var plain = Direction().Replace(words, " ").Replace('’', '\'');
        return Silence().IsMatch(plain) && !Courtesy().Replace(Silence().Replace(plain, " "), " ").Any(char.IsLetterOrDigit);
    }

    // One with a title is enough; bare surnames have to take turns, for a dateline looks like one ("SAMPLETON: The mayor said").
    private static bool IsTranscript(List<Label> labels) =>
        labels.Exists(label => label.IsTitled || label.Key is "question" or "moderator")
        || (labels.Count >= FewestWithoutTitle && labels.DistinctBy(l => l.Key).Count() is > 1 and var names && labels.Count >= names * 2);

    private static List<Label> Lines(string text, CancellationToken cancellationToken)
    {
        var labels = new List<Label>();
        foreach (Match line in Line().Matches(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = line.Groups["name"];
            // "Mr. Example: …" in small letters is a label only with its title; "To be clear: …" is none.
            if (name.ValueSpan.IndexOfAnyInRange('a', 'z') >= 0 && !Titled().IsMatch(name.Value))
                continue;
            labels.Add(At(line, name, line.Groups["mark"]));
        }

        // "Q" without a colon, as some newsrooms of governments write.
        if (labels.Count > 0)
        {
            labels.AddRange(Question().Matches(text).Select(line => At(line, line.Groups["name"], line.Groups["mark"])));
            labels.AddRange(Bracketed().Matches(text).Select(line => At(line, line.Groups["name"], line.Groups["mark"]) with { Key = "question" }));
            labels.Sort((a, b) => a.Name.Start.CompareTo(b.Name.Start));
        }

        return labels;
    }

    private static List<Label> Pairs(string text)
    {
        var found = Pair().Matches(text).Select(match => At(match, match.Groups["name"], match.Groups["mark"])).ToList();
        return found.Count(l => l.Key == "q") >= FewestPairs && found.Count(l => l.Key == "a") >= FewestPairs ? found : [];
    }

    private static Label At(Match match, Group name, Group mark) => new(
        new(name.Index, name.Index + name.Length), new(mark.Index, mark.Index + mark.Length))
    {
        Key = name.Value.ToLowerInvariant().Replace('\u00a0', ' '),
    };

    // Every repetition is bounded, and a line begins once: no text makes this slow.
    [GeneratedRegex(@"^[ \t\u00a0*]{0,20}(?<name>\p{Lu}[\p{Lu}\p{Ll}.'’\-]{0,30}(?:[ \u00a0][\p{Lu}0-9][\p{Lu}\p{Ll}0-9.'’\-]{0,30}){0,6})(?:[ \u00a0]\([^()\n]{1,60}\))?\*{0,2}(?<mark>:)(?=\*{0,2}[ \t\u00a0\r\n])",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"^[ \t\u00a0*]{0,20}(?<name>(?<mark>Q))[ \t\u00a0]{1,12}(?=[\p{Lu}“""(—–])", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"^[ \t\u00a0]{0,20}(?<name>\([\p{Lu}][^()\n]{2,80}\))[ \u00a0]?(?<mark>:)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<name>[QA])(?<mark>:)(?=[ \u00a0]{1,8}\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex(@"^(?:Mr|Ms|Mrs|Dr|President|Secretary|Minister|Ambassador|General|Senator|Prime Minister|Foreign Minister|Foreign Secretary|Deputy|Spokesperson|Spokesman|Spokeswoman|Questions?|Answer|Moderator)\b\.?", RegexOptions.CultureInvariant)]
    private static partial Regex Titled();

    [GeneratedRegex(@"^[ \t\u00a0]{0,20}(?:\(?END\b|#{2,}|\*{3,}|- ?END ?-|All Content by |Copyright )", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Close();

    // A sentence from its beginning to its stop: whoever goes on behind a "but" has more to say.
    [GeneratedRegex(@"(?<![^\s.?!–—-])(?:(?:so|and|but|again|look|as i said|as for that|on that|at this point|at this time|at the moment|right now|for now|unfortunately)[, ]+){0,3}(?:no comment|(?:i|we)(?:'d| would|'ll| will| have to| just)? (?:just |again |really |simply )?(?:refer you|point you|direct you|defer) (?:back )?to|(?:i|we)(?: really| just| still)? (?:don't|do not|didn't) have (?:anything|any (?:comment|update|updates|information|readout|announcements?|details?|further|more|additional)|a (?:comment|readout|response))|(?:i|we) have nothing|(?:i|we)(?:'m|'re| am| are) not (?:going to|in a position to|able to|prepared to) (?:comment|speculate|get into|go into|speak to|discuss|confirm|say|preview|characteri[sz]e|read out|add)|(?:i|we) (?:won't|will not|wouldn't|would not|can't|cannot|don't|do not) (?:comment|speculate|get into|go into|speak to|preview|confirm or deny)|i'll (?:leave it (?:at that|there)|have to (?:check|get back to you)|get back to you|take that (?:question|back))|nothing (?:to (?:add|announce|share|say)|further|more|new))\b(?:(?!\bbut\b|\bother than\b|\bexcept\b)[^.?!]){0,200}(?:[.?!]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Silence();

    [GeneratedRegex(@"\([^()\n]{1,60}\)", RegexOptions.CultureInvariant)]
    private static partial Regex Direction();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:thank(?:s| you)|good (?:morning|afternoon|evening|day)|hello|hi|hey|welcome|sure|okay|ok|yes|yeah|no|right|all right|please|go ahead|great|sorry|excuse me|bye|goodbye|well|let(?:’|')s go to|over to you)\b[^.?!]{0,40}[.?!]?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();
}
