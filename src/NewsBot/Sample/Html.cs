using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NewsBot.Sample;

/// <summary>Escaping, and the frame around every sample page.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        body{margin:0 auto;max-width:46rem;padding:0 1rem;font:1rem/1.6 Georgia,serif;color:#1b1b1b;background:#fff}
        .sample{background:#fff4ce;border:1px solid #6b5200;color:#3d2f00;padding:.5rem 1rem;margin:1rem 0;font-family:sans-serif}
        nav ul,.share ul{list-style:none;display:flex;flex-wrap:wrap;gap:1rem;padding:0}
        a{color:#00468b}
        th,td{text-align:start;padding-inline-end:1.5rem}
        .cookies{position:fixed;bottom:0;inset-inline:0;background:#222;color:#fff;padding:.75rem 1rem;font-family:sans-serif}
        footer{border-top:1px solid #767676;margin:2rem 0 6rem;padding-top:1rem;font-size:.9rem}
        """;

    /// <summary>Text made safe between tags and inside a quoted attribute.</summary>
    public static string Text(string text) => Encoder.Encode(text);

    /// <summary>A whole page.</summary>
    /// <param name="head">Markup for the head, after the title.</param>
    /// <param name="body">Markup between navigation and footer.</param>
    /// <param name="outlet">Whose page; null for the newsroom's own.</param>
    /// <param name="title">Plain text.</param>
    public static string Page(Outlet? outlet, string title, string head, string body)
    {
        var words = Furniture.For(outlet);
        var language = outlet?.Language ?? "en";
        var direction = outlet is { RightToLeft: true } ? "rtl" : "ltr";
        return $"""
            <!DOCTYPE html>
            <html lang="{language}" dir="{direction}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title>
            {head}
            <style>{Style}</style>
            </head>
            <body>
            <header>
            {Navigation(outlet, words)}
            <p class="sample" lang="en" dir="ltr">Sample newsroom: this outlet, these people and these events are invented.</p>
            </header>
            {body}
            <footer><p>{words.Footer}</p></footer>
            {(outlet is null ? "" : words.CookieBanner)}
            </body>
            </html>

            """;
    }

    private static string Navigation(Outlet? outlet, Furniture words)
    {
        var home = outlet is null ? "" : $"""<li><a href="{outlet.HomePath}">{Text(outlet.Name)}</a></li>""";
        var sections = outlet is null
            ? ""
            : string.Concat(words.Sections.Select(s => $"""<li><a href="{outlet.HomePath}">{s}</a></li>"""));
        return $"""<nav aria-label="{words.Navigation}"><ul><li><a href="/">{words.AllOutlets}</a></li>{home}{sections}</ul></nav>""";
    }
}
