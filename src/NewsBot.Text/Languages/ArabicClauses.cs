using System.Buffers;

namespace NewsBot.Text.Languages;

/// <summary>One clause in which something is said.</summary>
/// <param name="Start">Where the clause begins.</param>
/// <param name="Cue">Its words of saying.</param>
/// <param name="Content">What was said.</param>
internal sealed record ArabicClause(int Start, TextSpan Cue, TextSpan Content)
{
    /// <summary>Where the source ends.</summary>
    public int SourceEnd { get; init; } = Cue.Start;

    /// <summary>What it amounts to where the words themselves say so.</summary>
    public ReportForce? Force { get; init; }
}

/// <summary>Finds in a sentence the clauses in which something is said: every one that is joined to the one before it, and none that is told inside it.</summary>
/// <param name="text">The text.</param>
/// <param name="sayings">The words of its language.</param>
internal sealed class ArabicClauses(ArabicText text, Sayings sayings)
{
    private const int LongestGap = 160;
    private static readonly SearchValues<char> Breaks = SearchValues.Create("“”«»\":؛‘’");
    private const int LongestOpening = 60;

    public List<ArabicClause> Of(TextSpan sentence)
    {
        var quotations = text.Quotations(sentence);
        var clauses = new List<ArabicClause>();
        foreach (var (cue, content) in Cues(sentence, quotations))
        {
            if (clauses.Count == 0)
            {
                clauses.Add(new(content.End <= cue.Start ? content.End : sentence.Start, cue, content));
                continue;
            }

            var last = clauses[^1];
            if (cue.Start < last.Cue.End || (content.End <= cue.Start && content.Start <= last.Content.End))
                continue;
            var start = last.Content.End <= cue.Start ? last.Content.End : Boundary(last.Content.Start, cue.Start);
            if (start is not { } joint)
                continue;
            if (last.Content.End > joint && text.Trimmed(last.Content.Start, joint) is { } shorter)
                clauses[^1] = last with { Content = shorter };
            else if (last.Content.End > joint)
                continue;
            clauses.Add(new(joint, cue, content));
        }

        return clauses;
    }

    private IEnumerable<(TextSpan Cue, TextSpan Content)> Cues(TextSpan sentence, List<TextSpan> quotations)
    {
        bool IsQuoted(int at) => quotations.Exists(q => q.Contains(at));
        if (sayings.Marker is null)
        {
            for (var verb = sayings.Verbs.Match(text.Text, sentence.Start, sentence.Length); verb.Success; verb = verb.NextMatch())
            {
                var cue = new TextSpan(verb.Index, verb.Index + verb.Length);
                if (!IsQuoted(cue.Start) && Content(sentence, cue) is { } content)
                    yield return (cue, content);
            }

            yield break;
        }

        for (var marker = sayings.Marker.Match(text.Text, sentence.Start, sentence.Length); marker.Success; marker = marker.NextMatch())
        {
            if (!IsQuoted(marker.Index) && Marked(sentence, new(marker.Index, marker.Index + marker.Length)) is { } found)
                yield return found;
        }
    }

    // "X نے … کہا", "X کا … کہنا ہے": whatever was done beside stands between.
    private (TextSpan Cue, TextSpan Content)? Marked(TextSpan sentence, TextSpan marker)
    {
        var isSaying = marker.Of(text.Text) == "کا";
        var until = Math.Min(sentence.End, marker.End + LongestGap);
        var stop = text.Text.AsSpan(marker.End, until - marker.End).IndexOfAny(Breaks);
        if (stop >= 0)
            until = marker.End + stop;
        if (sayings.Marker!.Matches(text.Text[marker.End..until]).FirstOrDefault(m => isSaying || m.Value == "نے") is { } next)
            until = marker.End + next.Index;
        for (var verb = sayings.Verbs.Match(text.Text, marker.End, until - marker.End); verb.Success; verb = verb.NextMatch())
        {
            var cue = new TextSpan(marker.Start, verb.Index + verb.Length);
            if (verb.Value.StartsWith("کہنا", StringComparison.Ordinal) == isSaying && Content(sentence, cue) is { } content)
                return (cue, content);
        }

        return null;
    }

    /// <summary>What follows "that" or a colon, or is quoted behind or before the cue.</summary>
    private TextSpan? Content(TextSpan sentence, TextSpan cue)
    {
        var from = Behind(cue.End, sentence.End);
        var colon = text.Text.AsSpan(cue.End, from - cue.End).Contains(':');
        var that = sayings.That.FirstOrDefault(w => text.Text.AsSpan(from, sentence.End - from).StartsWith(w, StringComparison.Ordinal) && !IsLetter(from + w.Length));
        if (that is not null)
            from = Behind(from + that.Length, sentence.End);
        if (from < sentence.End && text.Opens(from) && text.Close(from, sentence.End) is { } close)
            return that is not null && !text.IsStop(close - 1) && text.Trimmed(close + 1, sentence.End) is not null
                ? text.Trimmed(from, sentence.End) : new TextSpan(from, close + 1);
        if (that is not null || colon)
            return text.Trimmed(from, sentence.End);
        // "“…” said X": the quotation opens the sentence.
        var first = sentence.Start;
        while (first < cue.Start && char.IsWhiteSpace(text.Text[first]))
            first++;
        return text.Opens(first) && text.Close(first, cue.Start) is { } end ? new TextSpan(first, end + 1) : null;
    }

    private int Behind(int from, int end)
    {
        while (from < end && (char.IsWhiteSpace(text.Text[from]) || text.Text[from] is ':' or '،' or ','))
            from++;
        return from;
    }

    private bool IsLetter(int at) => at < text.Text.Length && char.IsLetter(text.Text[at]);

    // Where the clause of another cue begins: at "whereas" or a comma near its source, or at "and" behind a clause that is complete.
    private int? Boundary(int from, int to)
    {
        int? found = null;
        for (var joint = sayings.Joint.Match(text.Text, from, to - from); joint.Success; joint = joint.NextMatch())
            found = joint.Index;
        var words = ArabicText.Words(text.Text, new(from, to));
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Of(text.Text) == sayings.And && sayings.ClauseEnd.IsMatch(words[i - 1].Of(text.Text)))
                found = Math.Max(found ?? 0, words[i].Start);
        }

        var comma = text.Text.AsSpan(from, to - from).LastIndexOfAny('،', '؛');
        if (found is null && comma >= 0 && to - from - comma <= LongestOpening)
            found = from + comma;
        return found;
    }
}
