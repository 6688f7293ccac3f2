using Dapper;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Text;

namespace NewsBot.Commands.Questions;

/// <summary>An announcement of an article by a feed.</summary>
public sealed record Announced
{
    public string Source { get; init; } = "";

    public string Feed { get; init; } = "";

    public DateTimeOffset Found { get; init; }

    public DateTimeOffset? Published { get; init; }

    public bool Backlog { get; init; }

    public long? ArticleId { get; init; }
}

/// <summary>One reading of an article.</summary>
public sealed record ReadingRow
{
    public int Revision { get; init; }

    public DateTimeOffset ReadAt { get; init; }

    public int Reports { get; init; }

    public string? Failure { get; init; }
}

/// <summary>What became of a report of an article.</summary>
public sealed record ReportRow
{
    public LeftOut? LeftOut { get; init; }

    public long? StatementId { get; init; }
}

/// <summary>Where the words of a statement stand in its article, and how their speaker was found.</summary>
public sealed record WordsRow
{
    public string SourceSpans { get; init; } = "";

    public string CueSpan { get; init; } = "";

    public string ContentSpans { get; init; } = "";

    public SpeakerEvidence? Evidence { get; init; }

    public double? Score { get; init; }

    public string Text { get; init; } = "";
}

/// <summary>Reads what <c>why</c> tells from the tables of the stages.</summary>
public sealed class WhyTable(NewsDb db)
{
    /// <summary>The announcements of an article, or of an address that no article has been filed for; the earliest first.</summary>
    public Task<IReadOnlyList<Announced>> AnnouncedAsync(
        long? article, string? url, CancellationToken cancellationToken) => QueryAsync<Announced>(
        """
        select s.name as source, f.url as feed, i.found, i.published, i.backlog, i.article_id
        from feed_item i join feed f on f.id = i.feed_id join source s on s.id = f.source_id
        where i.article_id = @article or (@article is null and i.url = @url)
        order by i.found, i.id limit 20
        """,
        new { article, url },
        cancellationToken);

    /// <summary>The articles that carry a statement, the earliest first.</summary>
    public Task<IReadOnlyList<long>> ArticlesAsync(long statement, CancellationToken cancellationToken) => QueryAsync<long>(
        "select distinct article_id from report where statement_id = @statement order by article_id",
        new { statement },
        cancellationToken);

    /// <summary>The newest reading of an article; empty when it waits for one.</summary>
    public Task<IReadOnlyList<ReadingRow>> ReadingAsync(
        long article, CancellationToken cancellationToken) => QueryAsync<ReadingRow>(
        "select revision, read_at, reports, failure from reading where article_id = @article order by revision desc limit 1",
        new { article },
        cancellationToken);

    /// <summary>The reports of a revision of an article, in its order.</summary>
    public Task<IReadOnlyList<ReportRow>> ReportsAsync(
        long article, int revision, CancellationToken cancellationToken) => QueryAsync<ReportRow>(
        "select left_out, statement_id from report where article_id = @article and revision = @revision order by ordinal",
        new { article, revision },
        cancellationToken);

    /// <summary>The report whose words a statement shows, with the text that it was read from; empty when neither is left.</summary>
    public Task<IReadOnlyList<WordsRow>> WordsAsync(long statement, CancellationToken cancellationToken) => QueryAsync<WordsRow>(
        """
        select r.source_spans, r.cue_span, r.content_spans, r.evidence, r.score, v.text
        from statement s join report r on r.id = s.report_id
        join article_revision v on v.article_id = r.article_id and v.revision = r.revision
        where s.id = @statement and v.text is not null
        """,
        new { statement },
        cancellationToken);

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object values, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(
            sql, values, cancellationToken: cancellationToken))).AsList();
    }
}
