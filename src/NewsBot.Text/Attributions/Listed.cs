using System.Text.RegularExpressions;

namespace NewsBot.Text.Attributions;

/// <summary>
/// "The special envoys of the four countries: 1. Welcome the truce; 2. Call on all sides to talk": whoever stands before the list says each of its points.
/// </summary>
internal static partial class Listed
{
    // Characters from the words before the list to a point of it.
    private const int Farthest = 4000;
    private const int Mark = 6;

    /// <summary>Gives the points of a list without a source the source of its first one.</summary>
    public static void Fill(string text, List<Draft> drafts)
    {
        TextSpan? lead = null;
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (draft.Source is { } source && source.End < draft.Cue.Start && text.AsSpan(source.End, draft.Cue.Start - source.End).TrimStart() is [':', ..] && Begins(text, draft.Cue.Start))
                lead = source;
            else if (lead is { } before && (draft.Cue.Start - before.End > Farthest || Ends().IsMatch(text[before.End..draft.Cue.Start])))
                lead = null;
            else if (draft.Source is null && lead is not null)
                drafts[i] = draft with { Source = lead };
        }
    }

    // Behind the number or the stroke of a point.
    private static bool Begins(string text, int at) => Points().IsMatch(text[Math.Max(0, at - Mark)..at]);

    [GeneratedRegex(@"(?:^|[\s:;.])(?:\d{1,2}[.)]|[-–•▪*]|\(?[a-z]\))\s+$")]
    private static partial Regex Points();

    // A sentence that is no point: a capital behind a stop that ends no number and no initial.
    [GeneratedRegex(@"[\p{Ll})”""]\.[”""]?\s+\p{Lu}")]
    private static partial Regex Ends();
}
