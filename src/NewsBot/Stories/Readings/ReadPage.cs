using System.Globalization;
using System.Net;
using System.Text;
using NewsBot.Statements;
using NewsBot.Text;

namespace NewsBot.Stories.Readings;

/// <summary>Writes what is understood of an article as one self-contained page: the text with its spans coloured, and each report explained beside it.</summary>
internal static class ReadPage
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1c1e21;--paper:#fff;--quiet:#5d6470;--line:#d6dae0;--source:#cfe3ff;--cue:#ffe7ad;--content:#cdefd2;--left:#e3e5e9}
        @media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#17191c;--quiet:#a3abb8;--line:#3a3f47;--source:#1d3f6e;--cue:#5c4410;--content:#1d4d2b;--left:#3a3f47}}
        body{margin:0;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
        main{display:grid;grid-template-columns:minmax(0,1.5fr) minmax(0,1fr);gap:2rem;max-width:76rem;margin:0 auto;padding:1.5rem}
        @media (max-width:56rem){main{grid-template-columns:minmax(0,1fr)}}
        h1{font-size:1.35rem;line-height:1.3;margin:0 0 .3rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}
        p{margin:0 0 1rem;overflow-wrap:anywhere}.quiet{color:var(--quiet);font-size:.9rem}
        .source,.cue,.content,.left{padding:.1em 0;border-radius:.2em}
        .source{background:var(--source)}.cue{background:var(--cue)}.content{background:var(--content)}.left{background:var(--left)}
        sup{font-size:.7em;color:var(--quiet)}article ol,section ol{padding-left:1.4rem}li{margin:0 0 .9rem}
        ul{margin:.2rem 0 0;padding-left:1.1rem;font-size:.86rem;color:var(--quiet)}ul li{margin:0}
        .legend span{margin-right:.8rem;padding:.1em .4em}a{color:inherit}li:target{outline:2px solid var(--quiet);outline-offset:.3rem}
        """;

    /// <summary>The page. Nothing of the article becomes markup.</summary>
    public static string Of(ReadInput input, DateOnly? day, Understanding understood)
    {
        var page = new StringBuilder();
        var title = input.Title.Length > 0 ? input.Title : Path.GetFileName(input.Name);
        page.Append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Append(Escape(title)).Append("</title>\n<style>\n").Append(Style).Append("</style>\n<main>\n<article>\n<h1 dir=\"auto\">").Append(Escape(title)).Append("</h1>\n<p class=\"quiet\">")
            .Append(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date").Append(CultureInfo.InvariantCulture, $" · {input.Text.Length:N0} characters{ReadListing.Cut(input.Text, understood)}").Append(" · topics: ")
            .Append(understood.Topics.Count == 0 ? "none" : Escape(string.Join("; ", understood.Topics.Select(t => $"{t.Topic} ({t.Reason})")))).Append("</p>\n")
            .Append("<p class=\"legend\"><span class=\"source\">who</span><span class=\"cue\">how</span><span class=\"content\">what: a statement</span><span class=\"left\">what: left out</span></p>\n");
        Paragraphs(page, input.Text, understood);
        page.Append("</article>\n<section>\n");
        var explanation = new ReadExplanation(input.Text, new CodePoints(input.Text));
        List(page, "Statements", explanation, understood, r => r.LeftOut is null);
        if (understood.Reports.Any(r => r.LeftOut is not null))
            List(page, "Left out", explanation, understood, r => r.LeftOut is not null);
        Dropped(page, explanation, understood);
        return page.Append("</section>\n</main>\n</html>\n").ToString();
    }

    private static void Paragraphs(StringBuilder page, string text, Understanding understood)
    {
        var marks = Marks(understood);
        var cuts = marks.SelectMany(m => new[] { m.Span.Start, m.Span.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        var open = new List<(TextSpan Span, string Class, int Report)>();
        var next = 0;
        page.Append("<p dir=\"auto\">");
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var piece = new TextSpan(cuts[i], cuts[i + 1]);
            open.RemoveAll(m => m.Span.End <= piece.Start);
            for (; next < marks.Count && marks[next].Span.Start <= piece.Start; next++)
            {
                open.Add(marks[next]);
                if (marks[next].Class == "cue")
                    page.Append(CultureInfo.InvariantCulture, $"<sup><a href=\"#r{marks[next].Report}\">{marks[next].Report}</a></sup>");
            }

            var shown = Escape(piece.Of(text)).ReplaceLineEndings("</p>\n<p dir=\"auto\">");
            // A span does not cross a paragraph, so that the page stays well-formed.
            page.Append(open.Count == 0 ? shown : $"<span class=\"{open[^1].Class}\">" + shown.Replace("</p>\n<p dir=\"auto\">", $"</span></p>\n<p dir=\"auto\"><span class=\"{open[^1].Class}\">", StringComparison.Ordinal) + "</span>");
        }

        page.Append("</p>\n");
    }

    private static List<(TextSpan Span, string Class, int Report)> Marks(Understanding understood)
    {
        var marks = new List<(TextSpan Span, string Class, int Report)>();
        for (var i = 0; i < understood.Reports.Count; i++)
        {
            var (report, kind) = (understood.Reports[i].Report, understood.Reports[i].LeftOut is null ? "content" : "left");
            marks.AddRange(report.Content.Select(c => (c, kind, i + 1)));
            marks.AddRange(report.Source.Select(s => (s, "source", i + 1)));
            marks.Add((report.Cue, "cue", i + 1));
        }

        return [.. marks.OrderBy(m => m.Span.Start).ThenByDescending(m => m.Span.Length)];
    }

    private static void List(StringBuilder page, string heading, ReadExplanation explanation, Understanding understood, Func<ReadReport, bool> chosen)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{heading}</h2>\n<ol>\n");
        for (var i = 0; i < understood.Reports.Count; i++)
        {
            var read = understood.Reports[i];
            if (!chosen(read))
                continue;
            page.Append(CultureInfo.InvariantCulture, $"<li id=\"r{i + 1}\" value=\"{i + 1}\"><strong><bdi>{Escape(read.Speaker?.Name ?? "nobody named")}</bdi></strong>");
            page.Append(Escape(read.Speaker?.Office is { } office ? ", " + office : "")).Append(": <span dir=\"auto\">").Append(Escape(read.Words)).Append("</span>\n<ul>\n");
            page.Append("<li>").Append(Isolated(ReadListing.Facts(read))).Append("</li>\n");
            foreach (var line in explanation.Lines(read, understood.ReportTopics[i]))
                page.Append("<li>").Append(Isolated(line)).Append("</li>\n");
            page.Append("</ul></li>\n");
        }

        page.Append("</ol>\n");
    }

    private static void Dropped(StringBuilder page, ReadExplanation explanation, Understanding understood)
    {
        if (understood.Dropped.Count == 0)
            return;
        page.Append("<h2>Considered and dropped</h2>\n<ul>\n");
        foreach (var dropped in understood.Dropped)
            page.Append("<li>").Append(Isolated(explanation.Line(dropped))).Append("</li>\n");
        page.Append("</ul>\n");
    }

    // The isolates of an explanation as elements, which browsers keep in the right order without marks in the text.
    private static string Isolated(string line) => string.Concat(line.Split(Isolates.Open).Select((part, i) =>
    {
        var end = i == 0 ? -1 : part.IndexOf(Isolates.Close, StringComparison.Ordinal);
        return end < 0 ? Escape(part) : $"<bdi>{Escape(part[..end])}</bdi>{Escape(part[(end + 1)..])}";
    }));

    // Control characters are no text, and an override of the writing direction would reorder the page around it.
    private static string Escape(string text) =>
        WebUtility.HtmlEncode(new string([.. text.Select(c => (char.IsControl(c) && c != '\n') || Isolates.IsDirection(c) ? ' ' : c)]));
}
