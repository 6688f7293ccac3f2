using System.Data.Common;
using Dapper;
using NewsBot.Articles;
using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Text;
using NewsBot.Topics;

namespace NewsBot.Stories;

/// <summary>What of a query's statements a condition holds for.</summary>
/// <param name="Views">In the order of the query.</param>
/// <param name="IsWhole">All were looked at, or as many found as were asked for.</param>
public sealed record Sifted(IReadOnlyList<StatementView> Views, bool IsWhole);

/// <summary>Finds statements and shows them.</summary>
public sealed partial class StatementViews(NewsDb db, Newsdesk desk, TopicTagger tagger, ILogger<StatementViews> logger)
{
    // SQLite takes 32,766 parameters; a list is far shorter, a digest's backlog may not be.
    private const int Batch = 500;

    /// <summary>An answer in a chat does not load an archive: some seconds of reading.</summary>
    public const int MostSifted = 20_000;

    // In characters; whatever a card shows has room for them.
    private const int Short = 60;

    /// <summary>The views of statements, in the order of the ids; ids that do not exist are left out.</summary>
    public async Task<IReadOnlyList<StatementView>> LoadAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        await using var connection = await db.OpenAsync(cancellationToken);
        var views = new Dictionary<long, StatementView>();
        foreach (var batch in ids.Distinct().Chunk(Batch))
        {
            foreach (var view in await LoadBatchAsync(connection, batch, cancellationToken))
                views[view.Statement.Id] = view;
        }

        return ids.Where(views.ContainsKey).Select(id => views[id]).ToList();
    }

    /// <summary>Ids of matching statements, those that were published last first, or as the query asks. What a person typed is never query syntax.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(StatementQuery query, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        return await new StatementSearch(db.Engine, desk.Index).FindAsync(connection, query, limit, cancellationToken);
    }

    /// <summary>Ids in the order of a query: by when they were first published.</summary>
    public Task<IReadOnlyList<long>> InOrderAsync(IReadOnlyList<long> ids, bool oldestFirst, CancellationToken cancellationToken) =>
        OrderedAsync(StatementSearch.ByPublication(db.Engine, oldestFirst), ids, cancellationToken);

    /// <summary>Ids by the day on which the words were said, then by when they were first published.</summary>
    public Task<IReadOnlyList<long>> ByDayAsync(IReadOnlyList<long> ids, bool oldestFirst, CancellationToken cancellationToken) =>
        OrderedAsync(StatementSearch.ByDay(db.Engine, oldestFirst), ids, cancellationToken);

    /// <summary>
    /// The statements of a query that a condition holds for, in its order. What a query cannot say is looked at one by one, as far as
    /// <see cref="MostSifted"/>.
    /// </summary>
    public async Task<Sifted> SiftAsync(StatementQuery query, Func<StatementView, bool> holds, int limit, CancellationToken cancellationToken)
    {
        var held = new List<StatementView>();
        for (var seen = 0; seen < MostSifted && held.Count < limit; seen += Batch)
        {
            var ids = await FindAsync(query, Batch, cancellationToken);
            held.AddRange((await LoadAsync(ids, cancellationToken)).Where(holds).Take(limit - held.Count));
            if (ids.Count < Batch)
                return new Sifted(held, IsWhole: true);
            query = query with { Beyond = ids[^1] };
        }

        return new Sifted(held, held.Count == limit);
    }

    /// <summary>The words of the newest statements, for whoever looks for a misspelt one.</summary>
    public async Task<IReadOnlyList<string>> NewestWordsAsync(int limit, CancellationToken cancellationToken)
    {
        const string sql = "select words from statement order by id desc limit @limit";
        await using var connection = await db.OpenAsync(cancellationToken);
        var words = await connection.QueryAsync<string>(new CommandDefinition(sql, new { limit }, cancellationToken: cancellationToken));
        return words.ToList();
    }

    /// <summary>The statements that an article's address carries (any address that a feed announced it under).</summary>
    public async Task<IReadOnlyList<long>> OfUrlAsync(string url, CancellationToken cancellationToken)
    {
        const string sql = """
            select distinct r.statement_id
            from report r
            where r.statement_id is not null and r.article_id in (
              select id from article where url = @url or key = @key
              union select article_id from feed_item where url = @url and article_id is not null)
            order by r.statement_id
            """;
        await using var connection = await db.OpenAsync(cancellationToken);
        var ids = await connection.QueryAsync<long>(new CommandDefinition(sql, new { url = url.Trim(), key = ArticleKey.Of(url) }, cancellationToken: cancellationToken));
        return ids.ToList();
    }

    private async Task<IReadOnlyList<long>> OrderedAsync(string sql, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count < 2)
            return ids;
        await using var connection = await db.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, new { ids = ids.ToArray() }, cancellationToken: cancellationToken))).ToList();
    }

    private async Task<IEnumerable<StatementView>> LoadBatchAsync(DbConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        var rows = await StatementViewTable.ReadAsync(connection, db.Engine, ids, cancellationToken);
        return rows.Statements.Select(statement =>
        {
            var story = rows.Stories.GetValueOrDefault(statement.Id);
            var view = Proven(statement, rows.Words.GetValueOrDefault(statement.Id));
            return view with
            {
                Carriers = rows.Carriers[statement.Id].Select(ToCarrier).ToList(),
                Topics = rows.Tags[statement.Id].Select(t => ToTag(t, view)).ToList(),
                Correction = rows.Corrections.GetValueOrDefault(statement.Id),
                Hold = rows.Holds.GetValueOrDefault(statement.Id),
                StoryId = story?.StoryId,
                StoryTitle = story?.Title,
            };
        }).ToList();
    }

    // Words that fail the proof are shown without the marks that would call them a quotation.
    private StatementView Proven(Statement statement, StatementViewTable.StoredWords? stored)
    {
        var spans = stored is null ? [] : Spans.Read(stored.ContentSpans);
        var proven = stored is not null && TextProof.Holds(stored.Text, stored.TextHash, spans, statement.Words);
        if (!proven)
            Log.NotVerbatim(logger, statement.Id, statement.ReportId);
        return new StatementView
        {
            Statement = statement,
            Words = proven ? statement.Words : Unquoted(statement.Words),
            Lead = proven ? CueLead.Of(stored!.Text, Spans.Read(stored.SourceSpans), Spans.Read(stored.CueSpan), spans) : null,
            Verbatim = proven,
            Context = stored is null ? "" : Surroundings.Of(stored.Text, spans),
            Carriers = [],
            Topics = [],
        };
    }

    private static string Unquoted(string words) =>
        new string([.. words.Where(c => c is not ('"' or '“' or '”' or '„' or '‟' or '«' or '»' or '‹' or '›'))]).Trim();

    // In the words as they are shown now: they may be another outlet's than those that were tagged.
    private TopicTag ToTag(StatementViewTable.TagRow row, StatementView view) => new(row.Topic, row.Reason)
    {
        Passage = view.Words.Length <= Short
            ? null
            : new Lazy<TextSpan?>(() => tagger.Passage(row.Topic, view.Words, view.Statement.SpeakerKey, view.Statement.SaidOn)),
    };

    private Carrier ToCarrier(StatementViewTable.CarrierRow row) => new(
        row.Outlet,
        row.OutletKey,
        row.Class,
        row.Url,
        row.Title,
        row.Published ?? row.Found,
        desk.Sources.Any(s => s.Key == row.OutletKey && s.Sample));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Statement {Statement}: its words are not what report {Report} cuts out of the stored text")]
        public static partial void NotVerbatim(ILogger logger, long statement, long report);
    }
}
