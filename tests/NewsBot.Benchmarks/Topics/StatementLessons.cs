using NewsBot.Benchmarks.Voices;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Benchmarks.Topics;

/// <summary>
/// Statements to learn from: what annotators marked in <c>train.jsonl</c>, what was read in <c>statements.jsonl</c>, and what the sample
/// newsroom expects.
/// </summary>
internal sealed class StatementLessons
{
    private readonly List<Asked> asked = [];

    /// <summary>What annotators marked in an article, for each topic.</summary>
    public void Add(
        AnnotatedArticle marked, string story, IReadOnlyList<TopicReading> readings, SpeakerResolver resolver, SpeakerIndex index)
    {
        var (sentences, drafts) = marked.Drafts();
        var speakers = resolver.In(marked.Text, marked.Day, marked.Title);
        var reports = ArticleReader.Judge(marked.Text, sentences, drafts, marked.Day, speakers.KnownNames, CancellationToken.None);
        var byCue = StatementReader.Read(speakers, reports).ToLookup(r => r.Report.Cue);
        var used = new HashSet<ReadReport>(ReferenceEqualityComparer.Instance);
        foreach (var gold in marked.Reports.Where(r => r.Statement))
        {
            if (byCue[gold.Spans.Cue].FirstOrDefault(used.Add) is not { } report)
                continue;
            var told = Told.Of(report, index);
            foreach (var reading in readings)
            {
                var on = gold.Topics.Contains(reading.Lens.Topic.Key);
                asked.Add(new Asked(marked.Id, story, reading.Lens.Topic.Key, on, new StatementFeatures(reading, told), Shown(marked, gold)));
            }
        }
    }

    /// <summary>What the sample newsroom expects of an article, or must not find in a look-alike.</summary>
    public void Add(SampleLesson article, TopicReading reading, SpeakerIndex index)
    {
        foreach (var said in article.Said)
        {
            var topic = reading.Lens.Topic.Key;
            if (said.About(topic) is not { } on)
                continue;
            var seen = new StatementFeatures(reading, Told.Of(said.Read, index));
            asked.Add(new Asked(article.Id, article.Id, topic, on, seen, said.Read.Words));
        }
    }

    /// <summary>The statements to learn from.</summary>
    /// <param name="articleScores">The log-odds of each article on each topic, by weights that never saw its story.</param>
    public List<Example> Examples(IReadOnlyDictionary<(string Id, string Topic), double> articleScores) =>
        asked.ConvertAll(a => a.With(articleScores[(a.Id, a.Topic)]));

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

    private sealed record Asked(string Id, string Story, string Topic, bool On, StatementFeatures Seen, string Shown)
    {
        public Example With(double article) =>
            new(Id, Story, Topic, On, Seen.With(article), Shown) { IsSettled = Seen.Own.Against is not null };
    }
}
