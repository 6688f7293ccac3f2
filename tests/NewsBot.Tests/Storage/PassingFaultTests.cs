using Microsoft.Data.Sqlite;
using NewsBot.Storage;
using Npgsql;
using Xunit;

namespace NewsBot.Tests.Storage;

public sealed class PassingFaultTests
{
    [Theory]
    [InlineData("0A000", "RevalidateCachedQuery", true)]
    [InlineData("0A000", "transformLockingClause", false)]
    [InlineData("57P01", "ProcessInterrupts", true)]
    [InlineData("23505", "_bt_check_unique", false)]
    [InlineData("XX001", "PageIsVerifiedExtended", true)]
    [InlineData("XX002", "_bt_checkpage", true)]
    public void What_a_server_says_passes_or_does_not(string state, string routine, bool passes) => Assert.Equal(
        passes,
        StorageException.Passes(new PostgresException("it failed", "ERROR", "ERROR", state, routine: routine)));

    [Theory]
    [InlineData(11, true)]
    [InlineData(13, true)]
    [InlineData(19, false)]
    [InlineData(26, true)]
    public void What_a_file_says_passes_or_does_not(int code, bool passes) =>
        Assert.Equal(passes, StorageException.Passes(new SqliteException("it failed", code)));
}
