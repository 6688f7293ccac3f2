using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Text.Listings;

/// <summary>A link that a reader would take for a story.</summary>
/// <param name="Link">The link.</param>
/// <param name="Title">What holds the title: the link, an element in it, or a heading beside it.</param>
/// <param name="Address">Where it leads, without the fragment.</param>
/// <param name="Beside">It stands beside the page's matter: among the most read, the related, in a side bar.</param>
internal sealed record TitleLink(IElement Link, IElement Title, Uri Address, bool Beside);

/// <summary>Finds the links to stories between the furniture of a page.</summary>
internal static partial class TitleLinks
{
    private const int MostLinks = 5000;
    private const int LeastTitle = 20;
    private const int LongestTitle = 300;

    /// <summary>In scripts that write no spaces.</summary>
    private const int LeastIdeographs = 8;

    /// <summary>How far from a "read more" its heading may stand, and how many links may be around it there.</summary>
    private const int FarthestHeading = 4, MostAround = 3;

    private const string Headings = "h1, h2, h3, h4, h5, h6";
    private const string Named = "[class*=title i], [class*=headline i], [class*=heading i]";

    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal)
    {
        "nav", "navigation", "navbar", "footer", "social", "toolbar", "cookie", "cookies", "pagination", "pager",
    };

    private static readonly HashSet<string> Aside = new(StringComparer.Ordinal)
    {
        "sidebar", "side", "aside", "related", "popular", "trending", "recommended", "sponsored", "outbrain", "taboola", "promo", "widget", "partner", "ad", "ads",
    };

    public static IReadOnlyList<TitleLink> Of(IDocument document, Uri page)
    {
        var links = document.QuerySelectorAll("a[href]").Take(MostLinks).Select(a => (Link: a, Address: AddressOf(a, page))).Where(l => l.Address is not null).ToList();
        var around = Counted(links.Select(l => l.Link));
        var found = links.Select(l => (l.Link, Title: TitleOf(l.Link, around), l.Address)).Where(l => l.Title is not null).ToList();
        var titles = Counted(found.Select(l => l.Link));
        var judged = new Dictionary<IElement, Place>();
        return
        [
            .. found.Select(l => (l.Link, l.Title, l.Address, Place: PlaceOf(l.Link))).Where(l => l.Place != Place.Furniture)
                .Select(l => new TitleLink(l.Link, l.Title!, l.Address!, l.Place == Place.Beside)),
        ];

        Place PlaceOf(IElement element)
        {
            if (judged.TryGetValue(element, out var known))
                return known;
            var place = Judge(element, titles.GetValueOrDefault(element) * 2 <= found.Count);
            if (place != Place.Furniture && element.ParentElement is { } parent && PlaceOf(parent) is var outer and not Place.Matter)
                place = outer;
            return judged[element] = place;
        }
    }

    /// <summary>The text of an element on one line.</summary>
    public static string LineOf(INode? node) =>
        node is null ? "" : string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Uri? AddressOf(IElement link, Uri page)
    {
        if (link.GetAttribute("href")?.Trim() is not { Length: > 0 } href || href[0] == '#' || !Uri.TryCreate(page, href, out var target)
            || target.Scheme is not ("http" or "https"))
            return null;
        var address = new Uri(target.GetLeftPart(UriPartial.Query));
        return address.AbsoluteUri == page.GetLeftPart(UriPartial.Query) || address.AbsolutePath == "/" && address.Query.Length == 0 ? null : address;
    }

    // How many of some elements each of those around them holds.
    private static Dictionary<IElement, int> Counted(IEnumerable<IElement> elements)
    {
        var counts = new Dictionary<IElement, int>();
        foreach (var element in elements)
        {
            for (var here = element; here is not null; here = here.ParentElement)
                counts[here] = counts.GetValueOrDefault(here) + 1;
        }

        return counts;
    }

    private static IElement? TitleOf(IElement link, Dictionary<IElement, int> around)
    {
        if (new[] { link.QuerySelector(Headings), link.QuerySelector(Named), link }.FirstOrDefault(e => e is not null && IsTitle(LineOf(e))) is { } inside)
            return inside == link && IsInProse(link) ? null : inside;
        // "Read more" under a heading that leads nowhere itself.
        var here = link.ParentElement;
        for (var climb = 0; climb < FarthestHeading && here is not null && around.GetValueOrDefault(here) <= MostAround; climb++, here = here.ParentElement)
        {
            if (here.QuerySelector(Headings) is not { } heading)
                continue;
            // A rubric may stand above it, which leads elsewhere.
            var isIts = here.QuerySelectorAll("a[href]") is [.., var last] && last.GetAttribute("href") == link.GetAttribute("href");
            return isIts && heading.QuerySelector("a[href]") is null && IsTitle(LineOf(heading)) ? heading : null;
        }

        return null;
    }

    // A reference in running text: most of its paragraph is other text, or words lead up to it.
    private static bool IsInProse(IElement link)
    {
        var line = LineOf(link).Length;
        if (link.Closest("p") is { } paragraph && line * 2 < LineOf(paragraph).Length)
            return true;
        return link.PreviousSibling is IText before && LineOf(before).Length >= LeastTitle;
    }

    private static bool IsTitle(string line) =>
        line.Length <= LongestTitle && !line.Contains("://", StringComparison.Ordinal) && (line.Length >= LeastTitle || (line.Length >= LeastIdeographs && line.All(c => c >= '\u2E80' || !char.IsLetter(c))));

    // What holds most of the page's stories is no furniture, whatever its class is called.
    private static Place Judge(IElement element, bool few)
    {
        switch (element.LocalName)
        {
            case "html" or "body" or "main" or "article":
                return Place.Matter;
            case "nav" or "footer":
                return Place.Furniture;
            case "header":
                return element.Closest("article, li, section, main") is null ? Place.Furniture : Place.Matter;
            case "aside":
                return Place.Beside;
        }

        if (element.GetAttribute("role") is "navigation" or "contentinfo" or "banner" or "menu")
            return Place.Furniture;
        var words = Word().Matches($"{element.ClassName} {element.Id}").Select(m => m.Value.ToLowerInvariant()).ToList();
        return few && words.Exists(w => Furniture.Contains(w) || w.Contains("menu", StringComparison.Ordinal) || w.Contains("breadcrumb", StringComparison.Ordinal))
            ? Place.Furniture
            : few && words.Exists(Aside.Contains) ? Place.Beside : Place.Matter;
    }

    private enum Place
    {
        Matter,
        Beside,
        Furniture,
    }

    // "mainNav", "main-nav", "main_nav".
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
