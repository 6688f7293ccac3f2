using Dapper;
using NewsBot.Deliveries;
using NewsBot.Deliveries.Ledger;
using NewsBot.Deliveries.Notices;
using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Operations.Page;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Tests.Settings;
using Xunit;

namespace NewsBot.Tests.Storage;

/// <summary>What is asked at every wake-up goes through no table that grows with the ledger, by the engines' own word for
/// it.</summary>
public sealed class QueryPlanTests
{
    public static TheoryData<string> OnSqlite =>
    [
        VerdictTable.Stale,
        DigestTable.WaitingAlerts,
        OutdatedPosts.Revised,
        OutdatedPosts.Unread,
        OutdatedPosts.Outdated(new SqliteEngine("")),
        OutdatedPosts.Settled(new SqliteEngine("")),
        AuditTable.Articles,
        RetentionJob.OldVerdicts,
        RetentionJob.OldItems,
        DigestTable.WaitingCorrections(quietOnly: false),
        DigestTable.WaitingCorrections(quietOnly: true),
        OutageComposer.Told,
        HoldSweep.Unsent,
        FeedTable.ByAddress(new SqliteEngine("")),
        $"select count(*) from delivery where {UntoldPosts.Untold}",
    ];

    [Theory]
    [MemberData(nameof(OnSqlite))]
    public async Task A_wake_up_goes_through_no_ledger(string query)
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {query}", new { foundSince = 0, since = 0, now = 0, revised = "[]", from = 0, to = 1, oldest = 0, conversationId = 1, withdrawn = 11, found = 0, sourceId = 1, id = 1, urls = new[] { "a", "b" } });
        // The indexes of what waits hold only that; what is held is little, and so is what was corrected of late (w).
        string[] small =
        [
            "USING INDEX verdict_waiting", "USING INDEX verdict_again", "USING INDEX statement_revised", "SCAN json_each VIRTUAL TABLE INDEX 1:",
            "SCAN h", "SCAN w",
        ];
        Assert.All(
            plan.Select(p => p.Detail).Where(d => d.StartsWith("SCAN", StringComparison.Ordinal)),
            d => Assert.Contains(small, s => d.EndsWith(s, StringComparison.Ordinal)));
        // Nor through all that a conversation is owed.
        Assert.DoesNotContain(plan, p => p.Detail.Contains("delivery_unsent", StringComparison.Ordinal));
        // Nor does it make itself an index of all, or read a whole feed.
        Assert.DoesNotContain(plan, p => p.Detail.Contains("AUTOMATIC", StringComparison.Ordinal) || p.Detail.Contains("(feed_id=?)", StringComparison.Ordinal));
        // What was sent in two days is a ledger, too.
        Assert.DoesNotContain(plan, p => p.Detail.Contains("delivery_sent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_owed_to_each_conversation_is_counted_without_what_it_was_sent()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {OperateTable.Conversations}", new { limit = 1 });
        Assert.Contains(plan, p => p.Detail.StartsWith("SEARCH y USING INDEX delivery_unsent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_in_a_place_that_is_left_is_found_without_what_was_sent_there()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {Residence.Waits}", new { id = 1, sentence = "", refused = 6, owed = 0, failed = 3 });
        Assert.StartsWith("SEARCH delivery USING INDEX delivery_unsent", Assert.Single(plan).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_conversation_was_told_is_found_by_its_own_digests()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = (await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {DigestTable.Told}", new { conversationId = 1, statements = new[] { 1L, 2 } })).Select(p => p.Detail).ToList();
        Assert.Contains(plan, d => d.StartsWith("SEARCH d ", StringComparison.Ordinal) && d.Contains("conversation_id=?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, d => d.StartsWith("SCAN", StringComparison.Ordinal) || d.Contains("verdict", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verdicts_are_taken_by_their_key()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = (await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan {DigestTable.Take([(1, 2), (3, 4)])}", new { digestId = 1 })).Select(p => p.Detail).ToList();
        Assert.Contains(plan, d => d.StartsWith("SEARCH verdict ", StringComparison.Ordinal) && d.Contains("subscription_id=?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, d => d.StartsWith("SCAN verdict", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_conversation_is_to_be_told_of_is_found_by_an_index_of_its_own()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        var plan = (await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>(
            $"explain query plan update delivery set told = 1 where {UntoldPosts.Untold}", new { conversationId = 1, withdrawn = 1 }))
            .Select(p => p.Detail).ToList();
        Assert.Contains(plan, d => d.Contains("delivery_untold", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_goes_along_the_order_in_which_statements_were_published()
    {
        using var folder = new TempFolder();
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        foreach (var query in Lists)
        {
            var (sql, values) = new StatementSearch(db.Engine, new SpeakerIndex([])).Written(query, 500)!.Value;
            var plan = (await connection.QueryAsync<(long Id, long Parent, long Unused, string Detail)>($"explain query plan {sql}", values))
                .Select(p => p.Detail).ToList();
            Assert.Contains(plan, d => d.Contains(" s USING INDEX statement_published", StringComparison.Ordinal) || d.Contains(" s USING COVERING INDEX statement_published", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, d => d.Contains("TEMP B-TREE", StringComparison.Ordinal));
            Assert.Equal(query.Beyond is not null, plan.Any(d => d.StartsWith("SEARCH s ", StringComparison.Ordinal)));
        }
    }

    [ServerFact]
    public async Task On_a_server_a_list_goes_along_the_order_in_which_statements_were_published()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        await connection.ExecuteAsync(
            """
            insert into statement (id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog, published)
            select i, 's', 'S', 0, 0, '2026-11-25', 'en', 'w', '', i, 0, (i * 7919) % 20000 from generate_series(1, 20000) i;
            analyze;
            """);
        foreach (var query in Lists)
        {
            var (sql, values) = new StatementSearch(db.Engine, new SpeakerIndex([])).Written(query, 500)!.Value;
            var plan = string.Join('\n', await connection.QueryAsync<string>($"explain {sql}", values));
            Assert.Contains("statement_published", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.Equal(query.Beyond is not null, plan.Contains("Index Cond: (ROW(published, id)", StringComparison.Ordinal));
        }
    }

    private static IReadOnlyList<StatementQuery> Lists =>
        [new(), new() { OldestFirst = true }, new() { Beyond = 700 }, new() { Beyond = 700, OldestFirst = true }];

    [ServerFact]
    public async Task On_a_server_a_wake_up_looks_at_what_was_revised_alone()
    {
        using var folder = new TempFolder();
        var db = TestDb.In(folder.Path);
        Migrations.Apply(db);
        await using var connection = await db.OpenAsync(default);
        // Every statement in four conversations; every third was revised, and its posts show it.
        await connection.ExecuteAsync(
            """
            insert into conversation (id, channel, external_id, kind, reference, zone, joined)
            select i, 'test', 'c' || i, 0, '{}', 'UTC', 1 from generate_series(1, 4) i;
            insert into subscription (id, conversation_id, number, topic, filter, mode, created, created_by, after_statement)
            select i, i, 1, '', '', 0, 1, 'u', 0 from generate_series(1, 4) i;
            insert into statement (
              id, speaker_key, speaker_name, type, attribution, said_on, language, words, fingerprint, found, backlog, revision, shown_to)
            select i, 's', 'S', 0, 0, '2026-11-25', 'en', 'w', '', i, 0, 1 + (i % 3) / 2, 1 + (i % 3) / 2 from generate_series(1, 20000) i;
            insert into digest (id, subscription_id, conversation_id, kind, window_key, window_to, composed)
            select i + 1, 1 + i % 4, 1 + i % 4, 0, i, i, i from generate_series(0, 79999) i;
            insert into digest_statement (digest_id, statement_id, ordinal) select i + 1, 1 + i / 4, 0 from generate_series(0, 79999) i;
            insert into delivery (digest_id, conversation_id, state, activity_id, sent, shown_revision)
            select i + 1, 1 + i % 4, 2, 'a' || i, i, 1 + ((1 + i / 4) % 3) / 2 from generate_series(0, 79999) i;
            analyze;
            """);
        string[] queries =
        [
            OutdatedPosts.Revised,
            OutdatedPosts.Unread,
            OutdatedPosts.Outdated(db.Engine),
            OutdatedPosts.Settled(db.Engine),
            $"select count(*) from delivery where {UntoldPosts.Untold}",
        ];
        foreach (var query in queries)
        {
            var plan = string.Join('\n', await connection.QueryAsync<string>(
                $"explain {query}", new { since = 0L, now = 0L, revised = "[[2],[5]]", conversationId = 1L, withdrawn = 11 }));
            Assert.DoesNotContain("delivery_sent", plan, StringComparison.Ordinal);
            foreach (var ledger in new[] { "statement", "digest", "digest_statement", "delivery" })
                Assert.DoesNotMatch($"Seq Scan on {ledger}\\b", plan);
        }
    }
}
