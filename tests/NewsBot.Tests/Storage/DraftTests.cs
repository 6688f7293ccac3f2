using Dapper;
using DbUp;
using DbUp.Engine;
using NewsBot.Operations.Doctor;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>A database that a program made whose first step of the schema was not yet what it is.</summary>
public sealed class DraftTests
{
    /// <summary>What the first step was given after it had been used, the last first; a draft from before one lacks those above it too.</summary>
    private static readonly string[][] Given =
    [
        [
            "create table undo_step (\n  conversation_id integer not null references conversation (id),\n  subscription_id integer not null references subscription (id),\n  ended integer not null,\n  primary key (conversation_id, subscription_id)\n);\n",
            "  title text not null default '',\n", "  statements text not null default '',\n", "  looked_at text not null default '',\n", "  looked integer not null,\n",
        ],
        ["  edit_failures integer not null default 0,\n", "create index delivery_sent on delivery (sent) where sent is not null;\n"],
        [
            "create index digest_subscription on digest (subscription_id, window_to);\n", "  held integer not null default 0,\n",
            "  correction integer not null default 0,\n", "create index digest_statement_statement on digest_statement (statement_id);\n",
        ],
        [
            "  active integer not null default 1,\n", "  quiet integer not null default 0,\n", "create index feed_item_url on feed_item (url);\n",
            "  key text unique,\n",
        ],
        [
            "  greeted integer,\n", "  activity_id text not null,\n  client_key text,\n",
            ",\n  unique (chat_id, activity_id),\n  unique (chat_id, client_key)",
        ],
        [
            "  revision integer not null default 1,\n  primary key (subscription_id, statement_id)", "create index verdict_statement on verdict (statement_id, revision);\n",
            "create index verdict_again on verdict (subscription_id, statement_id) where revision = 0;\n",
            "create index verdict_digest on verdict (digest_id) where digest_id is not null;\n",
        ],
    ];

    public static TheoryData<int> Drafts => new(Enumerable.Range(1, Given.Length));

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task A_draft_is_refused_with_a_sentence_before_anything_is_changed(int lacks)
    {
        using var folder = new TempFolder();
        var scripts = Migrations.Scripts("sqlite").ToList();
        await RefusesAsync(folder, [new SqlScript(scripts[0].Name, Draft(scripts[0].Contents, lacks))]);
    }

    [Fact]
    public async Task A_draft_that_took_every_later_step_is_refused_too()
    {
        using var folder = new TempFolder();
        var scripts = Migrations.Scripts("sqlite").ToList();
        await RefusesAsync(folder, [new SqlScript(scripts[0].Name, Draft(scripts[0].Contents, 1)), .. scripts.Skip(1)]);
    }

    private static async Task RefusesAsync(TempFolder folder, IEnumerable<SqlScript> steps)
    {
        var made = DeployChanges.To.SqliteDatabase($"Data Source={Path.Combine(folder.Path, NewsDb.FileName)}")
            .WithScripts(steps)
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(made.Successful, made.Error?.Message);
        var db = NewsDb.InFolder(folder.Path);
        var before = await SchemaAsync(db);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Program.BuildAsync(
            ["--data", folder.Path, "--urls", "http://127.0.0.1:0", "--sources", folder.Write("sources.json", "[]")], TimeProvider.System));
        Assert.Contains("draft", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SchemaAsync(db));

        var (builder, data) = Program.Configure(["--data", folder.Path]);
        var patient = new Patient { Settings = builder.Configuration, Environment = builder.Environment, Data = data, Clock = TimeProvider.System, Online = false };
        var finding = Assert.Single(await DatabaseLook.FindAsync(patient, default));
        Assert.Equal((Severity.Error, refusal.Message), (finding.Severity, finding.Sentence));
    }

    private static string Draft(string script, int lacks)
    {
        foreach (var part in Given.Take(lacks).SelectMany(g => g))
        {
            Assert.Contains(part, script, StringComparison.Ordinal);
            script = script.Replace(part, part.StartsWith("  revision", StringComparison.Ordinal) ? "  primary key (subscription_id, statement_id)" : "", StringComparison.Ordinal);
        }

        return script;
    }

    private static async Task<IReadOnlyList<string>> SchemaAsync(NewsDb db)
    {
        await using var connection = await db.OpenAsync(default);
        return (await connection.QueryAsync<string>(
            "select coalesce(sql, name) from sqlite_master union all select scriptname from schemaversions order by 1")).AsList();
    }
}
