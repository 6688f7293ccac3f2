using System.Globalization;
using System.Text;
using NewsBot.Benchmarks.Voices;
using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// Learns how much each feature of an article and of a statement counts: articles from their labels and from what readers found,
/// statements from <c>train.jsonl</c> and <c>statements.jsonl</c>, both also from the sample newsroom. Articles of <c>gold.jsonl</c> are kept out.
/// </summary>
internal sealed class TopicsFit
{
    private const double ArticlePenalty = 0.5;
    private const double StatementPenalty = 4;

    // The share of the articles found that must be on the topic: a false topic costs more than a missed one.
    private const double Precision = 0.92;
    private const double Nearly = 0.01;

    private readonly List<Example> articles = [];
    private readonly StatementLessons statements = new();
    private readonly Dictionary<string, LabelledArticle> known;
    private readonly HashSet<string> annotated;

    public TopicsFit()
    {
        var desk = Newsdesk.Load();
        var tagger = new TopicTagger(desk);
        var resolver = new SpeakerResolver(desk);
        var read = AnnotatedArticle.Load("train.jsonl").ToDictionary(a => a.Id);
        annotated = [.. read.Keys];
        var more = AnnotatedArticle.LoadTopics().ToDictionary(a => a.Id);
        var kept = AnnotatedArticle.Load("gold.jsonl").Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        known = LabelledArticle.Load().Where(a => !kept.Contains(a.Id)).ToDictionary(a => a.Id);
        foreach (var article in known.Values)
        {
            var readings = tagger.Readings(article.Title, article.Text, article.Day);
            foreach (var reading in readings)
            {
                var topic = reading.Lens.Topic.Key;
                var on = article.Corrected(topic);
                if (on is null && !read.ContainsKey(article.Id) && !more.ContainsKey(article.Id))
                    continue;
                var shown = Shown(article);
                articles.Add(new Example(article.Id, article.Story, topic, on == true, ArticleFeatures.Of(reading), shown)
                {
                    IsKnown = on is not null,
                });
            }

            if ((read.GetValueOrDefault(article.Id) ?? more.GetValueOrDefault(article.Id)) is { } marked)
                statements.Add(marked, article.Story, readings, resolver, desk.Index);
        }

        foreach (var article in SampleLessons.All(desk))
        {
            var readings = tagger.Readings(article.Title, article.Text, article.Day);
            articles.AddRange(readings.Select(r => Lesson(article, r)));

            // Many feeds give a title and a line.
            var line = article.Text[..article.Text.IndexOf('\n')];
            articles.AddRange(tagger.Readings(article.Title, line, article.Day).Select(r => Lesson(article, r)));
            foreach (var reading in readings)
                statements.Add(article, reading, desk.Index);
        }
    }

    /// <summary>Checks over five parts and over a topic left out, then writes the weights of everything.</summary>
    /// <param name="misses">Which mistakes to list ("articles" or "statements"); null for none.</param>
    /// <param name="onlyStatements">Leaves the weights of articles as they are shipped.</param>
    public void Run(string? misses, bool onlyStatements)
    {
        var checkedArticles = ByFold(articles, ArticlePenalty);
        var articleThreshold = Lowest(checkedArticles, Precision);
        Write("articles, checked over stories", checkedArticles, articleThreshold);
        Write("articles, checked over topics", ByTopic(articles, ArticlePenalty), articleThreshold);
        Write("articles, checked over outlets", By(e => known.GetValueOrDefault(e.Id)?.Outlet, articles, ArticlePenalty), articleThreshold);

        WriteByLabel(checkedArticles, articleThreshold);
        WriteGate(checkedArticles);
        var scores = checkedArticles.DistinctBy(c => (c.Example.Id, c.Example.Topic))
            .ToDictionary(c => (c.Example.Id, c.Example.Topic), c => c.Score);
        var examples = statements.Examples(scores);
        var checkedStatements = ByFold(examples, StatementPenalty);
        var statementThreshold = Best(checkedStatements);
        Write("statements, checked over stories", checkedStatements, statementThreshold);
        Write("... of train.jsonl", checkedStatements.Where(j => annotated.Contains(j.Example.Id)), statementThreshold);
        Write("statements, checked over topics", ByTopic(examples, StatementPenalty), statementThreshold);
        if (misses is not null)
        {
            var whole = misses == "articles";
            List(whole ? checkedArticles : checkedStatements, whole ? articleThreshold : statementThreshold);
        }

        Save(
            onlyStatements
                ? TopicModel.Shipped.Article
                : LogisticFit.Of([.. articles.Where(a => a.IsKnown)], ArticlePenalty) with { Threshold = articleThreshold },
            LogisticFit.Of([.. examples.Where(e => !e.IsSettled)], StatementPenalty) with { Threshold = statementThreshold });
    }

    /// <summary>Log-odds of every labelled article on each topic, by weights that never saw the article.</summary>
    public static List<Judged> ByFold(IReadOnlyList<Example> examples, double penalty) =>
        [.. Enumerable.Range(0, 5).SelectMany(f => Judge(examples, e => e.Fold == f, penalty))];

    private static List<Judged> ByTopic(IReadOnlyList<Example> examples, double penalty) => By(e => e.Topic, examples, penalty);

    private static List<Judged> By(Func<Example, string?> part, IReadOnlyList<Example> examples, double penalty) =>
        [.. examples.Select(part).Distinct().SelectMany(p => Judge(examples, e => part(e) == p, penalty))];

    private static IEnumerable<Judged> Judge(IReadOnlyList<Example> examples, Func<Example, bool> held, double penalty)
    {
        var weights = LogisticFit.Of([.. examples.Where(e => e is { IsKnown: true, IsSettled: false } && !held(e))], penalty);
        return examples.Where(e => held(e))
            .Select(e => new Judged(e, e.IsSettled ? double.NegativeInfinity : weights.Score(e.Features), weights));
    }

    // The lowest place above which so large a share is right, up to the next tenth.
    private static double Lowest(IEnumerable<Judged> judged, double precision)
    {
        var list = Real(judged).OrderByDescending(j => j.Score).ToList();
        var (hits, lowest) = (0, 0);
        for (var i = 0; i + 1 < list.Count; i++)
        {
            hits += list[i].Example.On ? 1 : 0;
            lowest = hits >= precision * (i + 1) ? i : lowest;
        }

        return Math.Ceiling((list[lowest].Score + list[lowest + 1].Score) / 2 * 10) / 10;
    }

    // Where F1 is best; the middle of all places where it is nearly so, for the very best is chance.
    private static double Best(IEnumerable<Judged> judged)
    {
        var list = Real(judged).OrderByDescending(j => j.Score).ToList();
        var on = list.Count(j => j.Example.On);
        var hits = 0;
        var places = new List<(double Value, double Threshold)>();
        for (var i = 0; i + 1 < list.Count && double.IsFinite(list[i + 1].Score); i++)
        {
            hits += list[i].Example.On ? 1 : 0;
            places.Add((2.0 * hits / (on + i + 1), (list[i].Score + list[i + 1].Score) / 2));
        }

        var best = places.Max(p => p.Value);
        var good = places.FindAll(p => p.Value >= best - Nearly);
        return (good.Min(p => p.Threshold) + good.Max(p => p.Threshold)) / 2;
    }

    // The sample newsroom teaches; what is checked are real articles.
    private static IEnumerable<Judged> Real(IEnumerable<Judged> judged) =>
        judged.Where(j => j.Example.IsKnown && !j.Example.Id.StartsWith(SampleLessons.Prefix, StringComparison.Ordinal));

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
                $"F1 {2.0 * hits / (found + on):0.000}  AP {AveragePrecision(group):0.000}  ({found} found, {on} marked)");
        }
    }

    // The mean precision at each that is on, from the surest: how well the order is, wherever the threshold lies.
    private static double AveragePrecision(IEnumerable<Judged> judged)
    {
        var ordered = judged.OrderByDescending(j => j.Score).ToList();
        return ordered.Select((j, i) => (j, i)).Where(p => p.j.Example.On)
            .Select((p, hits) => (hits + 1.0) / (p.i + 1)).DefaultIfEmpty().Average();
    }

    private static void List(IEnumerable<Judged> judged, double threshold)
    {
        var wrong = judged.Where(j => j.Example.IsKnown && j.Example.On != j.Score >= threshold)
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
        var on = article.About(topic);
        return new Example(article.Id, article.Id, topic, on == true, ArticleFeatures.Of(reading), article.Title)
        {
            IsKnown = on is not null,
        };
    }

    private static string Shown(LabelledArticle article)
    {
        var label = article.Label == "" ? article.Hard ? "hard" : "other" : article.Label;
        return $"[{label}] {article.Outlet} {article.Date}: {article.Title}";
    }

    // As the benchmark counts.
    private void WriteByLabel(IReadOnlyList<Judged> judged, double threshold)
    {
        var scores = new TopicScores();
        foreach (var (example, score, _) in Real(judged))
            scores.Add(known[example.Id], example.Topic, score >= threshold);
        scores.Write("checked over stories");
    }

    private void WriteGate(IEnumerable<Judged> judged) => TopicsBenchmark.WriteGate(
        "checked over stories",
        Real(judged).GroupBy(j => j.Example.Id).Where(g => known[g.Key].Label is not null).Select(g => (g.Any(j => j.Example.On), g.Max(j => j.Score))));

    private static void Save(FeatureWeights article, FeatureWeights statement)
    {
        var text = new StringBuilder("// Learned: dotnet run --project tests/NewsBot.Benchmarks -c Release -- topics --fit; the statements later, with --statements\n{\n");
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
                $"  \"{name}\": {{\n    \"threshold\": {weights.Threshold:0.00;-0.00;0.00},\n    \"weights\": {{\n");
            text.AppendJoin(",\n", rows).Append("\n    }\n  }").Append(comma).Append('\n');
        }
    }

    /// <summary>An example with the log-odds it got.</summary>
    internal sealed record Judged(Example Example, double Score, FeatureWeights Weights);
}
