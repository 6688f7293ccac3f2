using System.Globalization;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Articles;
using NewsBot.Cards;
using NewsBot.Commands;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Feeds.Listings;
using NewsBot.Statements;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Subscriptions;
using NewsBot.Tests.Web;
using NewsBot.Topics;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Commands;

/// <summary>A conversation with the front desk on a real database; statements are put in by SQL.</summary>
internal sealed class Room : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsbot-commands");
    private readonly ServiceProvider _services;
    private readonly long _id;
    private int _articles;

    /// <param name="zone">IANA zone; null leaves the default.</param>
    public Room(string? zone = "Asia/Karachi")
    {
        Db = TestDb.Newest(_folder.FullName);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddStorage(Db)
            .AddSingleton(Desk)
            .AddTopics()
            .AddStories()
            .AddConversations()
            .AddSubscriptions()
            .AddDigests()
            .AddCards()
            .AddSingleton<DeliveryTable>()
            .AddSingleton<HoldSweep>()
            .AddSingleton<NewsBot.Deliveries.Ledger.AuditTable>()
            .AddSingleton<ArticleTable>()
            .AddSingleton<SourceBook>()
            .AddSingleton(p => new WebFetcher(new WebOptions(), new AllowedLoopback(), Clock, Web))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Editors", "test:Una,test:U-4711,slack:U-4711")]).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Production" })
            .AddCommands()
            .BuildServiceProvider();
        _id = Run<long>(
            "insert into conversation (channel, external_id, kind, reference, zone, zone_source, joined) values ('test', 'c', 2, '{}', @zone, @source, @now) returning id",
            new { zone = zone ?? "UTC", source = zone is null ? 0 : 2, now = Clock.GetUtcNow() });
    }

    /// <summary>Wednesday, 25 November 2026, 09:00 UTC: 14:00 in Karachi.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

    public NewsDb Db { get; }

    /// <summary>What the addresses that people give answer.</summary>
    public FakeWeb Web { get; } = new();

    public static Newsdesk Desk { get; } = new()
    {
        Sources =
        [
            new Source { Key = "gazette", Name = "The Gazette", Class = SourceClass.Press, Home = "https://gazette.example/", Feeds = ["https://gazette.example/rss"] },
            new Source { Key = "bulletin", Name = "Bulletin Wire", Class = SourceClass.Wire, Home = "https://bulletin.example/" },
        ],
        Topics =
        [
            new Topic { Key = "pak-us", Name = "Pakistan–US talks", Description = "Two capitals.", Aliases = ["Pakistan-US talks"], Actors = [["Pakistan"], ["United States"]] },
            new Topic { Key = "intra-afghan", Name = "Intra-Afghan talks", Description = "Kabul and others.", Actors = [["Taliban"], ["Afghan Republic"]] },
            new Topic { Key = "pak-afghan", Name = "Pakistan–Afghanistan", Description = "The border.", Actors = [["Pakistan"], ["Afghan Republic"]] },
        ],
        Speakers =
        [
            new Speaker { Key = "ann-brook", Name = "Ann Brook", Kind = SpeakerKind.Person, Side = "Pakistan" },
            new Speaker { Key = "bulletin-wire", Name = "Bulletin Wire", Kind = SpeakerKind.Body, Offices = [new Office("Envoy for Border Rights", null, null, null)] },
            new Speaker { Key = "carl-dale", Name = "Carl Dale", Kind = SpeakerKind.Person, Side = "United States" },
            new Speaker
            {
                Key = "dana-ellis",
                Name = "Dana Ellis",
                Kind = SpeakerKind.Person,
                Side = "Qatar",
                Aliases = ["Envoy Ellis"],
                Offices =
                [
                    new Office("Facilitator", "Doha Office", new DateOnly(2020, 2, 1), new DateOnly(2021, 12, 31)),
                    new Office("Host", null, new DateOnly(2024, 4, 28), null),
                ],
            },
            new Speaker { Key = "emil-farr", Name = "Emil Farr", Kind = SpeakerKind.Person, Side = "Qatar", Offices = [new Office("Host", null, null, new DateOnly(2024, 4, 27))] },
            new Speaker
            {
                Key = "united-states",
                Name = "United States",
                Kind = SpeakerKind.Country,
                Side = "United States",
                Aliases = ["US", "America", "Washington"],
                People = ["Americans", "US officials"],
            },
        ],
    };

    public NewsOutlook Outlook => _services.GetRequiredService<NewsOutlook>();

    public SubscriptionTable Subscriptions => _services.GetRequiredService<SubscriptionTable>();

    public Task<IReadOnlyList<Subscription>> FollowedAsync() => Subscriptions.ListAsync(_id, default);

    /// <param name="line">What is said.</param>
    /// <param name="person">By whom.</param>
    /// <param name="name">Their name; the id when null.</param>
    /// <param name="thread">In which thread; one that ends with a plus begins with what is said.</param>
    /// <param name="above">The post under which it is said.</param>
    public async Task<Answer> AnswerAsync(string line, string person = "Una", string? name = null, string? thread = null, Above? above = null)
    {
        var conversation = await _services.GetRequiredService<ConversationTable>().FindAsync(_id, default);
        var request = new Request(conversation!, person, name ?? person, line)
        {
            Thread = thread?.TrimEnd('+'),
            Above = above,
            StartsThread = thread?[^1] == '+',
        };
        return await _services.GetRequiredService<FrontDesk>().AnswerAsync(request, default);
    }

    /// <summary>The texts of an answer, and the lines that its buttons say.</summary>
    public async Task<string> SayAsync(string line, string person = "Una", string? name = null, string? thread = null, Above? above = null)
    {
        var answer = await AnswerAsync(line, person, name, thread, above);
        Assert.NotEmpty(answer.Messages);
        return string.Join('\n', answer.Messages.Select(m => m.Text).Concat(answer.Messages.SelectMany(Lines).Select(l => $"[{l}]")));
    }

    /// <summary>What a person is told, with nobody else there, of what is kept about them.</summary>
    public async Task<string> DataAsync(string person = "Una", string? name = null)
    {
        var kind = Run<int>("select kind from conversation where id = @_id", new { _id });
        Run("update conversation set kind = 0 where id = @_id", new { _id });
        var data = Assert.Single((await AnswerAsync("my data", person, name)).Messages).Text;
        Run("update conversation set kind = @kind where id = @_id", new { _id, kind });
        return data;
    }

    /// <summary>The lines that the buttons of a message say.</summary>
    public static IEnumerable<string> Lines(CardMessage message) => message.Card?.ToJsonString() is { } card
        ? System.Text.Json.Nodes.JsonNode.Parse(card)!["actions"]?.AsArray().Select(a => (string?)a?["data"]?["say"]).OfType<string>() ?? []
        : [];

    /// <summary>A statement comes in, carried by one outlet.</summary>
    public long Statement(
        string words, string speaker = "Ann Brook", string? topic = "pak-us", string outlet = "gazette", double hoursAgo = 1, bool backlog = false, double? publishedHoursAgo = null)
    {
        var found = Clock.GetUtcNow().AddHours(-hoursAgo);
        var text = $"ISLAMABAD: A first sentence. “{words}” {speaker} said on Wednesday. A last sentence.";
        var published = Clock.GetUtcNow().AddHours(-(publishedHoursAgo ?? hoursAgo));
        var article = Article(outlet, text, found, backlog, published);
        var start = text.IndexOf('“', StringComparison.Ordinal);
        var quoted = $"“{words}”";
        var id = Run<long>(
            """
            insert into statement (speaker_key, speaker_name, office, type, attribution, said_on, language, words, fingerprint, found, backlog, published)
            values (@key, @speaker, 'Envoy', 0, 0, '2026-11-25', 'en', @quoted, 'f', @found, @backlog, @published) returning id
            """,
            new { key = speaker.ToLowerInvariant().Replace(' ', '-'), speaker, quoted, found, backlog, published });
        var report = Run<long>(
            """
            insert into report (article_id, revision, ordinal, source_spans, cue_span, content_spans, type, force, background, attribution, statement_id)
            values (@article, 1, 0, '[]', '[]', @spans, 0, 0, 0, 0, @id) returning id
            """,
            new { article, id, spans = string.Create(CultureInfo.InvariantCulture, $"[[{start},{start + quoted.Length}]]") });
        Run("update statement set report_id = @report where id = @id", new { report, id });
        Run("insert into statement_words (rowid, words, speaker) values (@id, @words, @speaker)", new { id, words, speaker = speaker + " Envoy" });
        if (topic is not null)
            Run("insert into statement_topic (statement_id, topic, reason) values (@id, @topic, 'both sides, near “talks”')", new { id, topic });
        return id;
    }

    /// <summary>Copies of a statement come in after everything else, on the same topics.</summary>
    public void Crowd(long id, int count, double hoursAgo = 0.5)
    {
        Run(
            """
            with recursive n (i) as (select 1 union all select i + 1 from n where i < @count)
            insert into statement (speaker_key, speaker_name, office, type, attribution, said_on, language, words, fingerprint, found, backlog, report_id, published)
            select s.speaker_key, s.speaker_name, s.office, s.type, s.attribution, s.said_on, s.language, s.words, s.fingerprint, @found, s.backlog, s.report_id, @found
            from statement s, n where s.id = @id
            """,
            new { id, count, found = Clock.GetUtcNow().AddHours(-hoursAgo) });
        Run(
            """
            insert into statement_topic (statement_id, topic, reason)
            select s.id, t.topic, t.reason from statement s, statement_topic t where t.statement_id = @id and s.id > @id
            """,
            new { id });
    }

    /// <summary>A statement in reported speech comes in: "Ann Brook added that they would go on."</summary>
    public long Reported(string cue, string words)
    {
        var id = Statement("We will go on");
        var text = $"ISLAMABAD: Ann Brook {cue} {words}.";
        var (said, told) = (text.IndexOf(cue, StringComparison.Ordinal), text.IndexOf(words, StringComparison.Ordinal));
        Run(
            """
            update article_revision set text = @text, text_hash = @hash
            where article_id = (select r.article_id from report r join statement s on s.report_id = r.id where s.id = @id)
            """,
            new { id, text, hash = TextProof.Hash(text) });
        Run(
            "update report set type = 2, cue_span = @cue, content_spans = @content where id = (select report_id from statement where id = @id)",
            new
            {
                id,
                cue = string.Create(CultureInfo.InvariantCulture, $"[[{said},{said + cue.Length}]]"),
                content = string.Create(CultureInfo.InvariantCulture, $"[[{told},{told + words.Length}]]"),
            });
        Run("update statement set type = 2, words = @words where id = @id", new { id, words });
        return id;
    }

    /// <summary>An article that was announced, fetched and read.</summary>
    public long Article(string outlet, string text, DateTimeOffset found, bool backlog, DateTimeOffset published)
    {
        var number = ++_articles;
        var url = string.Create(CultureInfo.InvariantCulture, $"https://{outlet}.example/{number}");
        var source = Source(outlet);
        var id = Run<long>(
            """
            insert into article (url, key, source_id, title, published, found, backlog, state, revision, text, text_hash, unread)
            values (@url, @key, @source, @title, @published, @found, @backlog, 1, 1, @text, @hash, 0) returning id
            """,
            new { url, key = ArticleKey.Of(url), source, title = $"Article {number}", published, found, backlog, text, hash = TextProof.Hash(text) });
        Run("insert into article_revision (article_id, revision, title, text, text_hash, seen) values (@id, 1, 't', @text, @hash, @found)", new { id, text, hash = TextProof.Hash(text), found });
        Run("insert into reading (article_id, revision, engine, read_at, reports) values (@id, 1, 'rules', @found, 1)", new { id, found });
        Announce(outlet, url, found, backlog, published, id);
        return id;
    }

    public void Announce(string outlet, string url, DateTimeOffset found, bool backlog = false, DateTimeOffset? published = null, long? article = null) => Run(
        """
        insert into feed_item (feed_id, item_key, url, title, published, found, backlog, content_hash, article_id)
        values ((select id from feed where source_id = @source), @url, @url, 't', @published, @found, @backlog, 'h', @article)
        """,
        new { source = Source(outlet), url, found, backlog, published, article });

    /// <summary>An alert with a statement, or an edition that held another one back, was posted here.</summary>
    public void Post(long statement, int subscription, bool edition = false, long? held = null)
    {
        var now = Clock.GetUtcNow();
        var digest = Run<long>(
            """
            insert into digest (subscription_id, conversation_id, kind, window_key, window_to, composed)
            values ((select id from subscription where number = @subscription), @_id, @edition, 'alert ' || @statement, @now, @now) returning id
            """,
            new { subscription, _id, statement, edition, now });
        Run("insert into digest_statement (digest_id, statement_id, ordinal) values (@digest, @statement, 0)", new { digest, statement });
        if (held is not null)
            Run("insert into digest_statement (digest_id, statement_id, ordinal, held) values (@digest, @held, 1, 1)", new { digest, held });
        Run("insert into delivery (digest_id, conversation_id, state, attempts, sent) values (@digest, @_id, 2, 1, @now)", new { digest, _id, now });
    }

    public void Run(string sql, object? values = null)
    {
        using var connection = Open();
        connection.Execute(sql, values);
    }

    public T Run<T>(string sql, object? values = null)
    {
        using var connection = Open();
        return connection.QuerySingle<T>(sql, values);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private long Source(string outlet)
    {
        Run("insert into source (key, name, class, language) values (@outlet, @name, 2, 'en') on conflict do nothing", new { outlet, name = Desk.FindSource(outlet)!.Name });
        var source = Run<long>("select id from source where key = @outlet", new { outlet });
        Run("insert into feed (source_id, url, next_check, last_success) values (@source, @url, 0, 0) on conflict do nothing", new { source, url = $"https://{outlet}.example/rss" });
        return source;
    }

    private System.Data.Common.DbConnection Open()
    {
        var connection = Db.Engine.Connect();
        connection.Open();
        return connection;
    }
}
