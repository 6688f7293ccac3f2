using System.Data.Common;
using System.Runtime.CompilerServices;
using NewsBot.Desk;
using NewsBot.Feeds;
using NewsBot.Feeds.Listings;
using NewsBot.Storage;
using NewsBot.Web;

namespace NewsBot.Operations.Doctor;

/// <summary>Visits every feed and listing page once, as the newsroom would, and tells what it found there.</summary>
internal static class SourcesLook
{
    private const int AtOnce = 8;

    public static async IAsyncEnumerable<Finding> FindAsync(
        Patient patient, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (patient.Desk is not { } desk)
            yield break;
        var sample = DeskFiles.From(patient.Settings).Sources is null;
        var added = await AddedAsync(patient, cancellationToken);
        IReadOnlyList<Source> sources = [.. sample ? [] : desk.Sources, .. added ?? []];
        if (sample)
        {
            yield return Finding.Warning(
                "sources",
                "The sample newsroom runs: everything in it is invented.",
                "Set sources to a file of real sources.");
        }
        else if (sources.Count == 0)
        {
            yield return Finding.Warning(
                "sources",
                added is null
                    ? "The file names no source; the database, which may hold some that were added in chat, was not read."
                    : "No source is named: nothing will be read.",
                "Add sources to the file, or say in a chat, as an editor: sources add URL.");
        }

        if (added is { Count: > 0 })
            yield return Finding.Ok("sources", $"{added.Count} more were added in chat.");

        if (!patient.Online)
            yield break;
        using var fetcher = new WebFetcher(WebOptions.From(patient.Settings), new AllowedLoopback(), patient.Clock, patient.Edge);
        using var places = new SemaphoreSlim(AtOnce);
        var visits = sources
            .SelectMany(s => s.Feeds.Concat(s.Listings.Select(l => l.Url))
                .Select(url => VisitAsync(s, url, fetcher, places, patient.Clock, cancellationToken)))
            .ToList();
        foreach (var visit in visits)
            yield return await visit;
        foreach (var source in sources.Where(s => s.Feeds.Count + s.Listings.Count == 0))
            yield return Finding.Warning(
                $"source {source.Key}",
                "It has no feed and no listing page, so nothing of it is read.",
                "Add one or remove the source.");
    }

    /// <summary>The sources that were added in chat; null where the database could not be asked, which is told among its own findings.</summary>
    private static async Task<IReadOnlyList<Source>?> AddedAsync(Patient patient, CancellationToken cancellationToken)
    {
        var server = patient.Settings.GetConnectionString("NewsBot");
        if (!string.IsNullOrWhiteSpace(server) && !patient.Online)
            return null;
        try
        {
            return StorageServices.FindStorage(patient.Data, server) is { } db
                ? await new SourceBook(db, patient.Clock).AddedAsync(cancellationToken)
                : [];
        }
        catch (Exception e) when (e is DbException or StorageException or FormatException)
        {
            return null;
        }
    }

    private static async Task<Finding> VisitAsync(
        Source source,
        string url,
        WebFetcher fetcher,
        SemaphoreSlim places,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var kind = source.Listings.Any(l => l.Url == url) ? FetchKind.Page : FetchKind.Feed;
            var fetched = await fetcher.FetchAsync(new FetchRequest(new Uri(url), kind), cancellationToken);
            var feed = new Feed { Id = 0, SourceId = 0, SourceKey = source.Key, Class = source.Class, Url = url, NextCheck = clock.GetUtcNow() };
            return Judge(source, url, FeedLook.Of(feed, source, fetched, clock.GetUtcNow()), fetched, clock.GetUtcNow());
        }
        finally
        {
            places.Release();
        }
    }

    internal static Finding Judge(Source source, string url, FeedLook look, Fetched fetched, DateTimeOffset now)
    {
        var check = $"source {source.Key}";
        if (look.Problem is { } problem)
        {
            var sentence = $"{url}: {look.ProblemText}";
            return problem switch
            {
                FeedProblem.Stale => Finding.Warning(check, sentence, "See whether the outlet has a newer feed."),
                FeedProblem.TooOften or FeedProblem.ServerError or FeedProblem.Unreachable =>
                    Finding.Warning(check, sentence, "It may pass; the newsroom tries again by itself."),
                FeedProblem.WebPage => Finding.Error(
                    check,
                    sentence,
                    "Open it in a browser: it may be a challenge or a log-in page. Ask the outlet for access, or use another " +
                    "feed."),
                FeedProblem.ShapeChanged => Finding.Error(
                    check, sentence, "Correct the selectors of the listing; source try URL guesses them."),
                _ => Finding.Error(check, sentence, "Correct the feed's address, or remove it."),
            };
        }

        var age = look.NewestItem is { } newest ? $"newest item {Age(now - newest)} old" : "its items have no dates";
        var said = $"{look.Items.Count} items, {age}.";
        if (fetched.MovedForGood)
            return Finding.Warning(
                check,
                $"{url} has moved for good; {said}",
                $"Write {fetched.FinalAddress.AbsoluteUri} in its place.");
        return look.Items.Count == 0
            ? Finding.Warning(check, $"{url} is empty.", "See whether the outlet has another feed.")
            : Finding.Ok(check, $"{url}: {said}");
    }

    private static string Age(TimeSpan age) =>
        age.TotalHours < 1 ? $"{Math.Max(age.TotalMinutes, 0):0} minutes"
        : age.TotalDays < 2 ? $"{age.TotalHours:0} hours"
        : $"{age.TotalDays:0} days";
}
