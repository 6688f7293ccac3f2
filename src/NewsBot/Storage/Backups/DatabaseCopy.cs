using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using NewsBot.Storage.Values;

namespace NewsBot.Storage.Backups;

/// <summary>
/// Copies a newsroom from one engine to the other, whole and checked: every row of every table as it stands in one instant, in one transaction
/// on the other side. It knows the tables from the schema itself. The source is only read: the target gets its schema, however
/// old.
/// </summary>
internal static class DatabaseCopy
{
    private const string SourceSuffix = "_source";

    /// <returns>The rows of each table.</returns>
    /// <exception cref="StorageException">The source is no newsroom, or one of a newer version; the target is not empty, or has a
    /// newer schema; or what arrived is not what was sent: nothing is kept there then.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(NewsDb from, NewsDb to, CancellationToken cancellationToken)
    {
        await using var source = await from.OpenAsync(cancellationToken);
        await using var snapshot = await source.BeginTransactionAsync(
            from.Engine is PostgresEngine ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable, cancellationToken);
        await AlignAsync(from, await KnownSchema.DoneAsync(source, snapshot, cancellationToken), to, cancellationToken);
        var tables = await TablesAsync(from, to, cancellationToken);
        return await to.WriteAsync(
            async (target, transaction) =>
            {
                var rows = new Dictionary<string, long>();
                foreach (var table in tables)
                {
                    if (await target.ExecuteScalarAsync<long>($"select count(*) from {table.Name}", transaction: transaction) > 0)
                        throw new StorageException($"The target is not empty: there are rows in {table.Name}. Nothing was copied.");
                    var sent = await SendAsync(table, snapshot, transaction, cancellationToken);
                    var arrived = await DigestAsync(table, transaction, cancellationToken);
                    if (sent != arrived)
                        throw new StorageException($"What arrived in {table.Name} is not what was sent. Nothing was kept.");
                    rows[table.Name] = sent.Rows;
                }

                await FinishAsync(to, transaction, tables);
                return (IReadOnlyDictionary<string, long>)rows;
            },
            cancellationToken);
    }

    private static async Task AlignAsync(NewsDb from, IReadOnlySet<string> steps, NewsDb to, CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
            throw new StorageException($"There is no newsroom in {from.Engine.Place}.");
        if (KnownSchema.Refusal(steps) is { } newer)
            throw new StorageException(newer);
        Migrations.Apply(to, steps);
        await using var target = await to.OpenAsync(cancellationToken);
        var others = (await KnownSchema.DoneAsync(target, cancellationToken)).Except(steps).Order(StringComparer.Ordinal);
        if (others.FirstOrDefault() is { } ahead)
        {
            throw new StorageException(
                $"The target has the schema of another version than the source (it has {ahead}): start this version of NewsBot " +
                "on the source once, or name an empty target. Nothing was copied.");
        }
    }

    private static async Task<(long Rows, string Hash)> SendAsync(
        Table table, DbTransaction snapshot, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert into {table.Name} ({table.List}) values ({string.Join(", ", table.Columns.Select((_, i) => $"@c{i}"))})";
        foreach (var (column, i) in table.Columns.Select((c, i) => (c, i)))
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"c{i}", column.Type);
            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync(cancellationToken);
        return await EachAsync(
            table,
            snapshot,
            async values =>
            {
                for (var i = 0; i < values.Length; i++)
                    insert.Parameters[i].Value = values[i] is string text ? TextHandler.Clean(text) : values[i];
                await insert.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);
    }

    private static Task<(long Rows, string Hash)> DigestAsync(Table table, DbTransaction transaction, CancellationToken cancellationToken) =>
        EachAsync(table, transaction, _ => Task.CompletedTask, cancellationToken);

    // The rows in the order of their key; both engines order text byte by byte.
    private static async Task<(long Rows, string Hash)> EachAsync(
        Table table, DbTransaction transaction, Func<object[], Task> row, CancellationToken cancellationToken)
    {
        await using var select = transaction.Connection!.CreateCommand();
        (select.Transaction, select.CommandTimeout) = (transaction, 0);
        select.CommandText = $"select {table.List} from {table.Name} order by {table.Key}";
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (rows, values) = (0L, new object[table.Columns.Count]);
        while (await reader.ReadAsync(cancellationToken))
        {
            reader.GetValues(values);
            foreach (var value in values)
            {
                hash.AppendData(Bytes(value));
                hash.AppendData([0]);
            }

            await row(values);
            rows++;
        }

        return (rows, Convert.ToHexString(hash.GetHashAndReset()));
    }

    private static byte[] Bytes(object value) => value switch
    {
        string text => Encoding.UTF8.GetBytes(TextHandler.Clean(text)),
        long number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(BitConverter.DoubleToInt64Bits(number)),
        DBNull => [0xFF],
        _ => throw new StorageException($"A value of type {value.GetType().Name} cannot be copied. Nothing was kept."),
    };

    // Full-text tables are filled from their views; ids go on after the last one.
    private static async Task FinishAsync(NewsDb to, DbTransaction transaction, IReadOnlyList<Table> tables)
    {
        var connection = transaction.Connection!;
        foreach (var view in await ViewsAsync(to.Engine, connection, transaction))
        {
            await connection.ExecuteAsync(
                $"insert into {view[..^SourceSuffix.Length]} (rowid, words, speaker) select id, words, speaker from {view}",
                transaction: transaction,
                commandTimeout: 0);
        }

        if (to.Engine is PostgresEngine)
        {
            foreach (var table in tables.Where(t => t.Columns.Any(c => c is { Name: "id", Type: DbType.Int64 })))
            {
                await connection.ExecuteAsync(
                    $"select setval(pg_get_serial_sequence('{table.Name}', 'id'), coalesce((select max(id) from {table.Name}), 0) + 1, false)", transaction: transaction);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ViewsAsync(Engine engine, DbConnection connection, DbTransaction transaction) =>
        (await connection.QueryAsync<string>(
            engine is SqliteEngine
                ? $"select name from sqlite_master where type = 'view' and name like '%{SourceSuffix}'"
                : $"select table_name from information_schema.views where table_schema = current_schema() and table_name like '%{SourceSuffix}'",
            transaction: transaction)).AsList();

    // The schema of SQLite tells the tables, their keys and which refers to which; PostgreSQL has the same.
    private static async Task<IReadOnlyList<Table>> TablesAsync(NewsDb from, NewsDb to, CancellationToken cancellationToken)
    {
        var file = from.Engine is SqliteEngine ? from : to.Engine is SqliteEngine ? to : throw new StorageException("One of the two must be an SQLite file.");
        await using var connection = await file.OpenAsync(cancellationToken);
        var columns = await connection.QueryAsync<(string Table, string Name, string Type, long Key)>(
            """
            select m.name, c.name, c.type, c.pk from sqlite_master m join pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'sqlite%' and lower(m.name) not like 'schemaversions%'
              and not exists (select 1 from sqlite_master v where v.type = 'view' and m.name || '_' like replace(v.name, '_source', '_') || '%')
            order by m.name, c.cid
            """);
        var references = (await connection.QueryAsync<(string Table, string Refers)>(
            "select m.name, f.\"table\" from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'")).ToLookup(r => r.Table, r => r.Refers);
        var waiting = columns.GroupBy(c => c.Table).Select(g => new Table(
            g.Key,
            [.. g.Select(c => new Column(c.Name, TypeOf(c.Type)))],
            string.Join(", ", g.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)))).ToList();
        var ordered = new List<Table>();
        while (waiting.Find(t => references[t.Name].All(r => r == t.Name || ordered.Exists(o => o.Name == r))) is { } next)
        {
            waiting.Remove(next);
            ordered.Add(next);
        }

        return waiting.Count == 0 ? ordered : throw new StorageException($"Tables refer to one another in a circle: {string.Join(", ", waiting.Select(w => w.Name))}.");
    }

    private static DbType TypeOf(string declared) => declared.ToLowerInvariant() switch
    {
        "text" => DbType.String,
        "integer" => DbType.Int64,
        "real" => DbType.Double,
        _ => throw new StorageException($"Columns of type {declared} cannot be copied."),
    };

    private sealed record Column(string Name, DbType Type);

    private sealed record Table(string Name, IReadOnlyList<Column> Columns, string Key)
    {
        public string List => string.Join(", ", Columns.Select(c => c.Name));
    }
}
