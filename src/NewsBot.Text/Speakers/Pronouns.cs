using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Follows "he", "it", "they" and "who" to whom they mean.</summary>
/// <param name="text">The article.</param>
/// <param name="sentences">Its sentences.</param>
/// <param name="cast">Whom it names.</param>
/// <param name="spoken">Who has spoken so far.</param>
/// <param name="gatherings">Who met.</param>
/// <param name="described">Finds whom a description means.</param>
internal sealed class Pronouns(string text, List<Sentence> sentences, Cast cast, Spoken spoken, Gatherings gatherings, Func<SourcePhrase, Character?> described)
{
    // A subject stands among the first words of its sentence.
    private const int SubjectReach = 14;
    private const int Clause = 90;
    private const int LongestOffice = 5;

    // Characters: a text without a stop must not cost its square.
    private const int LongestSentence = 1500;

    /// <param name="source">The pronoun.</param>
    /// <param name="draft">The report whose source it is.</param>
    /// <param name="besides">Who is named beside it ("she and Ann Example") and so is not meant by it.</param>
    public Voice Follow(SourcePhrase source, Draft draft, Character? besides = null)
    {
        var word = source.Words[0];
        var voice = word switch
        {
            "we" or "i" or "you" or "my" or "our" => Voice.Nobody,
            "who" or "whose" or "which" => Relative(word, source.Span.Start),
            "they" or "their" or "them" or "themselves" => Several(draft),
            "it" or "its" or "itself" => Thing(draft),
            _ => Person(word is "she" or "her" or "herself" ? Gender.Woman : Gender.Man, draft, besides),
        };
        return voice;
    }

    private Voice Relative(string word, int at)
    {
        foreach (var (mention, character) in cast.Before(at))
        {
            if (at - mention.Span.End > Clause || !IsOneClause(mention.Span.End, at))
                break;
            if (word == "which" ? character.IsBody : !character.IsBody && !mention.Owns)
                return Voice.Of(character, SpeakerEvidence.Pronoun);
        }

        return Voice.Nobody;
    }

    private Voice Person(Gender gender, Draft draft, Character? besides)
    {
        var other = gender == Gender.Woman ? Gender.Man : Gender.Woman;
        bool Fits(Character c) => c != besides && c.Gender != other && c.Kind is MentionKind.Person or MentionKind.Unclear or MentionKind.Office;
        var at = draft.Source!.Value.Start;
        var last = spoken.One(Fits);
        var subject = Subject(draft.Sentence, at, last?.Turn.Sentence ?? -1, c => c != besides && c.IsPerson && c.Gender != other);
        if (Actor(draft, at) is { } actor && Fits(actor))
            return Voice.Of(actor, SpeakerEvidence.Likely);
        // "The port authority's director said … He added"
        if (subject is null && spoken.Last is { Plural: false, Voice: { Characters.Count: 0, Speakers: [{ Kind: NamedAs.Described }] } described } office && draft.Sentence - office.Sentence <= 3
            && !Names.Performers.Any(described.Speakers[0].Span.Of(text).EndsWith))
            return described with { Evidence = SpeakerEvidence.Pronoun };
        // "An officer said … He added": nobody can be named for that either.
        if (subject is null && spoken.Last is { Voice.Speakers.Count: 0, Plural: false } nameless && draft.Sentence - nameless.Sentence <= 3)
            return Voice.Nobody;
        // "A spokesman for the ministry said … He added"
        if (subject is null && spoken.Last is { Voice.Attribution: Attribution.Spokesperson } mouth && draft.Sentence - mouth.Sentence <= 3)
            return mouth.Voice with { Evidence = SpeakerEvidence.Pronoun };
        var pick = subject ?? last?.Character;
        var evidence = SpeakerEvidence.Pronoun;
        if (pick is null)
        {
            pick = cast.Before(at).FirstOrDefault(m => m.Character != besides && m.Character.IsPerson && m.Character.Gender != other && !m.Mention.Owns).Character
                ?? cast.Characters.FirstOrDefault(c => c != besides && c.IsPerson && c.Gender == gender);
            evidence = SpeakerEvidence.Likely;
        }

        if (pick is null)
            return Voice.Nobody;
        if (pick.Gender == Gender.Unknown)
            pick.Gender = gender;
        return Voice.Of(pick, evidence);
    }

    // "The president closed the bridge, a step he praised": a pronoun within the clause is of the one whom the sentence begins with; behind a
    // comma it is whoever speaks.
    private Character? Actor(Draft draft, int at)
    {
        var sentence = sentences[draft.Sentence];
        if (at <= sentence.Start || spoken.Last?.Sentence == draft.Sentence || sentence.Lower(0) != "the" || !char.IsLetter(text.AsSpan(sentence.Start, at - sentence.Start).TrimEnd()[^1]))
            return null;
        for (var noun = 1; noun < Math.Min(LongestOffice, sentence.Count) && sentence.IsWord(noun) && sentence[noun].End < at; noun++)
        {
            if (Names.PersonNouns.Contains(sentence.Lower(noun)) && !Names.PersonNouns.Contains(sentence.Lower(noun + 1)))
                return described(SourcePhrase.Of(text, sentence.Span(0, noun)));
        }

        return null;
    }

    // The one who acts in the sentences since the last words were said, the nearest first.
    private Character? Subject(int sentence, int at, int since, Func<Character, bool> fits)
    {
        for (var s = sentence; s > since && s >= 0 && sentence - s <= 4; s--)
        {
            var until = Math.Min(s == sentence ? at : sentences[s].End, sentences[s].Start + LongestSentence);
            var reach = sentences[s][Math.Min(sentences[s].Count - 1, SubjectReach)].End;
            foreach (var (mention, character) in cast.Between(sentences[s].Start, until))
            {
                if (character.IsPerson && fits(character) && !mention.Owns && !IsObject(mention, s) && (mention.Span.Start < reach || IsTelling(mention, s)))
                    return character;
            }
        }

        return null;
    }

    // "The bridge needs new ropes, Ann Example told the Sample Times": who speaks, wherever the name stands.
    private bool IsTelling(Mention mention, int s) => Words.Said.Contains(sentences[s].Lower(sentences[s].IndexAfter(mention.Span.End)));

    // "Addressing Ann Example", "with Ann Example": not who acts.
    private bool IsObject(Mention mention, int s)
    {
        var before = mention.Place.Sentence == s ? sentences[s].Lower(mention.Place.Token - 1) : "";
        return Words.Prepositions.Contains(before) || before.EndsWith("ing", StringComparison.Ordinal) || (before == "the" && Words.Prepositions.Contains(sentences[s].Lower(mention.Place.Token - 2)));
    }

    private Voice Thing(Draft draft)
    {
        var at = draft.Source!.Value.Start;
        if (spoken.Recent(t => t.Voice.Speakers is [{ Kind: NamedAs.Body or NamedAs.State or NamedAs.Unclear }]) is { } turn)
            return turn.Voice with { Evidence = draft.Sentence - turn.Sentence <= 3 ? SpeakerEvidence.Pronoun : SpeakerEvidence.Likely };
        var near = cast.Before(at).FirstOrDefault(m => m.Character.IsBody && !Names.IsOutlet(m.Mention.Span.Of(text)) && !m.Mention.Owns).Character;
        return near is null ? Voice.Nobody : Voice.Of(near, SpeakerEvidence.Likely);
    }

    private Voice Several(Draft draft)
    {
        if (spoken.Last is { } turn)
        {
            if (gatherings.Since(turn.Sentence, draft.Sentence, draft.Cue.Start) is { } met)
                return new Voice([.. met.Select(c => c.Span)], Attribution.Named, SpeakerEvidence.Together) { Characters = met };
            if (turn.Voice.Characters.Count > 1 || (turn.Plural && draft.Sentence - turn.Sentence <= 6))
                return turn.Voice with { Evidence = turn.Voice.Speakers.Count == 0 ? SpeakerEvidence.Nobody : SpeakerEvidence.Pronoun };
            if (turn.Voice.Characters is [{ Kind: MentionKind.Body } body] && draft.Sentence - turn.Sentence <= 4)
                return Voice.Of(body, SpeakerEvidence.Pronoun);
        }

        if (gatherings.Before(draft.Sentence, draft.Cue.Start, 0, false) is { Count: > 1 } together)
            return new Voice([.. together.Select(c => c.Span)], Attribution.Named, SpeakerEvidence.Together) { Characters = together };
        return spoken.One(c => c.Kind == MentionKind.Body) is { } last ? Voice.Of(last.Character, SpeakerEvidence.Likely) : Voice.Nobody;
    }

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
}
