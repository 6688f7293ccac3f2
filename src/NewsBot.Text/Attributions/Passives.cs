using NewsBot.Text.Segments;

namespace NewsBot.Text.Attributions;

/// <summary>
/// "Residents were advised to stay", "the envoy has been urged by the council to stay": the subject of a passive of telling is told, and
/// does not speak. Who speaks stands behind "by", or nowhere.
/// </summary>
internal static class Passives
{
    private const int LongestAgent = 14;
    private static readonly HashSet<string> Being = new(StringComparer.Ordinal) { "is", "are", "was", "were", "been", "being", "be" };
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal) { "told", "informed", "briefed", "assured", "notified", "reminded" };

    // Those who are asked to do something are a part of what is said.
    private static readonly HashSet<string> Asked = new(StringComparer.Ordinal) { "advised", "urged", "asked", "warned", "encouraged", "requested", "cautioned" };

    // What "it" was that a meeting came to; "It was criticised" is somebody's words about a thing.
    private static readonly HashSet<string> Stated = new(StringComparer.Ordinal) { "agreed", "decided", "announced", "stated", "said", "reported", "claimed", "alleged", "noted", "resolved" };

    /// <summary>The draft with the one who speaks as its source.</summary>
    public static Draft Mended(Sentence sentence, Draft draft)
    {
        if (draft.Source is not { } source)
            return draft;
        var first = sentence.IndexAfter(draft.Cue.Start);
        var last = sentence.IndexAfter(draft.Cue.End) - 1;
        // "Asked whether it was discussed, the envoy said", "The envoy, when asked about it, said": nobody is named who asked.
        if (first == last && sentence.Lower(first) is "asked" or "questioned" or "pressed" or "quizzed" && (first == 0 || sentence.Lower(first - 1) is "when" or "if" or "being"))
            return draft with { Source = null };
        if (source.Start > draft.Cue.Start)
            return draft;
        if (last <= first || !Enumerable.Range(first, last - first).Any(i => Being.Contains(sentence.Lower(i))))
            return draft;
        var verb = sentence.Lower(last);
        // "It was agreed that"
        if (source.Length == 2 && sentence.Lower(sentence.IndexAfter(source.Start)) == "it" && Stated.Contains(verb))
            return draft with { Source = Agent(sentence, last) };
        if (!Told.Contains(verb) && !Asked.Contains(verb))
            return draft;
        var content = draft.Content;
        if (Asked.Contains(verb) && content is [var words, ..] && words.Start >= draft.Cue.End)
            content = [source, .. content];
        return draft with { Source = Agent(sentence, last), Content = content };
    }

    // "by the council to stay": up to the verb, "to", "that" or a mark.
    private static TextSpan? Agent(Sentence sentence, int verb)
    {
        if (sentence.Lower(verb + 1) != "by")
            return null;
        var end = verb + 1;
        while (end + 1 < sentence.Count && end - verb <= LongestAgent && sentence.IsWord(end + 1) && sentence.Lower(end + 1) is not ("to" or "that" or "not") && !Words.IsVerbLike(sentence[end + 1]))
            end++;
        return end > verb + 1 ? sentence.Span(verb + 2, end) : null;
    }
}
