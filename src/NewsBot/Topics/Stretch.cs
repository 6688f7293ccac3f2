using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>A sentence, or words that were said, with the names in it.</summary>
/// <param name="Words">The words of the whole text.</param>
/// <param name="From">The first word of the stretch.</param>
/// <param name="To">After its last word.</param>
/// <param name="Named">Who of the registry is named, or speaks.</param>
/// <param name="InName">The places of words that belong to a body's or an office's name.</param>
internal sealed record Stretch(IReadOnlyList<FoldedWord> Words, int From, int To, IReadOnlyList<Speaker> Named, IReadOnlySet<int> InName)
{
    /// <summary>The sentences of a text.</summary>
    public static List<Stretch> Sentences(string text, SpeakerIndex index, DateOnly? day)
    {
        var words = FoldedWord.Split(text);
        var named = index.Recognise(text, day);
        var inName = InNames(words, named);
        var stretches = new List<Stretch>();
        var from = 0;
        var next = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && !Ends(text, words[i], words[i + 1]))
                continue;
            var speakers = new List<Speaker>();
            for (; next < named.Count && named[next].Start < words[i].End; next++)
            {
                if (!IsPlace(text, named[next]))
                    speakers.Add(named[next].Speaker);
            }

            stretches.Add(new Stretch(words, from, i + 1, speakers, inName));
            from = i + 1;
        }

        return stretches;
    }

    /// <summary>A text as one stretch, with those who speak it.</summary>
    public static Stretch Whole(string text, SpeakerIndex index, DateOnly? day, IReadOnlyList<Speaker> speakers)
    {
        var words = FoldedWord.Split(text);
        var named = index.Recognise(text, day);
        return new Stretch(words, 0, words.Count, [.. speakers, .. named.Where(r => !IsPlace(text, r)).Select(r => r.Speaker)], InNames(words, named));
    }

    // "Peace in Afghanistan" and "met in Islamabad" name a place, not one who acts.
    private static bool IsPlace(string text, Recognition name)
    {
        if (name.Speaker.Kind != SpeakerKind.Country)
            return false;
        var before = text.AsSpan(Math.Max(0, name.Start - 8), Math.Min(8, name.Start)).TrimEnd();
        var word = before[(before.LastIndexOf(' ') + 1)..];
        return word is "in" or "In" or "on" or "inside" or "into" or "across" or "within";
    }

    private static HashSet<int> InNames(IReadOnlyList<FoldedWord> words, IReadOnlyList<Recognition> named)
    {
        var inside = new HashSet<int>();
        var at = 0;
        foreach (var name in named.Where(n => n.Speaker.Kind == SpeakerKind.Body))
        {
            while (at < words.Count && words[at].Start < name.Start)
                at++;
            for (var i = at; i < words.Count && words[i].End <= name.End; i++)
                inside.Add(i);
        }

        return inside;
    }

    private static bool Ends(string text, FoldedWord left, FoldedWord right)
    {
        var gap = text.AsSpan(left.End, right.Start - left.End);
        if (gap.ContainsAny("\n?!۔"))
            return true;
        return gap.Contains('.') && right.Case != LetterCase.Plain && left.Folded.Length > 3;
    }
}
