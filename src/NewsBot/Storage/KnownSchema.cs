using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NewsBot.Storage;

/// <summary>The steps of the schema that this build of the program knows, and what it says to a database that has others.</summary>
internal static class KnownSchema
{
    private const string Prefix = "Migrations/sqlite/";

    /// <summary>The names of the steps, in order; they are the same for every engine.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        .. typeof(KnownSchema).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of the steps that a database has; none when it is no newsroom's yet.</summary>
    public static Task<IReadOnlySet<string>> DoneAsync(DbConnection connection, CancellationToken cancellationToken) =>
        DoneAsync(connection, null, cancellationToken);

    /// <inheritdoc cref="DoneAsync(DbConnection, CancellationToken)"/>
    public static async Task<IReadOnlySet<string>> DoneAsync(
        DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        try
        {
            return (await connection.QueryAsync<string>(new CommandDefinition(
                "select scriptname from schemaversions",
                transaction: transaction,
                cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);
        }
        catch (DbException fault) when (NoSuchTable(fault))
        {
            return new HashSet<string>();
        }
    }

    /// <summary>Why a database whose first step was a draft of today's cannot be used; null when it was not.</summary>
    /// <remarks>Of all that the step was given after programs had used it, <c>undo_step</c> came last; no other step makes or drops it.</remarks>
    public static async Task<string?> DraftAsync(DbConnection connection, IReadOnlySet<string> done, CancellationToken cancellationToken)
    {
        if (!done.Contains(Steps[0]))
            return null;
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("select 1 from undo_step where 1 = 0", cancellationToken: cancellationToken));
            return null;
        }
        catch (DbException fault) when (NoSuchTable(fault))
        {
            return "The database was made by a draft of NewsBot, before the first step of its schema was settled, and cannot be brought up to date: " +
                "move it away or name another data folder (--data), and start again; what is followed must be said anew.";
        }
    }

    // SQLite has no code of its own for it (1 is any fault of a statement), and these statements can have no other fault.
    private static bool NoSuchTable(DbException fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } or SqliteException { SqliteErrorCode: 1 };

    /// <summary>Why a database with these steps must not be opened by this build; null when it may.</summary>
    /// <remarks>An older build would write rows that the newer schema does not expect, and nobody would notice at first.</remarks>
    public static string? Refusal(IEnumerable<string> done)
    {
        var newer = done.Except(Steps, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return newer.Count == 0
            ? null
            : $"The database was last used by a newer version of NewsBot (it has {newer[0]}, which this version does not know): " +
              "start that version, or restore the backup that was made before the update.";
    }
}
