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
