using System.Globalization;
using NewsBot.Conversations;
using NewsBot.Deliveries.Ledger;
using NewsBot.Operations.Security;

namespace NewsBot.Operations;

/// <summary>
/// <c>GET /ledger.json?from=…&amp;to=…&amp;conversation=…</c>: what became of everything that was found in a window, for one conversation with
/// the rows of each number, or for all of them in numbers. It answers operators, as their page does.
/// </summary>
internal sealed class LedgerEndpoint(AuditTable audits, ConversationTable conversations, OperatorDoor door, TimeProvider clock)
{
    public static void Map(WebApplication app) => app.MapGet(
        "/ledger.json",
        (HttpContext context, string? from, string? to, long? conversation) =>
            app.Services.GetRequiredService<LedgerEndpoint>().AnswerAsync(context, from, to, conversation));

    private async Task<IResult> AnswerAsync(HttpContext context, string? from, string? to, long? only)
    {
        if (!door.LetsIn(context))
            return door.Refuse(context);
        var now = clock.GetUtcNow();
        if (Instant(to, now) is not { } end || Instant(from, end.AddDays(-1)) is not { } start || start >= end)
            return Results.Text("from and to are instants such as 2026-11-29T08:00:00Z, from before to.\n", statusCode: StatusCodes.Status400BadRequest);
        var entries = new List<object>();
        foreach (var place in await audits.PlacesAsync(context.RequestAborted))
        {
            if ((only ?? place.Id) == place.Id && await conversations.FindAsync(place.Id, context.RequestAborted) is { } conversation)
                entries.Add(Entry(place, await audits.ReadAsync(conversation, start, end, context.RequestAborted), only is not null));
        }

        var articles = await audits.ArticlesAsync(start, end, context.RequestAborted);
        var rows = only is null ? null : await audits.ArticleRowsAsync(start, end, unfinished: false, context.RequestAborted);
        return Results.Json(new { from = start, to = end, articles = Entry(articles, rows), conversations = entries });
    }

    private static object Entry(ArticleCounts articles, IReadOnlyList<ArticleRow>? rows) => new
    {
        articles.Found,
        articles.Read,
        articles.Waiting,
        articles.Unfetched,
        articles.Unread,
        articles.Failed,
        articles.Unfiled,
        rows = rows?.Select(r => new { r.Article, r.Url, fate = r.Fate.ToString().ToLowerInvariant(), r.Reason }),
    };

    private static object Entry(LedgerPlace place, Audit audit, bool withRows) => new
    {
        place.Id,
        place.Channel,
        place.Name,
        audit.Found,
        merged = audit[Fate.Merged],
        filtered = audit[Fate.Filtered],
        held = audit[Fate.Held],
        sent = audit[Fate.Sent],
        failed = audit[Fate.Failed],
        owed = audit[Fate.Owed],
        missed = audit[Fate.Missed],
        unkept = audit[Fate.Unkept],
        rows = withRows
            ? audit.Rows.Select(r => new { r.Report, r.Statement, r.Url, fate = r.Fate.ToString().ToLowerInvariant(), r.Reason })
            : null,
    };

    private static DateTimeOffset? Instant(string? typed, DateTimeOffset otherwise) => string.IsNullOrEmpty(typed)
        ? otherwise
        : DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
