using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsBot.Text.Pages;

namespace NewsBot.Text.Listings;

/// <summary>Reads what a page lists, and tells when its shape is no longer the one described: a page that was rebuilt must not
/// go quiet.</summary>
public static class ListingReader
{
    private const int MostItems = 500;
    private const int LongestTitle = 500;

    /// <param name="html">The page.</param>
    /// <param name="address">Where it is; relative links are relative to it.</param>
    /// <param name="form">How it lists.</param>
    public static ListingReading Read(string html, Uri address, ListingForm form)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(form);
        if (html.Length > PageReader.MaxLength || !MarkupLimits.Within(html))
            return new ListingReading([], "The page is larger than any list.");
        using var document = new HtmlParser().ParseDocument(html);
        return Read(document, address, form);
    }

    internal static ListingReading Read(IDocument document, Uri address, ListingForm form)
    {
        if (form.Fault is { } fault)
            return new ListingReading([], $"The selector “{fault}” cannot be read.");
        var found = document.QuerySelectorAll(form.Item).Take(MostItems).ToList();
        if (found.Count == 0)
            return new ListingReading([], $"Nothing on the page matches “{form.Item}”: its shape has changed.");
        var items = found.Select(f => Item(f, address, form)).OfType<ListedItem>().DistinctBy(i => i.Address).ToList();
        if (items.Count * 2 < found.Count)
        {
            var sentence = $"Of {found.Count} elements that match “{form.Item}” only {items.Count} have a link and a title: the page's shape has changed.";
            return new ListingReading(items, sentence);
        }

        if (form.Date is not null && items.All(i => i.Date is null))
            return new ListingReading(items, $"No item has a date at “{form.Date}”: the page's shape has changed.");
        return new ListingReading(items);
    }

    private static ListedItem? Item(IElement item, Uri address, ListingForm form)
    {
        var link = form.Link is { } selector ? item.QuerySelector(selector) : item.LocalName == "a" ? item : item.QuerySelector("a[href]");
        var href = link?.GetAttribute("href")?.Trim();
        if (link is null || href is not { Length: > 0 } || !Uri.TryCreate(address, href, out var target) || target.Scheme is not ("http" or "https"))
            return null;
        var title = Line((form.Title is { } at ? item.QuerySelector(at) : null)?.TextContent) ?? Line(link.TextContent) ?? Line(link.GetAttribute("title"));
        var dated = form.Date is { } when ? item.QuerySelector(when) : null;
        var date = Line(dated?.GetAttribute("datetime")) ?? Line(dated?.TextContent);
        return title is null ? null : new ListedItem(target, title, date);
    }

    private static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestTitle ? line : line[..LongestTitle];
    }
}
