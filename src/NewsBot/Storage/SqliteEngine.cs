using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;

namespace NewsBot.Storage;

/// <summary>A file beside the program, for one process.</summary>
internal sealed class SqliteEngine(string connectionString) : Engine(connectionString)
{
    public override string Name => "sqlite";

    public override string Now => "@now";

    public override string SkipLocked => "";

    public override DbConnection Connect() => new SqliteConnection(ConnectionString);

    // The write lock is one for the whole file, and is taken at once: whoever reads first and locks later may have read what is no longer so.
    public override Task<DbTransaction> BeginAsync(DbConnection connection, string scope, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override string OneOf(string column, string parameter) => $"{column} in {parameter}";

    public override string Matches(string table, string column, string parameter) => $"{table} match {parameter}";

    // Inside double quotes the index's own tokenizer reads the text; a phrase of one token is that token.
    public override string TextQuery(string column, IReadOnlyList<string> phrases) =>
        $"{column} : ({string.Join(" AND ", phrases.Select(p => $"\"{p}\""))})";

    public override IDisposable Prepare()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        connection.Execute("pragma journal_mode = wal");
        return connection;
    }

    public override UpgradeEngineBuilder Upgrade() => DeployChanges.To.SqliteDatabase(ConnectionString);
}
