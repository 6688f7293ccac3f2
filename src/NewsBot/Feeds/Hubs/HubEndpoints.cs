using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Feeds.Hubs;

/// <summary>
/// What hubs call: the question whether we asked, and the news. The body of a delivery is never read as a feed; it only makes us
/// look at the feed
/// itself, by the fetcher and its rules.
/// </summary>
internal static class HubEndpoints
{
    public const string Path = "/websub/";
    private const int MaxBody = 1024 * 1024;
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(5);

    public static void MapFeeds(this WebApplication app)
    {
        app.MapGet(Path + "{token}", ConfirmAsync);
        app.MapPost(Path + "{token}", TakeAsync);
    }

    private static async Task<IResult> ConfirmAsync(string token, HttpRequest request, HubTable hubs, TimeProvider time, CancellationToken stop)
    {
        var query = request.Query;
        var known = await hubs.FindAsync(token, stop);
        if (known is null || !Same(known.Topic, query["hub.topic"].ToString()))
            return Results.NotFound();
        var now = time.GetUtcNow();
        switch (query["hub.mode"].ToString())
        {
            case "subscribe" when query["hub.challenge"].ToString() is { Length: > 0 and <= 1000 } challenge:
                var told = int.TryParse(query["hub.lease_seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
                var lease = TimeSpan.FromSeconds(told ? seconds : HubSubscription.LeaseSeconds);
                lease = lease < ShortestLease ? ShortestLease : lease;
                await hubs.WriteAsync(known.FeedId, HubState.Confirmed, now + lease, now + (lease * 0.9));
                return Results.Text(challenge, "text/plain");
            case "denied":
                await hubs.WriteAsync(known.FeedId, HubState.Refused, null, now + TimeSpan.FromDays(7));
                return Results.Ok();
            default:
                // We never ask to be unsubscribed: a lease ends by itself.
                return Results.NotFound();
        }
    }

    private static async Task<IResult> TakeAsync(string token, HttpRequest request, HubTable hubs, TimeProvider time, CancellationToken stop)
    {
        var known = await hubs.FindAsync(token, stop);
        if (known is null)
            return Results.StatusCode(StatusCodes.Status410Gone);
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, stop)) > 0;)
        {
            if (body.Length + read > MaxBody)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            body.Write(chunk, 0, read);
        }

        // A wrong signature is answered like a right one, and does nothing (WebSub, 7.1).
        if (known.Verifies(request.Headers["X-Hub-Signature"], body.GetBuffer().AsSpan(0, (int)body.Length)))
            await hubs.HurryAsync(known.FeedId, time.GetUtcNow());
        return Results.Accepted();
    }

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
