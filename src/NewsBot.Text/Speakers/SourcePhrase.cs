namespace NewsBot.Text.Speakers;

/// <summary>The words of a source, taken apart: what it is the name or the description of.</summary>
internal sealed class SourcePhrase
{
    private static readonly char[] Gaps = [' ', ',', '(', ')', '"', '“', '”', '\n', '\u00a0'];
    private readonly string _text;

    private SourcePhrase(string text, TextSpan span)
    {
        (_text, Span) = (text, span);
        Words = [.. span.Of(text).ToLowerInvariant().Replace('’', '\'').Replace('´', '\'').Split(Gaps, StringSplitOptions.RemoveEmptyEntries)];
        var end = Words.Length == 0 ? -1 : Array.FindIndex(Words, 1, w => Segments.Words.Prepositions.Contains(w) || w is "who" or "which" or "that" or "whose");
        var comma = span.Of(text).IndexOf(',');
        var beforeComma = comma < 0 ? Words.Length : span.Of(text)[..comma].Split(Gaps, StringSplitOptions.RemoveEmptyEntries).Length;
        HeadAt = Math.Max(0, Math.Min(end > 0 ? end : Words.Length, Math.Max(1, beforeComma)) - 1);
        Head = Words.Length == 0 ? "" : NameParts.Bare(Words[HeadAt]);
    }

    public TextSpan Span { get; }

    /// <summary>In lower case, with straight apostrophes.</summary>
    public string[] Words { get; }

    public int HeadAt { get; }

    /// <summary>The noun that the others only qualify: "spokesman" in "the ministry's spokesman for trade".</summary>
    public string Head { get; }

    /// <summary>Every word but the head and the small ones, without possessive endings.</summary>
    public IEnumerable<string> Modifiers => Words.Where((_, i) => i != HeadAt)
        .Where(w => !Segments.Words.Determiners.Contains(w) && !Segments.Words.Prepositions.Contains(w) && w is not ("and" or "who")).Select(NameParts.Bare);

    /// <summary>Where somebody serves, not where they are from: "Kabul" in "Samplia's envoy to Kabul".</summary>
    public IEnumerable<string> Served => Words.Where((_, i) => i > HeadAt && Words[i - 1] is "to" or "for" or "in" or "on").Select(NameParts.Bare);

    public bool IsCapital => char.IsUpper(_text[Span.Start]);

    public bool IsPronoun => Words.Length > 0 && Words.Length <= 2
        && Words[0] is "he" or "she" or "it" or "they" or "we" or "i" or "you" or "who" or "which" or "whose" or "his" or "her" or "its" or "their" or "my" or "our"
            or "him" or "them" or "himself" or "herself" or "itself" or "themselves"
        && (Words.Length == 1 || Segments.Words.Adverbs.Contains(Words[1]) || Words[0] is "it" or "they" or "he" or "she");

    public bool IsSpokesperson => Array.Exists(Words, w => Names.Spokespersons.Contains(NameParts.Bare(w)));

    public bool IsCarrier => Array.FindIndex(Words, w => Names.Carriers.Contains(NameParts.Bare(w))) is >= 0 and <= 4 and var at && at <= HeadAt;

    public bool IsDefinite => Words.Length > 0 && Words[0] is "the" or "this" or "that" or "his" or "her" or "its" or "their";

    public bool IsIndefinite => Words.Length > 0 && Words[0] is "a" or "an" or "one" or "another" or "some" or "many" or "several";

    /// <summary>"Officials", "sources"; a capital inside the source makes it a name ("the United Nations").</summary>
    public bool IsNameless => IsPeople || Names.Nameless.Contains(Head) && !(HeadAt > 0 && _text.AsSpan(Span.Start, Span.Length).Contains(char.ToUpperInvariant(Head[0]) + Head[1..], StringComparison.Ordinal));

    // "Samplians", "many Samplians"
    private bool IsPeople => Head.EndsWith('s') && Names.Demonyms.Contains(Head[..^1]);

    public bool IsPlural => Words.Length > 0 && (Head.EndsWith('s') && Head is not ("press" or "congress" or "affairs" or "police" or "forces" or "services" or "analysis" or "basis")
        || Head is "police" or "people" or "men" or "women" or "they" or "their" or "them" or "both");

    /// <summary>It calls the speaker by a noun or a title that people have.</summary>
    public bool IsPerson => Names.PersonNouns.Contains(Head) || Names.PersonTitles.Contains(Head);

    /// <summary>"And" or a comma between two names makes both speak.</summary>
    public bool Joins(int end, int start) => start > end && _text.AsSpan(end, start - end).Trim() is "and" or "," or ", and" or "and the" or "&" or ", the" or "as well as" or "along with";

    /// <summary>What stands before and behind each "and", without the comma before it.</summary>
    public IEnumerable<(SourcePhrase Left, SourcePhrase Right)> Halves()
    {
        const string And = " and ";
        for (var at = _text.IndexOf(And, Span.Start, Span.Length, StringComparison.Ordinal); at > 0; at = _text.IndexOf(And, at + 1, Span.End - at - 1, StringComparison.Ordinal))
        {
            if (at > Span.Start && at + And.Length < Span.End)
                yield return (Of(_text, Span with { End = at }), Of(_text, Span with { Start = at + And.Length }));
        }
    }

    /// <summary>Nothing but a possessive ending, a stop or "herself" follows the name in the source.</summary>
    public bool EndsWith(TextSpan name)
    {
        var rest = _text.AsSpan(name.End, Math.Max(0, Span.End - name.End)).Trim();
        return rest is "" or "'s" or "’s" or "'" or "’" or "." or "," or ")" or "himself" or "herself" or "itself" or "themselves";
    }

    /// <summary>A preposition with a noun before it: "an aide to Ann Example". "The envoy to Samplia Ann Example" is Ann Example.</summary>
    public bool IsObject(Mention mention) => IsObject(mention, Span.Start);

    /// <inheritdoc cref="IsObject(Mention)"/>
    /// <param name="mention">The name.</param>
    /// <param name="from">The words before this offset are not looked at.</param>
    public bool IsObject(Mention mention, int from)
    {
        var start = Math.Max(from, mention.PhraseStart);
        var before = _text[from..start].ToLowerInvariant().Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
        var last = before.Length - 1;
        if (last >= 0 && (mention.Kind == MentionKind.Body || mention.Span.Of(_text).Contains(" of ", StringComparison.Ordinal)) && IsOfState(before[last]) && !IsBehindComma(start))
            last--;
        while (last >= 0 && (before[last] is "the" or "a" or "an"
            || before[last].EndsWith("'s", StringComparison.Ordinal) || before[last].EndsWith("’s", StringComparison.Ordinal)))
            last--;
        if (last < 1 || !(Segments.Words.Prepositions.Contains(before[last]) || before[last] is "including"))
            return false;
        var leaders = _text[mention.PhraseStart..mention.Span.Start].ToLowerInvariant().Split(Gaps, StringSplitOptions.RemoveEmptyEntries);
        var led = mention.Kind == MentionKind.Person && leaders.Length > 0 && !leaders.Any(Names.PersonTitles.Contains);
        return !led;
    }

    // "The head of the Samplian council": the country only qualifies.
    private static bool IsOfState(string word) => Names.Demonyms.Contains(word) || Names.States.Contains(word);

    /// <summary>A word of the source that is written with a capital inside it.</summary>
    public bool IsName(string lower)
    {
        var at = _text.AsSpan(Span.Start, Span.Length).IndexOf(lower, StringComparison.OrdinalIgnoreCase);
        return at > 0 && char.IsUpper(_text[Span.Start + at]);
    }

    /// <summary>A comma and nothing else stands before an offset.</summary>
    public bool IsBehindComma(int offset) => offset > Span.Start && _text.AsSpan(Span.Start, offset - Span.Start).TrimEnd().EndsWith(",");

    /// <summary>"In" stands before an offset: where somebody is, not whose they are.</summary>
    public bool IsBehindPlaceWord(int offset) => offset > Span.Start && _text.AsSpan(Span.Start, offset - Span.Start).TrimEnd() is [.., ' ', 'i', 'n'];

    /// <summary>Behind "including"; -1 where the phrase does not have it.</summary>
    public int Including
    {
        get
        {
            var at = _text.AsSpan(Span.Start, Span.Length).IndexOf(" including ", StringComparison.Ordinal);
            return at < 0 ? -1 : Span.Start + at + " including ".Length;
        }
    }

    /// <summary>A noun without a capital stands right before an offset, and no preposition or "and".</summary>
    public bool IsBehindNoun(int offset)
    {
        var before = _text[Span.Start..Math.Max(Span.Start, offset)].Split(Gaps, StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");
        return before.Length > 3 && before.All(char.IsLower) && !Segments.Words.Prepositions.Contains(before) && before is not ("both" or "well" or "with" or "including")
            && !_text[Span.Start..offset].TrimEnd().EndsWith(',');
    }

    /// <summary>A relative clause of the source begins before an offset.</summary>
    public bool IsBehindClause(int offset)
    {
        var before = _text[Span.Start..Math.Max(Span.Start, offset)].ToLowerInvariant();
        return before.Contains(" who ", StringComparison.Ordinal) || before.Contains(" which ", StringComparison.Ordinal) || before.Contains(", whose ", StringComparison.Ordinal);
    }

    /// <summary>The source is these names and small words only: "Samplia and the governments of Elsewhere".</summary>
    public bool IsListOf(IReadOnlyList<TextSpan> names)
    {
        var at = Span.Start;
        foreach (var name in names)
        {
            if (name.Start > at && !AreSmall(_text[at..name.Start]))
                return false;
            at = Math.Max(at, name.End);
        }

        return at >= Span.End || AreSmall(_text[at..Span.End]);
    }

    /// <summary>The name is what speaks, not what qualifies it: nothing, a comma or a preposition follows.</summary>
    public bool IsHead(TextSpan name)
    {
        var rest = _text[name.End..Math.Max(name.End, Span.End)].TrimStart();
        if (rest.StartsWith("'s ", StringComparison.Ordinal) || rest.StartsWith("’s ", StringComparison.Ordinal))
            return false;
        var next = rest.Split(Gaps, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        return rest.Length == 0 || rest[0] is ',' or '(' or ')' or '\'' or '’' or '.' || Segments.Words.Prepositions.Contains(next) || next is "and" or "as" or "known";
    }

    public static SourcePhrase Of(string text, TextSpan span) => new(text, span);

    private static bool AreSmall(string between) => between.ToLowerInvariant().Replace('’', '\'').Split(Gaps, StringSplitOptions.RemoveEmptyEntries)
        .All(w => w is "and" or "the" or "both" or "of" or "governments" or "government" or "&" or "'s" or "in" or "." or "group" or "movement" or "representatives"
            or "foreign" or "ministers" or "neighbouring" or "side" or "as" or "well");
}
