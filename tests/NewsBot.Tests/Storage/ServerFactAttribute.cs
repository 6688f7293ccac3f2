using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>A test that needs a PostgreSQL server; skipped without one (see <see cref="TestDb"/>).</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = TestDb.OnServer ? null : "There is no PostgreSQL server (NEWSBOT_POSTGRES).";
}
