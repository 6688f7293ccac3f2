using System.Data.Common;
using Dapper;

namespace NewsBot.Stories;

/// <summary>Stories and what belongs to them.</summary>
public sealed class StoryTable
{
    /// <summary>The stories of a topic that began within some days of a day.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="day">The day.</param>
    /// <param name="articleId">The article at hand.</param>
    /// <param name="sameEvent">Articles of its event.</param>
    public async Task<IReadOnlyList<StoredStory>> AroundAsync(
        DbTransaction transaction, string topic, DateOnly day, long articleId, IReadOnlyCollection<long> sameEvent)
    {
        const string sql = """
            select s.id, s.topic, s.started,
                   s.title || ' ' || coalesce(string_agg(t.words, ' '), '') as words,
                   coalesce(string_agg(t.speaker_key, '+'), '') as speakers,
                   exists (select 1 from story_statement m2 join report r on r.statement_id = m2.statement_id
                           where m2.story_id = s.id and r.article_id = @articleId) as same_article,
                   exists (select 1 from story_statement m3 join report r on r.statement_id = m3.statement_id
                           where m3.story_id = s.id and r.article_id in {=sameEvent}) as same_event
            from story s
            left join story_statement m on m.story_id = s.id
            left join statement t on t.id = m.statement_id
            where s.topic = @topic and s.started between @from and @to
            group by s.id
            """;
        var rows = await transaction.Connection!.QueryAsync<StoredStory>(
            sql,
            new { topic, articleId, sameEvent = sameEvent.Append(0), from = day.AddDays(-StoryMatcher.DaysApart), to = day.AddDays(StoryMatcher.DaysApart) },
            transaction);
        return rows.AsList();
    }

    public Task<long> AddAsync(DbTransaction transaction, string topic, string title, DateOnly started, DateTimeOffset now) =>
        transaction.Connection!.ExecuteScalarAsync<long>(
            "insert into story (topic, title, started, last_found) values (@topic, @title, @started, @now) returning id",
            new { topic, title, started, now },
            transaction);

    public async Task JoinAsync(DbTransaction transaction, long storyId, long statementId, DateTimeOffset now)
    {
        await transaction.Connection!.ExecuteAsync(
            "insert into story_statement (story_id, statement_id) values (@storyId, @statementId) on conflict do nothing", new { storyId, statementId }, transaction);
        await transaction.Connection!.ExecuteAsync("update story set last_found = @now where id = @storyId", new { storyId, now }, transaction);
    }

    /// <summary>Whether a statement has its story in a topic.</summary>
    public async Task<bool> HasStoryAsync(DbTransaction transaction, long statementId, string topic) =>
        await transaction.Connection!.ExecuteScalarAsync<long>(
            "select count(*) from story_statement m join story s on s.id = m.story_id where m.statement_id = @statementId and s.topic = @topic",
            new { statementId, topic },
            transaction) > 0;
}
