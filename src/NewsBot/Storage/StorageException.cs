using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsBot.Storage;

/// <summary>The database cannot be used; the message says why and what to do, and repeats no credential.</summary>
public sealed class StorageException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What a fault of an engine means for people.</summary>
    public static string Sentence(DbException fault) => fault switch
    {
        SqliteException file => OfFile(file.SqliteErrorCode),
        PostgresException server => OfServer(server.SqlState),
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } =>
            "The host of ConnectionStrings:NewsBot is not known here. Correct Host, or look to the name service; work goes on when it is found.",
        NpgsqlException => "The database server does not answer. Work goes on when it does.",
        _ => "The database refused the work.",
    };

    /// <summary>What a failure means for people when a fault of the database is at its bottom; null when none is.</summary>
    public static string? SentenceOf(Exception? failure) => failure switch
    {
        null => null,
        StorageException storage => storage.Message,
        DbException fault => Sentence(fault),
        AggregateException several => several.InnerExceptions.Select(SentenceOf).FirstOrDefault(s => s is not null),
        _ => SentenceOf(failure.InnerException),
    };

    /// <summary>Whether the same work may succeed once the engine, its data, its disk or the way to it is well again; else the work itself is at fault.</summary>
    public static bool Passes(Exception failure) => failure switch
    {
        // Busy, locked, out of memory, read-only, interrupted, I/O, damaged, full, not opened, locking protocol, no database.
        SqliteException file => file.SqliteErrorCode is 5 or 6 or 7 or 8 or 9 or 10 or 11 or 13 or 14 or 15 or 26,
        // Read-only, lock not available, damaged; connection, rollback, resources, an operator, the system.
        PostgresException { SqlState: "25006" or "55P03" or "XX001" or "XX002" } => true,
        // Another node has changed the table of a statement that is kept prepared; Npgsql prepares it anew the next time.
        PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" } => true,
        PostgresException server => server.SqlState[..2] is "08" or "40" or "53" or "57" or "58",
        _ => failure is NpgsqlException,
    };

    /// <summary>Whether a statement was given up because it took too long: of a fault that <see cref="Passes"/>, the one that the work itself may
    /// be to blame for.</summary>
    public static bool TookTooLong(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or NpgsqlException { InnerException: TimeoutException };

    // https://sqlite.org/rescode.html
    private static string OfFile(int code) => code switch
    {
        5 or 6 => "The database file is locked by another program. Work goes on when it lets go of it.",
        8 => "The database file cannot be written: the disk or the file is read-only. Make it writable; work then goes on.",
        10 => "The disk under the database file does not answer as it should (I/O error). Look to the disk, then start again.",
        11 or 26 => "The database file is damaged. Stop NewsBot, and put back a backup: newsbot db restore FILE.",
        13 => "The disk of the database file is full. Make room; nothing is lost, and work then goes on.",
        14 => "The database file cannot be opened. Its folder must be there and writable.",
        _ => $"The database file refused the work (SQLite error {code}).",
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string OfServer(string state) => state switch
    {
        "28P01" or "28000" => "The database server does not accept the user or the password of ConnectionStrings:NewsBot.",
        "3D000" => "The database of ConnectionStrings:NewsBot is not there; create it.",
        "42501" => "The user of ConnectionStrings:NewsBot may not do this in its database; it must own its schema.",
        "53100" => "The disk of the database server is full. Make room; nothing is lost, and work then goes on.",
        "53300" => "The database server has no connection left.",
        "25006" => "The database server is read-only now. Work goes on when it takes writes again.",
        "57P01" or "57P02" or "57P03" => "The database server is stopping or starting. Work goes on when it is up.",
        "XX001" or "XX002" => "The database on the server is damaged. Put back a backup.",
        _ => $"The database server refused the work (error {state}).",
    };
}
