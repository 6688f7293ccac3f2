using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace NewsBot.Storage;

/// <summary>Opens connections to the newsroom's database and runs work in one transaction. It knows no noun.</summary>
public sealed class NewsDb(string connectionString)
{
    static NewsDb()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new DayHandler());
    }

    /// <summary>The database of a data folder; the folder is made if it is not there.</summary>
    public static NewsDb InFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        return new NewsDb(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "newsbot.db"),
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString());
    }

    internal string ConnectionString { get; } = connectionString;

    /// <summary>A connection for reading, or for one statement that stands alone. Commits wait for the disk: the engine's default, which a test pins.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Runs work in one transaction that holds the write lock from its first statement; commits when the work returns.</summary>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = (SqliteConnection)await OpenAsync(cancellationToken);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return true;
            },
            cancellationToken);
}
