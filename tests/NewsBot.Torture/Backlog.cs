using Dapper;
using NewsBot.Storage;

namespace NewsBot.Torture;

/// <summary>What the stages of a newsroom still have to do.</summary>
internal static class Backlog
{
    private const string Unsent = "(select count(*) from delivery where state in (0, 1, 3) or (state = 4 and next_try is not null))";

    /// <summary>In every stage, from feed items without an article to posts that are owed; what waits for a digest's hour waits rightly.</summary>
    public static Task<long> CountAsync(NewsDb db) => ScalarAsync(
        db,
        $"""
        select (select count(*) from feed_item where article_id is null)
          + (select count(*) from article where next_try is not null and state = 0)
          + (select count(*) from article a where a.state = 1 and not exists (select 1 from reading r where r.article_id = a.id and r.revision = a.revision and r.next_try is null))
          + (select count(*) from statement where position is null)
          + (select count(*) from subscription s where s.mode = 0 and exists (
              select 1 from verdict v where v.subscription_id = s.id and v.outcome = 0 and v.digest_id is null))
          + {Unsent}
        """);

    private static async Task<long> ScalarAsync(NewsDb db, string sql)
    {
        await using var connection = await db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
