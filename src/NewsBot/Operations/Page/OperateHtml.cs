using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace NewsBot.Operations.Page;

/// <summary>Builds the page. Everything that is not written here is escaped.</summary>
internal sealed class OperateHtml
{
    private readonly StringBuilder html = new();

    /// <summary>A part of the page with its heading.</summary>
    public OperateHtml Section(string id, string title)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{id}\">{Escaped(title)}</h2>");
        return this;
    }

    public OperateHtml Sentence(string text)
    {
        html.Append("<p>").Append(Escaped(text)).Append("</p>");
        return this;
    }

    /// <summary>A table; a sentence in its place when it has no row. Cells are HTML, made by the methods below.</summary>
    public OperateHtml Table(string caption, string[] heads, IReadOnlyList<string[]> rows, string none)
    {
        if (rows.Count == 0)
            return Sentence(none);

        // The frame scrolls by itself on a narrow screen, so it must be reachable by keyboard.
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Escaped(caption)}\"><table><caption>{Escaped(caption)}</caption><thead><tr>");
        foreach (var head in heads)
            html.Append("<th scope=\"col\">").Append(Escaped(head)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr><th scope=\"row\">").Append(row[0]).Append("</th>");
            foreach (var cell in row.Skip(1))
                html.Append("<td>").Append(cell).Append("</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        return this;
    }

    /// <summary>A caption of a table that has not room for all rows says how many there are.</summary>
    public static string Of(string caption, int shown, long all) =>
        shown < all ? string.Create(CultureInfo.InvariantCulture, $"{caption} ({shown} of {all})") : caption;

    /// <summary>HTML that is made already.</summary>
    public OperateHtml Raw(string made)
    {
        html.Append(made);
        return this;
    }

    public override string ToString() => html.ToString();

    public static string Escaped(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An instant, in UTC.</summary>
    public static string Time(DateTimeOffset? at) => at is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{known.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{known.UtcDateTime:yyyy-MM-dd HH:mm:ss}</time>")
        : "never";

    /// <summary>A button that does one thing; a screen reader hears what it is done to.</summary>
    public static string Button(string action, long id, string label, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"<form method=\"post\" action=\"/operate/{action}\"><input type=\"hidden\" name=\"id\" value=\"{id}\"><button>{Escaped(label)}<span class=\"heard\"> {Escaped(what)}</span></button></form>");
}
