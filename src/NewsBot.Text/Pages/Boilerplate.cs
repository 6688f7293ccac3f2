using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>Takes out of a page what is no article: captions, boxes of links, forms, banners.</summary>
internal static partial class Boilerplate
{
    private const int BoxWords = 150;

    /// <summary>A name or a link stands in a sentence when so many characters stand beside it, and more than in it.</summary>
    private const int LeastSentence = 30;

    private const string Tags = "figcaption, aside, nav, button, script:not([type*='ld+json']), style, template, iframe, "
        + "dialog, footer, select, input, [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], [role=banner], "
        + "[role=contentinfo], [role=search]";

    private const string Boxes = "div, section, ul, ol, p, span, h2, h3, h4, a";

    // What some sites put around a whole page, a quotation or a table.
    private const string Wrappers = "form, figure";
    private const string Wrapped = "h1, article, table, blockquote";

    public static void Remove(IDocument document)
    {
        Remove(document, Tags, _ => true);
        Remove(document, Wrappers, element => HasFewWords(element) && element.QuerySelector(Wrapped) is null);
        var beside = new Dictionary<IElement, int>();
        Remove(document, Boxes, element => IsBox(element) && !IsInSentence(element, beside));
    }

    private static void Remove(IDocument document, string selectors, Func<IElement, bool> isBoilerplate)
    {
        foreach (var element in document.QuerySelectorAll(selectors).ToList())
        {
            if (element.Parent is not null && isBoilerplate(element))
                element.Remove();
        }
    }

    private static bool IsBox(IElement element)
    {
        var names = element.ClassName + " " + element.Id;
        if (names.Length is <= 1 or >= 400 || Post().IsMatch(names) || !BoxNames().IsMatch(Hump().Replace(names, "-")))
            return false;
        if (IsQuotation(element))
        {
            // Not only we go by names.
            element.RemoveAttribute("class");
            return false;
        }

        return HasFewWords(element) && element.QuerySelector("h1, article") is null;
    }

    // What somebody wrote elsewhere, put into the article.
    private static bool IsQuotation(IElement element) =>
        element.QuerySelector("blockquote") is { } quoted && quoted.TextContent.Length * 2 > element.TextContent.Length;

    /// <param name="element">A name or a link that looks like a box.</param>
    /// <param name="beside">Characters that stand in an element itself; counted once, for one may hold thousands of links.</param>
    private static bool IsInSentence(IElement element, Dictionary<IElement, int> beside)
    {
        if (element.LocalName is not ("a" or "span") || element.ParentElement is not { } parent)
            return false;
        if (!beside.TryGetValue(parent, out var length))
            beside[parent] = length = parent.ChildNodes.OfType<IText>().Sum(text => text.Data.AsSpan().Trim().Length);
        return length >= LeastSentence && length > element.TextContent.Length;
    }

    // A container that merely mentions the newsletter in its name may hold the whole article.
    private static bool HasFewWords(IElement element)
    {
        var words = 0;
        var inside = false;
        foreach (var c in element.TextContent)
        {
            var letter = !char.IsWhiteSpace(c);
            words += letter && !inside ? 1 : 0;
            inside = letter;
            if (words > BoxWords)
                return false;
        }

        return true;
    }

    // WordPress says of a whole article what it is tagged with (https://developer.wordpress.org/reference/functions/post_class/).
    [GeneratedRegex(@"(?:^|\s)(?:hentry|type-post|post-\d+|(?:article|story|entry|post)-?(?:body|content|text))(?:$|\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Post();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Hump();

    [GeneratedRegex(
        @"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|sign-?up|subscribe|subscription|related|read-?more|also-?read|more-?(?:on|from|stories)|recommend(?:ed|ations?)?|recirc|promo|share|sharing|social|caption|credit|advert(?:isement)?|ad-(?:slot|unit|container)|sponsored|outbrain|taboola|breadcrumbs?|author-?bio|tags?|topics|most-(?:read|popular)|trending|comments?|disqus|toolbar|skip-?(?:link|nav)|print-only|video-player)(?:$|[\s_-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BoxNames();
}
