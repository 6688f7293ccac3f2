using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Follows sources through an article: names, pronouns, documents and descriptions to the mention that names the speaker.</summary>
internal sealed class SpeakerTrail
{
    private readonly string _text;
    private readonly List<Sentence> _sentences;
    private readonly Cast _cast;
    private readonly Spoken _spoken = new();
    private readonly Pronouns _pronouns;
    private readonly Descriptions _descriptions;
    private readonly Gatherings _gatherings;
    private readonly CancellationToken _cancellationToken;

    public SpeakerTrail(string text, List<Sentence> sentences, IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        (_text, _sentences, _cancellationToken) = (text, sentences, cancellationToken);
        var sources = drafts.Where(d => d.Source is not null).Select(d => d.Source!.Value).ToHashSet();
        var finder = new Mentions(sources);
        var mentions = finder.Of(sentences, cancellationToken);
        mentions.AddRange(finder.InQuotes(sentences, drafts, cancellationToken));
        mentions.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        _cast = new Cast(text, mentions, [.. sources.OrderBy(s => s.Start)]);
        _gatherings = new Gatherings(text, sentences, _cast);
        _pronouns = new Pronouns(text, sentences, _cast, _spoken, _gatherings);
        _descriptions = new Descriptions(text, _cast, _spoken, _gatherings, Named);
    }

    /// <summary>Resolves the next report; call it in text order.</summary>
    public Voice Follow(Draft draft)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (draft.Source is not { } span)
            return Voice.Nobody;

        var source = SourcePhrase.Of(_text, span);
        var voice = source.IsPronoun ? _pronouns.Follow(source, draft) : Named(source) ?? _descriptions.Follow(source, draft);
        _spoken.Add(new(draft.Sentence, draft.Cue.Start, voice, source.IsPlural) { Written = IsWritten(draft, voice) });
        return Rung(voice, draft);
    }

    // How firmly the words stand to the one that is named.
    private Voice Rung(Voice voice, Draft draft) => voice switch
    {
        { Attribution: Attribution.Anonymous } when AsksNotToBeNamed(draft) => voice with { Attribution = Attribution.NameWithheld },
        { Evidence: SpeakerEvidence.Likely, Attribution: Attribution.Named } => voice with { Attribution = Attribution.Likely },
        _ => voice,
    };

    // "On condition of anonymity", "who asked not to be named", in the sentence of the cue.
    private bool AsksNotToBeNamed(Draft draft)
    {
        var sentence = _sentences[draft.Sentence];
        var frame = sentence.Span(0, sentence.Count - 1).Of(_text);
        return Withheld.Any(phrase => frame.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] Withheld =
        ["anonymity", "not to be named", "not to be identified", "not be named", "declined to be named", "declined to be identified", "name withheld", "not authorised to speak", "not authorized to speak"];

    /// <summary>
    /// Whom a description before the name meant: "A senior diplomat has warned … Ann Example said": the person who speaks next and was not named before.
    /// </summary>
    /// <param name="draft">A report whose source only describes somebody.</param>
    /// <param name="next">Who spoke in the reports that follow, the nearest first.</param>
    public Voice? Introduced(Draft draft, IEnumerable<Voice> next)
    {
        if (draft.Source is not { } span || SourcePhrase.Of(_text, span) is not { IsPlural: false, IsCarrier: false, IsSpokesperson: false, IsPronoun: false } source)
            return null;
        if (source.Head is "source" or "one" || !(Names.PersonNouns.Contains(source.Head) || Names.PersonTitles.Contains(source.Head)))
            return null;
        return next.FirstOrDefault(v => v.Characters is [{ IsPerson: true }])?.Characters[0] is { } later
            && later.Mentions[0].Span.Start > span.Start && _descriptions.MayBe(later, source)
            ? Voice.Of(later, SpeakerEvidence.Likely) with { Attribution = Attribution.Likely } : null;
    }

    /// <summary>The first name after an offset, for a back-reference ("expressed in a statement issued by X").</summary>
    public Character? FirstAfter(int from, int until) => _cast.Between(from, until) is [var first, ..] ? first.Character : null;

    /// <summary>Remembers a body as having spoken, for the "it" and the "statement" that follow.</summary>
    public void Remember(Character character, int sentence) =>
        _spoken.Add(new(sentence, character.Full.Span.Start, Voice.Of(character, SpeakerEvidence.Named), false) { Written = true });

    // "Said in a statement": what a later "the statement" means.
    private bool IsWritten(Draft draft, Voice voice) => voice.Evidence == SpeakerEvidence.Document
        || draft.Cue.Of(_text).Split(' ').Any(w => Names.Carriers.Contains(w.ToLowerInvariant()))
        || _text.AsSpan(draft.Cue.End, Math.Min(60, _text.Length - draft.Cue.End)).IndexOf(" statement", StringComparison.Ordinal) is >= 0 and < 40;

    // Names that speak themselves; null when the source only describes by them.
    private Voice? Named(SourcePhrase source)
    {
        var inside = _cast.Between(source.Span.Start, source.Span.End);
        if (inside.Count == 0)
            return OneWord(source);
        var people = Heads(source, [.. inside.Where(m => m.Mention.Kind == MentionKind.Person)]);
        if (people.Count > 1 && source.Joins(people[0].Mention.Span.End, people[1].Mention.PhraseStart))
            return Together([.. people.Select(p => p.Character)]);
        if (people.Count > 0)
            return Single(people[0].Mention, people[0].Character);
        if (source.IsNameless || source.IsCarrier || source.IsSpokesperson || IsCommonPlural(inside))
            return null;
        // "Minister for Trade and Minister for Ports Ann Example": a name of the world behind an office.
        if ((inside.Exists(m => m.Mention.Kind == MentionKind.Office) || source.IsBehindComma(inside[^1].Mention.Span.Start))
            && inside is [.., var named] && named.Mention.Kind == MentionKind.Unclear && source.EndsWith(named.Mention.Span) && named.Character.Tokens.Count > 1)
            return Single(named.Mention, named.Character);
        if (inside is [var only] && only.Mention.Kind == MentionKind.Unclear && !only.Mention.Owns && source.EndsWith(only.Mention.Span) && !source.IsObject(only.Mention))
            return Single(only.Mention, only.Character);
        return Bodies(source, inside);
    }

    // "Transporters", "Students": a capital only because the sentence begins.
    private bool IsCommonPlural(List<(Mention Mention, Character Character)> inside) =>
        inside is [{ Mention: { Kind: MentionKind.Unclear, Place.Token: <= 1 } } only] && only.Character.Tokens is [[.., not 's', 's']] && only.Character.Mentions.Count == 1
        && !Names.IsOutlet(only.Mention.Span.Of(_text)) && !only.Mention.Owns;

    // "Malik said": a title that is this one's name.
    private Voice? OneWord(SourcePhrase source) =>
        source.Words is [var word] && source.IsCapital && _cast.ByName(word, source.Span.Start) is { } bearer
            ? new Voice([bearer.Span], Attribution.Named, SpeakerEvidence.ShortName) { Characters = [bearer] }
            : null;

    private Voice? Bodies(SourcePhrase source, List<(Mention Mention, Character Character)> inside)
    {
        var heads = Heads(source, inside).FindAll(m => m.Mention.Kind != MentionKind.Office);
        if (heads.Count == 0)
            return null;
        var first = heads[0];
        if (!source.IsListOf([.. heads.Select(h => h.Mention.Span)]))
            return source.IsHead(first.Mention.Span) ? Single(first.Mention, first.Character) : null;
        return heads.Count == 1 ? Single(first.Mention, first.Character) : Together([.. heads.Select(h => h.Character)]);
    }

    // Owners ("Ann Example's lawyer") and those behind a preposition ("an aide to Ann Example") do not speak.
    private static List<(Mention Mention, Character Character)> Heads(SourcePhrase source, List<(Mention Mention, Character Character)> inside)
    {
        var free = inside.FindAll(m => (!m.Mention.Owns || source.EndsWith(m.Mention.Span)) && !source.IsObject(m.Mention));
        var clause = free.FindIndex(m => source.IsBehindClause(m.Mention.Span.Start));
        return clause > 0 ? free[..clause] : free;
    }

    private Voice Single(Mention mention, Character character)
    {
        var isShort = character.Full.Span.Length > mention.Span.Length;
        var span = character.Kind == MentionKind.Person || isShort ? character.Span : new SpeakerSpan(mention.Span, character.Span.Kind);
        return new Voice([span], Attribution.Named, isShort ? SpeakerEvidence.ShortName : SpeakerEvidence.Named) { Characters = [character] };
    }

    private Voice Together(List<Character> characters)
    {
        var all = characters.Distinct().ToList();
        _gatherings.Remember(all);
        return new Voice([.. all.Select(c => c.Span)], Attribution.Named, SpeakerEvidence.Named) { Characters = all };
    }
}
