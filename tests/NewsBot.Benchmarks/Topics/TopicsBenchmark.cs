using NewsBot.Desk;
using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// Topics of the shared labelled articles: precision and recall for each topic, by outlet, with the look-alikes apart.
/// </summary>
internal static class TopicsBenchmark
{
    /// <summary>
    /// Measures the articles of <c>../shared/data/articles</c>; borderline, mixed and unreviewed ones are not scored.
    /// </summary>
    /// <param name="misses">The topic whose mistakes to list; null for none.</param>
    public static void Run(string? misses)
    {
        var desk = Newsdesk.Load();
        var tagger = new TopicTagger(desk);
        var judged = new List<Judged>();
        foreach (var article in LabelledArticle.Load().Where(a => a.Label is not null))
        {
            var read = tagger.Read(article.Title, article.Text, article.Day);
            judged.Add(new Judged(article, read.Topics, read.Scores.Max(s => s.Score)));
        }

        foreach (var topic in desk.Topics.Select(t => t.Key))
            Write(topic, judged);
        WriteGate(
            "with these weights",
            judged.Where(j => j.Label != "").Select(j => j.Score),
            judged.Where(j => j.Label == "").Select(j => j.Score));
        foreach (var one in judged.Where(j => misses is not null && (j.Label == misses) != j.Topics.Any(t => t.Topic == misses)))
        {
            var label = one.Label.Length > 0 ? one.Label : one.Hard ? "hard" : "other";
            Console.WriteLine(
                $"{(one.Label == misses ? "missed" : "false ")} {one.Article.Id} [{label}] {one.Outlet} {one.Article.Date}: " +
                $"{one.Article.Title} {string.Join(" | ", one.Topics)}");
        }
    }

    /// <summary>
    /// The score from where on an article would be read in full, so that few on-topic ones are lost, and what else it lets
    /// through.
    /// </summary>
    public static void WriteGate(string how, IEnumerable<double> onTopic, IEnumerable<double> negative)
    {
        var on = onTopic.Order().ToList();
        var off = negative.ToList();
        foreach (var wanted in new[] { 0.995, 0.98, 0.95 })
        {
            var gate = on[(int)Math.Floor(on.Count * (1 - wanted))];
            var (kept, through) = (on.Count(s => s >= gate) / (double)on.Count, off.Count(s => s >= gate) / (double)off.Count);
            Console.WriteLine(
                $"gate {how}: recall {kept:0.000} at log-odds {gate:0.0} lets {through:0.000} of the negatives through");
        }
    }

    private static void Write(string topic, List<Judged> judged)
    {
        var on = judged.Where(j => j.Label == topic).ToList();
        var found = on.Count(j => j.Has(topic));
        var hard = judged.Count(j => j.Label == "" && j.Hard && j.Has(topic));
        var easy = judged.Count(j => j.Label == "" && !j.Hard && j.Has(topic));
        var other = judged.Count(j => j.Label != "" && j.Label != topic && j.Has(topic));
        Console.WriteLine(
            $"topics {topic,-14} P {Ratio(found, found + hard + easy):0.000}  R {Ratio(found, on.Count):0.000}  " +
            $"({found} of {on.Count} found; false: {hard} look-alikes, {easy} others; {other} labelled with another topic)");
        foreach (var outlet in on.GroupBy(j => j.Outlet).OrderByDescending(g => g.Count()))
        {
            var wrong = judged.Count(j => j.Label == "" && j.Outlet == outlet.Key && j.Has(topic));
            Console.WriteLine(
                $"       {outlet.Key,-28} {outlet.Count(j => j.Has(topic)),3} of {outlet.Count(),3} found, {wrong} false");
        }
    }

    private static double Ratio(int part, int of) => of == 0 ? 0 : (double)part / of;

    private sealed record Judged(LabelledArticle Article, IReadOnlyList<TopicMatch> Topics, double Score)
    {
        public string Label => Article.Label!;

        public bool Hard => Article.Hard;

        public string Outlet => Article.Outlet;

        public bool Has(string topic) => Topics.Any(t => t.Topic == topic);
    }
}
