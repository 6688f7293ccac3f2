using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using SmartReader;

namespace NewsBot.Text.Pages;

/// <summary>Finds the article in a page. Deterministic; fetches nothing.</summary>
public static class PageReader
{
    /// <summary>Characters of markup that are read at most (4 MB).</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int MaxElements = 60_000;
    private const int LeastText = 140;
    private const int TeaserText = 900;

    /// <summary>So many times longer, what a page's data holds of the article goes before what it shows of it.</summary>
    private const double MuchLonger = 1.5;

    public static PageText Read(string html, Uri address)
    {
        ArgumentNullException.ThrowIfNull(html);
        ArgumentNullException.ThrowIfNull(address);
        if (html.Length > MaxLength)
            return PageText.Failed(PageProblem.TooLarge);
        if (!PageSigns.IsHtml(html))
            return PageText.Failed(PageProblem.NotHtml);
        if (!MarkupLimits.Within(html))
            return PageText.Failed(PageProblem.TooDeep);

        using var document = new HtmlParser().ParseDocument(html);
        if (!MarkupLimits.Within(document))
            return PageText.Failed(PageProblem.TooDeep);

        var data = LinkedData.Of(document);
        var facts = PageFacts.Of(document, data, address);
        if (PageSigns.IsChallenge(document))
            return facts with { Text = "", Problem = PageProblem.Challenge };

        // Boilerplate is where walls stand.
        var middle = PageSigns.Middle(document);
        Boilerplate.Remove(document);
        var text = Body(document, address);
        var paid = facts.Paywalled || PageSigns.AsksToPay(middle, text);
        if (data.Body is { } body && (text.Length < LeastText || (!paid && body.Length >= MuchLonger * text.Length)))
            text = body;
        return text.Length < TeaserText && paid ? facts with { Text = text, Problem = PageProblem.Paywall }
            : text.Length < LeastText ? facts with { Text = "", Problem = PageProblem.NoArticle }
            : facts with { Text = text };
    }

    private static string Body(IHtmlDocument document, Uri address)
    {
        // SmartReader reports some malformed trees by exceptions of its own choosing; to us they are pages without an article.
        try
        {
            using var reader = new Reader(address.AbsoluteUri, document)
            {
                MaxElemsToParse = MaxElements,
                ContinueIfNotReadable = true
            };
            var article = reader.GetArticle();
            if (string.IsNullOrEmpty(article.Content))
                return "";

            using var content = new HtmlParser().ParseDocument(article.Content);
            return content.Body is { } body ? Lines(body, article.IsReadable) : "";
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return "";
        }
    }

    // Where SmartReader doubts the page, links tell a list or a home page from a short or tabular article.
    private static string Lines(IElement body, bool sure)
    {
        var whole = body.TextContent.Length;
        Leftovers.Remove(body);
        var linked = body.QuerySelectorAll("a").Sum(link => link.TextContent.Length);
        var left = body.TextContent.Length;
        return sure || (left * 2 > whole && linked * 3 < left) ? BlockText.Of(body) : "";
    }
}
