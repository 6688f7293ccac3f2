using System.Data.Common;
using Dapper;

namespace NewsBot.Stories.Grouping;

/// <summary>
/// Which articles tell of the same event, by their titles, over the last days. It holds nothing that is not in the database:
/// after a start it reads
/// the titles of those days again, in their order, and comes to the same groups.
/// </summary>
public sealed class ArticleGroups(TimeProvider clock) : IDisposable
{
    /// <summary>An event that nothing was written of for so long is over, as far as grouping goes.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(3);

    private readonly StoryGroups groups = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private long last;

    /// <summary>The articles of an article's event, itself included.</summary>
    public async Task<IReadOnlyCollection<long>> WithAsync(DbTransaction transaction, long articleId)
    {
        await turn.WaitAsync();
        try
        {
            await CatchUpAsync(transaction);
            return [.. groups.With(articleId)];
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task CatchUpAsync(DbTransaction transaction)
    {
        var since = clock.GetUtcNow() - Remembered;
        var titles = await transaction.Connection!.QueryAsync<(long Id, string Title, DateTimeOffset Found)>(
            "select id, title, found from article where id > @last and found >= @since and title <> '' order by id", new { last, since }, transaction);
        foreach (var (id, title, found) in titles)
        {
            groups.Add(id, title, found);
            last = id;
        }

        groups.Forget(since);
    }
}
