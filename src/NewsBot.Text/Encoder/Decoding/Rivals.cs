namespace NewsBot.Text.Encoder.Decoding;

/// <summary>
/// Settles what cannot both hold: two attributions of the same words, or one whose cue stands in the words of another. The surer one
/// stays. Of nested attributions both guides mark the outermost only.
/// </summary>
internal static class Rivals
{
    /// <summary>Attributions of the same passage lie close together; looking further would let a crowded text cost its square.</summary>
    private const int Reach = 12;

    /// <param name="found">In the order of their cues.</param>
    /// <param name="lose">Told of each that is dropped.</param>
    public static List<FoundAttribution> Settle(List<FoundAttribution> found, Action<FoundAttribution>? lose = null)
    {
        var dropped = new bool[found.Count];
        for (var i = 0; i < found.Count; i++)
        {
            for (var j = Math.Max(0, i - Reach); j < Math.Min(found.Count, i + Reach) && !dropped[i]; j++)
                dropped[i] = !dropped[j] && IsSurer(found[j], found[i]) && (SameWords(found[i], found[j]) || IsWithin(found[i].Cue, found[j].Content));
        }

        for (var i = 0; lose is not null && i < found.Count; i++)
        {
            if (dropped[i])
                lose(found[i]);
        }

        List<FoundAttribution> kept = [.. found.Where((_, i) => !dropped[i])];
        for (var i = 0; i < kept.Count; i++)
        {
            for (var j = Math.Max(0, i - Reach); j < Math.Min(kept.Count, i + Reach); j++)
            {
                if (i != j)
                    GiveUp(kept[i], kept[j]);
            }
        }

        return kept;
    }

    // Words have one speaker: a fragment that two claim goes to the nearer cue, unless it is all that the other has.
    private static void GiveUp(FoundAttribution one, FoundAttribution nearer)
    {
        for (var at = one.Content.Count - 1; at >= 0 && one.Content.Count > 1; at--)
        {
            var span = one.Content[at];
            if (nearer.Content.Exists(span.Overlaps) && Distance(span, one.Cue) > Distance(span, nearer.Cue))
                one.Content.RemoveAt(at);
        }
    }

    private static int Distance(TextSpan span, TextSpan cue) => Math.Max(span.Start - cue.End, cue.Start - span.End);

    private static bool IsSurer(FoundAttribution one, FoundAttribution other) =>
        one.Score > other.Score || (one.Score == other.Score && one.Cue.Start > other.Cue.Start);

    private static bool SameWords(FoundAttribution one, FoundAttribution other)
    {
        var shared = 0;
        foreach (var a in one.Content)
        {
            foreach (var b in other.Content)
                shared += Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start));
        }

        return 2 * shared > Math.Max(one.Content.Sum(span => span.Length), other.Content.Sum(span => span.Length));
    }

    private static bool IsWithin(TextSpan cue, List<TextSpan> content) =>
        content.Exists(span => span.Start <= cue.Start && cue.End <= span.End);
}
