using System.Data.Common;
using Dapper;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Corrections;
using NewsBot.Storage;
using NewsBot.Stories.Marks;

namespace NewsBot.Stories;

/// <summary>What is shown of statements, as SQL.</summary>
internal static class StatementViewTable
{
    /// <summary>All of it in one question: each of its own would be a way to the server and back, for every post.</summary>
    public static async Task<StatementRows> ReadAsync(
        DbConnection connection, Engine engine, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(
                ";\n",
                Statements(engine),
                Words(engine),
                Carriers(engine),
                Tags(engine),
                Stories(engine),
                CorrectionTable.Newest(engine, nameof(ids)),
                MarkTable.Held(engine, nameof(ids))),
            new { ids, unplaced = Statement.Unplaced },
            cancellationToken: cancellationToken));
        return new StatementRows
        {
            Statements = [.. await answers.ReadAsync<Statement>()],
            Words = (await answers.ReadAsync<StoredWords>()).ToDictionary(w => w.StatementId),
            Carriers = ByAge(await answers.ReadAsync<CarrierRow>()),
            Tags = (await answers.ReadAsync<TagRow>()).ToLookup(t => t.StatementId),
            Stories = (await answers.ReadAsync<StoryRow>()).GroupBy(s => s.StatementId).ToDictionary(g => g.Key, g => g.First()),
            Corrections = (await answers.ReadAsync<Correction>()).ToDictionary(c => c.StatementId),
            Holds = (await answers.ReadAsync<Hold>()).ToDictionary(h => h.StatementId),
        };
    }

    private static string Statements(Engine engine) =>
        $"""
        select id, speaker_key, speaker_name, office, type, attribution, said_on, place, language, words, found, backlog,
               coalesce(report_id, 0) as report_id, coalesce(position, @unplaced) as position, revision, corrected, withdrawn,
               coalesce((select r.act from report r where r.id = statement.report_id), 0) as act
        from statement where {engine.IdOf("id", "ids")}
        """;

    private static string Words(Engine engine) =>
        $"""
        select s.id as statement_id, r.source_spans, r.cue_span, r.content_spans, v.text, v.text_hash
        from statement s
        join report r on r.id = s.report_id
        join article_revision v on v.article_id = r.article_id and v.revision = r.revision
        where {engine.IdOf("s.id", "ids")}
        """;

    private static string Carriers(Engine engine) =>
        $"""
        select r.statement_id, a.id as article_id, s.name as outlet, s.key as outlet_key, s.class, a.url, a.title, a.published, a.found,
               max(case when r.revision = (select max(n.revision) from reading n where n.article_id = a.id and n.failure is null)
                   then 1 else 0 end) as current
        from report r
        join article a on a.id = r.article_id
        join source s on s.id = a.source_id
        where {engine.IdOf("r.statement_id", "ids")}
        group by r.statement_id, a.id, s.id
        """;

    private static ILookup<long, CarrierRow> ByAge(IEnumerable<CarrierRow> rows) =>
        rows.GroupBy(r => r.StatementId)
            .SelectMany(g => g.Any(r => r.Current) ? g.Where(r => r.Current) : g)
            .OrderBy(r => r.Published ?? r.Found).ThenBy(r => r.ArticleId)
            .ToLookup(r => r.StatementId);

    private static string Tags(Engine engine) =>
        $"select statement_id, topic, reason from statement_topic where {engine.IdOf("statement_id", "ids")} order by topic";

    private static string Stories(Engine engine) =>
        $"""
        select m.statement_id, s.id as story_id, s.title
        from story_statement m join story s on s.id = m.story_id
        where {engine.IdOf("m.statement_id", "ids")}
        order by s.topic, s.id
        """;

    /// <summary>What is stored of some statements.</summary>
    internal sealed record StatementRows
    {
        public required IReadOnlyList<Statement> Statements { get; init; }

        public required IReadOnlyDictionary<long, StoredWords> Words { get; init; }

        /// <summary>Articles whose newest reading carries the statement; those that once did, if none does any more.</summary>
        public required ILookup<long, CarrierRow> Carriers { get; init; }

        public required ILookup<long, TagRow> Tags { get; init; }

        public required IReadOnlyDictionary<long, StoryRow> Stories { get; init; }

        /// <summary>The newest of each statement that has one.</summary>
        public required IReadOnlyDictionary<long, Correction> Corrections { get; init; }

        public required IReadOnlyDictionary<long, Hold> Holds { get; init; }
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
