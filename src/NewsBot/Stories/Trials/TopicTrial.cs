using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Trials;

/// <summary>An article or a statement that a topic matched, or nearly.</summary>
/// <param name="Article">Where it stands; of a statement, the newest article that carries it.</param>
/// <param name="Report">The report; null for an article as a whole.</param>
/// <param name="Words">What was said, as the text has it; null for an article as a whole.</param>
/// <param name="Above">Log-odds above the threshold.</param>
/// <param name="Reason">Why.</param>
internal sealed record Trying(TrialArticle Article, TrialReport? Report, string? Words, double Above, string Reason)
{
    /// <summary>Of a near miss, what is wanting.</summary>
    public string? Lacking { get; init; }

    /// <summary>Every outlet that carries the statement.</summary>
    public IReadOnlyList<string> Outlets { get; init; } = [Article.Outlet];
}

/// <summary>
/// Tries topics on stored articles: matches as the newsroom would, and keeps the near misses. Reports are not read anew. Pure.
/// </summary>
internal sealed class TopicTrial
{
    /// <summary>The most near misses that are told.</summary>
    public const int MostNear = 5;

    // In log-odds; nobody is helped by what is farther from the threshold.
    private const double Farthest = 5.5;

    private readonly Newsdesk desk;
    private readonly TopicTagger tagger;
    private readonly Dictionary<string, TrialResult> results;

    /// <param name="topics">What is tried.</param>
    /// <param name="people">A desk, for its registry of speakers.</param>
    public TopicTrial(IReadOnlyList<Topic> topics, Newsdesk people)
    {
        desk = new Newsdesk { Sources = [], Topics = topics, Speakers = people.Speakers };
        tagger = new TopicTagger(desk);
        results = topics.ToDictionary(t => t.Key, t => new TrialResult(t), StringComparer.Ordinal);
    }

    /// <summary>One for each topic, in their order.</summary>
    public IEnumerable<TrialResult> Results => desk.Topics.Select(t => results[t.Key]);

    public void Add(TrialArticle article)
    {
        var read = tagger.Read(article.Title, article.Text, article.Day);
        foreach (var result in results.Values)
            result.Count(article);
        foreach (var judged in read.Judged())
            Add(judged, article, null, null);
        foreach (var report in article.Reports)
        {
            var content = Spans.Read(report.ContentSpans);
            if (Spans.Slice(article.Text, content) is not { } words || ToldBy(article, report, content) is not { } told)
                continue;
            foreach (var judged in read.Judged(told))
                Add(judged, article, report, words);
        }
    }

    private void Add(TopicJudgement judged, TrialArticle article, TrialReport? report, string? words)
    {
        if (judged.Reason is not { } reason || judged.Above < -Farthest)
            return;
        // The text is not held for as long as the finding.
        var slim = article with { Text = "", Reports = [] };
        results[judged.Reading.Lens.Topic.Key].Add(new Trying(slim, report, words, judged.Above, reason)
        {
            Lacking = judged.Matches ? null : judged.Reading.Lacking,
        });
    }

    private Told? ToldBy(TrialArticle article, TrialReport report, IReadOnlyList<TextSpan> content)
    {
        TextSpan[] beside = [.. Spans.Read(report.SourceSpans), .. Spans.Read(report.CueSpan)];
        return Spans.Slice(article.Text, [.. beside, .. content]) is null
            ? null
            : Told.Of(beside, content, report.SpeakerKey.Split('+'), desk.Index);
    }
}
