using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>Who met or signed: those whom "both sides" and "they" mean afterwards.</summary>
internal sealed class Gatherings(string text, List<Sentence> sentences, Cast cast)
{
    private const int Reach = 60;
    private const int Ahead = 8;
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "met", "meeting", "meet", "meetings", "talks", "called", "call", "received", "hosted", "held", "visit", "visited", "telephoned", "spoke", "conversation", "discussed", "welcomed",
        "delegation", "trilateral", "bilateral", "summit", "signed", "agreement", "joint", "ceremony", "conference", "between", "consultation", "consultations", "dialogue",
    };

    private List<Character> _last = [];

    /// <summary>Those who spoke together last.</summary>
    public IReadOnlyList<Character> Last => _last;

    public void Remember(List<Character> together) => _last = together;

    /// <summary>Those who met in a sentence at or before this one: persons before states, as many as the words say.</summary>
    /// <param name="sentence">Where "both sides" stands.</param>
    /// <param name="offset">Where in the text.</param>
    /// <param name="many">How many they are; 0 when it is not said.</param>
    /// <param name="states">They are countries ("the two countries").</param>
    /// <param name="persons">They are people ("the two ministers").</param>
    public List<Character> Before(int sentence, int offset, int many, bool states, bool persons = false)
    {
        if (_last.Count > 1 && (many == 0 || _last.Count == many) && (!states || _last.TrueForAll(c => c.Kind == MentionKind.State))
            && (!persons || _last.TrueForAll(IsSomebody)))
            return _last;
        foreach (var kind in states ? [MentionKind.State] : persons ? [MentionKind.Person] : new[] { MentionKind.Person, MentionKind.State })
        {
            for (var s = sentence; s >= Math.Max(0, sentence - Reach); s--)
            {
                if (At(s, offset, many, kind) is { } met)
                    return _last = met;
            }
        }

        // "The three ministers" of a lead are named when the meeting is told.
        for (var s = sentence + 1; persons && many > 0 && s < Math.Min(sentences.Count, sentence + Ahead); s++)
        {
            if (At(s, sentences[s].End, many, MentionKind.Person) is { } met)
                return _last = met;
        }

        for (var s = sentence; persons && s >= Math.Max(0, sentence - Reach); s--)
        {
            if (At(s, offset, many, MentionKind.State) is { } met)
                return _last = met;
        }

        return [];
    }

    /// <summary>The people who met in the last sentences since a turn, for a "they" that means them; null when none did.</summary>
    public List<Character>? Since(int turn, int sentence, int offset)
    {
        for (var s = sentence - 1; s > turn && sentence - s <= 2; s--)
        {
            if (At(s, offset, 0, MentionKind.Person) is { } met)
                return _last = met;
        }

        return null;
    }

    private List<Character>? At(int s, int offset, int many, MentionKind kind)
    {
        var sentence = sentences[s];
        if (!Enumerable.Range(0, sentence.Count).Any(i => Words.Contains(sentence.Lower(i))))
            return null;
        var named = cast.Between(sentence.Start, Math.Min(offset, sentence.End));
        var met = named.Where(m => kind == MentionKind.State ? m.Character.Kind == kind && !IsPlace(m.Mention) : IsSomebody(m.Character) && !m.Mention.Owns).Select(m => m.Character).Distinct().ToList();
        if (kind == MentionKind.State && Listed(named) is { Count: > 1 } listed)
            met = listed;
        return Fits(met, many) ? met : null;
    }

    // A person, also one whom no title and no known first name shows to be one: who has spoken, or is called by the surname.
    private static bool IsSomebody(Character character) => character.IsPerson
        || (character is { Kind: MentionKind.Unclear, Tokens.Count: 2 or 3 } && (character.LastSpoke >= 0 || character.IsCalledBySurname));

    // "Samplia, Elsewhere and Thereland": the longest list of countries, and not those that a sentence names besides.
    private List<Character> Listed(List<(Mention Mention, Character Character)> named)
    {
        var (longest, now, end) = (new List<Character>(), new List<Character>(), -1);
        foreach (var (mention, character) in named)
        {
            if (character.Kind != MentionKind.State || IsPlace(mention))
                continue;
            if (end >= 0 && text[end..mention.Span.Start].Trim() is not ("," or "and" or ", and" or "and the" or ", the"))
                now = [];
            if (!now.Contains(character))
                now.Add(character);
            longest = now.Count > longest.Count ? now : longest;
            end = mention.Span.End;
        }

        return longest;
    }

    private static bool Fits(List<Character> together, int many) => many == 0 ? together.Count is >= 2 and <= 4 : together.Count == many;

    // "met in Doha", "talks on Samplia", "held at Sampleton, Samplia"
    private bool IsPlace(Mention mention)
    {
        // A dateline.
        if (mention.Span.Of(text).All(c => !char.IsLetter(c) || char.IsUpper(c)) && mention.Span.Length > 4)
            return true;
        var sentence = sentences[mention.Place.Sentence];
        var before = mention.Place.Token - 1;
        var next = sentence.IndexAfter(mention.Span.End);
        var listed = sentence.Lower(next) is "," or "and" && Names.States.Contains(NameParts.Bare(sentence.Lower(next + 1)));
        if (sentence.Lower(before) is "," && sentence.IsCapital(before - 1) && !listed && !Names.States.Contains(sentence.Lower(before - 1)))
            before -= 2;
        return sentence.Lower(before) is "in" or "at" or "to" or "on" or "about" or "regarding" or "concerning" or "over" or "towards" or "toward" or "inside" or "near" or "across";
    }
}
