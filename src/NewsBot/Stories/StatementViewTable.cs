using System.Data.Common;
using Dapper;
using NewsBot.Desk;
using NewsBot.Statements;

namespace NewsBot.Stories;

/// <summary>What is shown of statements, as SQL.</summary>
internal static class StatementViewTable
{
    public static async Task<IReadOnlyDictionary<long, Statement>> StatementsAsync(
        DbConnection connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string sql = """
            select id, speaker_key, speaker_name, office, type, attribution, said_on, place, language, words, found, backlog,
                   coalesce(report_id, 0) as report_id, coalesce(position, @unplaced) as position, revision, corrected, withdrawn,
                   coalesce((select r.act from report r where r.id = statement.report_id), 0) as act
            from statement where id in {=ids}
            """;
        var rows = await connection.QueryAsync<Statement>(new CommandDefinition(
            sql, new { ids, unplaced = Statement.Unplaced }, cancellationToken: cancellationToken));
        return rows.ToDictionary(s => s.Id);
    }

    public static async Task<IReadOnlyDictionary<long, StoredWords>> WordsAsync(
        DbConnection connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string sql = """
            select s.id as statement_id, r.source_spans, r.cue_span, r.content_spans, v.text, v.text_hash
            from statement s
            join report r on r.id = s.report_id
            join article_revision v on v.article_id = r.article_id and v.revision = r.revision
            where s.id in {=ids}
            """;
        var rows = await connection.QueryAsync<StoredWords>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
        return rows.ToDictionary(r => r.StatementId);
    }

    /// <summary>Articles whose newest reading carries the statement; those that once did, if none does any more.</summary>
    public static async Task<ILookup<long, CarrierRow>> CarriersAsync(
        DbConnection connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string sql = """
            select r.statement_id, a.id as article_id, s.name as outlet, s.key as outlet_key, s.class, a.url, a.title, a.published, a.found,
                   max(case when r.revision = (select max(n.revision) from reading n where n.article_id = a.id and n.failure is null)
                       then 1 else 0 end) as current
            from report r
            join article a on a.id = r.article_id
            join source s on s.id = a.source_id
            where r.statement_id in {=ids}
            group by r.statement_id, a.id, s.id
            """;
        var rows = await connection.QueryAsync<CarrierRow>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
        return rows.GroupBy(r => r.StatementId)
            .SelectMany(g => g.Any(r => r.Current) ? g.Where(r => r.Current) : g)
            .OrderBy(r => r.Published ?? r.Found).ThenBy(r => r.ArticleId)
            .ToLookup(r => r.StatementId);
    }

    public static async Task<ILookup<long, TagRow>> TagsAsync(
        DbConnection connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string sql = "select statement_id, topic, reason from statement_topic where statement_id in {=ids} order by topic";
        var rows = await connection.QueryAsync<TagRow>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
        return rows.ToLookup(r => r.StatementId);
    }

    public static async Task<IReadOnlyDictionary<long, StoryRow>> StoriesAsync(
        DbConnection connection, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string sql = """
            select m.statement_id, s.id as story_id, s.title
            from story_statement m join story s on s.id = m.story_id
            where m.statement_id in {=ids}
            order by s.topic, s.id
            """;
        var rows = await connection.QueryAsync<StoryRow>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken));
        return rows.GroupBy(r => r.StatementId).ToDictionary(g => g.Key, g => g.First());
    }

    internal sealed record StoredWords
    {
        public long StatementId { get; init; }

        public string SourceSpans { get; init; } = "";

        public string CueSpan { get; init; } = "";

        public string ContentSpans { get; init; } = "";

        public string Text { get; init; } = "";

        public string TextHash { get; init; } = "";
    }

    internal sealed record CarrierRow
    {
        public long StatementId { get; init; }

        public long ArticleId { get; init; }

        public string Outlet { get; init; } = "";

        public string OutletKey { get; init; } = "";

        public SourceClass Class { get; init; }

        public string Url { get; init; } = "";

        public string Title { get; init; } = "";

        public DateTimeOffset? Published { get; init; }

        public DateTimeOffset Found { get; init; }

        public bool Current { get; init; }
    }

    internal sealed record TagRow
    {
        public long StatementId { get; init; }

        public string Topic { get; init; } = "";

        public string Reason { get; init; } = "";
    }

    internal sealed record StoryRow
    {
        public long StatementId { get; init; }

        public long StoryId { get; init; }

        public string Title { get; init; } = "";
    }
}
