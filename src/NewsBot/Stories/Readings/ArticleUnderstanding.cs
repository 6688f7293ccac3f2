using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories.Readings;

/// <summary>What the newsroom understands of one article: whom it names, who said what, and what it is about.</summary>
public sealed record Understanding
{
    public required IReadOnlyList<ReadReport> Reports { get; init; }

    public required IReadOnlyList<TopicMatch> Topics { get; init; }

    /// <summary>The topics of each report, in the order of <see cref="Reports"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<TopicMatch>> ReportTopics { get; init; }

    /// <summary>Candidates that the engine looked at and did not report; empty where it was not the engine that read.</summary>
    public IReadOnlyList<DroppedCandidate> Dropped { get; init; } = [];

    /// <summary>How far the text was read, in UTF-16 code units.</summary>
    public required int ReadTo { get; init; }

    /// <summary>People of the registry whom the text names, with the office on the day.</summary>
    public required IReadOnlyList<Recognition> People { get; init; }

    /// <summary>Those among them who met, according to the text.</summary>
    public required IReadOnlyList<Recognition> Met { get; init; }
}

/// <summary>Reads an article from end to end: reports, speakers, statements, topics. Pure; the job and the command line share it.</summary>
public sealed class ArticleUnderstanding(ArticleReader reader, SpeakerResolver resolver, TopicTagger tagger, Newsdesk desk)
{
    /// <summary>With parts of its own, for use outside the newsroom.</summary>
    public static ArticleUnderstanding Of(Newsdesk desk) =>
        new ArticleUnderstanding(new ArticleReader(), new SpeakerResolver(desk), new TopicTagger(desk), desk);

    /// <param name="title">The article's title; empty when unknown.</param>
    /// <param name="text">Its text.</param>
    /// <param name="day">Its day; null when unknown.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Understanding Read(string title, string text, DateOnly? day, CancellationToken cancellationToken)
    {
        // What lies beyond the engine's reach is kept from everything else too, so that no text costs more than its first part.
        text = text[..ArticleReader.ReadTo(text)];
        ArticleReading? reading = null;
        var understood = Understand(title, text, day, known => (reading = reader.Examine(text, day, known, cancellationToken)).Reports, cancellationToken);
        return understood with { Dropped = reading?.Dropped ?? [] };
    }

    /// <summary>The same with reports that are found elsewhere.</summary>
    /// <param name="title">The article's title; empty when unknown.</param>
    /// <param name="text">Its text.</param>
    /// <param name="day">Its day; null when unknown.</param>
    /// <param name="find">Finds the reports, told what the registry knows of those whom the text names.</param>
    /// <param name="cancellationToken">Stops between reports.</param>
    internal Understanding Understand(
        string title, string text, DateOnly? day, Func<IReadOnlyList<KnownName>, IReadOnlyList<Report>> find, CancellationToken cancellationToken = default)
    {
        var speakers = resolver.In(text, day, title);
        var reports = StatementReader.Read(speakers, find(speakers.KnownNames), cancellationToken);
        var topics = tagger.Read(title, text, day);
        var onTopics = new List<IReadOnlyList<TopicMatch>>(reports.Count);
        foreach (var report in reports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            onTopics.Add(topics.OfStatement(Told.Of(report, desk.Index)));
        }

        return new Understanding
        {
            Reports = reports,
            Topics = topics.Topics,
            ReportTopics = onTopics,
            ReadTo = text.Length,
            People = speakers.People,
            Met = Meeting.Of(text, speakers.Recognised),
        };
    }
}
