using System.Text.RegularExpressions;
using NewsBot.Desk;

namespace NewsBot.Topics;

/// <summary>What one article says about each topic.</summary>
public sealed partial class ArticleTopics
{
    /// <summary>
    /// Log-odds above which 98 of 100 on-topic articles lie, all but three short texts of an office itself, and 22 of 100 of the others,
    /// which look most like them (benchmark <c>topics</c>).
    /// </summary>
    public const double Gate = -5.4;

    private readonly TopicModel model;
    private readonly List<(TopicReading Reading, double Score)> read;

    internal ArticleTopics(IEnumerable<TopicReading> readings, TopicModel model)
    {
        this.model = model;
        read = [.. readings.Select(r => (r, model.Article.Score(ArticleFeatures.Of(r))))];
        Topics = [.. Judged().Where(j => j.Matches).Select(Match)];
    }

    public IReadOnlyList<TopicMatch> Topics { get; }

    /// <summary>The article is on a topic or near one: it is worth reading before others.</summary>
    public bool MayBeOnTopic => read.Exists(r => r.Score >= Gate && r.Reading.Best is not null);

    /// <summary>Log-odds that the article is on each topic, in the desk's order.</summary>
    internal IEnumerable<(string Topic, double Score)> Scores => read.Select(r => (r.Reading.Lens.Topic.Key, r.Score));

    /// <summary>
    /// The topics of one statement of the article: its words and who says them, the sentences around and the article weigh
    /// together. A look-alike's phrase in the words settles that they are not on the topic.
    /// </summary>
    public IReadOnlyList<TopicMatch> OfStatement(Told told) => [.. Judged(told).Where(j => j.Matches).Select(Match)];

    /// <summary>How the article was judged for each topic, in the desk's order.</summary>
    internal IEnumerable<TopicJudgement> Judged() =>
        read.Select(r => new TopicJudgement(r.Reading, r.Score - model.Article.Threshold, r.Reading.Best?.Reason));

    /// <summary>How one statement of the article is judged for each topic, in the desk's order.</summary>
    internal IEnumerable<TopicJudgement> Judged(Told told)
    {
        foreach (var (reading, article) in read)
        {
            var statement = new StatementFeatures(reading, told);
            if (statement.Own.Against is not null)
            {
                yield return new TopicJudgement(reading, double.NegativeInfinity, null);
                continue;
            }

            var above = model.Statement.Score(statement.With(article)) - model.Statement.Threshold;
            yield return new TopicJudgement(reading, above, Because(reading, statement, article >= model.Article.Threshold));
        }
    }

    /// <summary>What the texts say about each topic. Titles that were rebuilt from addresses are mended first.</summary>
    internal static IEnumerable<TopicReading> Readings(
        IEnumerable<TopicLens> lenses, SpeakerIndex index, string title, string text, DateOnly? day)
    {
        var headline = new NamedText(Mended(title), index, day);
        var body = new NamedText(text, index, day);
        return lenses.Select(l => new TopicReading(l, headline, body));
    }

    private static TopicMatch Match(TopicJudgement judged) => new(judged.Reading.Lens.Topic.Key, judged.Reason!);

    // The decisive evidence, the nearest first; null when nobody and nothing of the topic is named anywhere.
    private static string? Because(TopicReading reading, StatementFeatures statement, bool isSubject)
    {
        if (statement.Own.Speaks || statement.Own.AllActors)
            return statement.Own.Reason;
        if (statement.Near is { } near && (near.Speaks || near.AllActors))
            return "The words around say it: " + near.Reason;
        return reading.Best is { } best ? (isSubject ? "The article is about it: " : "In the article: ") + best.Reason : null;
    }

    // "U S", "Iran s", "don t": what addresses leave of dots and apostrophes.
    private static string Mended(string title) => Possessive().Replace(UnitedStates().Replace(title, "U.S."), "'$1");

    [GeneratedRegex(@"\bU S\b")]
    private static partial Regex UnitedStates();

    [GeneratedRegex(@"(?<=\w) (s|t)(?=\s|$)")]
    private static partial Regex Possessive();
}
