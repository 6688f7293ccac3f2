using System.Globalization;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>What a page says of itself: JSON-LD before article: and og: properties before plain elements.</summary>
internal static class PageFacts
{
    private const int LongestLine = 500;

    public static PageText Of(IDocument document, LinkedData data, Uri address)
    {
        var dates = Dates(document, data).OfType<string>().ToList();
        return new()
        {
            Text = "",
            Problem = PageProblem.None,
            Title = Line(data.Headline) ?? Meta(document, "og:title",
                "twitter:title") ?? Line(document.QuerySelector("h1")?.TextContent)
                ?? Line(document.Title),
            Byline = Line(data.Author) ?? Name(Meta(document, "author", "article:author", "byl", "parsely-author", "dc.creator"))
                ?? Line(document.QuerySelector("[rel=author], [itemprop=author], .byline, .author")?.TextContent),
            Published = dates.Select(Date).FirstOrDefault(d => d is not null),
            PublishedText = Line(dates.FirstOrDefault()),
            Language = Line(document.DocumentElement?.GetAttribute("lang")) ?? Line(data.Language)
                ?? Meta(document, "og:locale", "language", "content-language")?.Replace('_', '-'),
            Canonical = Address(document.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"), address)
                ?? Address(Meta(document, "og:url"), address),
            Paywalled = data.Paid || Meta(document, "article:content_tier") is "locked" or "metered",
        };
    }

    private static IEnumerable<string?> Dates(IDocument document, LinkedData data)
    {
        yield return data.Published;
        yield return Meta(
            document, "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date.issued",
            "dc.date", "parsely-pub-date", "sailthru.date");
        var marked = document.QuerySelector("[itemprop=datePublished]");
        yield return marked?.GetAttribute("datetime") ?? marked?.GetAttribute("content");
        yield return document.QuerySelector("article time[datetime], time[pubdate], time[datetime]")?.GetAttribute("datetime");
    }

    private static string? Meta(IDocument document, params ReadOnlySpan<string> names)
    {
        var metas = document.Head?.QuerySelectorAll("meta[content]") ?? (IEnumerable<IElement>)[];
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var meta in metas)
        {
            var key = meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("http-equiv");
            if (key is not null && Line(meta.GetAttribute("content")) is { } value)
                found.TryAdd(key.Trim(), value);
        }

        foreach (var name in names)
        {
            if (found.TryGetValue(name, out var value))
                return value;
        }

        return null;
    }

    private static string? Name(string? value) =>
        value is null || value.Contains("://", StringComparison.Ordinal) ? null : value;

    private static string? Line(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var line = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestLine ? line[..LongestLine] : line;
    }

    private static DateTimeOffset? Date(string? value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static Uri? Address(string? value, Uri page) =>
        value is not null && Uri.TryCreate(page, value.Trim(), out var found) && (found.Scheme is "http" or "https") ? found
            : null;
}
