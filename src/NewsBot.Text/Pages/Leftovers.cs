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
    private const int LeastSpaces = 5;

    private const string Months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private const string Days = "mon|tue|wed|thu|fri|sat|sun";

    // How lines begin that are never news.
    private const string Calls = "read (?:more|also|next|the full)|also read|more:|click here|share (?:this|on)|have a (?:news )?tip|you (?:may|might) (?:also )?like"
        + "|watch:|listen:|email \\w+ \\w+ at |start your (?:day|free)|get access to|https?://\\S+$|close$|sign in$";

    private const string Labels = "photo(?: by|:)|image:|image \\d+ of|getty images|caption$|filed under|tags?:|topics:|citation:|advertisement|adverts?$"
        + "|most read|editor[’']s picks?|related(?::|$)|view (?:all )?comments|comments?$|no comments";

    private const string Dates = @"(?:first |last )?(?:published|updated)(?::| (?:at|on)? ?\d)|posted (?:at|on|in):? *(?:\d|\w*$|(?:" + Months + "|" + Days + @")[a-z]*\b)";
    private const string Rights = @"©|\(c\) (?=\D{0,3}\d{4})|all rights reserved|this document is subject to copyright";

    // How lines begin that are news where they go on to say who said what.
    private const string News = "see (?:more|also)|more (?:on|from) |don[’']t miss|related (?:stor|article|content|news)|sign up|subscribe|follow (?:us|\\w+ \\w+ on|\\w+ on)|like us"
        + "|copyright|get (?:the latest|our|more)|want more|download |contact (?:us|the (?:author|writer|reporter))|recommended|trending|join our |log in"
        + "|leave a (?:comment|reply)|sponsored|skip to";

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
        if (!IsInline(element) && IsLinks(element, text) && !(element.LocalName == "p" && IsSentence(text)))
            return true;
        return text.Length < 300 && IsFurniture(text) && IsWholeLine(element);
    }

    private static bool IsLinks(IElement element, string text)
    {
        if (text.Count(char.IsWhiteSpace) > ShortLine)
            return false;
        var linked = element.QuerySelectorAll("a").Sum(link => link.TextContent.Trim().Length);
        return linked >= MostlyLinks * text.Length;
    }

    private static bool IsWholeLine(IElement element) =>
        !IsInline(element) || (element.PreviousSibling is null or IElement { LocalName: "br" });

    private static bool IsInline(IElement element) => element.LocalName is "span" or "em" or "strong" or "i" or "b" or "small";

    private static bool IsFurniture(string text) => Furniture().IsMatch(text) || (Doubtful().IsMatch(text) && !IsSentence(text));

    // News may begin with the words of a button: "Subscribers of the bank …, the governor said."
    private static bool IsSentence(string text) =>
        text.Count(char.IsWhiteSpace) >= LeastSpaces && SentenceEnd().IsMatch(text)
        && (Says().IsMatch(text) || (Tells().IsMatch(text) && !ToReader().IsMatch(text)));

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

    [GeneratedRegex(@"^\W*(?:" + Calls + "|" + Labels + "|" + Dates + "|" + Rights + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"^\W*(?:" + News + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doubtful();

    [GeneratedRegex(@"[.!?۔؟][""”’)]*$", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    // A verb of saying, or a quotation longer than a title.
    [GeneratedRegex(@"\b(?:said|says|told|tells|according to|announced|added|warned)\b|[“""][^“”""]{25,}[”""]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Says();

    [GeneratedRegex(@"\b(?:is|are|was|were|will|would|has|have|had)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tells();

    [GeneratedRegex(@"\b(?:you|your|us|our|here|newsletters?|inbox|app|reserved|reproduced)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToReader();
}
