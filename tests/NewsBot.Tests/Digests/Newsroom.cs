using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Digests;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Stories.Marks;
using NewsBot.Subscriptions;
using NewsBot.Tests.Subscriptions;
using NewsBot.Topics;

namespace NewsBot.Tests.Digests;

/// <summary>A newsroom on a real database: invented statements come in at its door, digests come out.</summary>
internal sealed class Newsroom
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-digests");
    private int _articles;

    public Newsroom()
    {
        Db = TestDb.Newest(_folder.FullName);
        Subscriptions = new SubscriptionTable(Db, Clock);
        Views = new StatementViews(Db, Given.Desk, new TopicTagger(Given.Desk), NullLogger<StatementViews>.Instance);
        Interest = new Interest(Given.Desk);
        Verdicts = new VerdictTable(Db, Clock);
        Digests = new DigestTable(Db, Clock);
        Editor = new DigestEditor(Given.Desk);
        Marks = new MarkTable(Db, Clock);
        Reader = new DigestReader(Db, Views, Marks, Editor);
        Now = new DigestNow(Db, Digests, Editor, new SubscriptionPreview(Views, Interest, Clock), Clock);
        Compose = NewComposeJob();
    }

    /// <summary>Wednesday noon, UTC.</summary>
    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    public NewsDb Db { get; }

    public SubscriptionTable Subscriptions { get; }

    public StatementViews Views { get; }

    public MarkTable Marks { get; }

    public Interest Interest { get; }

    public VerdictTable Verdicts { get; }

    public DigestTable Digests { get; }

    public DigestEditor Editor { get; }

    public DigestReader Reader { get; }

    public DigestNow Now { get; }

    public ComposeDigestsJob Compose { get; }

    /// <summary>The job as after a restart: nothing is kept but the database.</summary>
    public ComposeDigestsJob NewComposeJob() => new(
        Subscriptions,
        new StatementJudge(Verdicts, Views, Interest, Clock),
        new AlertComposer(Db, Digests, Views, Editor, Clock),
        new CorrectionComposer(Db, Digests, Clock),
        new OutageComposer(Db, Digests, Clock),
        new EditionComposer(Db, Digests, Views, Editor, Clock, NullLogger<EditionComposer>.Instance));

    public Task<long> ConversationAsync(string zone = "UTC", string channel = "test") => ScalarAsync<long>(
        """
        insert into conversation (channel, external_id, kind, reference, zone, joined)
        values (@channel, (select 'c' || count(*) from conversation), 0, @reference, @zone, @now) returning id
        """,
        new { zone, channel, reference = """{"channelId":"test","serviceUrl":"http://127.0.0.1/","conversation":{"id":"c"},"bot":{"id":"b"},"user":{"id":"u"}}""", now = Clock.GetUtcNow() });

    public Task<Subscription> FollowAsync(long conversation, string topic = "north-south", string filter = "") => Subscriptions.AddAsync(
        new NewSubscription(conversation, topic, filter, SubscriptionMode.Alerts, null, 127, "u", "Una"), "UTC", default);

    public Task<Subscription> DigestAsync(long conversation, string at = "08:00", string topic = "", string zone = "UTC", string filter = "") =>
        Subscriptions.AddAsync(new NewSubscription(conversation, topic, filter, SubscriptionMode.Digest, at, 127, "u", "Una"), zone, default);

    /// <summary>A statement comes in, carried by outlets, the first of them now.</summary>
    public async Task<long> StatementAsync(
        string topic = "north-south", string outlet = "herald", bool backlog = false, long? story = null, DateTimeOffset? published = null, long? id = null)
    {
        id = await ScalarAsync<long>(
            $"""
            insert into statement ({(id is null ? "" : "id, ")}speaker_key, speaker_name, office, type, attribution, said_on, language, words, fingerprint, found, backlog)
            values ({(id is null ? "" : "@id, ")}'ada-brook', 'Ada Brook', 'Foreign Minister', 0, 0, '2026-11-25', 'en', '“We will talk,”', '', @now, @backlog) returning id
            """,
            new { id, now = Clock.GetUtcNow(), backlog });
        var report = await CarryAsync(id.Value, outlet, published);
        await SqlAsync("update statement set report_id = @report where id = @id", new { id, report });
        if (topic.Length > 0)
            await SqlAsync("insert into statement_topic (statement_id, topic, reason) values (@id, @topic, 'North and South, with “talks”')", new { id, topic });
        if (story is not null)
        {
            await SqlAsync(
                """
                insert into story (id, topic, title, started, last_found) values (@story, @topic, 'Story ' || @story, '2026-11-25', @now) on conflict do nothing;
                insert into story_statement (story_id, statement_id) values (@story, @id);
                """,
                new { id, story, topic, now = Clock.GetUtcNow() });
        }

        return id.Value;
    }

    public async Task<IReadOnlyList<long>> StatementsAsync(int count, string topic = "north-south")
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
            ids.Add(await StatementAsync(topic));
        return ids;
    }

    /// <summary>Another outlet carries a statement.</summary>
    public async Task JoinAsync(long statement, string outlet)
    {
        await CarryAsync(statement, outlet, null);
        await SqlAsync("update statement set revision = revision + 1 where id = @statement", new { statement });
    }

    public Task CorrectAsync(long statement) => SqlAsync(
        "update statement set revision = revision + 1, corrected = @now where id = @statement", new { statement, now = Clock.GetUtcNow() });

    public Task WithdrawAsync(long statement) => SqlAsync(
        "update statement set revision = revision + 1, withdrawn = @now where id = @statement", new { statement, now = Clock.GetUtcNow() });

    public Task<int> ComposeAsync() => Compose.RunAsync(default);

    /// <summary>Every digest that is owed to a conversation, in order.</summary>
    public async Task<IReadOnlyList<Digest>> OwedAsync(long conversation)
    {
        var digests = new List<Digest>();
        foreach (var id in await RowsAsync<long>("select digest_id from delivery where conversation_id = @conversation order by id", new { conversation }))
            digests.Add((await Reader.ReadAsync(id, default))!.Digest);
        return digests;
    }

    public static IEnumerable<long> Listed(Digest digest) =>
        digest.Topics.SelectMany(t => t.Stories).SelectMany(s => s.Statements).Select(v => v.Statement.Id);

    public async Task<T> ScalarAsync<T>(string sql, object? values = null)
    {
        await using var connection = await Db.OpenAsync(default);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, object? values = null)
    {
        await using var connection = await Db.OpenAsync(default);
        return (await connection.QueryAsync<T>(sql, values)).AsList();
    }

    public async Task SqlAsync(string sql, object? values = null)
    {
        await using var connection = await Db.OpenAsync(default);
        await connection.ExecuteAsync(sql, values);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<long> CarryAsync(long statement, string outlet, DateTimeOffset? published)
    {
        const string text = "“We will talk,” the foreign minister said.";
        _articles++;
        return ScalarAsync<long>(
            """
            insert into source (key, name, class, language) values (@outlet, 'The ' || @outlet, 2, 'en') on conflict (key) do nothing;
            insert into article (id, url, source_id, title, published, found, backlog, state, revision, text, text_hash)
            values (@n, 'https://' || @outlet || '.example/' || @n, (select id from source where key = @outlet), 'Title', @published, @now, 0, 1, 1, @text, @hash);
            insert into article_revision (article_id, revision, title, text, text_hash, seen) values (@n, 1, 'Title', @text, @hash, @now);
            insert into reading (article_id, revision, engine, read_at, reports) values (@n, 1, 'test', @now, 1);
            insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution, statement_id)
            values (@n, 1, 0, '[]', '[]', '[[0,15]]', 0, 0, 0, 0, @statement) returning id
            """,
            new { n = _articles, statement, outlet, text, hash = TextProof.Hash(text), now = Clock.GetUtcNow(), published = published ?? Clock.GetUtcNow() });
    }
}
