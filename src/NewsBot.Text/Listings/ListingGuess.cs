using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsBot.Text.Pages;

namespace NewsBot.Text.Listings;

/// <summary>A first guess at how a page lists: the element that repeats most with a long linked title in it. An editor looks at
/// what it finds.</summary>
public static class ListingGuess
{
    private const int LeastItems = 3;
    private const int LeastTitle = 20;
    private const int HighestClimb = 6;
    // Elements that tell something by their name alone.
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "li", "article", "tr", "ul", "ol", "tbody", "dl", "dt", "h2", "h3", "main", "section", "div", "p",
    };

    private static readonly string[] Headings = ["h1", "h2", "h3", "h4", "h5"];
    private const string Furniture = "nav, header, footer, aside, [role=navigation], [class*=breadcrumb], [class*=menu], [class*=social]";

    /// <summary>The form and what it finds; null when nothing on the page looks like a list.</summary>
    public static (ListingForm Form, ListingReading Reading)? Of(string html, Uri address)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(address);
        if (html.Length > PageReader.MaxLength || !MarkupLimits.Within(html))
            return null;
        using var document = new HtmlParser().ParseDocument(html);
        var titles = document.QuerySelectorAll("a[href]").Where(a => Length(a) >= LeastTitle && a.Closest(Furniture) is null).ToList();
        var best = titles.SelectMany(Repeated).GroupBy(r => r.Selector, StringComparer.Ordinal)
            .Select(g => (Selector: g.Key, Score: Score(document, g.Key, [.. g.Select(r => r.Link)])))
            .Where(g => g.Score > 0)
            .OrderByDescending(g => g.Score).ThenBy(g => g.Selector.Length).ThenBy(g => g.Selector, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best.Selector is null)
            return null;
        var items = document.QuerySelectorAll(best.Selector).ToList();
        var form = new ListingForm(best.Selector, null, TitleOf(items), DateOf(items));
        return (form, ListingReader.Read(document, address, form));
    }

    /// <summary>The feeds that a page announces in its head.</summary>
    public static IReadOnlyList<Uri> Feeds(string html, Uri address)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (html.Length > PageReader.MaxLength || !MarkupLimits.Within(html))
            return [];
        using var document = new HtmlParser().ParseDocument(html);
        return
        [
            .. document.QuerySelectorAll("link[rel~=alternate][href]")
                .Where(l => l.GetAttribute("type") is { } type && (type.Contains("rss", StringComparison.OrdinalIgnoreCase)
                    || type.Contains("atom", StringComparison.OrdinalIgnoreCase) || type.Contains("feed+json", StringComparison.OrdinalIgnoreCase)))
                .Select(l => Uri.TryCreate(address, l.GetAttribute("href"), out var feed) && feed.Scheme is "http" or "https" ? feed : null)
                .OfType<Uri>()
                .Distinct(),
        ];
    }

    // The element around a link that has brothers of its own kind; the nearest few such.
    private static IEnumerable<(string Selector, IElement Link)> Repeated(IElement link)
    {
        var here = link;
        for (var climb = 0; climb < HighestClimb && here.ParentElement is { } parent && here.LocalName is not ("body" or "html"); climb++, here = parent)
        {
            if (Selector(here) is { } own && parent.Children.Count(c => Selector(c) == own) >= LeastItems)
                yield return (Selector(parent) is { } outer && parent.LocalName != "body" ? $"{outer} > {own}" : own, link);
        }
    }

    private static double Score(IDocument document, string selector, List<IElement> links)
    {
        var items = document.QuerySelectorAll(selector);
        if (items.Length < LeastItems)
            return 0;
        // One item, one story: an element with many titles in it is a column, and one without any is furniture.
        var share = Math.Min(1.0, (double)links.Count / items.Length);
        var crowd = Math.Max(1.0, (double)links.Count / items.Length);
        var dated = items.Count(i => DateIn(i) is not null) * 2 >= items.Length ? 1.5 : 1;
        return Math.Min(items.Length, 30) * share / (crowd * crowd) * Math.Min(links.Average(Length), 80) * dated;
    }

    private static string? TitleOf(List<IElement> items) =>
        Headings.FirstOrDefault(h => items.Count(i => i.QuerySelector(h) is not null) * 5 >= items.Count * 4);

    private static string? DateOf(List<IElement> items)
    {
        var found = items.Select(DateIn).OfType<IElement>().Select(d => d.LocalName == "time" ? "time" : Selector(d)).OfType<string>().ToList();
        return found.Count * 2 < items.Count ? null : found.GroupBy(s => s).MaxBy(g => g.Count())!.Key;
    }

    private static IElement? DateIn(IElement item) =>
        item.QuerySelector("time") ?? item.QuerySelector("[class*=date], [class*=Date], [class*=time], [class*=posted]");

    private static int Length(IElement link) => link.TextContent.Trim().Length;

    // A name and its first class; classes that are made anew for each element tell nothing.
    private static string? Selector(IElement element)
    {
        var name = element.ClassList.FirstOrDefault(c => c.Length < 40 && c.All(ch => char.IsAsciiLetter(ch) || ch is '-' or '_'));
        return name is not null ? $"{element.LocalName}.{name}" : Telling.Contains(element.LocalName) ? element.LocalName : null;
    }
}
