using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>Takes out of an extracted article the lines that lead away from it: link lists, calls to subscribe, datelines of
/// the site.</summary>
internal static partial class Leftovers
{
    private const string Lines = "p, li, h1, h2, h3, h4, h5, h6, div, section, td, blockquote, span, em, strong, i, b, small";
    private const double MostlyLinks = 0.7;
    private const int ShortLine = 40;

    public static void Remove(IElement article)
    {
        foreach (var element in article.QuerySelectorAll(Lines).ToList())
        {
            if (element.Parent is not null && element != article && IsLeftover(element))
                element.Remove();
        }

        RemoveEmptyHeadings(article);
    }

    private static bool IsLeftover(IElement element)
    {
        var length = element.TextContent.Length;
        if (length > 600)
            return false;

        var text = element.TextContent.Trim();
        if (text.Length == 0)
            return false;
        if (element.LocalName is not ("span" or "em" or "strong" or "i" or "b" or "small") && IsLinks(element, text))
            return true;
        return text.Length < 300 && Furniture().IsMatch(text) && IsWholeLine(element);
    }

    private static bool IsLinks(IElement element, string text)
    {
        if (text.Count(char.IsWhiteSpace) > ShortLine)
            return false;
        var linked = element.QuerySelectorAll("a").Sum(link => link.TextContent.Trim().Length);
        return linked >= MostlyLinks * text.Length;
    }

    private static bool IsWholeLine(IElement element) =>
        element.LocalName is not ("span" or "em" or "strong" or "i" or "b" or "small")
        || (element.PreviousSibling is null or IElement { LocalName: "br" });

    // A heading that nothing follows announced something that was dropped.
    private static void RemoveEmptyHeadings(IElement article)
    {
        foreach (var heading in article.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Reverse().ToList())
        {
            var next = NextElement(heading, article);
            if (next is null)
                heading.Remove();
        }
    }

    private static IElement? NextElement(IElement heading, IElement article)
    {
        for (var here = heading; here is not null && here != article; here = here.ParentElement)
        {
            for (var next = here.NextElementSibling; next is not null; next = next.NextElementSibling)
            {
                if (next.TextContent.AsSpan().Trim().Length > 0)
                    return next;
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"^\W*(?:read (?:more|also|next|the full)|also read|see (?:more|also)|more:|more (?:on|from) |don[’']t miss|related(?::| stor| article| content| news|$)|sign up|subscribe|follow (?:us|\w+ \w+ on|\w+ on)|like us|click here|share (?:this|on)|photo(?: by|:)|image:|getty images|©|\(?c\) |copyright|advertisement|have a (?:news )?tip|get (?:the latest|our|more)|want more|you (?:may|might) (?:also )?like|(?:first |last )?(?:published|updated)(?::| (?:at|on)? ?\d)|posted (?:at|on|in):?|filed under|tags?:|topics:|watch:|listen:|download |contact (?:us|the (?:author|writer|reporter))|all rights reserved|recommended|most read|trending|editor[’']s picks?|view (?:all )?comments|comments?$|image \d+ of|caption$|close$|sign in$|adverts?$|citation:|this document is subject to copyright|https?://\S+$|email \w+ \w+ at |join our |start your (?:day|free)|get access to|no comments|log in|leave a (?:comment|reply)|sponsored|skip to)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();
}
