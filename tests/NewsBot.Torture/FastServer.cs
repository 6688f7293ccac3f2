using System.Globalization;
using Dapper;
using NewsBot.Storage;
using NewsBot.Storage.Values;
using Npgsql;

namespace NewsBot.Torture;

/// <summary>A schema of its own on a PostgreSQL server, whose clock runs as fast as the nodes'.</summary>
internal sealed class FastServer : IAsyncDisposable
{
    private readonly string server;
    private readonly string schema;

    private FastServer(string server, string schema)
    {
        (this.server, this.schema) = (server, schema);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema, MaxPoolSize = 30 }.ToString();
    }

    /// <summary>As a node is told it.</summary>
    public string ConnectionString { get; }

    public NewsDb Db => NewsDb.OnServer(ConnectionString);

    public static async Task<FastServer> PrepareAsync(string server, int seed, FastClock clock, double speed)
    {
        var place = new FastServer(server, $"torture_{seed}_{Environment.ProcessId}");
        await ExecuteAsync(server, $"create schema {place.schema}");
        Migrations.Apply(place.Db);
        var (began, shows) = (InstantHandler.Microseconds(DateTimeOffset.UtcNow), InstantHandler.Microseconds(clock.GetUtcNow()));
        await place.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"create or replace function newsroom_now() returns bigint language sql volatile as $$ select ({shows} + (extract(epoch from clock_timestamp()) * 1000000 - {began}) * {speed})::bigint $$"));
        return place;
    }

    /// <summary>Runs a statement, also while the server is just coming back.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, $"drop schema {schema} cascade");
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await connection.OpenAsync();
                await connection.ExecuteAsync(sql);
                return;
            }
            catch (NpgsqlException) when (tries < 20)
            {
                await connection.CloseAsync();
                await Task.Delay(500);
            }
        }
    }
}
