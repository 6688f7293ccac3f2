using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;

namespace NewsBot.Storage;

/// <summary>A file beside the program, for one process.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle: nobody asks for it.")]
internal sealed class SqliteEngine(string connectionString) : Engine(connectionString)
{
    private readonly SemaphoreSlim _writers = new(1, 1);
    // A connection that saw the schema unfinished must not be handed out later: what it prepares while another connection is just being closed
    // misses the tables made since, and SQLite does not look again then (schemaIsValid in its prepare.c gives up on a lock).
    private readonly string _alone = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(new SqliteConnectionStringBuilder(connectionString).DefaultTimeout);

    public override string Name => "sqlite";

    public override string Place => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    public override string Now => "@now";

    public override string SkipLocked => "";

    public override bool IsShared => false;

    // The library waits for the file's lock by trying again and again, in no order, on the caller's thread: under many writers some never
    // come first. Whoever has waited as long as that goes on and is told by the engine.
    public override async Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) =>
        await _writers.WaitAsync(_patience, cancellationToken) ? new Turn(_writers) : null;

    public override DbConnection Connect() => new SqliteConnection(ConnectionString);

    public override DbConnection ConnectAlone() => new SqliteConnection(_alone);

    // The write lock is one for the whole file, and is taken at once: whoever reads first and locks later may have read what is no longer so.
    public override Task<DbTransaction> BeginAsync(DbConnection connection, string scope, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override string OneOf(string column, string parameter) => $"{column} in {parameter}";

    // It takes 32,766 parameters in a statement, and numbers in its text without a limit that matters.
    public override string IdOf(string column, string parameter) => $"{column} in {{={parameter}}}";

    public override string Rows(string parameter) => $"json_each({parameter})";

    public override string Matches(string table, string column, string parameter) => $"{table} match {parameter}";

    // Inside double quotes the index's own tokenizer reads the text; a phrase of one token is that token.
    public override string TextQuery(string column, IReadOnlyList<string> phrases) =>
        $"{column} : ({string.Join(" AND ", phrases.Select(p => $"\"{p}\""))})";

    public override IDisposable Prepare()
    {
        var connection = new SqliteConnection(_alone);
        connection.Open();
        connection.Execute("pragma journal_mode = wal");
        return connection;
    }

    public override UpgradeEngineBuilder Upgrade() => DeployChanges.To.SqliteDatabase(_alone);

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        public void Dispose() => writers.Release();
    }
}
