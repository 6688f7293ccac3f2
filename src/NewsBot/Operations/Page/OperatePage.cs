using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsBot.Cards;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Operations.Security;
using NewsBot.Storage;

namespace NewsBot.Operations.Page;

/// <summary>The operators' page: what is owed, failed, unknown and slow; the sources; what was posted last; and a few buttons. No script runs on it.</summary>
internal sealed partial class OperatePage(
    OperateTable table,
    FeedTable feeds,
    DigestReader digests,
    OperateMarks marks,
    CardDeck cards,
    OperatorDoor door,
    HealthCheckService health,
    TimeProvider clock,
    ILogger<OperatePage> log)
{
    private const int Rows = 50;
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/operate").AddEndpointFilter(async (context, next) =>
            door.LetsIn(context.HttpContext) ? await next(context) : door.Refuse(context.HttpContext));
        group.AddEndpointFilter(TellFaultAsync);
        group.MapGet("", ShowAsync);
        group.MapGet("/digests/{id:long}", ShowDigestAsync);
        group.MapGet("/operate.css", () => Results.Text(Part("operate.css"), "text/css; charset=utf-8"));
        Do(group, "retry", RetryAsync);
        Do(group, "pause-feed", (id, stop) => table.PauseFeedAsync(id, pause: true, stop));
        Do(group, "resume-feed", (id, stop) => table.PauseFeedAsync(id, pause: false, stop));
        Do(group, "resume-source", table.ResumeSourceAsync);
        Do(group, "pause-conversation", (id, stop) => table.PauseConversationAsync(id, pause: true, stop));
        Do(group, "resume-conversation", (id, stop) => table.PauseConversationAsync(id, pause: false, stop));
        Do(group, "settle", marks.SettleAsync);
        Do(group, "release", marks.ReleaseAsync);
    }

    private static async ValueTask<object?> TellFaultAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (StorageException.SentenceOf(e) is { } sentence)
        {
            return Results.Text(sentence + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<string?> RetryAsync(long id, CancellationToken cancellationToken) =>
        await table.RetryAsync(id, cancellationToken) switch
        {
            Retried.Owed => "retry",
            Retried.Waits => "retry-paused",
            Retried.Closed => "retry-closed",
            _ => null,
        };

    private void Do(RouteGroupBuilder group, string action, Func<long, CancellationToken, Task<bool>> change) =>
        Do(group, action, async (id, stop) => await change(id, stop) ? action : null);

    // The change answers with the word of what it did; null for nothing.
    private void Do(RouteGroupBuilder group, string action, Func<long, CancellationToken, Task<string?>> change) =>
        group.MapPost(action, async (HttpContext context) =>
        {
            if (!FromOwnPage(context.Request))
                return Results.Text("Use the buttons of the page.\n", statusCode: StatusCodes.Status403Forbidden);
            if (!context.Request.HasFormContentType)
                return Results.BadRequest();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!long.TryParse(form["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return Results.BadRequest();
            var done = await change(id, context.RequestAborted);
            Log.Pressed(log, action, id, done is not null and not "retry-closed", door.Who(context));
            return Results.Redirect("/operate?done=" + (done ?? "nothing"), permanent: false);
        });

    // A stranger's page in the operator's browser can post a form too; the browser then says whose page it was. Where it tells the
    // site, the origin may be "null": no referrer is sent (Fetch standard, "append a request `Origin` header").
    private static bool FromOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }

    private async Task<IResult> ShowAsync(HttpContext context, string? done)
    {
        var stop = context.RequestAborted;
        var html = new OperateHtml();
        if (done is not null)
            html.Raw($"<p class=\"done\" role=\"status\">{OperateHtml.Escaped(Done(done))}</p>");
        await HealthAsync(html, stop);
        try
        {
            await StoredAsync(html, stop);
            return Page(context, "NewsBot: operate", html);
        }
        catch (Exception e) when (StorageException.SentenceOf(e) is { } sentence)
        {
            html.Raw($"<p role=\"alert\">{OperateHtml.Escaped($"The rest cannot be shown: {sentence}")}</p>");
            return Page(context, "NewsBot: operate", html, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task StoredAsync(OperateHtml html, CancellationToken stop)
    {
        await DeliveriesAsync(html.Section("owed", "Owed"), "Posts that are owed, the oldest first", [DeliveryState.Owed, DeliveryState.Sending], "Nothing is owed.", stop);
        await DeliveriesAsync(html.Section("failed", "Failed"), "Posts that failed, the newest first", [DeliveryState.Failed, DeliveryState.GivenUp], "Nothing has failed.", stop);
        await DeliveriesAsync(html.Section("unknown", "Unknown"), "Posts whose answer was lost, the oldest first", [DeliveryState.Unknown], "No answer was lost.", stop);
        DeliveriesTable(html.Section("slow", "Slow"), "Posts of the last day that took more than a minute, the slowest first", await table.SlowAsync(Slow, Rows, stop), "Every post of the last day took less than a minute.");
        await marks.DoubtedAsync(html, stop);
        await marks.HeldAsync(html, stop);
        await SourcesAsync(html, stop);
        await ConversationsAsync(html, stop);
        DeliveriesTable(html.Section("last", "Last posts"), "What was posted last", await table.LastAsync(20, stop), "Nothing was posted yet.");
    }

    private async Task<IResult> ShowDigestAsync(HttpContext context, long id)
    {
        if (await digests.ReadAsync(id, context.RequestAborted) is not { } edition)
            return Results.NotFound();
        var html = new OperateHtml();
        var posted = await table.PostedAsync(id, context.RequestAborted);
        if (posted.Count > 0)
        {
            html.Section("posted", $"Digest {id.ToString(CultureInfo.InvariantCulture)} as it was posted")
                .Sentence("What stood there when it was made, without who was on what.");
            foreach (var post in posted)
                html.Raw($"<h3>{OperateHtml.Time(post.Made)} (UTC)</h3>").Raw(Shown(post.Card is { } json ? JsonNode.Parse(json) : null, post.Words));
        }

        html.Section("digest", $"Digest {id.ToString(CultureInfo.InvariantCulture)} as it stands now")
            .Sentence("As its card shows it now; statements that were corrected since show their newest form.");
        foreach (var message in Messages(edition))
            html.Raw(Shown(message.Card, message.Text));
        return Page(context, $"NewsBot: digest {id.ToString(CultureInfo.InvariantCulture)}", html);
    }

    private static string Shown(JsonNode? card, string? words) =>
        $"<div class=\"card\">{(card is not null ? CardHtml.Of(card) : $"<pre>{OperateHtml.Escaped(words)}</pre>")}</div>";

    private IEnumerable<CardMessage> Messages(Edition edition)
    {
        var (digest, next) = (edition.Digest, edition.Next);
        return digest.Kind is DigestKind.Edition or DigestKind.Roundup
            ? Enumerable.Range(1, Math.Max(1, digest.Posts.Count)).Where(n => digest.Posts.ElementAtOrDefault(n - 1) is not { Count: 0 }).Select(n => cards.Of(DigestPart.Take(digest, digest.Posts, n), next))
            : [cards.Of(digest, next)];
    }

    private async Task HealthAsync(OperateHtml html, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var rows = report.Entries
            .Select(e => new[] { OperateHtml.Escaped(e.Key), e.Value.Status.ToString(), OperateHtml.Escaped(e.Value.Description) })
            .ToList();
        html.Section("health", "Health").Table("What the program says of itself", ["Check", "State", "Reason"], rows, "There is no check.");
    }

    // What is stuck is the oldest; what has ended lies there until it is too old to matter.
    private async Task DeliveriesAsync(
        OperateHtml html, string caption, DeliveryState[] states, string none, CancellationToken cancellationToken)
    {
        var ended = states.Contains(DeliveryState.GivenUp);
        var (rows, all) = (await table.InStatesAsync(states, ended, Rows, cancellationToken), await table.CountAsync(states, cancellationToken));
        DeliveriesTable(html, OperateHtml.Of(caption, rows.Count, all), rows, none);
    }

    private static void DeliveriesTable(OperateHtml html, string caption, IReadOnlyList<DeliveryRow> deliveries, string none)
    {
        var rows = deliveries.Select(d => new[]
        {
            OperateHtml.Number(d.Id),
            $"<a href=\"/operate/digests/{OperateHtml.Number(d.DigestId)}\">{d.Kind} {OperateHtml.Number(d.DigestId)}</a>",
            OperateHtml.Escaped($"{d.Name ?? "conversation"} ({d.Channel}, {OperateHtml.Number(d.ConversationId)})"),
            d.State.ToString(),
            OperateHtml.Number(d.Attempts),
            OperateHtml.Time(d.Composed),
            d.Sent is null ? OperateHtml.Time(d.NextTry) : OperateHtml.Time(d.Sent),
            OperateHtml.Escaped(d.ReasonText),
            d.State is DeliveryState.Failed or DeliveryState.GivenUp or DeliveryState.Unknown
                ? OperateHtml.Button("retry", d.Id, d.State == DeliveryState.Unknown ? "Post again, marked as a possible repeat" : "Try again", $"delivery {OperateHtml.Number(d.Id)}")
                : "",
        }).ToList();
        html.Table(caption, ["Delivery", "Digest", "To", "State", "Tries", "Composed (UTC)", "Sent or next try (UTC)", "Reason", "Do"], rows, none);
    }

    private async Task SourcesAsync(OperateHtml html, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = (await feeds.AllAsync(cancellationToken)).OrderByDescending(f => f.Failures).Select(f => new[]
        {
            OperateHtml.Escaped(f.SourceKey),
            OperateHtml.Escaped(f.Url),
            StateOf(f),
            OperateHtml.Escaped(f.ProblemText),
            f.NewestItem is { } newest ? string.Create(CultureInfo.InvariantCulture, $"{(now - newest).TotalHours:0} hours") : "",
            OperateHtml.Time(f.LastSuccess),
            f.SourcePaused is not null ? OperateHtml.Button("resume-source", f.SourceId, "Resume the source", f.SourceKey)
                : f.Paused is not null ? OperateHtml.Button("resume-feed", f.Id, "Resume", f.Url)
                : OperateHtml.Button("pause-feed", f.Id, "Pause", f.Url),
        }).ToList();
        html.Section("sources", "Sources").Table("Feeds, those in trouble first", ["Source", "Feed", "State", "Problem", "Newest item", "Last read (UTC)", "Do"], rows, "There are no feeds.");
    }

    private static string StateOf(Feed feed) => feed switch
    {
        { SourcePaused: not null } => "Paused with its source, in a chat",
        { Paused: not null } => "Paused",
        { Failures: > 0 } => $"Failed {OperateHtml.Number(feed.Failures)} times in a row",
        { LastSuccess: null } => "Not read yet",
        _ => "Read",
    };

    private async Task ConversationsAsync(OperateHtml html, CancellationToken cancellationToken)
    {
        var rows = (await table.ConversationsAsync(Rows, cancellationToken)).Select(c => new[]
        {
            OperateHtml.Number(c.Id),
            OperateHtml.Escaped($"{c.Name ?? "conversation"} ({c.Channel})"),
            c.Paused is null ? c.State.ToString() : "Paused",
            OperateHtml.Escaped(c.StateReason),
            OperateHtml.Number(c.Subscriptions),
            OperateHtml.Number(c.Owed),
            c.Paused is not null ? OperateHtml.Button("resume-conversation", c.Id, "Resume", $"conversation {OperateHtml.Number(c.Id)}")
                : c.State == ConversationState.Open ? OperateHtml.Button("pause-conversation", c.Id, "Pause", $"conversation {OperateHtml.Number(c.Id)}")
                : "",
        }).ToList();
        html.Section("conversations", "Conversations").Table(
            OperateHtml.Of("Where the bot speaks, most owed first", rows.Count, await table.ConversationCountAsync(cancellationToken)), ["Conversation", "Name", "State", "Reason", "Subscriptions", "Owed", "Do"], rows, "The bot speaks nowhere yet.");
    }

    private static string Done(string action) => action switch
    {
        "retry" => "The delivery is owed again and goes out in a moment.",
        "retry-paused" => "The delivery is owed again and goes out when the conversation is resumed.",
        "retry-closed" => "Nothing was changed: the conversation is closed. The table of conversations says why; it opens when somebody speaks to the bot there.",
        "pause-feed" => "The feed is paused.",
        "resume-feed" => "The feed is read again.",
        "resume-source" => "The source is read again.",
        "pause-conversation" => "Posts to the conversation are held back.",
        "settle" => "What was doubted is settled.",
        "release" => "The statement is released; who waits for it is told in a moment.",
        "resume-conversation" => "Posts to the conversation go out again.",
        _ => "Nothing was changed: it is not as it was any more.",
    };

    private static IResult Page(HttpContext context, string title, OperateHtml body, int? status = null)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        // With no referrer at all a browser says "null" for the page that a button is on, and over http nothing else tells whose it is.
        headers["Referrer-Policy"] = "same-origin";
        var html = Part("operate.html")
            .Replace("{title}", OperateHtml.Escaped(title), StringComparison.Ordinal)
            .Replace("{body}", body.ToString(), StringComparison.Ordinal);
        return Results.Text(html, "text/html; charset=utf-8", statusCode: status);
    }

    private static string Part(string name)
    {
        using var reader = new StreamReader(
            typeof(OperatePage).Assembly.GetManifestResourceStream("operate/" + name)
            ?? throw new InvalidOperationException($"The program carries no page part '{name}'."));
        return reader.ReadToEnd();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "An operator pressed {Action} for {Id} (done: {Done}): {Who}")]
        public static partial void Pressed(ILogger logger, string action, long id, bool done, string who);
    }
}
