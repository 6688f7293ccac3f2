using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Follows sources through an article: pronouns, surnames, acronyms and descriptions to the mention that names the
/// speaker.</summary>
internal sealed class SpeakerTrail(string text, List<Sentence> sentences, CancellationToken cancellationToken)
{
    // Looking back further would let a crowded text cost its square, and nobody's "he" reaches that far.
    private const int Memory = 60;

    private readonly Roster _roster = new(text, Mentions.Of(sentences, cancellationToken));
    private readonly List<(int At, Mention Mention, bool Joint)> _spoken = [];

    /// <summary>Resolves the next report; call it in text order.</summary>
    public Voice Follow(Draft draft)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (draft.Source is not { } source)
            return Voice.Nobody;

        var words = Lower(source);
        var via = draft.Via ?? ViaOf(draft);
        var inside = _roster.Between(source.Start, source.End);
        var voice = words.Length == 1 && Words.Pronouns.Contains(words[0]) || words.Length <= 2
            && words[0] is "his" or "her" or "its" or "their" or "which" or "both" or "he" or "she"
            ? Pronoun(words[0], draft.Cue.Start, source)
            : inside.Count > 0 && !IsStateBody(words, inside) ? Named(words, inside)
            : Description(words, source);
        return voice with { Via = via };
    }

    /// <summary>The mention of the body that a back-reference ("expressed in a statement issued by X") names after <paramref
    /// name="from"/>.</summary>
    public Mention? FirstAfter(int from, int until) => _roster.Between(from, until).FirstOrDefault();

    /// <summary>Remembers a body as having spoken, for the "it" and "the statement" that follow.</summary>
    public void Remember(Mention mention) => _spoken.Add((mention.Span.Start, mention, false));

    private Voice Pronoun(string word, int cue, TextSpan source)
    {
        if (word is "we" or "i" or "you" or "my" or "our")
            return Voice.Nobody;
        if (word is "who" or "which" or "whose")
            return _roster.Before(source.Start, m => Gap(m, source.Start) < 60 && IsOneClause(m.Span.End, source.Start)
                && (word == "which") != (m.Kind == MentionKind.Person)) is { } antecedent
                ? Spoken(antecedent) : Voice.Nobody;
        if (word is "they" or "their" or "both" && _spoken.Count > 0 && _spoken[^1].Joint)
        {
            var joint = _spoken.AsEnumerable().Reverse().TakeWhile(s => s.At == _spoken[^1].At).Select(s =>
                s.Mention).Reverse().ToList();
            return new([.. joint.Select(m => m.Span)], Attribution.Named, null);
        }

        var person = word is "he" or "she" or "his" or "her";
        bool Fits(Mention m) => person ? m.Kind is MentionKind.Person or MentionKind.Unclear
            : m.Kind is MentionKind.Body or MentionKind.State;
        var last = Recent(Fits);
        var near = person ? _roster.Before(cue, m => m.Kind == MentionKind.Person && m.Titled) : null;
        near ??= _roster.Before(cue, m => person ? m.Kind == MentionKind.Person : Fits(m) && !Names.IsOutlet(m.Span.Of(text)));
        // Somebody introduced since the last words spoke is the likelier "he" only if nobody spoke for long.
        var pick = last is not null && (near is null || cue - _spoken.FindLast(s => s.Mention == last).At < 900) ? last
            : near ?? last;
        return pick is null ? Voice.Nobody : Spoken(pick);
    }

    private Voice Named(string[] words, List<Mention> inside)
    {
        var persons = inside.Where(m => m.Kind == MentionKind.Person
            || (m.Kind == MentionKind.Unclear && inside.Count == 1)).ToList();
        // "Met officials"
        if (!persons.Exists(m => m.Kind == MentionKind.Person) && Names.Nameless.Contains(Head(words))
            && Head(words) is not ("police" or "taliban"))
            return Voice.Nobody;
        if (persons.Count > 1 && words.Contains("and"))
            return Joint([.. persons.Select(_roster.Fullest)]);
        if (persons.Count > 0)
            return Spoken(_roster.Fullest(persons[0].Kind == MentionKind.Person ? persons[0] : inside[^1]));
        if (Array.Exists(words, Names.Spokespersons.Contains))
            return Spoken(_roster.Fullest(Owner(inside))) with { Attribution = Attribution.Spokesperson };
        if (IsNameless(words))
            return Voice.Nobody;
        return inside.Count > 1 && JoinedByAnd(inside) ? Joint([.. inside.Select(_roster.Fullest)])
            : Spoken(_roster.Fullest(Owner(inside)));
    }

    // "Pakistan's foreign ministry": the small-letter noun belongs to the speaker, so the whole phrase is the mention.
    private Voice Description(string[] words, TextSpan source)
    {
        if (words.Length == 0 || words[0] is "a" or "an" or "one" or "some" or "many" || (IsNameless(words) && words[0] != "the"))
            return Voice.Nobody;

        var head = Head(words);
        if (IsOwned(words) && Names.BodyNouns.Contains(head) && head is not ("statement" or "report"))
            return Itself(source, words);
        if (Names.BodyNouns.Contains(head) && head is not ("statement" or "report"))
        {
            var known = _roster.Before(source.Start, m => m.About.Contains(head)
                && m.Kind is MentionKind.Body or MentionKind.State);
            return known is not null ? Spoken(known)
                : LastOf(m => m.Kind is MentionKind.Body) is { Speakers.Count: > 0 } last ? last
                : _roster.Before(source.Start, m => m.Kind == MentionKind.Body && !Names.IsOutlet(m.Span.Of(text))) is { } near
                ? Spoken(near)
                : words.Length > 2 && words[0] == "the" ? Itself(source, words)
                : Voice.Nobody;
        }

        if (head is "statement" or "report" or "communique" or "note" or "release")
            return LastOf(m => m.Kind is MentionKind.Body) is { Speakers.Count: > 0 } body ? body : LastOf(_ => true);
        if (!Names.PersonNouns.Contains(head))
            return Voice.Nobody;

        var described = Recent(m => m.About.Contains(head))
            ?? _roster.Before(source.Start, m => m.Kind == MentionKind.Person && m.About.Contains(head));
        if (described is not null)
            return Spoken(described);
        return Names.Spokespersons.Contains(head)
            ? LastOf(m => m.Kind == MentionKind.Body) with { Attribution = Attribution.Spokesperson }
            : head is "source" ? Voice.Nobody
            : LastOf(m => m.Kind == MentionKind.Person);
    }

    // "Pakistan's foreign ministry", "the Afghan government": the whole phrase names the body.
    private static bool IsStateBody(string[] words, List<Mention> inside) =>
        inside.TrueForAll(m => m.Kind == MentionKind.State) && words.Length <= 6 && Names.BodyNouns.Contains(Head(words))
            && !words.Contains("and");

    private static bool IsOwned(string[] words) => words.Length is > 1 and <= 6
        && Array.Exists(words, word => Names.Demonyms.Contains(word) || Names.States.Contains(Mentions.Bare(word)));

    private Voice Itself(TextSpan source, string[] words)
    {
        var skip = words[0] is "the" or "a" ? words[0].Length + 1 : 0;
        var span = new TextSpan(Math.Min(source.Start + skip, source.End - 1), source.End);
        return Spoken(new(span, MentionKind.Body, Head(words), new HashSet<string>(words, StringComparer.Ordinal), false));
    }

    private Voice LastOf(Func<Mention, bool> fits) =>
        Recent(fits) is { } last ? Spoken(last) : Voice.Nobody;

    private Mention? Recent(Func<Mention, bool> fits)
    {
        for (var i = _spoken.Count - 1; i >= Math.Max(0, _spoken.Count - Memory); i--)
        {
            if (fits(_spoken[i].Mention))
                return _spoken[i].Mention;
        }

        return null;
    }

    private Voice Spoken(Mention mention)
    {
        var full = _roster.Fullest(mention);
        _spoken.Add((_spoken.Count == 0 ? full.Span.Start : Math.Max(full.Span.Start, _spoken[^1].At), full, false));
        return new([full.Span], Attribution.Named, null);
    }

    private Voice Joint(List<Mention> mentions)
    {
        var at = mentions[0].Span.Start;
        foreach (var mention in mentions)
            _spoken.Add((at, mention, true));
        return new([.. mentions.Select(m => m.Span)], Attribution.Named, null);
    }

    private TextSpan? ViaOf(Draft draft)
    {
        // "told AFP", "quoted by IRNA as saying".
        var head = draft.CueHead;
        if (head is not ("told" or "tells" or "quoted" or "cited" or "reported"))
            return null;
        var reach = head is "told" or "tells" ? draft.Cue.End : draft.Cue.Start;
        var near = _roster.Between(reach, draft.Cue.End + 80).FirstOrDefault(m => m.Span.Start <= draft.Cue.End + 40);
        return near is not null && near.Span.Start - reach < 45 && Names.IsOutlet(near.Span.Of(text)) ? near.Span : null;
    }

    private bool JoinedByAnd(List<Mention> inside) =>
        text.AsSpan(inside[0].Span.End, inside[1].Span.Start - inside[0].Span.End).Trim() is "and" or "and the" or ", and";

    // "The spokesman for the ministry", "Pakistan's foreign ministry": the body rather than the state before it.
    private static Mention Owner(List<Mention> inside) => inside.Find(m => m.Kind == MentionKind.Body) ?? inside[0];

    private static bool IsNameless(string[] words) => Array.Exists(words, word => Names.Nameless.Contains(word));

    private static string Head(string[] words)
    {
        var end = Array.FindIndex(words, 1, word => Words.Prepositions.Contains(word) || word is "who");
        return Mentions.Bare(words[(end > 0 ? end : words.Length) - 1]);
    }

    private string[] Lower(TextSpan span) => span.Of(text).ToLowerInvariant().Replace('’', '\'')
        .Split([' ', ',', '(', ')', '"', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);

    // No stop and no line break lies between; the stop of an initial or a rank is none.
    private bool IsOneClause(int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            if (text[i] == '\n' || (text[i] is '.' or '!' or '?' && i > 1 && char.IsLower(text[i - 1]) && char.IsLower(text[i - 2])))
                return false;
        }

        return true;
    }

    private static int Gap(Mention mention, int to) => to - mention.Span.End;
}
