using System.Data.Common;
using Dapper;
using NewsBot.Storage;
using Npgsql;
using SQLitePCL;

namespace NewsBot.Torture.Faults;

/// <summary>Processes that are killed while they migrate an empty database: between two scripts and within one. The next start is to find no
/// script half done, and to make the schema that a start without a kill makes.</summary>
internal static class KilledMigrations
{
    // A kill that comes after the last script proves nothing; so many must come before.
    private const int Wanted = 3, MostTries = 30;

    private const string FileSchema = "select coalesce(sql, name) from sqlite_master order by type, name";

    private const string ServerSchema =
        """
        select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        from information_schema.columns where table_schema = current_schema()
        union all select indexdef from pg_indexes where schemaname = current_schema() order by 1
        """;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <returns>What was wrong; null when nothing was.</returns>
    public static async Task<string?> OfFileAsync(string folder, Random random)
    {
        var whole = NewsDb.InFolder(Path.Combine(folder, "whole"));
        Migrations.Apply(whole);
        for (var (tries, within) = (0, 0); within < Wanted; tries++)
        {
            if (tries == MostTries)
                return $"only {within} of {tries} kills came within a migration";
            var data = Path.Combine(folder, $"n{tries}");
            var db = NewsDb.InFolder(data);
            if (!await KillAsync(["--data", data], db, random))
                continue;
            within++;
            Migrations.Apply(db);
            await using var connection = await db.OpenAsync(default);
            if (await connection.ExecuteScalarAsync<string>("pragma integrity_check") != "ok")
                return "the file is damaged";
            if (await DifferenceAsync(whole, db, FileSchema) is { } wrong)
                return wrong;
        }

        return null;
    }

    /// <inheritdoc cref="OfFileAsync"/>
    public static async Task<string?> OfServerAsync(string folder, string server, int seed)
    {
        var random = new Random(seed);
        await using var whole = await SchemaAsync(server, $"whole_{seed}");
        Migrations.Apply(whole.Db);
        for (var (tries, within) = (0, 0); within < Wanted; tries++)
        {
            if (tries == MostTries)
                return $"only {within} of {tries} kills came within a migration";
            await using var place = await SchemaAsync(server, $"killed_{seed}_{tries}");
            if (!await KillAsync(["--data", folder, "--ConnectionStrings:NewsBot", place.Db.ConnectionString], place.Db, random))
                continue;
            within++;
            Migrations.Apply(place.Db);
            if (await DifferenceAsync(whole.Db, place.Db, ServerSchema) is { } wrong)
                return wrong;
        }

        return null;
    }

    // Kills a node at its start, once so many scripts are done.
    private static async Task<bool> KillAsync(IEnumerable<string> arguments, NewsDb db, Random random)
    {
        using var node = new Node([.. arguments, "--sample-speed", "0"], new FastClock(Now, Now, 1));
        var after = random.Next(1, KnownSchema.Steps.Count - 2);
        node.Start();
        while (node.Runs && await DoneAsync(db) < after)
        {
            // As often as can be: a script takes milliseconds.
        }

        node.Kill();
        return await DoneAsync(db) is > 0 and var done && done < KnownSchema.Steps.Count;
    }

    private static async Task<int> DoneAsync(NewsDb db)
    {
        if (db.Engine.Name == "sqlite")
            return DoneIn(db.Engine.Place);
        try
        {
            await using var connection = db.Engine.ConnectAlone();
            await connection.OpenAsync();
            return (await KnownSchema.DoneAsync(connection, default)).Count;
        }
        catch (DbException)
        {
            // It cannot be asked just now.
            return 0;
        }
    }

    // Past the library, which sleeps 150 ms where it meets a lock: all scripts are done by then.
    private static int DoneIn(string file)
    {
        if (!File.Exists(file))
            return 0;
        var opened = raw.sqlite3_open_v2(file, out var connection, raw.SQLITE_OPEN_READONLY, null);
        using (connection)
        {
            if (opened != raw.SQLITE_OK || raw.sqlite3_prepare_v2(connection, "select count(*) from schemaversions", out var question) != raw.SQLITE_OK)
                return 0;
            using (question)
                return raw.sqlite3_step(question) == raw.SQLITE_ROW ? raw.sqlite3_column_int(question, 0) : 0;
        }
    }

    private static async Task<string?> DifferenceAsync(NewsDb whole, NewsDb mended, string schema)
    {
        var (one, other) = (await RowsAsync(whole, schema), await RowsAsync(mended, schema));
        return one.Except(other).Concat(other.Except(one)).FirstOrDefault() is { } row ? $"the schema differs: {row}" : null;
    }

    // The name of its own schema stands in what a server says of it.
    private static async Task<IReadOnlyList<string>> RowsAsync(NewsDb db, string schema)
    {
        await using var connection = await db.OpenAsync(default);
        var own = db.Engine.Name == "sqlite" ? "" : await connection.ExecuteScalarAsync<string>("select current_schema() || '.'");
        return [.. (await connection.QueryAsync<string>(schema)).Select(r => own is { Length: > 0 } ? r.Replace(own, "", StringComparison.Ordinal) : r)];
    }

    private static async Task<Place> SchemaAsync(string server, string name)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"create schema torture_{name}_{Environment.ProcessId}");
        return new Place(server, $"torture_{name}_{Environment.ProcessId}");
    }

    /// <summary>A schema of its own, gone in the end.</summary>
    private sealed class Place(string server, string schema) : IAsyncDisposable
    {
        public NewsDb Db { get; } = NewsDb.OnServer(new NpgsqlConnectionStringBuilder(server) { SearchPath = schema, MaxPoolSize = 10 }.ToString());

        public async ValueTask DisposeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(server);
            await connection.OpenAsync();
            await connection.ExecuteAsync($"drop schema {schema} cascade");
        }
    }
}
