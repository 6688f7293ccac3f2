using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Desk;
using NewsBot.Feeds.Listings;
using NewsBot.Operations.Doctor;
using NewsBot.Storage;
using NewsBot.Tests.Settings;
using NewsBot.Tests.Web;
using Xunit;

namespace NewsBot.Tests.Operations;

public sealed class DoctorTests : IDisposable
{
    private const string EveryScope =
        "app_mentions:read,im:history,commands,chat:write,channels:read,groups:read,channels:join,reactions:write,users:read";

    private readonly TempFolder folder = new();
    private readonly FakeWeb web = new();

    public void Dispose()
    {
        folder.Dispose();
        web.Dispose();
    }

    [Fact]
    public async Task A_healthy_newsroom_has_no_error_and_status_0()
    {
        Migrations.Apply(NewsDb.InFolder(folder.Path));
        var (status, lines) = await LookAsync([]);
        Assert.Equal(0, status);
        Assert.Contains("ok       database: it answers; its schema is up to date", lines, StringComparison.Ordinal);
        Assert.Contains("ok       clock: it agrees with the database's.", lines, StringComparison.Ordinal);
        Assert.Contains("ok       time zones:", lines, StringComparison.Ordinal);
        Assert.Contains("warning  sources: The sample newsroom runs", lines, StringComparison.Ordinal);
        Assert.EndsWith(" 0 errors\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_and_a_broken_desk_file_are_errors_with_what_to_do_and_status_1()
    {
        var sources = folder.Write("sources.json", "[{ \"key\": \"a\",\n \"nmae\": \"A\" }]");
        var (status, lines) = await LookAsync(
            ["--sources", sources, "--MicrosoftAppId", "f00d", "--Web:TimeLimitSeconds", "0", "--Web:Contcat", "me"]);
        Assert.Equal(1, status);
        Assert.Contains("error    settings: Web:TimeLimitSeconds is '0'", lines, StringComparison.Ordinal);
        Assert.Contains("error    settings: A bot of type MultiTenant needs MicrosoftAppPassword", lines, StringComparison.Ordinal);
        Assert.Contains("warning  settings: The setting Web:Contcat is not known; perhaps Web:Contact is meant.", lines, StringComparison.Ordinal);
        Assert.Contains("line 2, column 10", lines, StringComparison.Ordinal);
        Assert.Contains("-> Correct the file", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_sources_is_warned_about()
    {
        var (_, lines) = await LookAsync(["--sources", folder.Write("sources.json", "[]")]);
        Assert.Contains("warning  sources: No source is named: nothing will be read.", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_that_were_added_in_chat_are_visited_too()
    {
        var db = TestDb.Newest(folder.Path);
        var added = new Source { Key = "daily", Name = "Daily", Class = SourceClass.Press, Feeds = ["https://daily.example/rss"] };
        await new SourceBook(db, TimeProvider.System).AddAsync(added, ("test", "U1", "Una"), default);
        Feed("https://daily.example/rss", DateTimeOffset.UtcNow.AddHours(-3));
        web.Serve("http://localhost:3978/health/ready", HttpStatusCode.ServiceUnavailable);
        var (_, lines) = await LookAsync(["--sources", folder.Write("sources.json", "[]"), .. TestDb.Arguments(folder.Path)], online: true);
        Assert.DoesNotContain("No source is named", lines, StringComparison.Ordinal);
        Assert.Contains("ok       sources: 1 more were added in chat.", lines, StringComparison.Ordinal);
        Assert.Contains("ok       source daily: https://daily.example/rss: 1 items, newest item 3 hours old.", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls", "https://0.0.0.0:")]
    [InlineData("--Kestrel:Endpoints:Https:Url", "https://*:")]
    public async Task The_program_is_found_behind_a_certificate_for_its_public_name(string key, string address)
    {
        using var certificate = Certificate("bot.example");
        var secure = WebApplication.CreateSlimBuilder();
        secure.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        await using var running = secure.Build();
        running.MapGet("/health/ready", () => Results.Json(new { status = "Healthy" }));
        await running.StartAsync();
        var port = new Uri(running.Urls.Single()).Port;
        Assert.StartsWith("ok program: it runs at https://localhost:", await OwnAsync(key, address + port), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_a_connection_and_does_not_answer_is_no_program_that_does_not_run()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var look = OwnAsync("--urls", $"https://127.0.0.1:{port}");
        using (await other.AcceptTcpClientAsync())
        {
        }

        Assert.StartsWith("warning program: at https://127.0.0.1:", await look, StringComparison.Ordinal);
        other.Stop();
        Assert.EndsWith("it does not run.", await OwnAsync("--urls", $"https://127.0.0.1:{port}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_is_no_error()
    {
        await using (var connection = await TestDb.In(folder.Path).OpenAsync(default))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "create table other (id integer)";
            await command.ExecuteNonQueryAsync();
        }

        // Offline a server is not asked.
        web.Serve("http://localhost:3978/health/ready", """{"status":"Healthy"}""", "application/json");
        var (_, lines) = await LookAsync([.. TestDb.Arguments(folder.Path)], online: TestDb.OnServer);
        Assert.Contains("ok       database: it answers and is empty; its tables are made", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_an_error()
    {
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "insert into schemaversions (scriptname, applied) values ('9999_later.sql', '2026-01-01')";
            await command.ExecuteNonQueryAsync();
        }

        var (status, lines) = await LookAsync([]);
        Assert.Equal(1, status);
        Assert.Contains("9999_later.sql", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_source_is_visited_and_judged_with_what_to_do()
    {
        var now = DateTimeOffset.UtcNow;
        Feed("https://good.example/rss", now.AddHours(-3));
        Feed("https://old.example/rss", now.AddDays(-300));
        web.Serve("https://wall.example/rss", _ => new(HttpStatusCode.OK) { Content = new StringContent("<html><title>Just a moment...</title><body>Checking your browser</body></html>", null, "text/html") });
        web.Serve("https://shut.example/rss", _ => new(HttpStatusCode.Forbidden));
        web.Serve("https://moved.example/rss", _ => new(HttpStatusCode.MovedPermanently) { Headers = { Location = new Uri("https://good.example/rss") } });
        web.Serve("http://localhost:3978/health/ready", """{"status":"Healthy"}""", "application/json");
        var rows = new[] { "good", "old", "wall", "shut", "moved" }.Select(k =>
            $$"""{ "key": "{{k}}", "name": "{{k}}", "class": "press", "feeds": ["https://{{k}}.example/rss"] }""");
        var sources = folder.Write("sources.json", $"[{string.Join(",\n", rows)}, {{ \"key\": \"dumb\", \"name\": \"D\", \"class\": \"press\" }}]");
        var (status, json) = await LookAsync(["--sources", sources, "--Web:Contact", "https://me.example"], json: true, online: true);
        Assert.Equal(1, status);
        var said = JsonDocument.Parse(json).RootElement.GetProperty("findings").EnumerateArray()
            .ToLookup(f => f.GetProperty("check").GetString()!, f => (Severity: f.GetProperty("severity").GetString(), Sentence: f.GetProperty("sentence").GetString()!, Remedy: f.GetProperty("remedy").GetString()));
        Assert.Equal("ok", Assert.Single(said["source good"]).Severity);
        Assert.Contains("newest item 3 hours old", said["source good"].Single().Sentence, StringComparison.Ordinal);
        Assert.Equal("warning", Assert.Single(said["source old"]).Severity);
        Assert.Equal("error", Assert.Single(said["source wall"]).Severity);
        Assert.Equal("error", Assert.Single(said["source shut"]).Severity);
        Assert.Equal("warning", Assert.Single(said["source dumb"]).Severity);
        var moved = Assert.Single(said["source moved"]);
        Assert.Equal(("warning", "Write https://good.example/rss in its place."), (moved.Severity, moved.Remedy));
    }

    [Fact]
    public async Task A_listing_page_is_visited_as_the_newsroom_reads_it()
    {
        web.Serve("http://localhost:3978/health/ready", """{"status":"Healthy"}""", "application/json");
        web.Serve("https://office.example/press/", "<div class='list'><div class='row'><a href='/press/1'>A statement of the spokesperson</a></div></div>");
        web.Serve("https://bureau.example/press/", "<html><body><p>Moved into another shape</p></body></html>");
        var rows = new[] { "office", "bureau" }.Select(k =>
            $$"""{ "key": "{{k}}", "name": "{{k}}", "class": "official", "listings": [{ "url": "https://{{k}}.example/press/", "item": "div.list > div.row" }] }""");
        var (_, lines) = await LookAsync(["--sources", folder.Write("sources.json", $"[{string.Join(",\n", rows)}]")], online: true);
        Assert.Contains("ok       source office: https://office.example/press/: 1 items", lines, StringComparison.Ordinal);
        Assert.Contains("error    source bureau:", lines, StringComparison.Ordinal);
        Assert.Contains("Correct the selectors", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing of it is read", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_address_that_only_redirects_does_not_answer()
    {
        await using var elsewhere = WebApplication.CreateSlimBuilder().Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet("/health/live", () => Results.Redirect("/login"));
        elsewhere.MapGet("/login", () => "Log in.");
        await elsewhere.StartAsync();
        var (builder, data) = Program.Configure(
            ["--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), "--PublicAddress", elsewhere.Urls.Single(), "--urls", elsewhere.Urls.Single()]);
        var patient = new Patient { Settings = builder.Configuration, Environment = builder.Environment, Data = data, Clock = TimeProvider.System, Online = true };
        var findings = await AddressLook.FindAsync(patient, default);
        Assert.Contains("answers 302 to /health/live", findings.Single(f => f.Check == "public address").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "error public address: the certificate of bot.example has ended on 2026-02-28.")]
    [InlineData(1, "warning public address: the certificate of bot.example ends on 2026-03-02.")]
    [InlineData(20, "warning public address: the certificate of bot.example ends on 2026-03-21.")]
    [InlineData(22, "ok public address: https://bot.example/ answers; its certificate is good until 2026-03-23.")]
    [InlineData(null, "ok public address: https://bot.example/ answers.")]
    public void A_certificate_that_ends_soon_is_warned_about(int? days, string said)
    {
        var now = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        var found = AddressLook.Certificate(new Uri("https://bot.example"), days is { } left ? now.AddDays(left) : null, now);
        Assert.Equal(said, $"{found.Severity.ToString().ToLowerInvariant()} {found.Check}: {found.Sentence}");
    }

    [Theory]
    [InlineData(50L << 20, "error", "0.0 GB")]
    [InlineData(103L << 20, "warning", "0.1 GB")]
    [InlineData(1023L << 20, "warning", "1.0 GB")]
    [InlineData(1L << 30, "ok", "1.0 GB")]
    public void Little_space_is_warned_about_and_hardly_any_is_an_error(long free, string severity, string said)
    {
        var found = MachineLook.Space("/data", free);
        Assert.Equal((severity, $"{said} are free for /data."), (found.Severity.ToString().ToLowerInvariant(), found.Sentence));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(-60, true)]
    [InlineData(3600, true)]
    public async Task A_clock_that_is_apart_from_the_database_s_is_an_error(int seconds, bool apart)
    {
        Migrations.Apply(NewsDb.InFolder(folder.Path));
        var (status, lines) = await LookAsync([], clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(seconds)));
        Assert.Equal(apart ? 1 : 0, status);
        Assert.Equal(apart, lines.Contains("error    clock: this machine's clock and the database's are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_has_gone_back_is_an_error()
    {
        var db = NewsDb.InFolder(folder.Path);
        Migrations.Apply(db);
        await using (var connection = await db.OpenAsync(default))
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                insert into source (id, key, name, class, language) values (1, 'herald', 'Herald', 2, 'en');
                insert into article (url, source_id, title, found, backlog, state) values ('https://herald.example/1', 1, 'T', 9000000000000000, 0, 0);
                """;
            await command.ExecuteNonQueryAsync();
        }

        var (status, lines) = await LookAsync([]);
        Assert.Equal(1, status);
        Assert.Contains("error    clock: the database holds an article of 2255-", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "error public address: {0}/ cannot be reached: The remote certificate")]
    [InlineData(-1, "error public address: the certificate of localhost has ended on ")]
    public async Task A_public_address_with_a_certificate_that_nobody_trusts_or_that_has_ended_is_an_error(int days, string said)
    {
        using var certificate = Certificate("localhost", days);
        var secure = WebApplication.CreateSlimBuilder();
        secure.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        await using var running = secure.Build();
        await running.StartAsync();
        var address = $"https://localhost:{new Uri(running.Urls.Single()).Port}";
        var found = await FindAsync("public address", "--PublicAddress", address);
        Assert.StartsWith(said.Replace("{0}", address, StringComparison.Ordinal), found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicAddress=https://bot.example", true)]
    [InlineData("PublicAddress=https://bot.example;Proxies=127.0.0.1", false)]
    [InlineData("PublicAddress=https://bot.example;urls=https://0.0.0.0:443", false)]
    [InlineData("Web:Contact=me", false)]
    public async Task A_proxy_that_is_not_named_is_warned_about(string settings, bool warned)
    {
        var (_, lines) = await LookAsync([.. settings.Split(';').Select(s => "--" + s)]);
        Assert.Equal(warned, lines.Contains("PublicAddress is set and Proxies is not", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EveryScope, true, "ok       slack: Slack:BotToken is newsbot of Desk's.")]
    [InlineData("commands,chat:write", true, "warning  slack: Slack:BotToken is newsbot of Desk's and lacks app_mentions:read, im:history,")]
    [InlineData("", false, "error    slack: Slack does not take Slack:BotToken (invalid_auth).")]
    public async Task Slack_is_asked_about_the_bot_token(string scopes, bool known, string said)
    {
        web.Serve("https://slack.com/api/auth.test", _ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(known ? """{"ok":true,"user":"newsbot","team":"Desk"}""" : """{"ok":false,"error":"invalid_auth"}""", null, "application/json"),
            };
            answer.Headers.Add("x-oauth-scopes", scopes);
            return answer;
        });
        web.Serve("http://localhost:3978/health/ready", HttpStatusCode.ServiceUnavailable);
        var sources = folder.Write("sources.json", "[]");
        var (_, lines) = await LookAsync(["--sources", sources, "--Slack:BotToken", "xoxb-1", "--Slack:SigningSecret", "s"], online: true);
        Assert.Contains(said, lines, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-1", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ok       slack: Slack:AppToken is taken.")]
    [InlineData("invalid_auth", "error    slack: Slack does not take Slack:AppToken (invalid_auth).\n         -> Copy it anew from api.slack.com/apps")]
    [InlineData("missing_scope", "error    slack: Slack does not take Slack:AppToken (missing_scope).\n         -> Generate one with the scope connections:write")]
    public async Task Slack_is_asked_about_the_app_token(string? error, string said)
    {
        web.Serve("http://localhost:3978/health/ready", HttpStatusCode.ServiceUnavailable).Serve("https://slack.com/api/auth.test", """{"ok":true,"user":"newsbot","team":"Desk"}""", "application/json");
        web.Serve("https://slack.com/api/apps.connections.open", error is null ? """{"ok":true}""" : $$"""{"ok":false,"error":"{{error}}"}""", "application/json");
        var (_, lines) = await LookAsync(["--sources", folder.Write("sources.json", "[]"), "--Slack:BotToken", "xoxb-1", "--Slack:AppToken", "xapp-1-canary"], online: true);
        Assert.Contains(said, lines, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "error    public address: https://bot.example/ answers everybody as if they were on this machine")]
    [InlineData("X-Forwarded-For", "ok       public address: https://bot.example/ answers.")]
    [InlineData("Host", "ok       public address: https://bot.example/ answers.")]
    public async Task A_proxy_that_makes_strangers_local_is_found_from_outside(string? tells, string said)
    {
        await using var host = await OperationsHost.StartAsync(["environment=Production", "PublicAddress=https://bot.example", "Operate:Token=" + new string('x', 16)]);
        web.Serve("http://localhost:3978/health/ready", HttpStatusCode.ServiceUnavailable);
        foreach (var path in new[] { "/health/live", "/health/ready", "/operate" })
            web.ServeAsync("https://bot.example" + path, (_, stop) => ThroughProxyAsync(host, path, tells, stop));
        var (_, lines) = await LookAsync(["--sources", folder.Write("sources.json", "[]"), "--PublicAddress", "https://bot.example"], online: true);
        Assert.Contains(said, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_server_that_is_not_there_is_an_error_and_no_file_is_looked_at_instead()
    {
        Migrations.Apply(NewsDb.InFolder(folder.Path));
        web.Serve("http://localhost:3978/health/ready", HttpStatusCode.ServiceUnavailable);
        var sources = folder.Write("sources.json", "[]");
        var (status, lines) = await LookAsync(
            ["--sources", sources, "--ConnectionStrings:NewsBot", "Host=127.0.0.1;Port=1;Database=newsbot;Username=newsbot;Password=hunter2"], online: true);
        Assert.Equal(1, status);
        Assert.Contains("error    database: it cannot be opened:", lines, StringComparison.Ordinal);
        Assert.Contains("Check ConnectionStrings:NewsBot", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines, StringComparison.Ordinal);
    }

    private Task<string> OwnAsync(string key, string address) => FindAsync("program", key, address);

    private async Task<string> FindAsync(string check, string key, string address)
    {
        var (builder, data) = Program.Configure(["--data", folder.Path, "--sources", folder.Write("sources.json", "[]"), key, address]);
        var patient = new Patient { Settings = builder.Configuration, Environment = builder.Environment, Data = data, Clock = TimeProvider.System, Online = true };
        var found = (await AddressLook.FindAsync(patient, default)).Single(f => f.Check == check);
        return $"{found.Severity.ToString().ToLowerInvariant()} {found.Check}: {found.Sentence}";
    }

    private static X509Certificate2 Certificate(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(days));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    // As nginx passes a request on: with the host of its own setting and nothing else, unless it is told more.
    private static async Task<HttpResponseMessage> ThroughProxyAsync(OperationsHost host, string path, string? tells, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (tells == "Host")
            request.Headers.Host = "bot.example";
        else if (tells is not null)
            request.Headers.Add(tells, "203.0.113.9");
        return await host.Client.SendAsync(request, cancellationToken);
    }

    private void Feed(string url, DateTimeOffset newest) => web.Serve(url, _ => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $"<rss version='2.0'><channel><title>F</title><item><title>T</title><link>{url}/1</link><guid>1</guid><pubDate>{newest:R}</pubDate></item></channel></rss>",
            null,
            "application/rss+xml"),
    });

    private async Task<(int Status, string Lines)> LookAsync(string[] args, bool json = false, bool online = false, TimeProvider? clock = null)
    {
        var (builder, data) = Program.Configure(["--data", folder.Path, "--environment", "Production", .. args]);
        var patient = new Patient
        {
            Settings = builder.Configuration,
            Environment = builder.Environment,
            Data = data,
            Clock = clock ?? TimeProvider.System,
            Online = online,
            Edge = web,
        };
        var output = new StringWriter { NewLine = "\n" };
        return (await DoctorCommandLine.RunAsync(patient, json, output, default), output.ToString());
    }
}
