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
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create schema if not exists {schema}";
        command.ExecuteNonQuery();
        // Idle connections of finished tests must not use up the server.
        return new NpgsqlConnectionStringBuilder(Server) { Password = Password, SearchPath = schema, MaxPoolSize = 20, ConnectionIdleLifetime = 4, ConnectionPruningInterval = 2 }.ToString();
    }
}
