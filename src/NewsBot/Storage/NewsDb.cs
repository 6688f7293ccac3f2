using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsBot.Storage.Values;
using Npgsql;

namespace NewsBot.Storage;

/// <summary>Opens connections to the newsroom's database and runs work in one transaction. It knows no noun.</summary>
public sealed class NewsDb
{
    /// <summary>The SQLite file in a data folder.</summary>
    internal const string FileName = "newsbot.db";

    // The stages of the flow, whose transactions rely on what the one before has committed.
    private const string Flow = "flow";

    static NewsDb()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Handle(new InstantHandler(), typeof(DateTimeOffset), typeof(DateTimeOffset?));
        Handle(new DayHandler(), typeof(DateOnly), typeof(DateOnly?));
        Handle(new FlagHandler(), typeof(bool), typeof(bool?));
        Handle(new TextHandler(), typeof(string));
    }

    private NewsDb(Engine engine) => Engine = engine;

    /// <summary>The database of a data folder; the folder is made if it is not there.</summary>
    public static NewsDb InFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        return InFile(Path.Combine(folder, FileName));
    }

    /// <summary>An SQLite database in a file.</summary>
    /// <param name="wait">How long a statement waits for a lock; half a minute if nothing is said.</param>
    /// <param name="readOnly">Nothing may be written.</param>
    /// <param name="pooled">Connections are kept open for the next; without it the file is nobody's as soon as the work is
    /// done.</param>
    public static NewsDb InFile(string file, TimeSpan? wait = null, bool readOnly = false, bool pooled = true)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            Pooling = pooled,
            DefaultTimeout = (int)(wait ?? TimeSpan.FromSeconds(30)).TotalSeconds,
        };
        return new NewsDb(new SqliteEngine(settings.ToString()));
    }

    /// <summary>The database of a PostgreSQL server.</summary>
    /// <exception cref="FormatException">The string is no connection string of PostgreSQL.</exception>
    public static NewsDb OnServer(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (settings.Host is { Length: > 0 })
                return new NewsDb(new PostgresEngine(settings.ToString()));
        }
        catch (ArgumentException)
        {
            // Its message may repeat a password.
        }

        throw new FormatException(
            "ConnectionStrings:NewsBot is not a PostgreSQL connection string; it looks like \"Host=db;Database=newsbot;Username=newsbot;Password=…\".");
    }

    /// <summary>What the two engines do differently.</summary>
    internal Engine Engine { get; }

    internal string ConnectionString => Engine.ConnectionString;

    /// <summary>A connection for reading, or for one statement that stands alone. Commits wait for the disk: the engine's default, which a test pins.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = Engine.Connect();
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs work in one transaction, after every other of the flow; commits when the work returns.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(Flow, work, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}(Func{DbConnection, DbTransaction, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return true;
            },
            cancellationToken);

    /// <summary>Runs work in one transaction, after every other of the same scope, on whatever node; commits when the work returns.</summary>
    /// <param name="scope">What the work must have for itself, such as one chat. Work of different scopes must touch different rows.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops the work; nothing of it is kept then.</param>
    public async Task<T> WriteAsync<T>(string scope, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await Engine.TakeTurnAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await Engine.BeginAsync(connection, scope, cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Runs one statement that writes and stands alone, in the turn of the writers: where an engine has no queue of its
    /// own, writers that only try again hinder one another.</summary>
    public async Task<T> WriteAloneAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await Engine.TakeTurnAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        return await work(connection);
    }

    /// <inheritdoc cref="WriteAloneAsync{T}"/>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => WriteAloneAsync(
        connection => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Writes and takes it back.</summary>
    /// <exception cref="DbException">The database cannot be written to.</exception>
    internal async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var turn = await Engine.TakeTurnAsync(cancellationToken);
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update schemaversions set scriptname = scriptname where scriptname = (select min(scriptname) from schemaversions)", transaction: transaction, cancellationToken: cancellationToken));
        await transaction.RollbackAsync(cancellationToken);
    }

    private static void Handle(SqlMapper.ITypeHandler handler, params Type[] types)
    {
        foreach (var type in types)
        {
            SqlMapper.RemoveTypeMap(type);
            SqlMapper.AddTypeHandler(type, handler);
        }
    }
}
