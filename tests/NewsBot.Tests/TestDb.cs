using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NewsBot.Storage;
using Npgsql;

namespace NewsBot.Tests;

/// <summary>
/// The engine that the tests run on: SQLite, or the PostgreSQL server of <c>NEWSBOT_POSTGRES</c>, a connection string to one of its databases.
/// Every data folder has a database of its own there, so that tests do not meet.
/// </summary>
internal static class TestDb
{
    private static readonly ConcurrentDictionary<string, string> Databases = new();

    private static readonly string? Server = Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES") is { Length: > 0 } server ? server : null;

    // The migrations take longer than most tests; each engine copies what they have made once.
    private static readonly Lazy<string> NewestFile = new(MakeFile);
    private static readonly Lazy<string> NewestDatabase = new(MakeDatabase);

    /// <summary>What every connection string of a server has as its password; a server that asks for none takes any.</summary>
    public static string Password { get; } =
        Server is not null && new NpgsqlConnectionStringBuilder(Server).Password is { Length: > 0 } password ? password : "canary-of-the-database";

    public static bool OnServer => Server is not null;

    /// <summary>The database of a data folder, as <see cref="NewsDb.InFolder"/>; empty at first.</summary>
    public static NewsDb In(string folder) => ConnectionString(folder) is { } there ? NewsDb.OnServer(there) : NewsDb.InFolder(folder);

    /// <summary>The database of a data folder, with the newest schema if there was none.</summary>
    public static NewsDb Newest(string folder)
    {
        Prepare(folder, folder);
        return In(folder);
    }

    /// <summary>Gives a program one with the newest schema if it has none.</summary>
    /// <param name="data">Where it keeps its file.</param>
    /// <param name="folder">What <see cref="Arguments"/> is asked with.</param>
    public static void Prepare(string data, string folder)
    {
        if (Server is not null)
        {
            Create(folder, NewestDatabase.Value);
            return;
        }

        Directory.CreateDirectory(data);
        var file = Path.Combine(data, NewsDb.FileName);
        if (!File.Exists(file))
            File.Copy(NewestFile.Value, file);
    }

    /// <summary>What a program is told on its command line to use the database of a data folder.</summary>
    public static IEnumerable<string> Arguments(string folder) => ConnectionString(folder) is { } there ? ["--ConnectionStrings:NewsBot", there] : [];

    /// <summary>The connection string of a data folder's database; null for SQLite.</summary>
    public static string? ConnectionString(string folder)
    {
        if (Server is null)
            return null;
        Create(folder, "template1");
        // Idle connections of finished tests must not use up the server.
        return new NpgsqlConnectionStringBuilder(Server)
        {
            Password = Password,
            Database = NameOf(folder),
            MaxPoolSize = 20,
            ConnectionIdleLifetime = 4,
            ConnectionPruningInterval = 2,
        }.ToString();
    }

    private static string NameOf(string folder) => "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..20];

    // Asked once for each folder: whoever names the database again needs no connection for it.
    private static void Create(string folder, string template)
    {
        var name = NameOf(folder);
        if (Directory.Exists(folder) && Databases.ContainsKey(name))
            return;
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        DropOrphans(connection);
        using (var there = new NpgsqlCommand($"select count(*) from pg_database where datname = '{name}'", connection))
        {
            if ((long)there.ExecuteScalar()! == 0)
                Execute(connection, $"create database {name} template {template}");
        }

        if (Directory.Exists(folder))
            Databases[name] = Path.GetFullPath(folder);
    }

    // A folder that is gone has had its test.
    private static void DropOrphans(NpgsqlConnection connection)
    {
        foreach (var (name, folder) in Databases)
        {
            if (!Directory.Exists(folder) && Databases.TryRemove(name, out _))
                Execute(connection, $"drop database if exists {name} with (force)");
        }
    }

    private static string MakeFile()
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-newest").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Migrations.Apply(NewsDb.InFile(Path.Combine(folder, NewsDb.FileName), pooled: false));
        return Path.Combine(folder, NewsDb.FileName);
    }

    private static string MakeDatabase()
    {
        var name = $"newest{Environment.ProcessId}";
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        Execute(connection, $"drop database if exists {name} with (force)");
        Execute(connection, $"create database {name}");
        // Nobody may be connected to what is copied.
        Migrations.Apply(NewsDb.OnServer(new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = false }.ToString()));
        return name;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
