using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using NewsBot.Channels.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Storage;

namespace NewsBot.Benchmarks;

/// <summary>
/// How long Slack waits for an acknowledgement at 100 events a second, and what the memory does over many. Each event is verified, kept in
/// the database (the disk is waited for), acknowledged, then worked through; the events ask for no answer, as Slack itself allows few posts.
/// First they come one by one, then all of a second at its beginning, each tenth of them twice. What was lost or had its effect twice is
/// counted in the database. An acknowledgement after three seconds is none to Slack, and one in a hundred may take no longer than a second:
/// a machine that does other things as well, and a disk that is slow to write, are within that.
/// The load stands in this process, the newsroom in one of its own; loopback, no network.
/// </summary>
internal static class SlackBenchmark
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    internal const int PerSecond = 100;

    // Milliseconds.
    private const double Latest = 3000;
    private const double LatestOfHundred = 1000;

    /// <summary>A collection of garbage sooner or later makes that much of a difference.</summary>
    private const double Growth = 1.25;

    /// <returns>False where an event was lost or had its effect twice, was acknowledged too late, or the memory grew over many.</returns>
    public static async Task<bool> RunAsync(bool isShort, bool isLong)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-slack");
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        using var server = ChildProcess.Start(typeof(SlackBenchmark).Assembly.Location, ["serve", "slack", address], folder.FullName);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(60));
        await ChildProcess.AnsweringAsync(http, "/", patience.Token);
        await SteadyAsync(http, 0, PerSecond * 2, patience.Token);

        var events = PerSecond * (isShort ? 3 : 60);
        var before = server.ProcessorTime;
        var waits = await SteadyAsync(http, 1_000_000, events, patience.Token);
        var right = Tell($"{events} events at {PerSecond} a second", waits, (server.ProcessorTime - before).TotalMilliseconds / events);

        var seconds = isShort ? 3 : 30;
        before = server.ProcessorTime;
        waits = await BurstsAsync(http, 2_000_000, seconds, patience.Token);
        right &= Tell($"{seconds} bursts of {PerSecond}, one a second, each tenth event twice", waits, (server.ProcessorTime - before).TotalMilliseconds / waits.Length);
        right &= await CountAsync(Path.Combine(folder.FullName, "data"), (PerSecond * 2) + events + (PerSecond * seconds), patience.Token);
        if (isLong)
            right &= await ManyAsync("http", server, (i, stop) => PostAsync(http, i, stop), patience.Token);
        server.Dispose();
        folder.Delete(recursive: true);
        return right;
    }

    /// <summary>The newsroom with Slack, whose API answers at once.</summary>
    /// <param name="address">Where the newsroom listens.</param>
    /// <param name="socket">Where Slack listens, for Socket Mode; empty for HTTP.</param>
    public static Task<WebApplication> ServeAsync(string address, string socket) => Program.BuildAsync(
        [
            "--urls", address, "--data", Path.Combine(Environment.CurrentDirectory, "data"), "--sample-speed", "0", "--Logging:LogLevel:Default", "Error",
            "--Slack:BotToken", "xoxb-benchmark", .. socket.Length == 0 ? ["--Slack:SigningSecret", Secret] : new[] { "--Slack:AppToken", "xapp-benchmark" },
        ],
        TimeProvider.System,
        services => services.AddKeyedSingleton<HttpMessageHandler>(SlackServices.EdgeKey, new Answers(socket)));

    /// <summary>An event, as JSON.</summary>
    internal static string Event(int number) => $$$"""
        {"type":"event_callback","team_id":"T1","api_app_id":"A1","event_id":"Ev{{{number}}}","event_time":1700000000,
         "event":{"type":"member_joined_channel","user":"U2","channel":"C{{{number % 50}}}","channel_type":"C","team":"T1"},
         "authorizations":[{"enterprise_id":null,"team_id":"T1","user_id":"U0","is_bot":true,"is_enterprise_install":false}]}
        """;

    // Open load: an event leaves at its time, whether or not the ones before it have been acknowledged.
    private static async Task<double[]> SteadyAsync(HttpClient http, int first, int events, CancellationToken cancellationToken)
    {
        var waits = new ConcurrentBag<double>();
        var sent = new List<Task>(events);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < events; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)PerSecond);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            sent.Add(OneAsync(http, first + i, due, watch, waits, cancellationToken));
        }

        await Task.WhenAll(sent);
        return [.. waits];
    }

    // Whoever is brought twice comes twice at the same time: the first try is still running when Slack begins the second.
    private static async Task<double[]> BurstsAsync(HttpClient http, int first, int seconds, CancellationToken cancellationToken)
    {
        var waits = new ConcurrentBag<double>();
        var sent = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var second = 0; second < seconds; second++)
        {
            var due = TimeSpan.FromSeconds(second);
            if (due > watch.Elapsed)
                await Task.Delay(due - watch.Elapsed, cancellationToken);
            for (var i = 0; i < PerSecond; i++)
            {
                var number = first + (second * PerSecond) + i;
                for (var times = i % 10 == 0 ? 2 : 1; times > 0; times--)
                    sent.Add(OneAsync(http, number, due, watch, waits, cancellationToken));
            }
        }

        await Task.WhenAll(sent);
        return [.. waits];
    }

    // Every event was acknowledged, so each must stand there, and have been worked through once.
    internal static async Task<bool> CountAsync(string data, int events, CancellationToken cancellationToken)
    {
        await using var connection = await NewsDb.InFile(Path.Combine(data, "newsbot.db"), readOnly: true).OpenAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        long unfinished;
        while ((unfinished = await connection.ExecuteScalarAsync<long>("select count(*) from slack_inbox where next_try is not null")) > 0
            && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        var kept = await connection.ExecuteScalarAsync<long>("select count(*) from slack_inbox");
        var tries = await connection.ExecuteScalarAsync<long>("select sum(attempts) from slack_inbox");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slack  {events} acknowledged: {events - kept} lost, {tries - kept + unfinished} worked through more than once, {unfinished} left after {watch.Elapsed.TotalSeconds:N1} s"));
        return kept == events && tries == events && unfinished == 0;
    }

    /// <returns>Whether all were acknowledged in time.</returns>
    internal static bool Tell(string what, double[] waits, double processor)
    {
        Array.Sort(waits);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slack  {what}: acknowledged after {At(waits, 0.5):N1} ms (p50), {At(waits, 0.99):N1} ms (p99), {waits[^1]:N1} ms at most; {processor:N2} ms of processor each"));
        var inTime = waits[^1] <= Latest && At(waits, 0.99) <= LatestOfHundred;
        if (!inTime)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slack  {what}: TOO LATE, at most {Latest:N0} ms and {LatestOfHundred:N0} ms (p99) are in time"));
        return inTime;
    }

    /// <summary>Sends 100,000 events, and tells after each fifth of them what memory the program takes.</summary>
    /// <param name="what">Which events.</param>
    /// <param name="server">The program.</param>
    /// <param name="send">Sends the event of a number.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>Whether the last fifth has left it with no more than <see cref="Growth"/> times what the first had.</returns>
    public static async Task<bool> ManyAsync(
        string what, ChildProcess server, Func<int, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        const int step = 20_000;
        var megabytes = new List<double>();
        for (var done = 0; done < 5 * step; done += step)
        {
            await Parallel.ForAsync(
                10_000_000 + done,
                10_000_000 + done + step,
                new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
                async (i, stop) => await send(i, stop));
            megabytes.Add(server.MemoryMegabytes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slack  {what}, {done + step:N0} events: {megabytes[^1]:N0} MB"));
        }

        return megabytes[^1] <= megabytes[0] * Growth;
    }

    private static async Task OneAsync(
        HttpClient http, int number, TimeSpan due, Stopwatch watch, ConcurrentBag<double> waits, CancellationToken cancellationToken)
    {
        await PostAsync(http, number, cancellationToken);
        waits.Add((watch.Elapsed - due).TotalMilliseconds);
    }

    private static async Task PostAsync(HttpClient http, int number, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(Event(number));
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/events") { Content = new ByteArrayContent(body) };
        request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
        request.Headers.Add(SlackSignature.SignatureHeader, SlackSignature.Sign(Secret, timestamp, body));
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)];

    private sealed class Answers(string socket) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"ok":true,"team_id":"T1","user_id":"U0","bot_id":"B0","url":"{{socket}}"}"""),
            });
    }
}
