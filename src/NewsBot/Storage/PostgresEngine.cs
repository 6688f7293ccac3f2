using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using Npgsql;

namespace NewsBot.Storage;

/// <summary>A PostgreSQL server, for any number of nodes.</summary>
internal sealed class PostgresEngine(string connectionString) : Engine(Economical(connectionString))
{
    // A post and a turn say a few dozen statements between them, each the same every time; a server keeps them for each connection.
    private const int Prepared = 100;

    // Any number will do, as long as nothing else in the database locks by it.
    private const long MigrationLock = 4_115_090_123;

    public override string Name => "postgres";

    public override string Place
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"the database {settings.Database ?? settings.Username} on {settings.Host}";
        }
    }

    public override string Now => "newsroom_now()";

    public override string SkipLocked => "for update skip locked";

    public override bool IsShared => true;

    public override DbConnection Connect() => new NpgsqlConnection(ConnectionString);

    public override async Task<DbTransaction> BeginAsync(DbConnection connection, string scope, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "select pg_advisory_xact_lock(hashtextextended(@scope, 0))", new { scope }, transaction, cancellationToken: cancellationToken));
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public override string OneOf(string column, string parameter) => $"{column} = any({parameter})";

    public override string IdOf(string column, string parameter) => OneOf(column, "@" + parameter);

    public override string Rows(string parameter) => $"json_array_elements(cast({parameter} as json)) as rows (value)";

    public override string Matches(string table, string column, string parameter) =>
        $"newsroom_text({column}) @@ websearch_to_tsquery('newsroom', newsroom_fold({parameter}))";

    // Inside quotation marks nothing is an operator of a web search; phrases beside one another must all occur.
    public override string TextQuery(string column, IReadOnlyList<string> phrases) => string.Join(' ', phrases.Select(p => $"\"{p}\""));

    public override IDisposable Prepare()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        // The node that migrates takes as long as its steps do.
        connection.Execute("select pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 0);
        return new Held(connection);
    }

    // A step may go through a table of millions of rows: broken off after the time of an ordinary statement it would never be done.
    public override UpgradeEngineBuilder Upgrade() => DeployChanges.To.PostgresqlDatabase(ConnectionString).WithExecutionTimeout(TimeSpan.Zero);

    // Statements that come again are planned once, and a connection is not cleaned for its next user: none of us leaves a setting, a
    // temporary table or a lock behind. What the string itself says goes first.
    private static string Economical(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = Prepared;
        if (!settings.ShouldSerialize("No Reset On Close"))
            settings.NoResetOnClose = true;
        return settings.ToString();
    }

    private sealed class Held(NpgsqlConnection connection) : IDisposable
    {
        public void Dispose()
        {
            using (connection)
                connection.Execute("select pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
    }
}
