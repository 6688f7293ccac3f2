using NewsBot.Cards;
using NewsBot.Deliveries;
using NewsBot.Stories;
using NewsBot.Stories.Marks;

namespace NewsBot.Operations.Page;

/// <summary>What people say of statements, on the operators' page: what is doubted, and what is held.</summary>
internal sealed class OperateMarks(MarkTable marks, StatementViews views, DeliveryTable deliveries, CardDeck cards)
{
    private const int Rows = 50;

    /// <summary>Ends an embargo.</summary>
    /// <returns>False when nobody held the statement.</returns>
    public Task<bool> ReleaseAsync(long statement, CancellationToken cancellationToken) => marks.ReleaseAsync(statement, cancellationToken);

    /// <summary>Settles what is doubted of a statement.</summary>
    /// <returns>False when nothing was.</returns>
    public async Task<bool> SettleAsync(long statement, CancellationToken cancellationToken)
    {
        var places = await marks.SettleAsync(statement, null, cancellationToken);
        foreach (var place in places)
            await deliveries.MarkedAsync(place, statement);
        return places.Count > 0;
    }

    public async Task DoubtedAsync(OperateHtml html, CancellationToken cancellationToken)
    {
        var (doubts, all) = await marks.QueueAsync(Rows, cancellationToken);
        var shown = await ShownAsync(doubts.Select(d => d.StatementId), cancellationToken);
        var rows = doubts.Where(d => shown.ContainsKey(d.StatementId)).Select(d => new[]
        {
            $"#S{OperateHtml.Number(d.StatementId)}",
            d.Kind.ToString(),
            OperateHtml.Escaped(d.Note),
            OperateHtml.Escaped(shown[d.StatementId]),
            OperateHtml.Escaped($"{d.Name}{(d.Place is null ? "" : $" in {d.Place}")}"),
            OperateHtml.Time(d.Made),
            OperateHtml.Button("settle", d.StatementId, "Settle", $"statement {OperateHtml.Number(d.StatementId)}"),
        }).ToList();
        html.Section("doubted", "Doubted").Table(
            OperateHtml.Of("What readers doubt, the oldest first", rows.Count, all), ["Statement", "Doubted", "What they say", "It shows", "By", "Said (UTC)", "Do"], rows, "Nobody doubts a speaker or a topic.");
    }

    public async Task HeldAsync(OperateHtml html, CancellationToken cancellationToken)
    {
        var holds = await marks.HoldsAsync(Rows, cancellationToken);
        var shown = await ShownAsync(holds.Select(h => h.StatementId), cancellationToken);
        var rows = holds.Where(h => shown.ContainsKey(h.StatementId)).Select(h => new[]
        {
            $"#S{OperateHtml.Number(h.StatementId)}",
            OperateHtml.Escaped(shown[h.StatementId]),
            OperateHtml.Escaped(h.By),
            OperateHtml.Time(h.Held),
            OperateHtml.Button("release", h.StatementId, "Release", $"statement {OperateHtml.Number(h.StatementId)}"),
        }).ToList();
        html.Section("held", "Held").Table(
            "What editors hold back", ["Statement", "It shows", "By", "Since (UTC)", "Do"], rows, "Nothing is held.");
    }

    private async Task<Dictionary<long, string>> ShownAsync(IEnumerable<long> statements, CancellationToken cancellationToken) =>
        (await views.LoadAsync([.. statements.Distinct()], cancellationToken))
            .ToDictionary(v => v.Statement.Id, v => cards.Row(v with { Hold = null }, "UTC"));
}
