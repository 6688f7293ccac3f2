using System.Text.RegularExpressions;
using NewsBot.Text.Attributions;

namespace NewsBot.Text.Speakers;

/// <summary>Follows sources without a name of their own ("the envoy", "a statement by the ministry", "both sides") to whom they mean.</summary>
internal sealed partial class Descriptions(string text, Cast cast, Spoken spoken, Gatherings gatherings, Func<SourcePhrase, Voice?> named)
{
    private const int LongestDescription = 9;

    // Characters in which the first name of an article stands.
    private const int Opening = 300;

    private readonly Portraits _portraits = new(cast, spoken);
    private Character? _guest;

    public Voice Follow(SourcePhrase source, Draft draft)
    {
        if (source.Words.Length == 0)
            return Voice.Nobody;
        if (IsAnswer(source, draft))
            return Guest();
        if (Holders(source) is { } holders)
            return holders;
        if (Sides(source, draft) is { } together)
            return together;
        if (Members(source) is { } bodies)
            return bodies;
        if (source.IsCarrier)
            return Document(source, draft);
        if (source.IsSpokesperson)
            return Spokesperson(source, draft);
        if (IsInsurgents(source) && cast.Before(source.Span.Start).FirstOrDefault(m => m.Character.Tokens.Contains("taliban")).Character is { } movement)
            return Voice.Of(movement, SpeakerEvidence.Description);
        if (IsBody(source))
            return Body(source);
        if (source.IsNameless && !(source.IsDefinite && Names.PersonNouns.Contains(source.Head)))
            return Voice.Nobody;
        // "THE PRESIDENT: …" is one person from the first turn to the last, whoever else is called so in between.
        return draft.Turn is not null && Names.PersonTitles.Contains(source.Head)
            ? Itself(Own(source), NamedAs.Described, SpeakerEvidence.Description) : Person(source);
    }

    // "A: …" in the transcript of an interview
    private bool IsAnswer(SourcePhrase source, Draft draft) =>
        source.Words is ["a" or "answer" or "ans"] && source.IsCapital && draft.Cue.Of(text).Trim() == ":";

    // Whoever spoke most before the transcript gives all of its answers, whomever they quote; of two alike, whoever spoke last.
    private Voice Guest()
    {
        _guest ??= spoken.Most(c => c.IsPerson || c.Kind == MentionKind.Unclear);
        return _guest is null ? Voice.Nobody : Voice.Of(_guest, SpeakerEvidence.Likely);
    }

    // "Both sides", "the two ministers", "the three countries"
    private Voice? Sides(SourcePhrase source, Draft draft)
    {
        var many = source.Words.Contains("both") || source.Words.Contains("two") ? 2
            : source.Words.Contains("three") ? 3 : source.Words.Contains("four") ? 4
            : (source.IsDefinite || source.Words.Length == 1) && source.Head is "sides" or "parties" || (source.IsDefinite && source.Head is "leaders" or "dignitaries" or "countries" or "nations" or "ministers" or "diplomats" or "envoys" or "presidents" or "premiers" or "speakers" or "participants") ? 0 : -1;
        // "Speakers said" without an article means those who have spoken together.
        if (source.Words is ["speakers" or "participants"])
            return gatherings.Last.Count > 1 ? Voice.Of(gatherings.Last) : null;
        if (many < 0 || !(source.IsPlural || source.Words is ["both"]) || source.Words.Length > 12)
            return null;
        var together = gatherings.Before(draft.Sentence, draft.Cue.Start, many, source.Words.Any(w => w is "countries" or "nations" or "states"), IsPeople(source));
        return together.Count > 1
            ? Voice.Of(together) : many > 0 ? Voice.Nobody : null;
    }

    // "Ministers", "the foreign ministers"
    private static bool IsPeople(SourcePhrase source) => source.Head.EndsWith('s') && Names.PersonNouns.Contains(source.Head[..^1]) && source.Head is not ("leaders" or "officials");

    // "The foreign ministers of Samplia and Elsewhere": who holds the office for each, else the countries.
    private Voice? Holders(SourcePhrase source)
    {
        if (!IsPeople(source) || Array.IndexOf(source.Words, "of") != source.HeadAt + 1)
            return null;
        var states = cast.Between(source.Span.Start, source.Span.End).Where(m => m.Mention.Kind == MentionKind.State).Select(m => m.Character).Distinct().ToList();
        if (states.Count < 2)
            return null;
        var holders = states.Select(s => _portraits.Holder(source.Head[..^1], source.Words[..source.HeadAt], s.Tokens[^1])).OfType<Character>().Distinct().ToList();
        var together = holders.Count == states.Count ? holders : states;
        gatherings.Remember(together);
        return Voice.Of(together);
    }

    // "Representatives of the Sample Chamber": the chamber speaks; "leaders of the Sample Union and the Port Council": both do.
    private Voice? Members(SourcePhrase source)
    {
        if (source.Head is not ("representatives" or "officials" or "leaders" or "delegates") || Array.IndexOf(source.Words, "of") != source.HeadAt + 1)
            return null;
        var inside = cast.Between(source.Span.Start, source.Span.End);
        if (inside.Count == 0 || !inside.TrueForAll(m => m.Mention is { Kind: MentionKind.Body, Owns: false }))
            return null;
        var bodies = inside.ConvertAll(m => m.Character).Distinct().ToList();
        if (bodies.Count > 1)
            gatherings.Remember(bodies);
        return new Voice([.. bodies.Select(b => b.Span)], Attribution.Spokesperson, SpeakerEvidence.Named) { Characters = bodies };
    }

    // "A statement by the ministry", "the university's notification", "the statement"
    private Voice Document(SourcePhrase source, Draft draft)
    {
        if (source.IsPlural && !source.IsDefinite && !HasCapital(source))
            return Voice.Nobody;
        if (Behind(source, draft, "by", "from") is { } issued && issued.Speakers.Count > 0)
            return issued with { Evidence = SpeakerEvidence.Document };
        var inside = cast.Between(source.Span.Start, source.Span.End);
        var issuer = inside.Find(m => m.Mention.Kind is not MentionKind.Office && !IsWhere(source, m.Mention) && !(m.Mention is { Kind: MentionKind.State, Owns: true } && inside.Count > 1));
        if (issuer.Mention is not null)
            return Voice.Of(issuer.Character, SpeakerEvidence.Document);
        if (Names.Rulings.Contains(source.Head) && spoken.One(c => c.IsBody && c.About.Overlaps(Courts)) is { } court)
            return Voice.Of(court.Character, SpeakerEvidence.Likely);
        if (source.Words.Contains("joint") && gatherings.Before(draft.Sentence, draft.Cue.Start, 0, false) is { Count: > 1 } together)
            return Voice.Of(together, SpeakerEvidence.Document);
        foreach (var word in source.Modifiers.Where(w => Names.BodyNouns.Contains(w) && !Names.Carriers.Contains(w)))
        {
            if (_portraits.Body(word, [], source.Span.Start) is { } owner)
                return Voice.Of(owner, SpeakerEvidence.Likely);
        }

        if (source.IsIndefinite && Subject(source, draft) is { } subject)
            return Voice.Of(subject, SpeakerEvidence.Likely);
        // "Says a press release" in the news of one body
        if (source.IsIndefinite && source.Words.Length <= 3 && spoken.Sole is { Kind: MentionKind.Body or MentionKind.Unclear } sole && !IsOutlet(sole))
            return Voice.Of(sole, SpeakerEvidence.Likely);
        if (source.Words is ["a", "press" or "media" or "news", "release" or "statement" or "note"] or ["a", "statement" or "handout"] && About() is { } own)
            return Voice.Of(own, SpeakerEvidence.Likely);
        if (spoken.Recent(t => t.Written && t.Voice.Speakers.Count > 0) is { } written && source.Words[0] is not ("a" or "an"))
            return written.Voice with { Evidence = SpeakerEvidence.Likely };
        if (source.Words[0] is "a" or "an" || source.Head.EndsWith('s') && !source.IsDefinite)
            return Voice.Nobody;
        // The outlet that has seen a letter did not write it.
        bool Writes(Character c) => source.Head is "report" or "reports" || !IsOutlet(c);
        return spoken.One(c => !c.IsPerson && Writes(c)) is { } body ? Voice.Of(body.Character, SpeakerEvidence.Likely)
            : spoken.Recent(t => t.Voice.Speakers.Count > 0 && t.Voice.Characters.All(Writes)) is { } any ? any.Voice with { Evidence = SpeakerEvidence.Likely } : Voice.Nobody;
    }

    // Whose news it is before anybody has spoken: the body that the first sentence begins with.
    private Character? About()
    {
        if (spoken.Last is not null)
            return null;
        var first = cast.Between(0, Math.Min(text.Length, Opening)).Find(m => m.Mention.Kind != MentionKind.State || m.Mention.Place.Token > 0);
        return first.Mention is { Kind: MentionKind.Body or MentionKind.Unclear, Owns: false, Place: { Sentence: 0, Token: <= 4 } } && !IsOutlet(first.Character) ? first.Character : null;
    }

    // "Issued in Sampleton", "released from Samplia"
    private bool IsWhere(SourcePhrase source, Mention mention)
    {
        if (mention.Kind is not (MentionKind.Unclear or MentionKind.State) || mention.Span.Start <= source.Span.Start)
            return false;
        var before = SourcePhrase.Of(text, source.Span with { End = mention.Span.Start }).Words;
        return before is [.., "issued" or "released" or "sent" or "dispatched", "from" or "in" or "at"];
    }

    private bool IsPlaceOnly(SourcePhrase source) => cast.Between(source.Span.Start, source.Span.End).TrueForAll(m => m.Mention.Kind is MentionKind.Unclear or MentionKind.State);

    // "The Sample Assembly has passed a resolution": the body that acts in the sentence.
    private Character? Subject(SourcePhrase source, Draft draft)
    {
        var before = cast.Before(source.Span.Start).TakeWhile(m => m.Mention.Place.Sentence == draft.Sentence).ToList();
        return before is [.., { Mention: { Kind: MentionKind.Body, Owns: false, Place.Token: <= 2 } } acts] ? acts.Character : null;
    }

    private static readonly HashSet<string> Courts = new(StringComparer.Ordinal) { "court", "tribunal", "bench", "judge", "justice", "magistrate" };

    // Who stands behind the preposition: "a statement issued by the police", "a spokesman for the ministry of trade".
    private Voice? Behind(SourcePhrase source, Draft draft, params string[] prepositions)
    {
        var at = Array.FindIndex(source.Words, w => prepositions.Contains(w));
        // "A statement issued from Sampleton": where it was written.
        if (at > 0 && source.Words[at] == "from" && source.Words[at - 1] is "issued" or "released" or "sent" or "dispatched" && IsPlaceOnly(source))
            return null;
        if (at < 0 || at == source.Words.Length - 1 || (at > 0 && source.Words[at - 1] is "seen" or "obtained" or "reviewed" or "viewed" or "accessed" or "received"))
            return null;
        var rest = Slice(source, at + 1, source.Words.Length - 1) with { End = source.Span.End };
        var to = text.AsSpan(rest.Start, rest.Length).IndexOf(" to ", StringComparison.Ordinal);
        var inner = SourcePhrase.Of(text, to > 0 ? rest with { End = rest.Start + to } : rest);
        return inner.IsPronoun || inner.IsCarrier || inner.Words.Length == 0 ? null : named(inner) ?? Follow(inner, draft);
    }

    /// <inheritdoc cref="Portraits.MayBe"/>
    public bool MayBe(Character character, SourcePhrase source, bool isLead = false) => _portraits.MayBe(character, source, isLead);

    /// <summary>The person whom a description means; null when it means nobody, or several alike.</summary>
    public Character? Whom(SourcePhrase source) => _portraits.Person(source.Head, source, text, out _);

    private Voice Spokesperson(SourcePhrase source, Draft draft)
    {
        var mouth = source.Words.Any(w => NameParts.Bare(w) is "spokesman" or "spokeswoman" or "spokesperson" or "spox");
        if (!source.IsIndefinite && mouth && _portraits.Person("spokesman", source, text, out var isClear) is { } known)
            return Voice.Of(known, isClear ? SpeakerEvidence.Description : SpeakerEvidence.Likely);
        if (Behind(source, draft, "for", "of", "from") is { } spokenFor && spokenFor.Speakers.Count > 0)
            return spokenFor with { Attribution = Attribution.Spokesperson };
        if (OfficeBehind(source) is { } office)
            return Itself(office, NamedAs.Described, SpeakerEvidence.Named) with { Attribution = Attribution.Spokesperson };
        var inside = cast.Between(source.Span.Start, source.Span.End).FindAll(m => !source.IsBehindPlaceWord(m.Mention.PhraseStart));
        var owner = inside.Find(m => m.Mention.Kind == MentionKind.Body);
        if (owner.Mention is null)
            owner = inside.Find(m => m.Mention.Kind is not MentionKind.Office and not MentionKind.State);
        if (owner.Mention is not null && !(owner.Mention.Owns && source.Words.Contains("ministry")))
            return Voice.Of(owner.Character, SpeakerEvidence.Named) with { Attribution = Attribution.Spokesperson };
        var body = Array.FindLastIndex(source.Words, w => Names.BodyNouns.Contains(NameParts.Bare(w)));
        if (body >= 0)
        {
            var noun = NameParts.Bare(source.Words[body]);
            var modifiers = source.Words[..body].Where(w => w is not ("the" or "a" or "an") && !Names.Spokespersons.Contains(NameParts.Bare(w))).ToArray();
            if (_portraits.Body(noun, [.. modifiers.Select(NameParts.Bare)], source.Span.Start) is { } of)
                return Voice.Of(of, SpeakerEvidence.Description) with { Attribution = Attribution.Spokesperson };
            return Itself(Slice(source, noun == "police" && modifiers.Length == 0 ? body : FirstOf(source, body), body), NamedAs.Body, SpeakerEvidence.Named)
                with
            { Attribution = Attribution.Spokesperson };
        }

        if (!source.IsDefinite && mouth && _portraits.Person("spokesman", source, text, out _) is { } later)
            return Voice.Of(later, SpeakerEvidence.Likely);
        return spoken.One(c => c.Kind == MentionKind.Body) is { } last
            ? Voice.Of(last.Character, SpeakerEvidence.Likely) with { Attribution = Attribution.Spokesperson } : Voice.Nobody;
    }

    // "A spokesman for Sampleton's governor"
    private TextSpan? OfficeBehind(SourcePhrase source)
    {
        var at = Array.IndexOf(source.Words, "for", source.HeadAt + 1);
        if (at < 0 || at + 2 >= source.Words.Length || !source.Words[at + 1].EndsWith("'s", StringComparison.Ordinal))
            return null;
        var inner = Slice(source, at + 1, source.Words.Length - 1) with { Start = Slice(source, at + 1, at + 1).Start };
        return SourcePhrase.Of(text, inner) is { IsPerson: true, HeadAt: > 0 } ? inner : null;
    }

    private static bool IsInsurgents(SourcePhrase source) => source.IsDefinite
        && (source.Head is "insurgents" or "insurgency" || (source.Head is "group" or "movement" or "outfit" && source.Words.Any(w => w is "insurgent" or "militant" or "rebel" or "islamist" or "hardline")));

    private static bool IsBody(SourcePhrase source) => NameParts.IsBody(source.Head) || Names.BodyWords.Contains(source.Head)
        || source.Head is "agencies" || (source.Head == "police") || (source.IsPlural && source.Head is "courts" or "consulates" or "ministries");

    // "The administration", "his administration": whose it is, the nearest mention before says, else the first after.
    private Voice? Administration(SourcePhrase source)
    {
        if (source is not { Head: "administration", IsDefinite: true, Words.Length: 2 })
            return null;
        var nearest = Administrations().Matches(text).MinBy(m => m.Index < source.Span.Start ? source.Span.Start - m.Index : text.Length + m.Index);
        return nearest is null ? null : Itself(new(nearest.Index, nearest.Index + nearest.Length), NamedAs.Body, SpeakerEvidence.Description);
    }

    // The name and its noun, without a first name before it.
    [GeneratedRegex(@"\b(?!The |This |That |His |Her )\p{Lu}[\p{L}’'-]+ [Aa]dministration\b")]
    private static partial Regex Administrations();

    private Voice Body(SourcePhrase source)
    {
        if (Administration(source) is { } administration)
            return administration;
        var modifiers = source.Modifiers.ToArray();
        var owned = modifiers.Any(m => Names.Demonyms.Contains(m) || Names.States.Contains(m));
        var known = _portraits.Body(source.Head, modifiers, source.Span.Start);
        if (known is not null && (!owned || modifiers.All(known.About.Contains)))
            return Voice.Of(known, modifiers.Length == 0 && !known.About.Contains(source.Head) ? SpeakerEvidence.Likely : SpeakerEvidence.Description);
        if (source.IsDefinite && !owned && source.Modifiers.All(m => m.All(char.IsLetter)) && !HasCapital(source) && LikelyBody(source) is { } likely)
            return Voice.Of(likely, SpeakerEvidence.Likely);
        var inside = cast.Between(source.Span.Start, source.Span.End);
        if (!owned && inside.Find(m => m.Mention.Kind is MentionKind.Body && !m.Mention.Owns) is { Mention: not null } body)
            return Voice.Of(body.Character, SpeakerEvidence.Named);
        if (source.Head is "police" or "government" or "ministry" || (source.Words.Length is > 1 and <= LongestDescription && (owned || modifiers.Length > 0 || inside.Count > 0)))
            return Itself(Own(source), NamedAs.Body, SpeakerEvidence.Named);
        // "The port authority said … the authority told"
        if (spoken.Recent(t => t.Voice is { Characters: [], Speakers: [{ Kind: NamedAs.Body } same] } && same.Span.Of(text).EndsWith(source.Head, StringComparison.OrdinalIgnoreCase)) is { } again)
            return again.Voice with { Evidence = SpeakerEvidence.Description };
        return spoken.One(c => c.IsBody) is { } last ? Voice.Of(last.Character, SpeakerEvidence.Likely) : Voice.Nobody;
    }

    // "The apex court" is the one court of the article; "the insurgent group" whichever body spoke or was named last.
    private Character? LikelyBody(SourcePhrase source)
    {
        if (_portraits.Body(source.Head, [], source.Span.Start) is { } same)
            return same;
        if (!Names.BodyWords.Contains(source.Head) || source.Head == "department")
            return null;
        bool Fits(Character c) => c.Kind == MentionKind.Body && !IsOutlet(c);
        return spoken.One(Fits)?.Character ?? cast.Before(source.Span.Start).FirstOrDefault(m => Fits(m.Character) && !m.Mention.Owns).Character;
    }

    private bool IsOutlet(Character character) => Names.IsOutlet(character.Full.Span.Of(text));

    private bool HasCapital(SourcePhrase source) => text[(source.Span.Start + 1)..source.Span.End].Any(char.IsUpper);

    // "The Deputy Secretary and the State Secretary"
    private Voice? Two(SourcePhrase source)
    {
        var and = text.AsSpan(source.Span.Start, source.Span.Length).IndexOf(" and the ", StringComparison.Ordinal);
        if (and < 0)
            return null;
        var left = SourcePhrase.Of(text, source.Span with { End = source.Span.Start + and });
        var right = SourcePhrase.Of(text, source.Span with { Start = source.Span.Start + and + " and ".Length });
        if (_portraits.Person(left.Head, left, text, out _) is not { } one || _portraits.Person(right.Head, right, text, out _) is not { } other || one == other)
            return null;
        gatherings.Remember([one, other]);
        return new Voice([one.Span, other.Span], Attribution.Named, SpeakerEvidence.Description) { Characters = [one, other] };
    }

    private Voice Person(SourcePhrase source)
    {
        // Whatever stands beside a name: nobody who is named is a newsroom's source.
        if (source.Head is "source" or "sources")
            return Voice.Nobody;
        if (Two(source) is { } two)
            return two;
        if (_portraits.Person(source.Head, source, text, out var isClear) is { } known)
            return Voice.Of(known, isClear ? SpeakerEvidence.Description : SpeakerEvidence.Likely);
        var office = cast.Between(source.Span.Start, source.Span.End).Find(m => m.Mention.Kind == MentionKind.Office);
        if (source.IsIndefinite || source.IsPlural)
            return Voice.Nobody;
        // "The Sample Nights singer": the work says which of those named before.
        if (source.IsDefinite && Names.Performers.Contains(source.Head) && Performer(source) is { } performer)
            return Voice.Of(performer, SpeakerEvidence.Likely);
        var isGiven = source.IsDefinite || (Names.Demonyms.Contains(source.Words[0]) && source.IsPerson);
        if (isGiven && office.Mention is null && spoken.One(c => c.IsPerson) is { } before && (!Names.Anybody.Contains(source.Head) || IsAlone(before.Turn, before.Character))
            && _portraits.MayBe(before.Character, source))
            return Voice.Of(before.Character, SpeakerEvidence.Likely);
        // "Iranian ambassador tweeted": as a headline has it, of whoever was named last and may be that.
        if (isGiven && !source.IsDefinite && cast.Before(source.Span.Start).Where(m => source.Span.Start - m.Mention.Span.End < Opening && m.Character.IsPerson && !m.Mention.Owns && _portraits.MayBe(m.Character, source))
            .Select(m => m.Character).FirstOrDefault() is { } near)
            return Voice.Of(near, SpeakerEvidence.Likely);
        if (source.Words[0] == "the" && NationalOffices.Contains(string.Join(' ', source.Words[1..])))
            return Itself(Own(source), NamedAs.Described, SpeakerEvidence.Likely);
        return office.Mention is not null || ((HasCapital(source) || IsOwnedByState(source)) && source.Modifiers.Any() && !Names.Anybody.Contains(source.Head))
            ? Itself(Own(source), NamedAs.Described, SpeakerEvidence.Named) : Voice.Nobody;
    }

    // One in every country: who holds it is told by the country of the article, if by anything.
    private static readonly HashSet<string> NationalOffices = new(StringComparer.Ordinal)
    {
        "prime minister", "premier", "president", "foreign minister", "defence minister", "defense minister", "interior minister", "finance minister", "information minister", "law minister",
        "planning minister", "energy minister", "commerce minister", "deputy prime minister", "foreign secretary", "interior secretary", "army chief", "chief of army staff", "field marshal", "national security adviser",
        "national security advisor", "secretary of state", "defense secretary", "chief justice", "pm", "fm", "dpm", "coas",
    };

    // Sentences in which nobody else has spoken.
    private const int Alone = 6;

    // "The official added": whoever spoke last, where nobody else has spoken, or not for long.
    private bool IsAlone(Spoken.Turn turn, Character character) =>
        turn == spoken.Last && spoken.Recent(t => t.Voice.Speakers.Count == 0 || (turn.Sentence - t.Sentence < Alone && t.Voice.Characters.Any(c => c.IsPerson && c != character))) is null;

    private Character? Performer(SourcePhrase source)
    {
        var spoke = spoken.One(c => c.IsPerson)?.Character;
        var named = cast.Before(source.Span.Start).FirstOrDefault(m => m.Character.IsPerson && !m.Mention.Owns).Character;
        return named is not null && named.About.Contains(source.Head) ? named : spoke ?? named;
    }

    // "Samplia's envoy", also where a sentence begins with it.
    private bool IsOwnedByState(SourcePhrase source) => cast.Between(source.Span.Start, source.Span.End) is [{ Mention: { Kind: MentionKind.State, Owns: true } owner }, ..] && owner.Span.Start == source.Span.Start;

    // The phrase without its article.
    private TextSpan Own(SourcePhrase source)
    {
        var span = source.Span;
        if (text.AsSpan(span.Start, span.Length).IndexOf(", known", StringComparison.Ordinal) is > 0 and var known)
            span = span with { End = span.Start + known };
        var space = text.AsSpan(span.Start, span.Length).IndexOf(' ');
        return source.Words[0] is "the" or "a" or "an" && space > 0 ? span with { Start = span.Start + space + 1 } : span;
    }

    private static int FirstOf(SourcePhrase source, int body)
    {
        var first = body;
        while (first > 0 && source.Words[first - 1] is not ("the" or "a" or "an" or "for" or "of" or "from" or "at"))
            first--;
        return first;
    }

    // Some words of the source, as a slice of the text.
    private TextSpan Slice(SourcePhrase source, int first, int last)
    {
        var lower = text[source.Span.Start..source.Span.End].ToLowerInvariant().Replace('’', '\'').Replace('´', '\'');
        var at = 0;
        var start = 0;
        for (var i = 0; i <= last; i++)
        {
            at = lower.IndexOf(source.Words[i], at, StringComparison.Ordinal);
            if (i == first)
                start = at;
            at += source.Words[i].Length;
        }

        var end = NameParts.Bare(source.Words[last]).Length - source.Words[last].Length + at;
        return new(source.Span.Start + start, source.Span.Start + end);
    }

    private static Voice Itself(TextSpan span, NamedAs kind, SpeakerEvidence evidence) => new([new(span, kind)], Attribution.Named, evidence);
}
