using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Storage;
using Npgsql;

namespace NewsBot.Tests;

/// <summary>
/// The engine that the tests run on: SQLite, or the PostgreSQL server of <c>NEWSBOT_POSTGRES</c>, a connection string to a database that may
/// be filled. Every data folder has a schema of its own there, so that tests do not meet.
/// </summary>
internal static class TestDb
{
    private static readonly ConcurrentDictionary<string, string> Schemas = new();

    private static readonly string? Server = Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>What every connection string of a server has as its password; a server that asks for none takes any.</summary>
    public static string Password { get; } =
        Server is not null && new NpgsqlConnectionStringBuilder(Server).Password is { Length: > 0 } password ? password : "canary-of-the-database";

    public static bool OnServer => Server is not null;

    /// <summary>The database of a data folder, as <see cref="NewsDb.InFolder"/>.</summary>
    public static NewsDb In(string folder) => ConnectionString(folder) is { } there ? NewsDb.OnServer(there) : NewsDb.InFolder(folder);

    /// <summary>What a program is told on its command line to use the database of a data folder.</summary>
    public static IEnumerable<string> Arguments(string folder) => ConnectionString(folder) is { } there ? ["--ConnectionStrings:NewsBot", there] : [];

    /// <summary>The connection string of a data folder's database; null for SQLite.</summary>
    public static string? ConnectionString(string folder)
    {
        if (Server is null)
            return null;
        var schema = "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..20];
        using (var connection = new NpgsqlConnection(Server))
        {
            connection.Open();
            DropOrphans(connection);
            Execute(connection, $"create schema if not exists {schema}");
        }

        if (Directory.Exists(folder))
            Schemas[schema] = Path.GetFullPath(folder);
        // Idle connections of finished tests must not use up the server.
        return new NpgsqlConnectionStringBuilder(Server) { Password = Password, SearchPath = schema, MaxPoolSize = 20, ConnectionIdleLifetime = 4, ConnectionPruningInterval = 2 }.ToString();
    }

    // Every connection reads the types of the whole database first: with a thousand newsrooms in it that takes most of a second. A folder
    // that is gone has had its test; whatever of its program still holds a table is left for the next look.
    private static void DropOrphans(NpgsqlConnection connection)
    {
        foreach (var (schema, folder) in Schemas)
        {
            if (Directory.Exists(folder) || !Schemas.TryRemove(schema, out _))
                continue;
            try
            {
                Execute(connection, $"set lock_timeout = '1s'; drop schema if exists {schema} cascade");
            }
            catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                Schemas[schema] = folder;
            }
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
