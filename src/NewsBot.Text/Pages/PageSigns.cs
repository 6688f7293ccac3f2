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

    /// <summary>Whether the page asks to be paid for; of a page with a whole article that means nothing.</summary>
    public static bool AsksToPay(IDocument document)
    {
        var body = document.Body?.TextContent ?? "";
        return PaidSigns.Any(sign => body.Contains(sign, StringComparison.OrdinalIgnoreCase));
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
