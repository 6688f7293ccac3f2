using System.Data.Common;
using Dapper;
using NewsBot.Desk;
using NewsBot.Statements.Speakers;
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

    /// <summary>Ids of statements by the day on which they were said, those of a day by when they were first published.</summary>
    /// <param name="engine">Whose SQL it is; it is given <c>@ids</c>.</param>
    /// <param name="oldestFirst">Else the newest first.</param>
    internal static string ByDay(Engine engine, bool oldestFirst)
    {
        var way = Way(oldestFirst);
        return $"select id from statement where {engine.IdOf("id", "ids")} order by said_on {way}, published {way}, id {way}";
    }

    /// <summary>Ids of statements by when they were first published.</summary>
    /// <inheritdoc cref="ByDay"/>
    internal static string ByPublication(Engine engine, bool oldestFirst) =>
        $"select id from statement where {engine.IdOf("id", "ids")} order by published {Way(oldestFirst)}, id {Way(oldestFirst)}";

    /// <summary>In the order that is asked; what is held is not listed, and what was withdrawn only where changes are asked for.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(DbConnection connection, StatementQuery query, int limit, CancellationToken cancellationToken)
    {
        if (Written(query, limit) is not var (sql, values))
            return [];
        var ids = await connection.QueryAsync<long>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        return ids.ToList();
    }

    /// <summary>The query as SQL; null for one that nothing can fit.</summary>
    internal (string Sql, DynamicParameters Values)? Written(StatementQuery query, int limit)
    {
        var standing = query.Changed ? "(s.corrected is not null or s.withdrawn is not null)" : "s.withdrawn is null";
        var conditions = new List<string> { standing, $"s.id {MarkTable.IsFree}" };
        var values = new DynamicParameters(new { limit, query.Topic, query.FoundFrom, query.FoundTo, query.NewFrom });
        if (!AddWords(query.Words, conditions, values) || !AddSpeaker(query.Speaker, conditions, values))
            return null;
        if (query.Topic is not null)
            conditions.Add("exists (select 1 from statement_topic t where t.topic = @Topic and t.statement_id = s.id)");
        if (query.FoundFrom is not null)
            conditions.Add("s.found >= @FoundFrom");
        if (query.FoundTo is not null)
            conditions.Add("s.found < @FoundTo");
        if (query.NewFrom is not null)
            conditions.Add(NewFrom);
        Narrow(query, conditions, values);

        var way = Way(query.OldestFirst);
        return ($"select s.id from statement s where {string.Join(" and ", conditions)} order by s.published {way}, s.id {way} limit @limit", values);
    }

    private static string Way(bool oldestFirst) => oldestFirst ? "asc" : "desc";

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
            conditions.Add($"(s.published, s.id) {(query.OldestFirst ? ">" : "<")} ((select b.published from statement b where b.id = @Beyond), @Beyond)");
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

    // Of a side also those whom nobody knows and whose name or office holds a word of it: whoever asks looks at these.
    private bool AddSpeaker(string? typed, List<string> conditions, DynamicParameters values)
    {
        if (typed is null)
            return true;
        var any = new List<string>();
        var side = speakers.SideOf(typed);
        if (side is not null)
            AddMatches(Sides.Words(side), any, values);
        if (side is null || speakers.IsCountryAlone(side))
            AddMatches([SpeakerIndex.WithoutArticle(typed)], any, values);
        var keys = speakers.Find(typed).Select(s => s.Key).ToArray();
        if (keys.Length > 0)
        {
            values.Add("keys", keys);
            any.Add(engine.OneOf("s.speaker_key", "@keys"));
            any.Add($"(s.speaker_key like '%+%' and ({string.Join(" or ", keys.Select((_, i) => $"'+' || s.speaker_key || '+' like @joint{i}"))}))");
            for (var i = 0; i < keys.Length; i++)
                values.Add($"joint{i}", $"%+{keys[i]}+%");
        }

        if (any.Count == 0)
            return false;
        conditions.Add($"({string.Join(" or ", any)})");
        return true;
    }

    private void AddMatches(IEnumerable<string> names, List<string> any, DynamicParameters values)
    {
        foreach (var match in names.Select(n => MatchQuery.Of(engine, "speaker", n)).OfType<string>())
        {
            values.Add($"speaker{any.Count}", match);
            any.Add($"s.id in (select rowid from statement_words where {engine.Matches("statement_words", "speaker", $"@speaker{any.Count}")})");
        }
    }
}
