using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>Takes out of a page what is no article: captions, boxes of links, forms, banners.</summary>
internal static partial class Boilerplate
{
    private const int BoxWords = 150;

    private const string Tags = "figure, figcaption, aside, nav, form, button, script:not([type*='ld+json']), style, template, iframe, "
        + "dialog, footer, select, input, [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], [role=banner], "
        + "[role=contentinfo], [role=search]";

    public static void Remove(IDocument document)
    {
        foreach (var element in document.QuerySelectorAll(Tags).ToList())
            element.Remove();

        foreach (var element in document.QuerySelectorAll("div, section, ul, ol, p, span, h2, h3, h4, a").ToList())
        {
            if (element.Parent is not null && IsBox(element))
                element.Remove();
        }
    }

    private static bool IsBox(IElement element)
    {
        var names = element.ClassName + " " + element.Id;
        return names.Length > 1 && names.Length < 400 && BoxNames().IsMatch(names) && HasFewWords(element);
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

    [GeneratedRegex(
        @"(?:^|[\s_-])(?:cookies?|consent|gdpr|newsletter|sign-?up|subscribe|subscription|related|read-?more|also-?read|more-?(?:on|from|stories)|recommend(?:ed|ations?)?|recirc|promo|share|sharing|social|caption|credit|advert(?:isement)?|ad-(?:slot|unit|container)|sponsored|outbrain|taboola|breadcrumbs?|author-?bio|tags?|topics|most-(?:read|popular)|trending|comments?|disqus|toolbar|skip-?(?:link|nav)|print-only|video-player)(?:$|[\s_-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BoxNames();
}
