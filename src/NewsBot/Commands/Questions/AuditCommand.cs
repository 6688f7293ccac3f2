using System.Globalization;
using NewsBot.Cards;
using NewsBot.Commands.Lines;
using NewsBot.Commands.Times;
using NewsBot.Deliveries.Ledger;
using NewsBot.Subscriptions;

namespace NewsBot.Commands.Questions;

/// <summary><c>audit since yesterday</c>: what became of everything that was found in a window, for this conversation; <c>audit held</c>:
/// one of its numbers, row by row.</summary>
/// <param name="Window">Null: the last 24 hours.</param>
/// <param name="Part">One of <see cref="Parts"/>; null: all, each reason with a few of its rows.</param>
public sealed record AuditCommand(Window? Window, string? Part = null) : Command
{
    /// <summary>The number of articles whose statements are not there, or not yet.</summary>
    public const string OfArticles = "articles";

    /// <summary>The numbers that can be asked for by themselves.</summary>
    public static IReadOnlyList<string> Parts { get; } = [OfArticles, .. Enum.GetNames<Fate>().Select(n => n.ToLowerInvariant())];

    internal static Reading Read(Arguments arguments)
    {
        var window = arguments.TakeWindow();
        var part = Parts.FirstOrDefault(arguments.TakeWord);
        var rest = arguments.Rest();
        if (window is null && !arguments.Empty && Window.TryParse(arguments.TakeText(phrases: false), out var typed))
            (window, rest) = (typed, arguments.Rest());
        return rest.Length == 0
            ? new Understood(new AuditCommand(window, part))
            : Verb.Unclear($"I do not know the time in “{LineParser.Echo(rest)}”.", "audit since yesterday", "audit 24h");
    }

    public override string Write() =>
        string.Join(' ', new[] { "audit", Part, Window?.Write() }.Where(w => w is not null));
}

/// <summary>Answers <see cref="AuditCommand"/>: the numbers add up, and each reason is told once, with its newest rows.</summary>
public sealed class AuditHandler(AuditTable audits, CardDeck cards, TimeProvider clock) : Handler<AuditCommand>
{
    /// <summary>Reasons of one fate, and rows of one reason, that are named; the others are counted, and named when they are asked for.</summary>
    private const int MostReasons = 4, MostRows = 3, MostAsked = 15;

    /// <summary>Numbers of which a button lists the rows.</summary>
    private const int MostButtons = 3;

    public override async Task<Answer> AnswerAsync(AuditCommand command, Request request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var conversation = request.Conversation;
        var zone = DeliveryHour.FindZone(DeliveryHour.UsableZone(conversation.Zone));
        var (start, end) = command.Window?.In(now, zone) ?? (now.AddDays(-1), now);
        var first = start ?? DateTimeOffset.UnixEpoch;
        var audit = await audits.ReadAsync(conversation, first, end, cancellationToken);
        var unread = await audits.ArticleRowsAsync(first, end, unfinished: true, cancellationToken);
        var groups = Groups(audit, unread).Where(g => (command.Part ?? g.Part) == g.Part).ToList();
        var stages = new List<(string Stage, string Sentence)>
        {
            ("Found", Sum(audit)),
            ("Articles", Sum(await audits.ArticlesAsync(first, end, cancellationToken))),
        };
        stages.AddRange(groups.SelectMany(g => Told(g, command.Part is null).Select(r => (g.Name, r))));
        var time = new LocalTime(conversation.Zone);
        var since = start is { } from ? $"from {time.WithWeekday(from)} " : "";
        var more = command.Part is null ? groups.Where(g => g.HasMore).Take(MostButtons).Select(g => (command with { Part = g.Part }).Write()) : ["audit"];
        return new Answer(cards.Why($"Audit {since}to {time.WithWeekday(end)}", stages, Buttons.Of([.. more, "status", "list"])));
    }

    private static string Sum(Audit audit)
    {
        // What should not be, and what is no longer known, is a number only where there is some.
        var fates = Enum.GetValues<Fate>().Where(f => f is not (Fate.Missed or Fate.Unkept) || audit[f] > 0).Select(f => $"{audit[f]} {Name(f).ToLowerInvariant()}");
        return $"{CardText.Count(audit.Found, "attribution")} = {string.Join(" + ", fates)}.";
    }

    // Of the whole newsroom: what is in no conversation yet, and in none at all where a page cannot be had.
    private static string Sum(ArticleCounts articles)
    {
        var unfiled = articles.Unfiled == 0 ? "" : $"; {articles.Unfiled} more to be filed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{CardText.Count(articles.Found, "article")} = {articles.Read} read + {articles.Waiting + articles.Unread} to be read + {articles.Unfetched} not to be had + {articles.Failed} not understood{unfiled}.");
    }

    private static IEnumerable<Group> Groups(Audit audit, IReadOnlyList<ArticleRow> unread)
    {
        yield return new("Not read", AuditCommand.OfArticles, [.. unread
            .GroupBy(a => (a.Reason ?? Words(a.Fate)).TrimEnd('.')).OrderByDescending(g => g.Count())
            .Select(g => new Cause(g.Key, g.Count(), [.. g.Select(a => a.Url)]))]);
        foreach (var fate in Enum.GetValues<Fate>())
        {
            yield return new(Name(fate), Name(fate).ToLowerInvariant(), [.. audit.Rows.Where(r => r.Fate == fate).GroupBy(r => r.Reason.TrimEnd('.'))
                .OrderByDescending(g => g.Count()).ThenByDescending(g => g.Max(r => r.Report))
                .Select(g => new Cause(g.Key, g.Count(), Named([.. g.Reverse()])))]);
        }
    }

    private static IEnumerable<string> Told(Group group, bool briefly)
    {
        // A row that counts one other reason could as well tell it.
        var named = briefly && group.Causes.Count > MostReasons + 1 ? MostReasons : MostAsked;
        foreach (var cause in group.Causes.Take(named))
            yield return string.Create(CultureInfo.InvariantCulture, $"{cause.Count}: {InSentence(cause.Reason)}{Listed(cause.Rows, briefly ? MostRows : MostAsked)}.");
        if (group.Causes.Count > named)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{group.Causes.Skip(named).Sum(g => g.Count)}: for {group.Causes.Count - named} other reasons.");
        }
    }

    // A statement by its number; what is none by its article.
    private static IReadOnlyList<string> Named(IReadOnlyList<AuditRow> rows) => rows[0].Statement is null
        ? [.. rows.Select(r => r.Url).Where(u => u.Length > 0).Distinct()]
        : [.. rows.Select(r => r.Statement).OfType<long>().Distinct().Select(id => string.Create(CultureInfo.InvariantCulture, $"#S{id}"))];

    private static string Listed(IReadOnlyList<string> rows, int most)
    {
        if (rows.Count == 0)
            return "";
        var rest = rows.Count > most ? $" and {rows.Count - most} more" : "";
        return string.Create(CultureInfo.InvariantCulture, $" ({string.Join(", ", rows.Take(most))}{rest})");
    }

    // Reasons that are sentences elsewhere begin with a capital letter.
    private static string InSentence(string reason) =>
        reason.StartsWith("Not ", StringComparison.Ordinal) ? char.ToLowerInvariant(reason[0]) + reason[1..] : reason;

    private static string Name(Fate fate) => fate.ToString();

    private static string Words(ArticleFate fate) => fate switch
    {
        ArticleFate.Waiting => "the page is still to be fetched",
        ArticleFate.Unfetched => "the page cannot be had",
        ArticleFate.Unfiled => "announced, and still to be filed",
        _ => "the text is still to be read",
    };

    /// <summary>A reason, and what it holds for.</summary>
    private sealed record Cause(string Reason, int Count, IReadOnlyList<string> Rows);

    /// <summary>A number of the audit, with its reasons.</summary>
    private sealed record Group(string Name, string Part, IReadOnlyList<Cause> Causes)
    {
        public bool HasMore => Causes.Count > MostReasons || Causes.Any(c => c.Rows.Count > MostRows);
    }
}
