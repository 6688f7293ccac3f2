using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NewsBot.Text.Pages;

namespace NewsBot.Text.Listings;

/// <summary>A first guess at how a page lists: the element that repeats most with the link to one story in it. An editor looks at what it
/// finds.</summary>
public static class ListingGuess
{
    private const int LeastItems = 3;
    private const int HighestClimb = 8;

    /// <summary>Selectors that are tried on a page, and for a part of its items. One list has dozens that find it.</summary>
    private const int MostTried = 400, MostTriedInItem = 40;

    /// <summary>What counts of a list's length and of its titles' length.</summary>
    private const int EnoughItems = 30, EnoughTitle = 80;

    /// <summary>Share of the items that a selector of a part must hold for.</summary>
    private const double Nearly = 0.8;

    /// <summary>The form and what it finds; null when nothing on the page looks like a list.</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Where it is; relative links are relative to it.</param>
    /// <param name="isDate">Whether the reader of the list can take a text for a date.</param>
    public static (ListingForm Form, ListingReading Reading)? Of(string html, Uri address, Predicate<string> isDate)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(isDate);
        if (html.Length > PageReader.MaxLength || !MarkupLimits.Within(html))
            return null;
        using var document = new HtmlParser().ParseDocument(html);
        var dates = new ItemDates(isDate);
        var best = Columns(TitleLinks.Of(document, address))
            .Select(c => (Column: c, Score: Score(document, c, dates)))
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score).ThenBy(c => c.Column.Selector.Length).ThenBy(c => c.Column.Selector, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best.Column is not { } column)
            return null;
        var form = FormOf(column, dates);
        return ListingReader.Read(document, address, form) is { Fault: null } reading ? (form, reading) : null;
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

    // The elements around stories, by selectors that several of them share, those with the most stories first.
    private static IEnumerable<Column> Columns(IReadOnlyList<TitleLink> titles)
    {
        var around = new Dictionary<IElement, List<TitleLink>>();
        foreach (var title in titles)
        {
            IElement? here = title.Link;
            for (var climb = 0; climb < HighestClimb && here is { LocalName: not ("body" or "html") }; climb++, here = here.ParentElement)
            {
                if (!around.TryGetValue(here, out var inside))
                    around[here] = inside = [];
                inside.Add(title);
            }
        }

        return around
            .Where(a => a.Value.DistinctBy(t => t.Address).Count() == 1)
            .SelectMany(a => ItemSelectors.InPage(a.Key).Distinct().Select(selector => (Selector: selector, Item: new Item(a.Key, Fullest(a.Value)))))
            .GroupBy(i => i.Selector, i => i.Item, StringComparer.Ordinal)
            .Where(g => g.Count() >= LeastItems)
            .Select(g => new Column(g.Key, [.. g]))
            .OrderByDescending(c => Math.Min(c.Items.Count, EnoughItems) * c.TitleLength).ThenBy(c => c.Selector, StringComparer.Ordinal)
            .Take(MostTried);
    }

    // Of the links to one story that which is its title: not its picture's, and not "read more".
    private static TitleLink Fullest(List<TitleLink> links) => links.Find(l => l.Title != l.Link || IsInHeading(l.Link)) ?? links.MaxBy(l => TitleLinks.LineOf(l.Title).Length)!;

    private static bool IsInHeading(IElement link) => link.Closest("h1, h2, h3, h4, h5, h6") is not null;

    // One item, one story: an element with several in it is a column, and one without any is furniture.
    private static double Score(IDocument document, Column column, ItemDates dates)
    {
        var (matches, stories) = (document.QuerySelectorAll(column.Selector).Length, column.Items.Select(i => i.Story.Address).Distinct().Count());
        var share = (double)stories / matches;
        if (stories < LeastItems || share < 0.5)
            return 0;
        double Share(Func<Item, bool> holds) => (double)column.Items.Count(holds) / column.Items.Count;
        return Math.Min(stories, EnoughItems) * share * share * column.TitleLength
            * (Share(i => dates.In(i.Element) is not null) >= 0.5 ? 1.5 : 1)
            * (Share(i => i.Story.Title.LocalName[0] == 'h' || IsInHeading(i.Story.Link)) >= 0.5 ? 1.2 : 1)
            * (Share(i => i.Element.LocalName is "article" or "li" or "tr") >= 0.5 ? 1.02 : 1)
            * (1 - (0.5 * Share(i => i.Story.Beside)));
    }

    private static ListingForm FormOf(Column column, ItemDates dates)
    {
        var link = Shared(column.Items, i => i.Story.Link, (i, found) => found == i.Story.Link, except: i => i.Element.LocalName == "a" || i.Element.QuerySelector("a[href]") == i.Story.Link);
        var title = Shared(column.Items, i => i.Story.Title, (i, found) => TitleLinks.LineOf(found) == TitleLinks.LineOf(i.Story.Title), except: i => i.Story.Title == i.Story.Link);
        var dated = column.Items.Where(i => dates.In(i.Element) is not null).ToList();
        var date = dated.Count * 2 < column.Items.Count ? null : Shared(dated, i => dates.In(i.Element)!, (i, found) => dates.Is(found), except: _ => false);
        return new ListingForm(column.Selector, link, title, date);
    }

    /// <summary>The selector that finds a part in most items; null where the parts need none.</summary>
    private static string? Shared(IReadOnlyList<Item> items, Func<Item, IElement> part, Func<Item, IElement, bool> isRight, Func<Item, bool> except)
    {
        if (items.Count(except) >= items.Count * Nearly)
            return null;
        var (selector, share) = items.SelectMany(i => ItemSelectors.InItem(part(i), i.Element)).GroupBy(s => s, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).Take(MostTriedInItem).Select(g => g.Key)
            .Select(s => (Selector: s, Share: (double)items.Count(i => i.Element.QuerySelector(s) is { } found && isRight(i, found)) / items.Count))
            .OrderByDescending(s => s.Share).FirstOrDefault();
        return share >= Nearly ? selector : null;
    }

    /// <summary>An element with one story in it.</summary>
    private sealed record Item(IElement Element, TitleLink Story);

    /// <summary>The elements of one selector that have one story each.</summary>
    private sealed record Column(string Selector, IReadOnlyList<Item> Items)
    {
        public double TitleLength { get; } = Items.Average(i => Math.Min(TitleLinks.LineOf(i.Story.Title).Length, EnoughTitle));
    }
}
