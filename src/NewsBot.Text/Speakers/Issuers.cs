using NewsBot.Text.Attributions;
using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>
/// Finds back-references such as "The resolve was expressed in a statement issued by X": no report of their own, they tell
/// whose text carried what the paragraph before reported.
/// </summary>
internal sealed class Issuers(string text, List<Sentence> sentences, SpeakerTrail trail)
{
    private const int Reach = 14;

    private int _next;

    /// <summary>Looks through the sentences up to <paramref name="until"/> and names the issuer on the reports read so
    /// far.</summary>
    public void PassTo(int until, List<Report> reports)
    {
        for (; _next < until; _next++)
        {
            if (Issuer(sentences[_next]) is not { } issuer)
                continue;
            trail.Remember(issuer, _next);
            Name(issuer, sentences[_next], reports);
        }
    }

    /// <summary>The sentence only says where earlier words came from ("This was stated by Y").</summary>
    public bool IsBackReference(Draft draft) => Issuer(sentences[draft.Sentence]) is not null;

    private void Name(Character issuer, Sentence sentence, List<Report> reports)
    {
        var first = _next;
        while (first > 0 && sentences[first - 1].Paragraph >= sentence.Paragraph - 1 && _next - first < Reach)
            first--;
        for (var i = reports.Count - 1; i >= 0 && reports[i].Cue.Start >= sentences[first].Start; i--)
        {
            if (reports[i].Issuer is null && !reports[i].Speakers.Contains(issuer.Span) && reports[i].Cue.Start < sentence.Start)
                reports[i] = reports[i] with { Issuer = issuer.Span.Span };
        }
    }

    private Character? Issuer(Sentence sentence)
    {
        for (var i = 1; i + 2 < sentence.Count; i++)
        {
            // "The announcement was made by X"
            if (sentence.Lower(i) is "announcement" or "statement" or "disclosure" && sentence.Lower(i + 1) is "was" && sentence.Lower(i + 2) is "made" or "issued" or "released"
                && sentence.Lower(i + 3) is "by")
                return trail.FirstAfter(sentence[i + 3].End, sentence.End);
            if (sentence.Lower(i) is not ("statement" or "communique" or "communiqué" or "release" or "note" or "readout"
                or "tweet")
                || !IsConveyed(sentence, i))
                continue;
            for (var by = i + 1; by < Math.Min(sentence.Count - 1, i + 4); by++)
            {
                if (sentence.Lower(by) is "by" or "from" or "of")
                    return trail.FirstAfter(sentence[by].End,
                        Math.Min(text.Length, sentence[Math.Min(sentence.Count - 1, by + Reach)].End));
            }
        }

        return null;
    }

    // "… was expressed in a statement": passive, so that nobody in the sentence speaks.
    private static bool IsConveyed(Sentence sentence, int noun)
    {
        for (var i = noun - 1; i > 0 && noun - i < 6; i--)
        {
            if (sentence.Lower(i) is "expressed" or "stated" or "made" or "said" or "given" or "announced" or "conveyed"
                or "disclosed" or "revealed" or "contained"
                && sentence.Lower(i - 1) is "was" or "were" or "been")
                return true;
        }

        return false;
    }
}

/// <summary>
/// Finds whom a later sentence names as the speaker of the words before it: "Ann Example made the remarks at …", "the comments by Ann Example", "Ann Example's statement came".
/// </summary>
internal sealed class BackReferences(List<Sentence> sentences, Cast cast)
{
    private const int Reach = 4;
    private const int Near = 4;
    private static readonly HashSet<string> Stating = new(StringComparer.Ordinal) { "stated", "said", "announced", "disclosed", "revealed", "claimed", "told" };
    private static readonly HashSet<string> Remarks = new(StringComparer.Ordinal) { "remark", "remarks", "comment", "comments", "statement", "statements", "announcement", "assertion", "observation", "observations", "claim", "admission" };

    /// <summary>The one whom the sentences after this one give the words to; null when none does.</summary>
    public Character? After(int sentence)
    {
        for (var s = sentence + 1; s < Math.Min(sentences.Count, sentence + Reach + 1) && sentences[s].Paragraph <= sentences[sentence].Paragraph + 1; s++)
        {
            if (Stated(sentences[s]) is { } stated)
                return stated;
            for (var i = 1; i < sentences[s].Count; i++)
            {
                if (Remarks.Contains(sentences[s].Lower(i)) && (Maker(sentences[s], i) ?? Owner(sentences[s], i)) is { } found)
                    return found;
            }
        }

        return null;
    }

    // "This was stated by Ann Example"
    private Character? Stated(Sentence sentence) =>
        sentence.Lower(0) is "this" or "these" && sentence.Lower(1) is "was" or "were" && Stating.Contains(sentence.Lower(2)) && sentence.Lower(3) is "by"
            ? Next(sentence, 3) : null;

    private Character? Next(Sentence sentence, int by) =>
        cast.Between(sentence[by].End, sentence.End) is [var named, ..] && named.Mention.Place.Token - by is > 0 and <= Near && Speaks(named.Character)
            ? named.Character : null;

    // "Ann Example made the remarks", "the announcement was made by", "the remarks by"
    private Character? Maker(Sentence sentence, int noun)
    {
        for (var i = noun - 1; i > 0 && noun - i <= Near; i--)
        {
            if (sentence.Lower(i) is "made" or "makes" or "issued" && sentence.Lower(i - 1) is not ("was" or "were" or "been") && sentence.Lower(noun - 1) is "the" or "these" or "this" or "those")
                return cast.Between(sentence.Start, sentence[i].Start) is [.., var maker] && !maker.Mention.Owns && Speaks(maker.Character) ? maker.Character : null;
        }

        if (sentence.Lower(noun - 1) is not ("the" or "these" or "this" or "those"))
            return null;
        var by = noun + 1;
        while (by < sentence.Count && by - noun <= Near && sentence.Lower(by) is "was" or "were" or "made" or "came" or "come" or "released")
            by++;
        return by < sentence.Count && sentence.Lower(by) is "by" or "from" ? Next(sentence, by) : null;
    }

    // "Ann Example's remarks came", where no words of hers are told again.
    private Character? Owner(Sentence sentence, int noun) =>
        sentence.Lower(noun + 1) is "came" or "come" or "comes" or "follow" or "followed" or "show" or "showed"
        && cast.Between(sentence.Start, sentence[noun].Start) is [.., var owner] && owner.Mention.Owns && sentence[noun].Start - owner.Mention.Span.End <= 3 ? owner.Character : null;

    private static bool Speaks(Character character) => character.IsPerson || character.Kind is MentionKind.Body or MentionKind.Unclear;
}
