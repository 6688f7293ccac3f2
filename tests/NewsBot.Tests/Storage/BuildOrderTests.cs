using Dapper;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>Steps came into the program out of the order of their names, so a database may have taken a later one before an earlier one.</summary>
public sealed class BuildOrderTests
{
    // The steps' numbers in the order in which they came; those between two bars came together. What is not named here came last.
    private const string Came =
        """
        0001|0020|0021 0022|0030|0031|0040 0041 0042|0010|0002 0003 0004 0005|0043|0044|0048|0045|0046 0050 0055 0056 0057|0058|0059|0062|0085|0070|
        0086|0110|0091|0090|0130|0120|0150|0151|0140|0161|0160|0200|0201|0202|0210|0220
        """;

    private const string OfFile =
        """
        select m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '') || ' ' || c.pk
        from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'
        union all select coalesce(sql, name) from sqlite_master where type <> 'table' order by 1
        """;

    private const string OfServer =
        """
        select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
          || ' ' || coalesce(replace(column_default, current_schema() || '.', ''), '')
        from information_schema.columns where table_schema = current_schema()
        union all select replace(indexdef, schemaname || '.', '') from pg_indexes where schemaname = current_schema() order by 1
        """;

    private static List<List<string>> Builds { get; } = InOrder();

    /// <summary>How many builds there had been.</summary>
    public static TheoryData<int> Earlier => new(Enumerable.Range(1, Builds.Count - 1));

    [Theory]
    [MemberData(nameof(Earlier))]
    public async Task The_database_of_any_build_becomes_the_newest(int builds)
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db, Builds.Take(builds).SelectMany(b => b));
        await BecomesNewestAsync(db);
    }

    [Fact]
    public async Task A_database_that_every_build_was_started_on_becomes_the_newest()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        for (var builds = 1; builds < Builds.Count; builds++)
            Migrations.Apply(db, Builds.Take(builds).SelectMany(b => b));
        await BecomesNewestAsync(db);
    }

    private static async Task BecomesNewestAsync(NewsDb db)
    {
        const string row = "select count(*) from feed f join source s on s.id = f.source_id where s.key = 'herald' and f.paused is null";
        await using (var connection = await db.OpenAsync(default))
        {
            await connection.ExecuteAsync("insert into source (key, name, class, language) values ('herald', 'Herald', 2, 'en')");
            await connection.ExecuteAsync("insert into feed (source_id, url, next_check) values (1, 'https://herald.example/feed', 0)");
        }

        Migrations.Apply(db);
        using var fresh = new TempFolder();
        var newest = TestDb.In(fresh.Path);
        Migrations.Apply(newest);
        Assert.Equal(await SchemaAsync(newest), await SchemaAsync(db));
        await using (var connection = await db.OpenAsync(default))
            Assert.Equal(1, await connection.ExecuteScalarAsync<long>(row));
    }

    private static List<List<string>> InOrder()
    {
        var builds = Came.Split('|').Select(b => b.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(n => KnownSchema.Steps.Single(s => s.StartsWith(n + "_", StringComparison.Ordinal))).ToList()).ToList();
        var rest = KnownSchema.Steps.Except(builds.SelectMany(b => b)).ToList();
        return rest.Count == 0 ? builds : [.. builds, rest];
    }

    private static async Task<IReadOnlyList<string>> SchemaAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<string>(TestDb.OnServer ? OfServer : OfFile)).AsList();
    }
}
