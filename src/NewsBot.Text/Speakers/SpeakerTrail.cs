using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Follows sources through an article: names, pronouns, documents and descriptions to the mention that names the speaker.</summary>
internal sealed partial class SpeakerTrail
{
    private readonly string _text;
    private readonly List<Sentence> _sentences;
    private readonly Cast _cast;
    private Spoken _spoken;
    private Pronouns _pronouns;
    private Descriptions _descriptions;
    private Gatherings _gatherings;
    private readonly BackReferences _references;
    private readonly CancellationToken _cancellationToken;

    public SpeakerTrail(string text, List<Sentence> sentences, IReadOnlyList<Draft> drafts, IReadOnlyList<KnownName> known, CancellationToken cancellationToken)
    {
        (_text, _sentences, _cancellationToken) = (text, sentences, cancellationToken);
        var sources = drafts.Where(d => d.Source is not null).Select(d => d.Source!.Value).ToHashSet();
        var finder = new Mentions(sources);
        var mentions = finder.Of(sentences, cancellationToken);
        mentions.AddRange(finder.InQuotes(sentences, drafts, cancellationToken));
        mentions.Sort(ByPlace);
        Introduce(mentions, sentences, known);
        _cast = new Cast(text, mentions, [.. sources.OrderBy(s => s.Start)]);
        foreach (var name in known)
            _cast.Between(name.Span.Start, name.Span.End).Find(m => m.Character.IsPerson || m.Mention.Kind == MentionKind.Unclear).Character?.Know(name.About);
        Body = Math.Max(0, sentences.FindIndex(s => s.Count > ShortestSentence && s.Lower(s.Count - 1) is "." or "”" or "\""));
        _references = new BackReferences(sentences, _cast);
        Restart();
    }

    // "The COAS": an office in letters that is known to mean a person on that day, and that looks like a body's.
    private static void Introduce(List<Mention> mentions, List<Sentence> sentences, IReadOnlyList<KnownName> known)
    {
        var found = new List<Mention>();
        var (next, at) = (0, 0);
        foreach (var name in known)
        {
            while (next < mentions.Count && mentions[next].Span.End <= name.Span.Start)
                next++;
            while (at + 1 < sentences.Count && sentences[at + 1].Start <= name.Span.Start)
                at++;
            if (next < mentions.Count && mentions[next].Span.Overlaps(name.Span))
            {
                if (mentions[next] is { Kind: MentionKind.Body or MentionKind.Office } mention && mention.Span == name.Span)
                    mentions[next] = mention with { Kind = MentionKind.Person, Titled = true };
            }
            else if (sentences[at].Start <= name.Span.Start && name.Span.End <= sentences[at].End && !Mentions.IsQuoted(sentences[at], name.Span))
            {
                found.Add(new Mention(name.Span, MentionKind.Person, name.About.ToHashSet(StringComparer.Ordinal), (at, sentences[at].IndexAfter(name.Span.Start)))
                {
                    Titled = true,
                    PhraseStart = name.Span.Start,
                });
            }
        }

        if (found.Count == 0)
            return;
        mentions.AddRange(found);
        mentions.Sort(ByPlace);
    }

    private static int ByPlace(Mention one, Mention other) => one.Span.Start.CompareTo(other.Span.Start);

    /// <summary>The first sentence behind the headings and decks of a page.</summary>
    public int Body { get; }

    /// <summary>A description told something of whom it means that the words beside the name do not.</summary>
    public bool HasLearned { get; private set; }

    /// <summary>Begins again with the first report, with all that is known of those named.</summary>
    [MemberNotNull(nameof(_spoken), nameof(_gatherings), nameof(_pronouns), nameof(_descriptions))]
    public void Restart()
    {
        _spoken = new Spoken();
        _gatherings = new Gatherings(_text, _sentences, _cast);
        _pronouns = new Pronouns(_text, _sentences, _cast, _spoken, _gatherings, source => _descriptions!.Whom(source));
        _descriptions = new Descriptions(_text, _cast, _spoken, _gatherings, Named);
    }

    /// <summary>Resolves the next report; call it in text order.</summary>
    public Voice Follow(Draft draft)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (draft.Source is not { } span)
            return Passive(draft);

        var source = SourcePhrase.Of(_text, span);
        var voice = source.IsPronoun ? _pronouns.Follow(source, draft)
            : Both(source, draft) ?? Named(source) ?? Withheld(source, draft) ?? Referred(source, draft, _descriptions.Follow(source, draft));
        _spoken.Add(new(draft.Sentence, draft.Cue.Start, voice, source.IsPlural) { Written = source.IsCarrier || IsWritten(draft, voice), Head = source.IsPronoun ? "" : source.Head });
        return Rung(voice, draft);
    }

    // "The official, who spoke on condition of anonymity", "the official" after one who was not named: nobody who is named elsewhere.
    private Voice? Withheld(SourcePhrase source, Draft draft)
    {
        if (!source.IsPerson && !Names.Anybody.Contains(source.Head))
            return null;
        return AsksNotToBeNamed(draft) || (Names.Anybody.Contains(source.Head) && (source.Words.Contains("other")
            || (source.IsDefinite && _spoken.Recent(t => t.Head == source.Head && !t.Plural) is { Voice: { Attribution: Attribution.Anonymous, Speakers.Count: 0 } })))
            ? Voice.Nobody : null;
    }

    // "…, a press release said. Students are advised to": the text that was just quoted advises them.
    private Voice Passive(Draft draft) =>
        _spoken.Last is { Written: true, Plural: false, Voice: { Speakers: [_] } voice } written && draft.Sentence - written.Sentence <= 2 && Advised().IsMatch(draft.Cue.Of(_text))
            ? voice with { Evidence = SpeakerEvidence.Likely, Attribution = Attribution.Likely } : Voice.Nobody;

    [GeneratedRegex(@"^(?:is|are|was|were|has been|have been)(?: \w+ly| also| further)? (?:advised|asked|urged|directed|instructed|encouraged|informed|told|requested|warned|reminded|stated|added|said|mentioned|noted)\b")]
    private static partial Regex Advised();

    // "A provincial official has warned … Ann Example made the remarks": a later sentence says whose the words are.
    private Voice Referred(SourcePhrase source, Draft draft, Voice described)
    {
        if (described.Speakers is not ([] or [{ Kind: NamedAs.Described }]) || source.IsPlural || source.IsCarrier || source.Head is "source" or "one" || AsksNotToBeNamed(draft)
            || _references.After(draft.Sentence) is not { } named)
            return described;
        if (source.IsPerson != (named.Kind is MentionKind.Person or MentionKind.Unclear) || (source.IsPerson && !_descriptions.MayBe(named, source)))
            return described;
        Learn(named, source);
        return Voice.Of(named, SpeakerEvidence.Description);
    }

    private void Learn(Character character, SourcePhrase source) => HasLearned |= character.Learn(source.Modifiers.Append(source.Head));

    // How firmly the words stand to the one that is named.
    private Voice Rung(Voice voice, Draft draft) => voice switch
    {
        { Attribution: Attribution.Anonymous } when AsksNotToBeNamed(draft) => voice with { Attribution = Attribution.NameWithheld },
        { Evidence: SpeakerEvidence.Likely, Attribution: Attribution.Named } => voice with { Attribution = Attribution.Likely },
        { Attribution: Attribution.Named, Speakers: [var only] } when IsUnnamed(only) => voice with { Attribution = Attribution.Likely },
        _ => voice,
    };

    // "The department", "the port authority's director": which one it is, the words do not say.
    private bool IsUnnamed(SpeakerSpan speaker) => speaker.Kind switch
    {
        NamedAs.Body => !speaker.Span.Of(_text).Any(char.IsUpper) && !speaker.Span.Of(_text).EndsWith("police", StringComparison.Ordinal),
        NamedAs.Described => true,
        _ => false,
    };

    // "On condition of anonymity", "who asked not to be named", in the sentence of the cue.
    private bool AsksNotToBeNamed(Draft draft)
    {
        var sentence = _sentences[draft.Sentence];
        var frame = sentence.Span(0, sentence.Count - 1).Of(_text);
        return Withholding.Any(phrase => frame.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    // A heading has fewer words and marks, or no stop.
    private const int ShortestSentence = 8;

    // In characters, behind "told".
    private const int LongestOutlet = 24;

    private static readonly string[] Withholding =
        ["anonymity", "not to be named", "not to be identified", "not be named", "declined to be named", "declined to be identified", "name withheld", "not authorised to speak", "not authorized to speak"];

    /// <summary>
    /// Whom a description before the name meant: "A senior diplomat has warned … Ann Example said": the person who speaks next and was not named before.
    /// </summary>
    /// <param name="draft">A report whose source only describes somebody.</param>
    /// <param name="next">Who spoke in the reports that follow, the nearest first.</param>
    public Voice? Introduced(Draft draft, IEnumerable<Voice> next)
    {
        if (draft.Source is not { } span || SourcePhrase.Of(_text, span) is not { IsPlural: false, IsCarrier: false, IsPronoun: false } source || AsksNotToBeNamed(draft))
            return null;
        if (source.IsSpokesperson)
            return Mouth(span, source, next);
        // "An official told the Sample Times": whoever speaks to one newsroom and is not named there.
        if (source.Head is "source" or "one" || IsToldToAnOutlet(draft) || !source.IsPerson)
            return null;
        // "The official" who speaks next without a name is the same one.
        if (Names.Anybody.Contains(source.Head) && next.FirstOrDefault() is { Speakers.Count: 0 })
            return null;
        if (next.FirstOrDefault(v => v.Characters is [{ IsPerson: true }])?.Characters[0] is not { } later
            || later.Mentions[0].Span.Start < span.Start || !_descriptions.MayBe(later, source, draft.Sentence == 0))
            return null;
        Learn(later, source);
        return Voice.Of(later, SpeakerEvidence.Likely) with { Attribution = Attribution.Likely };
    }

    private bool IsToldToAnOutlet(Draft draft)
    {
        var sentence = _sentences[draft.Sentence];
        return draft.Cue.Of(_text).Equals("told", StringComparison.OrdinalIgnoreCase)
            && Names.IsOutlet(_text[draft.Cue.End..Math.Min(draft.Cue.End + LongestOutlet, sentence.End)]);
    }

    // "A spokesman for the ministry said … spokesman Ann Example said"
    private Voice? Mouth(TextSpan span, SourcePhrase source, IEnumerable<Voice> next)
    {
        var later = next.Take(2).FirstOrDefault(v => v.Characters is [{ IsPerson: true }])?.Characters[0];
        return later is not null && later.Mentions[0].Span.Start > span.Start && later.About.Overlaps(Names.Spokespersons)
            && !Portraits.IsOfElsewhere(later, source) ? Voice.Of(later, SpeakerEvidence.Likely) with { Attribution = Attribution.Likely } : null;
    }

    /// <summary>The words of saying begin the line ("Says road will open").</summary>
    public bool IsDeck(Draft draft) => char.IsUpper(_text[draft.Cue.Start]) && draft.Cue.Of(_text) is [.., 's'] && !draft.Cue.Of(_text).Contains(' ')
        && draft.Cue.Start - _sentences[draft.Sentence].Start <= 4;

    /// <summary>The country's own official or ministry that a lead's "Samplia has rejected" repeats; null when the text does not show which.</summary>
    public Voice? Issued(Voice lead, Draft draft, IEnumerable<(Draft Draft, Voice Voice)> next)
    {
        if (lead.Characters is not [{ Kind: MentionKind.State } state] || draft.Source is not { } span || SourcePhrase.Of(_text, span).Words.Length > 2)
            return null;
        foreach (var (later, voice) in next)
        {
            if (later.Sentence == draft.Sentence && voice.Characters is [{ Kind: MentionKind.State }])
                continue;
            if (voice.Characters is [{ Kind: MentionKind.State } same] && same == state)
                continue;
            var ours = voice.Characters is [{ IsPerson: true } or { Kind: MentionKind.Body }]
                ? Portraits.IsOf(voice.Characters[0], state.Tokens[^1])
                : voice.Characters.Count == 0 && voice.Speakers is [var own] && Portraits.Mention(own.Span.Of(_text), state.Tokens[^1]);
            // "The Foreign Office spokesperson said": the country's own, where the words name none.
            ours |= voice.Speakers is [{ Kind: NamedAs.Body } office] && office.Span.Of(_text) is "Foreign Office" or "Foreign Ministry";
            return ours && later.Sentence - draft.Sentence <= 3 ? voice with { Evidence = SpeakerEvidence.Likely, Attribution = Attribution.Likely } : null;
        }

        return null;
    }

    /// <summary>The first name after an offset, for a back-reference ("expressed in a statement issued by X").</summary>
    public Character? FirstAfter(int from, int until) => _cast.Between(from, until) is [var first, ..] ? first.Character : null;

    /// <summary>Remembers a body as having spoken, for the "it" and the "statement" that follow.</summary>
    public void Remember(Character character, int sentence) =>
        _spoken.Add(new(sentence, character.Full.Span.Start, Voice.Of(character, SpeakerEvidence.Named), false) { Written = true });

    // "Said in a statement", "issued a statement in which they said": what a later "the statement" means.
    private bool IsWritten(Draft draft, Voice voice) => voice.Evidence == SpeakerEvidence.Document
        || (draft.Source is { } who && who.End < draft.Cue.Start && Issuing().IsMatch(_text[who.End..draft.Cue.Start]))
        || draft.CueHead is "tweeted" or "posted" or "wrote"
        || draft.Cue.Of(_text).Split(' ').Any(w => Names.Carriers.Contains(w.ToLowerInvariant()))
        || _text.AsSpan(draft.Cue.End, Math.Min(60, _text.Length - draft.Cue.End)).IndexOf(" statement", StringComparison.Ordinal) is >= 0 and < 40
        || (draft.Source is { } source && source.Start > _sentences[draft.Sentence].Start
            && _text.AsSpan(_sentences[draft.Sentence].Start, source.Start - _sentences[draft.Sentence].Start).IndexOf("n a statement", StringComparison.Ordinal) is >= 0 and < 4);

    [GeneratedRegex(@"\b(?:issued|released|published|adopted|signed)\b[^.;]*\b(?:statement|communiqu[eé]|declaration|letter)\b")]
    private static partial Regex Issuing();

    // Names that speak themselves; null when the source only describes by them.
    private Voice? Named(SourcePhrase source)
    {
        var inside = _cast.Between(source.Span.Start, source.Span.End);
        if (inside.Count == 0)
            return OneWord(source);
        if (Included(source, inside) is { } included)
            return included;
        var people = Heads(source, [.. inside.Where(m => m.Mention.Kind == MentionKind.Person)]);
        if (people.Count > 1 && source.Joins(people[0].Mention.Span.End, people[1].Mention.PhraseStart))
            return Together([.. people.Select(p => p.Character)]);
        if (people.Count > 0)
            return Single(people[0].Mention, people[0].Character);
        if (source.IsNameless || source.IsCarrier || source.IsSpokesperson || IsCommonPlural(inside) || IsOffices(source, inside))
            return null;
        // "Minister for Trade and Minister for Ports Ann Example": a name of the world behind an office.
        if ((inside.Exists(m => m.Mention.Kind == MentionKind.Office) || source.IsBehindComma(inside[^1].Mention.Span.Start))
            && inside is [.., var named] && named.Mention.Kind == MentionKind.Unclear && source.EndsWith(named.Mention.Span) && named.Character.Tokens.Count > 1)
            return Single(named.Mention, named.Character);
        if (inside is [var only] && only.Mention.Kind == MentionKind.Unclear && !only.Mention.Owns && source.EndsWith(only.Mention.Span) && !source.IsObject(only.Mention))
            return Single(only.Mention, only.Character);
        return Bodies(source, inside);
    }

    // "Councillors, including Ann Example and Bo Sampler": of the named and the nameless who speak together, the named ones.
    private Voice? Included(SourcePhrase source, List<(Mention Mention, Character Character)> inside)
    {
        if (!source.IsPlural || source.Including is not (> 0 and var from))
            return null;
        var members = inside.FindAll(m => m.Mention.PhraseStart >= from && !m.Mention.Owns && m.Mention.Kind is not (MentionKind.Office or MentionKind.Body) && !source.IsObject(m.Mention, from));
        return members.Count == 0 || inside.Exists(m => m.Mention is { Kind: MentionKind.Person, Owns: false } && m.Mention.PhraseStart < from)
            ? null : Together(members.ConvertAll(m => m.Character));
    }

    // "He and Ann Example", "Ann Example and her counterpart Bo Sample", "the minister and Ann Example": each for himself, if both can be told.
    private Voice? Both(SourcePhrase source, Draft draft)
    {
        foreach (var (left, right) in source.Halves())
        {
            if (_cast.Between(source.Span.Start, source.Span.End).Exists(m => m.Mention.PhraseStart < left.Span.End && m.Mention.Span.End > right.Span.Start)
                || Named(right) is not { Characters: [{ Kind: not MentionKind.Office } second] } || !IsAtEnd(right, second) || IsLeftOpen(left))
                continue;
            var first = left.IsPronoun ? _pronouns.Follow(left, draft with { Source = left.Span }, second)
                : Named(left) ?? (left.IsDefinite && !left.IsPlural ? _descriptions.Follow(left, draft with { Source = left.Span }) : null);
            if (first is { Characters: [var one] } && one != second && (one.Kind != MentionKind.Unclear || one.Tokens.Count > 1) && (one.IsPerson || !left.IsPronoun) && (first.Evidence != SpeakerEvidence.Likely || left.IsPronoun))
                return Together([one, second]) with { Evidence = first.Evidence == SpeakerEvidence.Named ? SpeakerEvidence.Named : first.Evidence };
        }

        return null;
    }

    // The name is what the words before "and" lead to; what stands behind it only describes.
    private bool IsAtEnd(SourcePhrase right, Character second) =>
        _cast.Between(right.Span.Start, right.Span.End).Exists(m => m.Character == second && !m.Mention.Owns && right.IsHead(m.Mention.Span));

    // "An adviser to Ann Example and Bo Sample", "Ann Example, adviser to Bo Sample and Carl Sampler": a preposition leads to both.
    private bool IsLeftOpen(SourcePhrase left) => _cast.Between(left.Span.Start, left.Span.End) is [.., var last] && left.IsObject(last.Mention) && left.EndsWith(last.Mention.Span)
        && !_text.AsSpan(left.Span.Start, left.Span.Length).TrimEnd().EndsWith(",");

    // "Transporters", "Students": a capital only because the sentence begins.
    private bool IsCommonPlural(List<(Mention Mention, Character Character)> inside) =>
        inside is [{ Mention: { Kind: MentionKind.Unclear, Place.Token: <= 1 } } only] && only.Character.Tokens is [[.., not 's', 's']] && only.Character.Mentions.Count == 1
        && !Names.IsOutlet(only.Mention.Span.Of(_text)) && !only.Mention.Owns;

    // "The foreign ministers of Samplia and Elsewhere"
    private static bool IsOffices(SourcePhrase source, List<(Mention Mention, Character Character)> inside) =>
        inside.Count(m => m.Mention.Kind == MentionKind.State) > 1 && source.Head.EndsWith('s') && Names.PersonNouns.Contains(source.Head[..^1]);

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
        // "Sample goalscorer Ann", "the state-run newspaper Sample Times": the name behind a noun.
        if (heads.Count > 1 && inside[^1].Mention == heads[^1].Mention && source.EndsWith(heads[^1].Mention.Span) && source.IsBehindNoun(heads[^1].Mention.PhraseStart)
            && heads[^1].Mention.Kind is MentionKind.Unclear or MentionKind.Body)
            return Single(heads[^1].Mention, heads[^1].Character);
        var first = heads[0];
        if (!source.IsListOf([.. heads.Select(h => h.Mention.Span)]))
            return source.IsHead(first.Mention.Span) ? Single(first.Mention, first.Character) : null;
        return heads.Count == 1 ? Single(first.Mention, first.Character) : Together([.. heads.Select(h => h.Character)]);
    }

    // Owners ("Ann Example's lawyer") and those behind a preposition ("an aide to Ann Example") do not speak.
    private List<(Mention Mention, Character Character)> Heads(SourcePhrase source, List<(Mention Mention, Character Character)> inside)
    {
        var free = new List<(Mention Mention, Character Character)>();
        for (var i = 0; i < inside.Count; i++)
        {
            var (mention, character) = inside[i];
            // "An adviser to Ann Example and Bo Sample"
            var joined = i > 0 && free.All(f => f.Mention != inside[i - 1].Mention) && !inside[i - 1].Mention.Owns && _text[inside[i - 1].Mention.Span.End..mention.Span.Start] is " and ";
            if ((!mention.Owns || source.EndsWith(mention.Span)) && !source.IsObject(mention) && !joined)
                free.Add((mention, character));
        }

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
