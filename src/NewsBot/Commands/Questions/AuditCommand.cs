using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Deliveries.Ledger;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Questions;

/// <summary><c>audit since yesterday</c>: what became of everything that was found in a window, for this conversation.</summary>
/// <param name="Window">Null: the last 24 hours.</param>
public sealed record AuditCommand(Window? Window) : Command
{
    internal static Reading Read(Arguments arguments)
    {
        var window = arguments.TakeWindow();
        var rest = arguments.Rest();
        if (window is null && !arguments.Empty && Window.TryParse(arguments.TakeText(phrases: false), out var typed))
            (window, rest) = (typed, arguments.Rest());
        return rest.Length == 0
            ? new Understood(new AuditCommand(window))
            : Verb.Unclear($"I do not know the time in “{LineParser.Echo(rest)}”.", "audit since yesterday", "audit 24h");
    }

    public override string Write() => Window is null ? "audit" : $"audit {Window.Write()}";
}

/// <summary>Answers <see cref="AuditCommand"/>: the numbers add up, and each reason is told once, with its newest rows.</summary>
public sealed class AuditHandler(AuditTable audits, CardDeck cards, TimeProvider clock) : Handler<AuditCommand>
{
    /// <summary>Reasons of one fate, and rows of one reason, that are named; the others are counted.</summary>
    private const int MostReasons = 4, MostRows = 3;

    public override async Task<Answer> AnswerAsync(AuditCommand command, Request request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var conversation = request.Conversation;
        var zone = DeliveryHour.FindZone(DeliveryHour.UsableZone(conversation.Zone));
        var (start, end) = command.Window?.In(now, zone) ?? (now.AddDays(-1), now);
        var audit = await audits.ReadAsync(conversation, start ?? DateTimeOffset.UnixEpoch, end, cancellationToken);
        var stages = new List<(string Stage, string Sentence)> { ("Found", Sum(audit)) };
        stages.AddRange(Enum.GetValues<Fate>().SelectMany(f => Reasons(audit, f).Select(r => (Name(f), r))));
        var time = new LocalTime(conversation.Zone);
        var since = start is { } from ? $"from {time.WithWeekday(from)} " : "";
        return new Answer(cards.Why($"Audit {since}to {time.WithWeekday(end)}", stages, Buttons.Of(["status", "list"])));
    }

    private static string Sum(Audit audit)
    {
        // What should not be, and what is no longer known, is a number only where there is some.
        var fates = Enum.GetValues<Fate>().Where(f => f is not (Fate.Missed or Fate.Unkept) || audit[f] > 0).Select(f => $"{audit[f]} {Name(f).ToLowerInvariant()}");
        return $"{CardText.Count(audit.Found, "attribution")} = {string.Join(" + ", fates)}.";
    }

    private static IEnumerable<string> Reasons(Audit audit, Fate fate)
    {
        var reasons = audit.Rows.Where(r => r.Fate == fate).GroupBy(r => r.Reason.TrimEnd('.'))
            .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(r => r.Report)).ToList();
        // A row that counts one other reason could as well tell it.
        var named = reasons.Count == MostReasons + 1 ? reasons.Count : MostReasons;
        foreach (var reason in reasons.Take(named))
            yield return string.Create(CultureInfo.InvariantCulture, $"{reason.Count()}: {InSentence(reason.Key)}{Named([.. reason.Reverse()])}.");
        if (reasons.Count > named)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{reasons.Skip(named).Sum(g => g.Count())}: for {reasons.Count - named} other reasons.");
        }
    }

    private static string Named(IReadOnlyList<AuditRow> rows)
    {
        var ids = rows.Select(r => r.Statement).OfType<long>().Distinct().ToList();
        if (ids.Count == 0)
            return rows[0].Url.Length > 0 ? $" ({rows[0].Url})" : "";
        var rest = ids.Count > MostRows ? $" and {ids.Count - MostRows} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $" ({string.Join(", ", ids.Take(MostRows).Select(id => $"#S{id}"))}{rest})");
    }

    // Reasons that are sentences elsewhere begin with a capital letter.
    private static string InSentence(string reason) =>
        reason.StartsWith("Not ", StringComparison.Ordinal) ? char.ToLowerInvariant(reason[0]) + reason[1..] : reason;

    private static string Name(Fate fate) => fate.ToString();
}
