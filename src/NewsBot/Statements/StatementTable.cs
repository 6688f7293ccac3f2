using System.Data.Common;
using Dapper;
using NewsBot.Text;

namespace NewsBot.Statements;

/// <summary>Statements, the reports that carry them and their full-text index. Every write runs in the caller's transaction.</summary>
public sealed class StatementTable
{
    private const string StoredColumns =
        """
        s.id, s.speaker_key, s.speaker_name, s.said_on, s.place, s.met, s.words, s.type, r.article_id as shown_in, case when o.class = 0 then 1 else 0 end as official,
        case when s.withdrawn is null then 0 else 1 end as withdrawn
        """;

    private const string StoredFrom =
        """
        from statement s
        left join report r on r.id = s.report_id
        left join article a on a.id = r.article_id
        left join source o on o.id = a.source_id
        """;

    /// <summary>The statements of a speaker from some days around a day.</summary>
    public async Task<IReadOnlyList<StoredStatement>> AroundAsync(DbTransaction transaction, string speakerKey, DateOnly day, int days)
    {
        var rows = await transaction.Connection!.QueryAsync<StoredStatement>(
            $"select {StoredColumns} {StoredFrom} where s.speaker_key = @speakerKey and s.said_on between @from and @to order by s.id",
            new { speakerKey, from = day.AddDays(-days), to = day.AddDays(days) },
            transaction);
        return rows.AsList();
    }

    /// <summary>The statements that earlier revisions of an article carried.</summary>
    public async Task<IReadOnlyList<StoredStatement>> OfArticleAsync(DbTransaction transaction, long articleId)
    {
        var rows = await transaction.Connection!.QueryAsync<StoredStatement>(
            $"select {StoredColumns} {StoredFrom} where s.id in (select statement_id from report where article_id = @articleId) order by s.id",
            new { articleId },
            transaction);
        return rows.AsList();
    }

    /// <returns>The new statement's id; its report is set by <see cref="ShowAsync"/>.</returns>
    public Task<long> AddAsync(DbTransaction transaction, NewStatement statement) => transaction.Connection!.ExecuteScalarAsync<long>(
        """
        insert into statement (speaker_key, speaker_name, office, type, attribution, said_on, place, met, language, words, fingerprint, found, backlog,
                               published)
        values (@SpeakerKey, @SpeakerName, @Office, @Type, @Attribution, @SaidOn, @Place, @Met, @Language, @Words, @Fingerprint, @Found, @Backlog,
                @Published)
        returning id
        """,
        statement,
        transaction);

    /// <returns>The new report's id.</returns>
    public Task<long> AddReportAsync(DbTransaction transaction, long articleId, int revision, int ordinal, ReadReport read, long? statementId) =>
        transaction.Connection!.ExecuteScalarAsync<long>(
            """
            insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution,
                                speaker_key, speaker_name, office, issuer_name, via_name, left_out, evidence, score, act, statement_id)
            values (@articleId, @revision, @ordinal, @Source, @Cue, @Content, @Type, @Force, @Background, @Attribution,
                    @Key, @Name, @Office, @IssuerName, @ViaName, @LeftOut, @Evidence, @Score, @Act, @statementId)
            returning id
            """,
            new
            {
                articleId,
                revision,
                ordinal,
                statementId,
                Source = Spans.Write(read.Report.Source),
                Cue = Spans.Write([read.Report.Cue]),
                Content = Spans.Write(read.Report.Content),
                read.Report.Type,
                read.Report.Force,
                read.Report.Background,
                read.Report.Attribution,
                read.Speaker?.Key,
                read.Speaker?.Name,
                read.Speaker?.Office,
                read.IssuerName,
                read.ViaName,
                read.LeftOut,
                read.Report.Evidence,
                read.Report.Score,
                read.Report.Act,
            },
            transaction);

    /// <summary>A statement was first published with an article that carries it, when that one is the earliest.</summary>
    public Task PublishedAsync(DbTransaction transaction, long statementId, DateTimeOffset published) => transaction.Connection!.ExecuteAsync(
        "update statement set published = @published where id = @statementId and published > @published",
        new { statementId, published },
        transaction);

    /// <summary>Shows a report's words as the statement's, and finds it by them.</summary>
    public async Task ShowAsync(DbTransaction transaction, long statementId, long reportId, string words, ReportType type)
    {
        await transaction.Connection!.ExecuteAsync(
            "update statement set report_id = @reportId, words = @words, type = @type, fingerprint = @fingerprint where id = @statementId",
            new { statementId, reportId, words, type, fingerprint = Likeness.Fingerprint(words) },
            transaction);
        await transaction.Connection!.ExecuteAsync(
            """
            delete from statement_words where rowid = @statementId;
            insert into statement_words (rowid, words, speaker) select id, words, speaker from statement_words_source where id = @statementId
            """,
            new { statementId },
            transaction);
    }

    /// <summary>Marks that an outlet joined, or that the words changed, so that cards already sent are updated; a statement told again is no longer withdrawn.</summary>
    public Task ChangedAsync(DbTransaction transaction, long statementId, DateTimeOffset? corrected) => transaction.Connection!.ExecuteAsync(
        "update statement set revision = revision + 1, withdrawn = null, corrected = coalesce(@corrected, corrected) where id = @statementId",
        new { statementId, corrected },
        transaction);

    public Task WithdrawAsync(DbTransaction transaction, long statementId, DateTimeOffset now) => transaction.Connection!.ExecuteAsync(
        "update statement set revision = revision + 1, withdrawn = @now where id = @statementId and withdrawn is null",
        new { statementId, now },
        transaction);

    /// <summary>The newest reports of a statement in other articles than one, official sources first, then the earliest.</summary>
    public async Task<CarryingReport?> OtherCarrierAsync(DbTransaction transaction, long statementId, long articleId)
    {
        return await transaction.Connection!.QueryFirstOrDefaultAsync<CarryingReport>(
            """
            select r.id, r.content_spans, r.type, v.text
            from report r
            join article a on a.id = r.article_id
            join source o on o.id = a.source_id
            join article_revision v on v.article_id = r.article_id and v.revision = r.revision
            where r.statement_id = @statementId and r.article_id <> @articleId
              and r.revision = (select max(n.revision) from reading n where n.article_id = r.article_id and n.failure is null)
            order by o.class, r.type, r.id
            """,
            new { statementId, articleId },
            transaction);
    }
}

/// <summary>A statement to be stored.</summary>
public sealed record NewStatement
{
    public required string SpeakerKey { get; init; }

    public required string SpeakerName { get; init; }

    public string? Office { get; init; }

    public required ReportType Type { get; init; }

    public required Attribution Attribution { get; init; }

    public required DateOnly SaidOn { get; init; }

    public string? Place { get; init; }

    public string? Met { get; init; }

    public required string Language { get; init; }

    public required string Words { get; init; }

    public string Fingerprint => Likeness.Fingerprint(Words);

    public required DateTimeOffset Found { get; init; }

    public required bool Backlog { get; init; }

    /// <summary>When the article was published; when it was found, if its outlet gives no date.</summary>
    public required DateTimeOffset Published { get; init; }
}

/// <summary>A report that carries a statement, with the text that its spans cut.</summary>
public sealed record CarryingReport
{
    public long Id { get; init; }

    public string ContentSpans { get; init; } = "";

    public ReportType Type { get; init; }

    public string Text { get; init; } = "";
}
