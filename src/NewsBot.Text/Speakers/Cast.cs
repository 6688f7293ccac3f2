namespace NewsBot.Text.Speakers;

/// <summary>Everybody whom an article names: its mentions in order, and which of them mean the same one.</summary>
internal sealed class Cast
{
    // Nobody is introduced further back than that; a crowded text must not cost its square.
    private const int Reach = 400;
    private const int LongestName = 90;
    private const int ShortestPrefix = 4;
    private const int MostCharacters = 600;

    private readonly string _text;
    private readonly List<Mention> _mentions;
    private readonly List<Character> _of = [];
    private readonly List<Character> _characters = [];
    private readonly Dictionary<string, List<Character>> _byToken = new(StringComparer.Ordinal);

    /// <param name="text">The article.</param>
    /// <param name="mentions">Its names in order.</param>
    /// <param name="sources">The sources of its reports in order: of two with one surname, who speaks is the likelier.</param>
    public Cast(string text, List<Mention> mentions, IReadOnlyList<TextSpan> sources)
    {
        _text = text;
        var next = 0;
        _mentions = mentions;
        foreach (var mention in mentions)
        {
            var tokens = TokensOf(mention);
            var character = Same(mention, tokens) ?? New(mention, tokens);
            character.Add(mention, tokens);
            while (next < sources.Count && sources[next].End <= mention.Span.Start)
                next++;
            if (next < sources.Count && sources[next].Contains(mention.Span.Start) && !mention.Owns)
                character.LastSpoke = mention.Span.Start;
            Index(character, tokens);
            _of.Add(character);
        }

        Expand();
    }

    public IReadOnlyList<Character> Characters => _characters;

    /// <summary>The mentions that lie within two offsets, with whom they mean.</summary>
    public List<(Mention Mention, Character Character)> Between(int from, int until)
    {
        var found = new List<(Mention, Character)>();
        for (var i = IndexAt(from); i < _mentions.Count && _mentions[i].Span.Start < until; i++)
            found.Add((_mentions[i], _of[i]));
        return found;
    }

    /// <summary>The mentions before an offset, the nearest first.</summary>
    public IEnumerable<(Mention Mention, Character Character)> Before(int offset)
    {
        var last = IndexAt(offset) - 1;
        for (var i = last; i >= Math.Max(0, last - Reach); i--)
        {
            if (_mentions[i].Span.End <= offset)
                yield return (_mentions[i], _of[i]);
        }
    }

    /// <summary>Who bears a word as a name, whoever was named last before an offset first.</summary>
    public Character? ByName(string word, int offset)
    {
        if (!_byToken.TryGetValue(word, out var bearers))
            return null;
        var last = bearers.FindAll(c => c.Tokens[^1] == word);
        var likely = last.Count > 0 ? last : bearers;
        return likely.Where(c => c.Mentions[0].Span.Start <= offset).MaxBy(c => c.Mentions.FindLast(m => m.Span.Start <= offset)!.Span.Start) ?? likely[0];
    }

    private List<string> TokensOf(Mention mention)
    {
        if (mention.Span.Length > LongestName)
            return [mention.Span.Start.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        var tokens = mention.Span.Of(_text).ToLowerInvariant().Replace('’', '\'')
            .Split([' ', '-', '\n', '\u00a0', '\u00ad', '"'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => NameParts.Bare(t.Trim('.', ',', '(', ')'))).Where(t => t.Length > 0).ToList();
        return tokens.Count > 0 ? tokens : ["?"];
    }

    private Character? Same(Mention mention, List<string> tokens)
    {
        IEnumerable<Character> bearers = _byToken.GetValueOrDefault(tokens[^1]) ?? [];
        if (tokens.Count > 1 || !bearers.Any())
            bearers = bearers.Concat(_byToken.GetValueOrDefault(tokens[0]) ?? []);
        // A surname that two bear is the one's who spoke last, else the one's named last.
        return bearers.Where(b => IsSame(b, mention, tokens)).MaxBy(b => (b.Tokens[^1] == tokens[^1], b.LastSpoke, b.Mentions[^1].Span.Start));
    }

    private static bool IsSame(Character known, Mention mention, List<string> tokens)
    {
        if (known.Tokens.SequenceEqual(tokens))
            return true;
        var body = mention.Kind is MentionKind.Body or MentionKind.State or MentionKind.Office;
        if (body || known.Kind is MentionKind.Body or MentionKind.State or MentionKind.Office)
            return false;
        // "Ann Sample Example" is "Ann Example"; "Bo Example" is not.
        var (shorter, longer) = tokens.Count <= known.Tokens.Count ? (tokens, known.Tokens) : (known.Tokens, (IReadOnlyList<string>)tokens);
        var at = 0;
        foreach (var word in shorter)
        {
            while (at < longer.Count && !Fits(word, longer[at]))
                at++;
            if (at++ >= longer.Count)
                return false;
        }

        return shorter.Count > 1 || shorter[0] == longer[^1] || shorter[0] == longer[0] || longer.Count > 2;
    }

    private static bool Fits(string word, string full) => word == full
        || (word.Length >= ShortestPrefix && full.StartsWith(word, StringComparison.Ordinal)) || (word.Length == 1 && full[0] == word[0]);

    private Character New(Mention mention, List<string> tokens)
    {
        var character = new Character(mention, tokens);
        if (_characters.Count < MostCharacters)
            _characters.Add(character);
        return character;
    }

    private void Index(Character character, List<string> tokens)
    {
        foreach (var token in tokens)
        {
            if (!_byToken.TryGetValue(token, out var bearers))
                _byToken[token] = bearers = [];
            if (bearers.Count < 8 && !bearers.Contains(character))
                bearers.Add(character);
        }
    }

    // "Inter-Services Public Relations (ISPR)"; "IHC" for a body whose capitals they are.
    private void Expand()
    {
        for (var i = 0; i < _mentions.Count; i++)
        {
            var here = _of[i];
            if (here.Tokens.Count > 1 || here.Kind is MentionKind.Person or MentionKind.State)
                continue;
            var start = _mentions[i].Span.Start;
            if (i > 0 && start > 0 && _text[start - 1] == '(' && start - _mentions[i - 1].Span.End is >= 1 and <= 3 && _of[i - 1] != here && !_of[i - 1].IsPerson)
                Join(here, _of[i - 1], Initialled(here.Tokens[0], _mentions[i - 1].Span.End) ?? _of[i - 1].Full.Span);
            else if (IsAcronym(here) && Written(here.Tokens[0]) is { } written)
                Join(here, written.Character, written.Span);
        }
    }

    // Letters and what they are short for are one, unless only a part of a longer name is meant.
    private void Join(Character letters, Character written, TextSpan span)
    {
        letters.Expand(written, span);
        if (span.End != written.Full.Span.End || span.Start > written.Full.Span.Start)
            return;
        written.Expand(written, span);
        foreach (var mention in letters.Mentions)
            written.Add(mention, []);
        written.Mentions.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        for (var i = 0; i < _of.Count; i++)
        {
            if (_of[i] == letters)
                _of[i] = written;
        }
    }

    // "Sample Association of Ports and Harbours (SAPH)": the whole name where "and" has cut it; null when the letters are not its initials.
    private TextSpan? Initialled(string letters, int end)
    {
        var left = letters.Length;
        for (var i = end - 1; i >= 0 && left > 0 && _text[i] is not ('\n' or '.' or ',' or '('); i--)
        {
            if (!char.IsUpper(_text[i]) || (i > 0 && char.IsLetter(_text[i - 1])))
                continue;
            if (char.ToLowerInvariant(_text[i]) != letters[left - 1])
                return null;
            if (--left == 0)
                return new TextSpan(i, end);
        }

        return null;
    }

    private bool IsAcronym(Character character) => character.Full.Span.Length is >= 2 and <= 9 && character.Full.Span.Of(_text).Count(char.IsUpper) >= 2;

    // "IHC" for the "Islamabad High Court", also where more words stand before it.
    private (Character Character, TextSpan Span)? Written(string letters)
    {
        foreach (var character in _characters)
        {
            if (character.Kind is not (MentionKind.Body or MentionKind.Unclear) || character.Tokens.Count < 2)
                continue;
            var span = character.Full.Span;
            var left = letters.Length;
            for (var i = span.End - 1; i >= span.Start && left > 0; i--)
            {
                if (!char.IsUpper(_text[i]) || (i > span.Start && char.IsLetter(_text[i - 1])))
                    continue;
                if (char.ToLowerInvariant(_text[i]) != letters[left - 1])
                    break;
                if (--left == 0)
                    return (character, span with { Start = i });
            }
        }

        return null;
    }

    private int IndexAt(int offset)
    {
        var (low, high) = (0, _mentions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _mentions[middle].Span.Start < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
