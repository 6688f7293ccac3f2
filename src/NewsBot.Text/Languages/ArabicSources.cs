namespace NewsBot.Text.Languages;

/// <summary>
/// Finds who speaks between the start of a clause and its words of saying. Days, places, occasions and addressees are cut off; a name that the registry knows
/// is preferred; what was not beside the words of saying is likely, not certain.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="sayings">The words of its language.</param>
/// <param name="known">Names of the text that the registry knows.</param>
internal sealed class ArabicSources(string text, Sayings sayings, IReadOnlyList<KnownName> known)
{
    private const int Longest = 220;
    private const int MostWords = 8;
    private const int MostWordsWithoutOffice = 5;
    private const int MostSegments = 4;

    private readonly List<KnownName> _known = [.. known.OrderBy(k => k.Span.Start)];

    /// <param name="from">Where the clause begins.</param>
    /// <param name="to">Where its words of saying begin.</param>
    /// <param name="before">Who spoke before; null for nobody.</param>
    public ArabicVoice Of(int from, int to, ArabicVoice? before)
    {
        var segments = Segments(from, to);
        var (at, phrase) = Beside(segments);
        if (phrase is not { } own)
            return Rescued(segments) is { } name ? new(name, new(name, NamedAs.Person), Attribution.Likely, SpeakerEvidence.Likely) : Pronoun(null, before, segments.TrueForAll(s => s.Length == 0));
        if (sayings.Pronouns.Contains(own.Of(text)))
            return Pronoun(own, before, true);
        if (Partner(segments, at, own) is { } pair)
            return pair;
        var sure = at == segments.Count - 1 || segments.Skip(at + 1).All(s => s.Length == 0);
        return Alone(own, before, sure);
    }

    /// <summary>Whether the registry knows a name in a span.</summary>
    public bool IsKnown(TextSpan span) => Inside(span).Any();

    private List<TextSpan> Segments(int from, int to)
    {
        if (to - from > Longest)
            from = text.IndexOf(' ', to - Longest, Longest) is var space and >= 0 ? space + 1 : to - Longest;
        var segments = new List<TextSpan>();
        var start = from;
        for (var i = from; i < to; i++)
        {
            if (text[i] is '،' or ',' or ':' or '؛' or '”' or '“' or '»' or '\n' or ')' or '(' or '–' or '—' or '"')
            {
                segments.Add(new(start, i));
                start = i + 1;
            }
        }

        segments.Add(new(start, to));
        return segments.ConvertAll(Tight);
    }

    private TextSpan Tight(TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && !char.IsLetterOrDigit(text[start]))
            start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '-' or '.' or '‘' or '’'))
            end--;
        return new(start, end);
    }

    // The nearest segment before the words of saying that holds more than a day, a place or an occasion.
    private (int At, TextSpan? Phrase) Beside(List<TextSpan> segments)
    {
        for (var i = segments.Count - 1; i >= 0 && segments.Count - i <= MostSegments; i--)
        {
            if (sayings.Cut(text, segments[i]) is { } phrase)
                return (i, phrase);
        }

        return (-1, null);
    }

    // "In Sampleton Ann Example said": no rule tells where the place ends, but the registry knows the name.
    private TextSpan? Rescued(List<TextSpan> segments) =>
        segments.SelectMany(s => Inside(s).Where(k => k.Span.End >= s.End)).Select(k => (TextSpan?)k.Span).LastOrDefault();

    // "Ann Example, the minister, …" and "the minister, Ann Example, …": one of the two is the name.
    private ArabicVoice? Partner(List<TextSpan> segments, int at, TextSpan own)
    {
        if (at == 0 || segments[at - 1].Length == 0 || text[segments[at - 1].End..segments[at].Start].Trim() is not ("،" or ","))
            return null;
        var other = segments[at - 1];
        var (isOffice, isOtherOffice) = (sayings.Office.IsMatch(own.Of(text)), sayings.Office.IsMatch(other.Of(text)));
        var words = ArabicText.Words(text, other);
        if (isOffice == isOtherOffice || words.Count == 0 || words.Count > MostWords || own != segments[at] || sayings.ClauseEnd.IsMatch(words[^1].Of(text)))
            return null;
        var name = isOffice ? other : own;
        if (isOffice && (words.Count > MostWordsWithoutOffice || sayings.Cut(text, other) != other))
            return null;
        var source = new TextSpan(other.Start, own.End);
        return Inside(name).FirstOrDefault() is { } person
            ? new(source, new(person.Span, NamedAs.Person), Attribution.Named, SpeakerEvidence.Named)
            : new(source, new(name, NamedAs.Unclear), Attribution.Likely, SpeakerEvidence.Likely);
    }

    private ArabicVoice Alone(TextSpan own, ArabicVoice? before, bool sure)
    {
        var name = own.Of(text);
        var inside = Inside(own).ToList();
        if (inside.FindLast(k => IsOwn(k, own)) is { } person)
            return new(own, new(person.Span, NamedAs.Person), Attribution.Named, SpeakerEvidence.Named);
        if (sayings.Nameless.IsMatch(name))
            return new(own, null, Attribution.Anonymous, SpeakerEvidence.Nobody);
        // "The spokesperson" is the one who was named with that word.
        if (!name.Contains(' ', StringComparison.Ordinal) && before?.Source is { } last && last.Length > name.Length && last.Of(text).Split(' ').Contains(name))
            return before with { Source = own, Evidence = SpeakerEvidence.ShortName };
        var (spokesperson, words) = (Sayings.Spokesperson.IsMatch(name), ArabicText.Words(text, own).Count);
        var certain = sure && words <= (sayings.Office.IsMatch(name) ? MostWords : MostWordsWithoutOffice);
        var kind = inside.Count > 0 || spokesperson ? NamedAs.Described : NamedAs.Unclear;
        var evidence = !certain ? SpeakerEvidence.Likely : SpeakerEvidence.Named;
        return new(own, new(own, kind), !certain ? Attribution.Likely : spokesperson ? Attribution.Spokesperson : Attribution.Named, evidence);
    }

    private static ArabicVoice Pronoun(TextSpan? source, ArabicVoice? before, bool sure) => before?.Speaker is { } speaker
        ? new(source, speaker, sure ? before.Attribution : Attribution.Likely, SpeakerEvidence.Pronoun)
        : new(source, null, Attribution.Anonymous, SpeakerEvidence.Nobody);

    // The name of whoever speaks, and not of the one whose spokesperson it is.
    private bool IsOwn(KnownName name, TextSpan phrase)
    {
        var (ends, begins) = (name.Span.End >= phrase.End, name.Span.Start <= phrase.Start);
        if (ends && begins)
            return true;
        if (!ends && (sayings.NameEnds || !begins))
            return false;
        if (begins)
            return true;
        var front = new TextSpan(phrase.Start, name.Span.Start).Of(text);
        if (!sayings.Mouth.IsMatch(front) || name.About.Any(w => w.StartsWith("spokes", StringComparison.Ordinal)))
            return true;
        // "د طالبانو ویاند X" is X; "ترجمان X" and "سخنگوی X" may be the spokesperson of X.
        return sayings.NameEnds && (!sayings.MouthFirst || !sayings.Mouth.IsMatch(front.Trim().Split(' ')[^1]));
    }

    private IEnumerable<KnownName> Inside(TextSpan span)
    {
        var (low, high) = (0, _known.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_known[middle].Span.End <= span.Start)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < _known.Count && _known[low].Span.Start < span.End; low++)
            yield return _known[low];
    }
}
