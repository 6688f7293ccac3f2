using System.Data.Common;
using Dapper;
using NewsBot.Storage;
using NewsBot.Telemetry;

namespace NewsBot.Feeds;

/// <summary>What feeds announced. The article stage finds here what it has not filed yet, and marks what it
/// has.</summary>
public sealed class FeedItemTable(NewsDb db)
{
    private const string Columns =
        """
        feed_item.id, feed_id, feed.source_id, feed_item.url, title, summary, content, author, published, found, backlog,
        revision, article_id
        """;

    /// <summary>Items that belong to no article yet: those to be announced first, then the newest.</summary>
    public async Task<IReadOnlyList<FeedItem>> UnfiledAsync(int limit, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenAsync(cancellationToken);
        var items = await connection.QueryAsync<FeedItem>(
            $"""
            select {Columns} from feed_item join feed on feed.id = feed_id
            where article_id is null order by backlog, feed_item.id desc limit @limit
            """,
            new { limit });
        return items.AsList();
    }

    /// <summary>The items of articles.</summary>
    public async Task<IReadOnlyList<FeedItem>> OfArticlesAsync(IReadOnlyCollection<long> articles, CancellationToken cancellationToken)
    {
        if (articles.Count == 0)
            return [];
        await using var connection = await db.OpenAsync(cancellationToken);
        var items = await connection.QueryAsync<FeedItem>(
            $"select {Columns} from feed_item join feed on feed.id = feed_id where article_id in {{=articles}} order by feed_item.id",
            new { articles });
        return items.AsList();
    }

    internal static async Task WriteAsync(FeedLook look, ItemChange change, DbConnection connection, DbTransaction transaction)
    {
        using var span = change.IsNew && !change.Backlog ? Instruments.Begin("item") : null;
        span?.SetTag("newsbot.source", look.Feed.SourceKey).SetTag("newsbot.item.url", change.Item.Url);
        var entry = change.Item.Entry;
        var texts = change.Item.Texts;
        var row = new
        {
            FeedId = look.Feed.Id,
            change.Item.Key,
            change.Item.Url,
            texts.Title,
            texts.Summary,
            texts.Content,
            texts.Author,
            Published = entry.Date,
            entry.Updated,
            Found = look.At,
            change.Backlog,
            change.Item.Hash,
            Trace = span?.Id,
        };
        await connection.ExecuteAsync(
            change.IsNew
                ? """
                  insert into feed_item (feed_id, item_key, url, title, summary, content, author, published, updated, found, backlog, content_hash, trace)
                  values (@FeedId, @Key, @Url, @Title, @Summary, @Content, @Author, @Published, @Updated, @Found, @Backlog, @Hash, @Trace)
                  """
                : """
                  update feed_item set url = @Url, title = @Title, summary = @Summary, content = @Content, author = @Author,
                    updated = @Updated, content_hash = @Hash, revision = revision + 1
                  where feed_id = @FeedId and item_key = @Key
                  """,
            row,
            transaction);
    }
}
