using System.Data.Common;
using Microsoft.Data.Sqlite;
using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests.Stories;

/// <summary>What a damaged database does to articles that are to be read.</summary>
public sealed partial class FileArticlesJobTests
{
    [Fact]
    public async Task A_damaged_database_leaves_the_article_as_it_is_until_it_is_mended()
    {
        await room.ArticleAsync("gazette", Article(Quote));
        byte[] whole = [];
        if (TestDb.OnServer)
            await FaultAsync("XX002");
        else
            whole = await PageAsync(_ => new byte[64]);
        for (var tries = 0; tries < 7; tries++)
        {
            var fault = await Assert.ThrowsAnyAsync<DbException>(() => Job().RunAsync(default));
            Assert.Contains("damaged", StorageException.Sentence(fault), StringComparison.Ordinal);
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, await room.ScalarAsync<long>("select count(*) from reading"));
        if (TestDb.OnServer)
            await MakeRoomAsync();
        else
            await PageAsync(_ => whole);
        Assert.Equal(1, await Job().RunAsync(default));
        Assert.Single(await AllAsync());
    }

    // Changes the beginning of the first page of an index that every report is put into, and of nothing else, in the closed file.
    private async Task<byte[]> PageAsync(Func<byte[], byte[]> change)
    {
        var at = await room.ScalarAsync<long>(
            "select (rootpage - 1) * (select page_size from pragma_page_size) from sqlite_master where name = 'report_statement'");
        SqliteConnection.ClearPool(new SqliteConnection(room.Db.ConnectionString));
        using var file = File.Open(room.Db.Engine.Place, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var was = new byte[64];
        file.Position = at;
        file.ReadExactly(was);
        file.Position = at;
        file.Write(change(was));
        return was;
    }
}
