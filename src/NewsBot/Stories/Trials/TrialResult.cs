using NewsBot.Desk;

namespace NewsBot.Stories.Trials;

/// <summary>What one topic would have matched.</summary>
internal sealed class TrialResult(Topic topic)
{
    // In log-odds: where even odds are the threshold, a chance of 27 %.
    private const double JustBelow = 1;

    private readonly List<Trying> articles = [];
    private readonly List<Trying> nearArticles = [];
    private readonly Dictionary<long, List<Trying>> statements = [];
    private readonly Dictionary<long, SortedSet<(DateTimeOffset At, string Outlet)>> carriers = [];

    public Topic Topic => topic;

    /// <summary>How many articles were looked at.</summary>
    public int ArticlesSeen { get; private set; }

    /// <summary>How many statements they tell.</summary>
    public int StatementsSeen => carriers.Count;

    /// <summary>The earliest of them; null when there was none.</summary>
    public DateTimeOffset? Earliest { get; private set; }

    /// <summary>Matched, the newest first.</summary>
    public IReadOnlyList<Trying> Articles => [.. articles.OrderByDescending(a => a.Article.At)];

    /// <summary>Matched, the newest first; one for each statement, however many outlets carry it.</summary>
    public IReadOnlyList<Trying> Statements =>
        [.. statements.Values.Where(j => j.Exists(t => t.Lacking is null)).Select(Told).OrderByDescending(s => s.Article.At)];

    /// <summary>What is just below the threshold, the nearest first; what is farther only when nothing matches at all.</summary>
    public IReadOnlyList<Trying> NearMisses
    {
        get
        {
            var nothing = articles.Count == 0 && Statements.Count == 0;
            var missed = statements.Values.Where(j => j.TrueForAll(t => t.Lacking is not null)).Select(Told);
            return
            [
                .. nearArticles.Concat(missed).Where(t => nothing || t.Above >= -JustBelow)
                    .OrderByDescending(t => t.Above).ThenByDescending(t => t.Article.At).Take(TopicTrial.MostNear),
            ];
        }
    }

    /// <summary>Statements for a day of those that were looked at; each would be an alert, once.</summary>
    /// <param name="now">The end of the time that was looked at.</param>
    public double AlertsADay(DateTimeOffset now) => Statements.Count / Days(now);

    /// <summary>The days from the earliest article on, at least one.</summary>
    public double Days(DateTimeOffset now) => Math.Max(1, (now - (Earliest ?? now)).TotalDays);

    public void Count(TrialArticle article)
    {
        ArticlesSeen++;
        if (Earliest is null || article.At < Earliest)
            Earliest = article.At;
        foreach (var report in article.Reports)
        {
            if (!carriers.TryGetValue(report.StatementId, out var outlets))
                carriers[report.StatementId] = outlets = [];
            outlets.Add((article.At, article.Outlet));
        }
    }

    public void Add(Trying found)
    {
        if (found.Report is not { } report)
        {
            (found.Lacking is null ? articles : nearArticles).Add(found);
            return;
        }

        if (!statements.TryGetValue(report.StatementId, out var judged))
            statements[report.StatementId] = judged = [];
        judged.Add(found);
    }

    // A statement has a topic when one of the articles that carry it gives it.
    private Trying Told(List<Trying> judged)
    {
        var matched = judged.Where(t => t.Lacking is null).ToList();
        var shown = matched.Count > 0 ? matched.MaxBy(t => t.Article.At)! : judged.MaxBy(t => t.Above)!;
        return shown with { Outlets = [.. carriers[shown.Report!.StatementId].Select(c => c.Outlet).Distinct()] };
    }
}
