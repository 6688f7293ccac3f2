using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Stories.Readings;
using NewsBot.Text;

namespace NewsBot.Benchmarks.Voices;

/// <summary>
/// Who speaks, what kind of words they are and on which topic, measured on annotated spans, so that no mistake of the span finding counts here.
/// </summary>
internal static class VoicesBenchmark
{
    /// <summary>Measures a file of <c>../shared/data/gold</c>.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="misses">Which mistakes to list ("speaker", "speaker, developed on", "force", "background", "via", "topics", "articles"); null for none.</param>
    public static void Run(string file, string? misses)
    {
        var understanding = ArticleUnderstanding.Of(Newsdesk.Load());
        var score = new VoicesScore(misses is null ? null : Console.Out, misses);
        foreach (var article in AnnotatedArticle.Load(file))
        {
            var (sentences, drafts) = article.Drafts();
            var understood = understanding.Understand(
                article.Title, article.Text, article.Day, known => ArticleReader.Judge(article.Text, sentences, drafts, article.Day, known, CancellationToken.None));
            score.Add(article, understood);
        }

        score.Write(Console.Out);
    }
}

/// <summary>Counts what is right, and lists what is not.</summary>
internal sealed class VoicesScore(TextWriter? log, string? kind)
{
    private readonly KnownNames names = new();
    private readonly Dictionary<string, (int Right, int Of)> shares = [];
    private readonly Dictionary<string, (int Both, int Found, int Wanted)> sets = [];

    public void Add(AnnotatedArticle article, Understanding understood)
    {
        var byCue = understood.Reports.Select((r, i) => (r.Report.Cue, i)).ToLookup(p => p.Cue, p => p.i);
        var used = new HashSet<int>();
        foreach (var gold in article.Reports)
        {
            var at = byCue[gold.Spans.Cue].FirstOrDefault(i => used.Add(i), -1);
            if (at >= 0)
                Compare(article, gold, understood.Reports[at], [.. understood.ReportTopics[at].Select(t => t.Topic)]);
            else
                Share("report kept", false, article, gold, "dropped");
        }

        Set("articles", [.. understood.Topics.Select(t => t.Topic)], article.Topics, () => $"{article.Id} {article.Title}: {string.Join(" | ", understood.Topics)}");
    }

    public void Write(TextWriter output)
    {
        foreach (var (name, (right, of)) in shares)
            output.WriteLine($"{name,-24} {(double)right / of:0.000}  (of {of})");
        foreach (var (name, (both, found, wanted)) in sets)
            output.WriteLine($"{name,-24} P {Ratio(both, found):0.000}  R {Ratio(both, wanted):0.000}  F1 {Ratio(2 * both, found + wanted):0.000}  ({found} found, {wanted} marked)");
    }

    private void Compare(AnnotatedArticle article, AnnotatedReport gold, Statements.ReadReport read, string[] topics)
    {
        var report = read.Report;
        var said = read.Speaker is { Key: not NamedSpeaker.NobodyKey } speaker ? speaker.Names : [];
        if (gold.Statement && gold.Speakers.Length > 0)
        {
            var (got, wanted) = (names.Of(said), names.Of(gold.Speakers));
            Share("speaker", got.Overlaps(wanted), article, gold, string.Join("; ", said));
            Share(article.IsHeldOut ? "speaker, held out" : "speaker, developed on", got.Overlaps(wanted), article, gold, string.Join("; ", said));
            Share("speaker, told as " + report.Attribution, got.Overlaps(wanted), article, gold, string.Join("; ", said));
            Share("speaker, by " + report.Evidence, got.Overlaps(wanted), article, gold, string.Join("; ", said));
            Share("speaker, everybody", got.SetEquals(wanted), article, gold, string.Join("; ", said));
        }

        if (gold.Speakers.Length == 0)
            Share("nobody", said.Count == 0, article, gold, string.Join("; ", said));
        Share("force", report.Force == ReportForce.Statement == gold.Statement, article, gold, report.Force.ToString());
        if (gold.Statement)
            Share("background", report.Background == gold.Background, article, gold, report.Background.ToString());
        Set("background found", report.Background ? ["b"] : [], gold.Background ? ["b"] : [], () => "");
        Set("via", read.ViaName is { } via ? [Via(via)] : [], gold.Via is { } wantedVia ? [Via(wantedVia)] : [], () => Line(article, gold, read.ViaName ?? ""));
        if (gold.Statement)
            Set("topics", topics, gold.Topics, () => Line(article, gold, string.Join(" ", topics)));
        foreach (var topic in topics.Union(gold.Topics).Where(_ => gold.Statement))
            Set("topics, " + topic, topics.Contains(topic) ? [topic] : [], gold.Topics.Contains(topic) ? [topic] : [], () => "");
    }

    // "AFP news agency" and "The Associated Press" are compared without the words that any outlet has.
    private static string Via(string name) => string.Join(' ', FoldedWord.Split(name).Select(w => w.Folded).Where(w => w is not ("the" or "news" or "agency" or "newspaper" or "tv")));

    private void Share(string name, bool right, AnnotatedArticle article, AnnotatedReport gold, string got)
    {
        var (before, of) = shares.GetValueOrDefault(name);
        shares[name] = (before + (right ? 1 : 0), of + 1);
        if (!right && kind == name)
            log!.WriteLine(Line(article, gold, got));
    }

    private void Set(string name, string[] found, string[] wanted, Func<string> line)
    {
        var (both, before, marked) = sets.GetValueOrDefault(name);
        sets[name] = (both + found.Count(wanted.Contains), before + found.Length, marked + wanted.Length);
        if (kind == name && !found.ToHashSet().SetEquals(wanted))
            log!.WriteLine($"{line()} [+{string.Join(' ', found.Except(wanted))} -{string.Join(' ', wanted.Except(found))}]");
    }

    private static string Line(AnnotatedArticle article, AnnotatedReport gold, string got)
    {
        var text = article.Text;
        var from = Math.Max(0, Math.Min(gold.Spans.Source?.Start ?? gold.Spans.Cue.Start, gold.Spans.Cue.Start) - 260);
        var before = text[from..Math.Max(from, Math.Min(gold.Spans.Source?.Start ?? gold.Spans.Cue.Start, gold.Spans.Cue.Start))];
        var content = string.Join(" … ", gold.Spans.Content.Select(s => s.Of(text)));
        return $"{article.Id} {article.Day:yyyy-MM-dd} «{gold.Spans.Source?.Of(text)}» <{gold.Spans.Cue.Of(text)}> {{{content}}}\n    got «{got}» marked «{string.Join("; ", gold.Speakers)}» via {gold.Via} topics {string.Join(' ', gold.Topics)} statement {gold.Statement} background {gold.Background}\n    … {before}".ReplaceLineEndings(" ¶ ");
    }

    private static double Ratio(int part, int of) => of == 0 ? 0 : (double)part / of;
}
