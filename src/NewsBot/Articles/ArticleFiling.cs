using System.Data.Common;
using Dapper;
using NewsBot.Feeds;
using NewsBot.Storage;

namespace NewsBot.Articles;

/// <summary>Brings items and fetches into the article rows. Each writes in one transaction.</summary>
public sealed class ArticleFiling(NewsDb db)
{
    private const string Columns = "id, url, source_id, title, found, backlog, state, revision, text, text_hash, from_feed, attempts, problem, doubted_hash";

    /// <summary>Gives each item its article: the one with the same key, or a new one that waits to be
    /// fetched.</summary>
    internal Task FileAsync(IReadOnlyList<FeedItem> items, DateTimeOffset now, CancellationToken cancellationToken) => db.WriteAsync(
        async (connection, transaction) =>
        {
            foreach (var item in items)
            {
                var address = new Uri(item.Url);
                var row = new
                {
                    Url = ArticleKey.Clean(address).AbsoluteUri,
                    Key = ArticleKey.Of(address),
                    item.SourceId,
                    item.Title,
                    item.Published,
                    item.Found,
                    item.Backlog,
                    State = (int)ArticleState.Waiting,
                    now,
                };
                var id = await connection.ExecuteScalarAsync<long?>(
                    """
                    update article set backlog = case when @Backlog < backlog then @Backlog else backlog end
                    where id = (select id from article where key = @Key or url = @Url order by case when key = @Key then 0 else 1 end limit 1)
                    returning id
                    """,
                    row,
                    transaction);
                id ??= await connection.ExecuteScalarAsync<long>(
                    """
                    insert into article (url, key, source_id, title, published, found, backlog, state, next_try)
                    values (@Url, @Key, @SourceId, @Title, @Published, @Found, @Backlog, @State, @now) returning id
                    """,
                    row,
                    transaction);
                await connection.ExecuteAsync(
                    "update feed_item set article_id = @id where id = @Item", new { id, Item = item.Id }, transaction);
            }
        },
        cancellationToken);

    /// <summary>Records what a fetch meant: a new revision if the words changed, another article's text if the page is
    /// that one's, or the problem.</summary>
    /// <returns>Whether there is a text that was not there before.</returns>
    internal Task<bool> RecordAsync(
        long articleId, IReadOnlyList<FeedItem> items, ArticleOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    "update feed_item set article_revision = @Revision where id = @Id",
                    items.Select(i => new { i.Id, i.Revision }),
                    transaction);

                // As it stands now: another fetch of this run may have written to it, or merged it away.
                var article = await connection.QuerySingleOrDefaultAsync<Article>(
                    $"select {Columns} from article where id = @articleId", new { articleId }, transaction);
                if (article is null)
                    return false;
                if (outcome.Unchanged)
                {
                    await connection.ExecuteAsync(
                        """
                        update article set attempts = 0, next_try = @NextTry, doubted_hash = null, problem = null, problem_text = null,
                          looked = @now
                        where id = @Id
                        """,
                        new { article.Id, outcome.NextTry, now },
                        transaction);
                    return false;
                }

                if (outcome.Text is null)
                {
                    await WriteProblemAsync(article, outcome, now, connection, transaction);
                    return false;
                }

                if (article.Revision == 0
                    && (await TwinAsync(article, outcome, connection, transaction) ?? await OtherEditionAsync(article, outcome, connection, transaction)) is { } twin)
                {
                    await MergeAsync(article, twin, connection, transaction);
                    if (twin.Revision > 0)
                        return false;
                    article = twin;
                }
                else if (article.Revision == 0)
                {
                    await MoveAsync(article, outcome, connection, transaction);
                }

                return await WriteTextAsync(article, outcome, now, connection, transaction);
            },
            cancellationToken);

    /// <summary>The article that the page says it is, when that is another row. A page that calls itself by the
    /// address of a different story (a fault of some publishing systems) is not believed.</summary>
    private static async Task<Article?> TwinAsync(
        Article article, ArticleOutcome outcome, DbConnection connection, DbTransaction transaction)
    {
        if (outcome.Address is null)
            return null;
        var twin = await connection.QueryFirstOrDefaultAsync<Article>(
            $"select {Columns} from article where key = @key and id <> @Id",
            new { key = ArticleKey.Of(outcome.Address), article.Id },
            transaction);
        return twin is null || twin.TextHash == outcome.TextHash
            || SameTitle(twin.Title, outcome.Title) || SameTitle(twin.Title, outcome.Headline) || (twin.Revision == 0 && twin.Title.Length == 0)
            ? twin
            : null;
    }

    private static async Task<Article?> OtherEditionAsync(
        Article article, ArticleOutcome outcome, DbConnection connection, DbTransaction transaction)
    {
        var candidates = await connection.QueryAsync<Article>(
            $"""
            select {Columns} from article
            where source_id = @SourceId and found between @from and @to and id <> @Id and revision > 0
              and (text_hash = @TextHash or lower(title) = lower(@Title))
            order by id
            """,
            new
            {
                article.SourceId,
                article.Id,
                outcome.TextHash,
                Title = outcome.Title ?? article.Title,
                from = article.Found - ArticleTwin.Apart,
                to = article.Found + ArticleTwin.Apart,
            },
            transaction);
        return candidates.FirstOrDefault(c => ArticleTwin.Is(outcome.Title ?? article.Title, outcome.Text!, c.Title, c.Text!));
    }

    private static bool SameTitle(string a, string? b) =>
        b is not null && string.Equals(Letters(a), Letters(b), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static async Task MergeAsync(Article article, Article twin, DbConnection connection, DbTransaction transaction)
    {
        var ids = new { From = article.Id, To = twin.Id, article.Backlog };
        await connection.ExecuteAsync("update feed_item set article_id = @To where article_id = @From", ids, transaction);
        await connection.ExecuteAsync("update article set backlog = case when @Backlog < backlog then @Backlog else backlog end where id = @To", ids, transaction);
        await connection.ExecuteAsync("delete from article where id = @From", ids, transaction);
    }

    private static async Task MoveAsync(Article article, ArticleOutcome outcome, DbConnection connection, DbTransaction transaction)
    {
        if (outcome.Address is not { } address)
            return;
        await connection.ExecuteAsync(
            """
            update article set url = @Url, key = @Key
            where id = @Id and not exists (select 1 from article o where (o.url = @Url or o.key = @Key) and o.id <> @Id)
            """,
            new { article.Id, Url = ArticleKey.Clean(address).AbsoluteUri, Key = ArticleKey.Of(address) },
            transaction);
    }

    private static async Task<bool> WriteTextAsync(
        Article article, ArticleOutcome outcome, DateTimeOffset now, DbConnection connection, DbTransaction transaction)
    {
        var changed = article.Text is null || ArticleOutcome.Differs(article.Text, outcome.Text!);

        // A page that fails now does not put the feed's shorter words in the place of its own from before.
        if (article.Text is not null && outcome.FromFeed && !article.FromFeed)
            changed = false;
        var doubted = changed && await IsDoubtfulAsync(article, outcome, connection, transaction);
        changed &= !doubted;
        var row = new
        {
            article.Id,
            Revision = article.Revision + (changed ? 1 : 0),
            Title = outcome.Title ?? article.Title,
            outcome.Byline,
            outcome.Language,
            outcome.Published,
            Text = changed ? outcome.Text : article.Text,
            TextHash = changed ? outcome.TextHash : article.TextHash,
            FromFeed = changed ? outcome.FromFeed : article.FromFeed,
            Doubted = doubted ? outcome.TextHash : null,
            Etag = doubted ? null : outcome.Etag,
            LastModified = doubted ? null : outcome.LastModified,
            State = (int)ArticleState.Readable,
            Old = article.Revision == 0 && outcome.Old,
            Changed = changed,
            NextTry = doubted ? now + RefetchPlan.SecondLook : outcome.NextTry,
            Problem = (int?)outcome.Problem,
            outcome.ProblemText,
            Attempts = outcome.AttemptsOf(article),
            now,
        };
        await connection.ExecuteAsync(
            """
            update article set title = @Title, byline = coalesce(@Byline, byline), language = coalesce(@Language, language),
              published = coalesce(@Published, published), state = @State, revision = @Revision, text = @Text, text_hash = @TextHash,
              from_feed = @FromFeed, attempts = @Attempts, next_try = @NextTry,
              problem = @Problem, problem_text = @ProblemText, doubted_hash = @Doubted, looked = @now,
              backlog = case when @Old = 1 then 1 else backlog end, unread = case when @Changed = 1 then 1 else unread end,
              etag = case when @Doubted is null then @Etag else etag end,
              last_modified = case when @Doubted is null then @LastModified else last_modified end
            where id = @Id
            """,
            row,
            transaction);
        if (changed)
        {
            await connection.ExecuteAsync(
                """
                insert into article_revision (article_id, revision, title, text, text_hash, seen, from_feed)
                values (@Id, @Revision, @Title, @Text, @TextHash, @now, @FromFeed)
                """,
                row,
                transaction);
        }

        return changed;
    }

    // The words of an earlier revision again: as a rule a cache gave out an old copy. They count when they still stand there at
    // the next look.
    private static async Task<bool> IsDoubtfulAsync(
        Article article, ArticleOutcome outcome, DbConnection connection, DbTransaction transaction) =>
        article.DoubtedHash != outcome.TextHash
        && await connection.ExecuteScalarAsync<long>(
            "select count(*) from article_revision where article_id = @Id and text_hash = @TextHash and revision < @Revision",
            new { article.Id, outcome.TextHash, article.Revision },
            transaction) > 0;

    // A text that was had before stays readable.
    private static async Task WriteProblemAsync(
        Article article,
        ArticleOutcome outcome,
        DateTimeOffset now,
        DbConnection connection,
        DbTransaction transaction) => await connection.ExecuteAsync(
        """
        update article set state = case when text is null then @State else state end, attempts = @Attempts,
          next_try = @NextTry, title = coalesce(@Title, title), problem = @Problem, problem_text = @ProblemText, looked = @now
        where id = @Id
        """,
        new
        {
            article.Id,
            State = (int)ArticleState.Unreadable,
            outcome.NextTry,
            outcome.Title,
            Problem = (int?)outcome.Problem,
            outcome.ProblemText,
            Attempts = outcome.AttemptsOf(article),
            now,
        },
        transaction);
}
