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
        var scores = new TopicScores();
        var read = new List<(LabelledArticle Article, ArticleTopics Topics)>();
        foreach (var article in LabelledArticle.Load().Where(a => a.Label is not null))
            read.Add((article, tagger.Read(article.Title, article.Text, article.Day)));
        foreach (var topic in desk.Topics.Select(t => t.Key))
            read.ForEach(r => scores.Add(r.Article, topic, r.Topics.Topics.Any(t => t.Topic == topic)));
        scores.Write("with these weights");
        WriteGate(
            "with these weights",
            read.Select(r => (desk.Topics.Any(t => r.Article.Corrected(t.Key) == true), r.Topics.Scores.Max(s => s.Score))));
        var found = read.ToDictionary(r => r.Article.Id, r => string.Join(" | ", r.Topics.Topics));
        if (misses is not null)
            scores.List(misses, a => found[a.Id]);
    }

    /// <summary>
    /// The score from where on an article would be read in full, so that few on-topic ones are lost, and what else it lets
    /// through.
    /// </summary>
    /// <param name="how">What was measured.</param>
    /// <param name="articles">Whether each is on a topic by the labels as corrected, and its highest score.</param>
    public static void WriteGate(string how, IEnumerable<(bool On, double Score)> articles)
    {
        var byLabel = articles.ToLookup(a => a.On, a => a.Score);
        var (on, off) = (byLabel[true].Order().ToList(), byLabel[false].ToList());
        foreach (var wanted in new[] { 0.995, 0.98, 0.95 })
        {
            var gate = on[(int)Math.Floor(on.Count * (1 - wanted))];
            var (kept, through) = (on.Count(s => s >= gate) / (double)on.Count, off.Count(s => s >= gate) / (double)off.Count);
            Console.WriteLine(
                $"gate {how}: recall {kept:0.000} at log-odds {gate:0.0} lets {through:0.000} of the negatives through");
        }
    }
}
