using NewsBot.Storage;
using Xunit;

namespace NewsBot.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_new_data_folder_gets_a_database_with_every_table()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot");
        try
        {
            var db = NewsDb.InFolder(folder.FullName);
            Migrations.Apply(db);
            Migrations.Apply(db);
            await using var connection = await db.OpenAsync(default);
            await using var command = connection.CreateCommand();
            command.CommandText = "select count(*) from sqlite_master where type = 'table' and name in ('feed', 'article', 'statement', 'delivery')";
            Assert.Equal(4L, await command.ExecuteScalarAsync());
            // 2 is FULL: a commit is on the disk when it returns (https://sqlite.org/pragma.html#pragma_synchronous).
            command.CommandText = "pragma synchronous";
            Assert.Equal(2L, await command.ExecuteScalarAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
