using NewsBot.Text.Encoder;

namespace NewsBot.Text.Attributions;

/// <summary>Collects what the engine looked at and did not report, with the rule that dropped it.</summary>
internal sealed class DroppedCandidates
{
    private readonly List<DroppedCandidate> _dropped = [];

    public void Add(FoundAttribution found, DropReason reason) =>
        _dropped.Add(new(new(found.Source, found.Cue, found.Content, found.Score), found.Statement, reason));

    public void Add(Draft draft, DropReason reason) =>
        _dropped.Add(new(new(draft.Source, draft.Cue, draft.Content, draft.Score ?? 0), draft.Statement ?? 0, reason));

    /// <summary>All of them in the order of their cues; a draft without a report pointed back to another.</summary>
    public IReadOnlyList<DroppedCandidate> All(List<Draft> drafts, List<Report> reports)
    {
        var reported = reports.Select(report => report.Cue).ToHashSet();
        foreach (var draft in drafts.Where(draft => !reported.Contains(draft.Cue)))
            Add(draft, DropReason.BackReference);
        return [.. _dropped.OrderBy(candidate => candidate.Spans.Cue.Start)];
    }
}
