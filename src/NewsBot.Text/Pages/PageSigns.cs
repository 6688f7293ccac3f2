using System.Text;
using AngleSharp.Dom;

namespace NewsBot.Text.Pages;

/// <summary>Tells a page from what only looks like one.</summary>
internal static class PageSigns
{
    private const int WallText = 1500;

    private static readonly string[] WallTitles =
    [
        "just a moment", "attention required", "access denied", "are you a robot", "robot check", "pardon our interruption",
        "verify you are human", "security check", "one moment, please", "ddos-guard", "checking your browser",
            "human verification",
        "please wait", "403 forbidden", "request rejected", "bot verification",
    ];

    private static readonly string[] WallMarks =
    [
        "_cf_chl_opt", "cf-browser-verification", "challenge-platform", "px-captcha", "incapsula incident", "datadome",
        "/_sec/cp_challenge", "awswafcookie", "sucuri_cloudproxy",
    ];

    // What stands where an article breaks off; calls to subscribe to a newsletter are no wall.
    private static readonly string[] PaidSigns =
    [
        "to continue reading", "to keep reading", "to read the full", "to read this article", "subscribers only", "for subscribers only",
        "exclusive to subscribers", "already a subscriber", "subscribe to read", "this article is for members", "free articles left",
    ];

    private const string NeverShown = "SCRIPT STYLE TEMPLATE NOSCRIPT TEXTAREA";
    private const string Frame = "NAV HEADER FOOTER";

    /// <summary>So far behind an article's last words a wall may stand, in characters without white space.</summary>
    private const int WallReach = 400;

    private const int Landmark = 40;

    /// <summary>What a reader sees of a page between its head and its foot, without white space; where walls stand.</summary>
    public static string Middle(IDocument document)
    {
        var shown = new StringBuilder();
        if (document.Body is { } body)
            Append(shown, body);
        return shown.ToString();
    }

    /// <summary>Whether a page asks to be paid for where its article breaks off; of a page with a whole article that means nothing,
    /// and a link to log in above it means nothing either.</summary>
    /// <param name="middle">The page's <see cref="Middle"/>, as it was before its boxes were taken out.</param>
    /// <param name="text">What was found of the article.</param>
    public static bool AsksToPay(string middle, string text)
    {
        var words = Bare(text);
        var from = words.Length == 0 ? -1 : middle.IndexOf(words[..Math.Min(Landmark, words.Length)], StringComparison.Ordinal);
        var to = from < 0 ? -1 : middle.IndexOf(words[^Math.Min(Landmark, words.Length)..], from, StringComparison.Ordinal);
        var place = from < 0 ? middle : to < 0 ? middle[from..] : middle[from..Math.Min(middle.Length, to + Landmark + WallReach)];
        return PaidSigns.Any(sign => place.Contains(Bare(sign), StringComparison.OrdinalIgnoreCase));
    }

    private static void Append(StringBuilder shown, INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
                shown.Append(Bare(text.Data));
            else if (child is IElement element && !IsOneOf(NeverShown, element) && (!IsOneOf(Frame, element) || element.Closest("article") is not null))
                Append(shown, element);
        }
    }

    private static bool IsOneOf(string names, IElement element) => names.Split(' ').Contains(element.TagName, StringComparer.Ordinal);

    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                bare.Append(c);
        }

        return bare.ToString();
    }

    public static bool IsHtml(string html)
    {
        var start = html.AsSpan(0, Math.Min(html.Length, 2000)).TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty || start[0] is '{' or '[' || start.StartsWith("%PDF", StringComparison.Ordinal))
            return false;
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<rss", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<feed", StringComparison.OrdinalIgnoreCase))
            return start.Contains("<html", StringComparison.OrdinalIgnoreCase);
        return html.Contains("</", StringComparison.Ordinal) || html.Contains("<p", StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsChallenge(IDocument document)
    {
        if (BlockText.Of(document.Body ?? (INode)document).Length > WallText)
            return false;
        var title = document.Title ?? "";
        return WallTitles.Any(wall => title.Contains(wall, StringComparison.OrdinalIgnoreCase))
            || WallMarks.Any(mark => document.Source.Text.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }
}
