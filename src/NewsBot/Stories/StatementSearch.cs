using System.Data.Common;
using Dapper;
using NewsBot.Desk;
using NewsBot.Storage;
using NewsBot.Stories.Marks;

namespace NewsBot.Stories;

/// <summary>Finds statements' ids by words, speaker, topic and time.</summary>
internal sealed class StatementSearch(Engine engine, SpeakerIndex speakers)
{
    private const string NewFrom =
        """
        s.found >= @NewFrom and (s.backlog = 0 or @NewFrom <= (
            select min(coalesce(a.published, a.found)) from report r join article a on a.id = r.article_id where r.statement_id = s.id))
        """;

    /// <summary>In the order that is asked; what is held is not listed, and what was withdrawn only where changes are asked for.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(DbConnection connection, StatementQuery query, int limit, CancellationToken cancellationToken)
    {
        var standing = query.Changed ? "(s.corrected is not null or s.withdrawn is not null)" : "s.withdrawn is null";
        var conditions = new List<string> { standing, $"s.id {MarkTable.IsFree}" };
        var values = new DynamicParameters(new { limit, query.Topic, query.FoundFrom, query.FoundTo, query.NewFrom });
        if (!AddWords(query.Words, conditions, values) || !AddSpeaker(query.Speaker, conditions, values))
            return [];
        if (query.Topic is not null)
            conditions.Add("exists (select 1 from statement_topic t where t.topic = @Topic and t.statement_id = s.id)");
        if (query.FoundFrom is not null)
            conditions.Add("s.found >= @FoundFrom");
        if (query.FoundTo is not null)
            conditions.Add("s.found < @FoundTo");
        if (query.NewFrom is not null)
            conditions.Add(NewFrom);
        Narrow(query, conditions, values);

        var sql = $"select s.id from statement s where {string.Join(" and ", conditions)} order by s.id {(query.OldestFirst ? "asc" : "desc")} limit @limit";
        var ids = await connection.QueryAsync<long>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        return ids.ToList();
    }

    private static void Narrow(StatementQuery query, List<string> conditions, DynamicParameters values)
    {
        if (query.Until is { } until)
        {
            // A day later covers every zone's calendar.
            conditions.Add("(s.found <= @Until or s.backlog = 1 or s.said_on <= @UntilDay)");
            values.AddDynamicParams(new { Until = until, UntilDay = DateOnly.FromDateTime(until.UtcDateTime).AddDays(1) });
        }

        if (query.Acts.Count > 0)
            conditions.Add($"exists (select 1 from report r where r.id = s.report_id and r.act in ({string.Join(", ", query.Acts.Select(a => (int)a))}))");
        if (query.Outlets.Count > 0)
        {
            conditions.Add(
                $"""
                exists (select 1 from report r join article a on a.id = r.article_id join source o on o.id = a.source_id
                        where r.statement_id = s.id and o.key in ({string.Join(", ", query.Outlets.Select((_, i) => $"@outlet{i}"))}))
                """);
            for (var i = 0; i < query.Outlets.Count; i++)
                values.Add($"outlet{i}", query.Outlets[i]);
        }

        if (query.Beyond is not null)
        {
            conditions.Add(query.OldestFirst ? "s.id > @Beyond" : "s.id < @Beyond");
            values.AddDynamicParams(new { query.Beyond });
        }
    }

    private bool AddWords(string? words, List<string> conditions, DynamicParameters values)
    {
        if (words is null)
            return true;
        if (MatchQuery.Of(engine, "words", words) is not { } match)
            return false;
        conditions.Add($"s.id in (select rowid from statement_words where {engine.Matches("statement_words", "words", "@words")})");
        values.Add("words", match);
        return true;
    }

    private bool AddSpeaker(string? typed, List<string> conditions, DynamicParameters values)
    {
        if (typed is null)
            return true;
        if (MatchQuery.Of(engine, "speaker", SpeakerIndex.WithoutArticle(typed)) is not { } match)
            return false;
        var keys = speakers.Find(typed).Select(s => s.Key).ToList();
        var joint = string.Concat(keys.Select((_, i) => $" or '+' || s.speaker_key || '+' like @joint{i}"));
        for (var i = 0; i < keys.Count; i++)
            values.Add($"joint{i}", $"%+{keys[i]}+%");
        conditions.Add($"(s.id in (select rowid from statement_words where {engine.Matches("statement_words", "speaker", "@speaker")}){joint})");
        values.Add("speaker", match);
        return true;
    }
}
