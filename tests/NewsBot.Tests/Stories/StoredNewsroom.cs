using System.Data.Common;
using Dapper;
using NewsBot.Statements;
using NewsBot.Storage;

namespace NewsBot.Tests.Stories;

/// <summary>A newsroom's database in a temporary folder, with outlets and articles to read.</summary>
internal sealed class StoredNewsroom : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot-desk");
    private int articles;

    public StoredNewsroom()
    {
        Db = TestDb.Newest(folder.FullName);
    }

    public NewsDb Db { get; }

    public static DateTimeOffset Day(string day) => DateTimeOffset.Parse(day + "T12:00:00Z", null);

    public async Task<long> OutletAsync(string key, int sourceClass = 2)
    {
        await using var connection = await Db.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(
            """
            insert into source (key, name, class, language) values (@key, @name, @sourceClass, 'en')
            on conflict (key) do update set name = excluded.name returning id
            """,
            new { key, name = "The " + key, sourceClass });
    }

    public async Task<long> ArticleAsync(string outlet, string text, string day = "2026-03-02", bool backlog = false, int sourceClass = 2, string? title = null)
    {
        var source = await OutletAsync(outlet, sourceClass);
        articles++;
        await using var connection = await Db.OpenAsync(default);
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into article (url, source_id, title, language, published, found, backlog, state, revision, text, text_hash)
            values (@url, @source, @title, 'en', @at, @at, @backlog, 1, 1, @text, @hash) returning id
            """,
            new
            {
                url = $"https://{outlet}.example/{articles}",
                source,
                title = title ?? "Title " + articles,
                at = Day(day).AddMinutes(articles),
                backlog,
                text,
                hash = TextProof.Hash(text),
            });
        await SaveRevisionAsync(connection, id, 1, text, day);
        return id;
    }

    public async Task ReviseAsync(long article, string text, string day = "2026-03-02")
    {
        await using var connection = await Db.OpenAsync(default);
        var revision = await connection.ExecuteScalarAsync<int>(
            "update article set revision = revision + 1, text = @text, text_hash = @hash, unread = 1 where id = @article returning revision",
            new { article, text, hash = TextProof.Hash(text) });
        await SaveRevisionAsync(connection, article, revision, text, day);
    }

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await Db.OpenAsync(default);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public async Task<int> ExecuteAsync(string sql, object? values = null)
    {
        await using var connection = await Db.OpenAsync(default);
        return await connection.ExecuteAsync(sql, values);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Task<int> SaveRevisionAsync(DbConnection connection, long article, int revision, string text, string day) =>
        connection.ExecuteAsync(
            "insert into article_revision (article_id, revision, title, text, text_hash, seen) values (@article, @revision, 'Title', @text, @hash, @at)",
            new { article, revision, text, hash = TextProof.Hash(text), at = Day(day) });
}
