using System.Data.Common;
using Dapper;
using NewsBot.Feeds.Hubs;
using NewsBot.Storage;

namespace NewsBot.Feeds;

/// <summary>Feeds, and the one place where a visit is recorded.</summary>
public sealed class FeedTable(NewsDb db)
{
    private const string Columns =
        """
        feed.id, source_id, source.key as source_key, source.class, url, etag, last_modified, next_check, last_success, newest_item, rhythm, quiet,
        failures, problem, problem_text, ttl, skip_hours, feed.paused, source.paused as source_paused
        """;

    /// <summary>A condition on feeds and their sources: neither has been paused, and the feed is on the desk's list.</summary>
    internal const string Followed = "active = 1 and feed.paused is null and source.paused is null";

    /// <summary>Feeds of the desk's list whose time has come, the longest waiting first.</summary>
    public async Task<IReadOnlyList<Feed>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var feeds = await connection.QueryAsync<Feed>(
            $"""
            select {Columns} from feed join source on source.id = source_id
            where {Followed} and next_check <= @now order by next_check limit @limit
            """,
            new { now, limit });
        return feeds.AsList();
    }

    /// <summary>Every feed of the desk's list, with its health.</summary>
    public async Task<IReadOnlyList<Feed>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var feeds = await connection.QueryAsync<Feed>(
            $"select {Columns} from feed join source on source.id = source_id where active = 1 order by source.key, url");
        return feeds.AsList();
    }

    /// <summary>Puts visits off, without a word about the feeds' health.</summary>
    internal async Task PutOffAsync(IReadOnlyCollection<long> feeds, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (feeds.Count == 0)
            return;
        await db.WriteAloneAsync(
            connection => connection.ExecuteAsync(new CommandDefinition(
                "update feed set next_check = @until where id in {=feeds}", new { until, feeds }, cancellationToken: cancellationToken)),
            cancellationToken);
    }

    /// <summary>Writes the items of visits and their feeds' new state, all in one transaction.</summary>
    /// <returns>For each visit, how many items were new or changed.</returns>
    internal async Task<IReadOnlyList<int>> RecordAsync(IReadOnlyList<FeedLook> looks, CancellationToken cancellationToken)
    {
        await PrepareAsync(looks, cancellationToken);
        return await WriteAsync(looks, cancellationToken);
    }

    // Markup is read before the transaction, which all other writers wait for.
    private async Task PrepareAsync(IReadOnlyList<FeedLook> looks, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        foreach (var look in looks.Where(l => l.Items.Count > 0))
        {
            foreach (var change in await ChangesAsync(look, connection, null))
                _ = change.Item.Texts;
        }
    }

    private Task<IReadOnlyList<int>> WriteAsync(IReadOnlyList<FeedLook> looks, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            var counts = new List<int>(looks.Count);
            foreach (var look in looks)
            {
                var changes = await ChangesAsync(look, connection, transaction);
                foreach (var change in changes)
                    await FeedItemTable.WriteAsync(look, change, connection, transaction);
                await WriteStateAsync(look, anyNew: changes.Any(c => c.IsNew), connection, transaction);
                if (look.Hub is not null)
                    await HubTable.NoteAsync(look, connection, transaction);
                counts.Add(changes.Count);
            }

            return (IReadOnlyList<int>)counts;
        },
        cancellationToken);

    private async Task<IReadOnlyList<ItemChange>> ChangesAsync(FeedLook look, DbConnection connection, DbTransaction? transaction)
    {
        if (look.Items.Count == 0)
            return [];
        var known = new Dictionary<string, KnownItem>();
        foreach (var keys in look.Items.Select(i => i.Key).Chunk(500))
        {
            var rows = await connection.QueryAsync<KnownItem>(
                $"select item_key, content_hash from feed_item where feed_id = @id and {db.Engine.OneOf("item_key", "@keys")}",
                new { id = look.Feed.Id, keys },
                transaction);
            foreach (var row in rows)
                known[row.ItemKey] = row;
        }

        await FindByAddressAsync(look, known, connection, transaction);
        // A feed that is followed again after a while has items of before, but has not been read since.
        var first = look.Feed.LastSuccess is null || (known.Count == 0 && await connection.ExecuteScalarAsync<long?>(
            "select id from feed_item where feed_id = @Id limit 1", new { look.Feed.Id }, transaction) is null);
        return ItemChange.Between(look, known, first, await NewerAsync(look, connection, transaction));
    }

    private static async Task<long> NewerAsync(FeedLook look, DbConnection connection, DbTransaction? transaction) => ItemChange.IsStaleCopy(look)
        ? await connection.ExecuteScalarAsync<long>(
            "select count(*) from feed_item where feed_id = @Id and published > @newest",
            new { look.Feed.Id, newest = look.Items.Max(i => i.Date) },
            transaction)
        : 0;

    // A publisher that identifies its items in another way now has not written them anew.
    private async Task FindByAddressAsync(
        FeedLook look, Dictionary<string, KnownItem> known, DbConnection connection, DbTransaction? transaction)
    {
        foreach (var items in look.Items.Where(i => !known.ContainsKey(i.Key)).ToList().Chunk(500))
        {
            var urls = items.Select(i => i.Url).ToArray();
            var rows = await connection.QueryAsync<(string Url, string Hash)>(
                ByAddress(db.Engine),
                new { id = look.Feed.Id, urls },
                transaction);
            var there = rows.ToHashSet();
            foreach (var item in items.Where(i => there.Contains((i.Url, i.Hash))))
                known[item.Key] = new KnownItem(item.Key, item.Hash);
        }
    }

    // The plus keeps SQLite from going through all items of the feed.
    internal static string ByAddress(Engine engine) =>
        $"select url, content_hash from feed_item where +feed_id = @id and {engine.OneOf("url", "@urls")}";

    // Who made the feed due while it was being read may know of what this look has not seen: it stays due.
    private static async Task WriteStateAsync(
        FeedLook look, bool anyNew, DbConnection connection, DbTransaction transaction) => await connection.ExecuteAsync(
        """
        update feed set etag = @Etag, last_modified = @LastModified, newest_item = @NewestItem, rhythm = @Rhythm,
          next_check = case when next_check = @NextCheck then @Next else next_check end,
          last_success = case when @Success = 1 then @At else last_success end,
          quiet = case when @anyNew = 1 then 0 when @Success = 1 then quiet + 1 else quiet end,
          failures = @Failures, problem = @Problem, problem_text = @ProblemText, ttl = @Ttl, skip_hours = @SkipHours
        where id = @Id
        """,
        new
        {
            look.Feed.Id,
            look.Feed.NextCheck,
            look.Etag,
            look.LastModified,
            Next = look.NextCheck(anyNew),
            NewestItem = look.NewestOf(anyNew),
            Rhythm = (long?)look.Facts.Rhythm?.TotalSeconds,
            look.Success,
            look.At,
            anyNew,
            look.Facts.Failures,
            Problem = (int?)look.Problem,
            look.ProblemText,
            Ttl = (long?)look.Facts.TimeToLive?.TotalSeconds,
            SkipHours = look.Facts.SkipHours.Count == 0 ? null : string.Join(',', look.Facts.SkipHours),
        },
        transaction);
}
