using AngleSharp.Html.Parser;

namespace NewsBot.Text.Pages;

/// <summary>Plain text of a piece of HTML, such as a feed's description.</summary>
public static class HtmlText
{
    /// <summary>The text with paragraphs separated by a blank line; scripts, styles and comments left out.</summary>
    /// <param name="fragment">HTML or plain text; markup past <see cref="PageReader.MaxLength"/> characters is not read.</param>
    /// <returns>Never markup; empty where the markup is nested beyond reason.</returns>
    public static string Of(string fragment)
    {
        ArgumentNullException.ThrowIfNull(fragment);
        var html = fragment.Length > PageReader.MaxLength ? fragment[..PageReader.MaxLength] : fragment;
        if (!MarkupLimits.Within(html))
            return "";

        using var document = new HtmlParser().ParseDocument(html);
        return document.Body is { } body ? BlockText.Of(body) : "";
    }
}
