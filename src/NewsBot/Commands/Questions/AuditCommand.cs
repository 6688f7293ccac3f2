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

/// <summary>Answers <see cref="AuditCommand"/>: the numbers add up, and each lists its newest rows.</summary>
public sealed class AuditHandler(AuditTable audits, CardDeck cards, TimeProvider clock) : Handler<AuditCommand>
{
    private const int MostRows = 4;

    public override async Task<Answer> AnswerAsync(AuditCommand command, Request request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var conversation = request.Conversation;
        var zone = DeliveryHour.FindZone(DeliveryHour.UsableZone(conversation.Zone));
        var (start, end) = command.Window?.In(now, zone) ?? (now.AddDays(-1), now);
        var audit = await audits.ReadAsync(conversation, start ?? DateTimeOffset.UnixEpoch, end, cancellationToken);
        var stages = new List<(string Stage, string Sentence)> { ("Found", Sum(audit)) };
        stages.AddRange(Enum.GetValues<Fate>().Where(f => audit[f] > 0).Select(f => (Name(f), Rows(audit, f))));
        var time = new LocalTime(conversation.Zone);
        var since = start is { } from ? $"from {time.WithWeekday(from)} " : "";
        return new Answer(cards.Why($"Audit {since}to {time.WithWeekday(end)}", stages, Buttons.Of(["status", "list"])));
    }

    private static string Sum(Audit audit)
    {
        var fates = Enum.GetValues<Fate>().Select(f => $"{audit[f]} {Name(f).ToLowerInvariant()}");
        return $"{CardText.Count(audit.Found, "attribution")} = {string.Join(" + ", fates)}.";
    }

    private static string Rows(Audit audit, Fate fate)
    {
        var rows = audit.Rows.Where(r => r.Fate == fate).Reverse().ToList();
        var shown = rows.Take(MostRows).Select(r => (r.Statement is { } id ? $"#S{id}" : r.Url) + " " + r.Reason.TrimEnd('.'));
        var rest = rows.Count > MostRows ? $"; and {rows.Count - MostRows} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Count}: {string.Join("; ", shown)}{rest}.");
    }

    private static string Name(Fate fate) => fate.ToString();
}
