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
    public void What_a_server_says_passes_or_does_not(string state, string routine, bool passes) => Assert.Equal(
        passes,
        StorageException.Passes(new PostgresException("it failed", "ERROR", "ERROR", state, routine: routine)));
}
