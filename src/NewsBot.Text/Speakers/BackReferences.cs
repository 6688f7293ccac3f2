using NewsBot.Text.Segments;

namespace NewsBot.Text.Speakers;

/// <summary>
/// Finds whom a later sentence names as the speaker of the words before it: "Ann Example made the remarks at …", "the comments by Ann Example", "Ann Example's statement came".
/// </summary>
internal sealed class BackReferences(List<Sentence> sentences, Cast cast)
{
    private const int Reach = 4;
    private const int Near = 4;
    private static readonly HashSet<string> Remarks = new(StringComparer.Ordinal) { "remark", "remarks", "comment", "comments", "statement", "statements", "announcement", "assertion", "observation", "observations", "claim", "admission" };

    /// <summary>The one whom the sentences after this one give the words to; null when none does.</summary>
    public Character? After(int sentence)
    {
        for (var s = sentence + 1; s < Math.Min(sentences.Count, sentence + Reach + 1) && sentences[s].Paragraph <= sentences[sentence].Paragraph + 1; s++)
        {
            for (var i = 1; i < sentences[s].Count; i++)
            {
                if (Remarks.Contains(sentences[s].Lower(i)) && (Maker(sentences[s], i) ?? Owner(sentences[s], i)) is { } found)
                    return found;
            }
        }

        return null;
    }

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
        return by < sentence.Count && sentence.Lower(by) is "by" or "from" && cast.Between(sentence[by].End, sentence.End) is [var named, ..]
            && (named.Mention.Place.Token - by is > 0 and <= Near) && Speaks(named.Character) ? named.Character : null;
    }

    // "Ann Example's remarks came", where no words of hers are told again.
    private Character? Owner(Sentence sentence, int noun) =>
        sentence.Lower(noun + 1) is "came" or "come" or "comes" or "follow" or "followed" or "show" or "showed"
        && cast.Between(sentence.Start, sentence[noun].Start) is [.., var owner] && owner.Mention.Owns && sentence[noun].Start - owner.Mention.Span.End <= 3 ? owner.Character : null;

    private static bool Speaks(Character character) => character.IsPerson || character.Kind is MentionKind.Body or MentionKind.Unclear;
}
