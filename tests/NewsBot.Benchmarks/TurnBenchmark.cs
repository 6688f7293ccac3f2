using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace NewsBot.Benchmarks;

/// <summary>
/// Processor time of a turn: a bot that does nothing but read and answer, the SDK as published, our adapter with the same echo bot and
/// tokens checked, and a "help" through the whole newsroom with tokens checked, one after another in one run. The SDK as published runs
/// without tokens, which favours it. The load and the connector that takes the answers stand in this process; each server in one of its own.
/// It measures processor time on loopback, not latency under a real network.
/// </summary>
internal static class TurnBenchmark
{
    private const int Parallel = 8;

    // A turn may cost such a part of the SDK's, and so many times what one costs in which nothing is done.
    private const int Part = 20;
    private const int Times = 2;

    /// <returns>False when our adapter costs more than it may, or keeps no connections. A short run is over before the code is compiled, and asks for nothing.</returns>
    public static async Task<bool> RunAsync(bool isShort)
    {
        await using var connector = await FakeConnector.StartAsync();
        var token = connector.Token();
        var turns = isShort ? 160 : 3000;
        var (nothing, _) = await MeasureAsync("nothing", connector, token, turns, turns * 4);
        var (sdk, _) = await MeasureAsync("sdk", connector, null, turns / 4, turns);
        var (ours, connections) = await MeasureAsync("ours", connector, token, turns, turns * 4);
        var (newsroom, _) = await MeasureAsync("newsroom", connector, token, turns / 2, turns);
        Console.WriteLine(
            $"turn   SDK as published {sdk:N2} ms of processor a turn; our adapter, same echo bot, tokens checked {ours:N2} ms (1/{sdk / ours:N0}, " +
            $"{ours / nothing:N1} times a bot that does nothing); \"help\" through the whole newsroom {newsroom:N2} ms (1/{sdk / newsroom:N1})");
        if (isShort)
            return true;
        string?[] failures =
        [
            ours * Part <= sdk ? null : $"our adapter may cost 1/{Part} of the SDK at most",
            ours <= Times * nothing ? null : $"our adapter may cost {Times} times a bot that does nothing at most",
            connections <= Parallel ? null : $"our adapter may open a connection for each of the {Parallel} that speak at the same time, and keeps it",
        ];
        foreach (var failure in failures.OfType<string>())
            Console.WriteLine($"turn   FAILED: {failure}");
        return failures.All(f => f is null);
    }

    private static async Task<(double Spent, int Connections)> MeasureAsync(string kind, FakeConnector connector, string? token, int warmUp, int turns)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-turn");
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Parallel }) { BaseAddress = new Uri(address) };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var server = ChildProcess.Start(typeof(TurnBenchmark).Assembly.Location, ["serve", kind, address, connector.Address], folder.FullName);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await ChildProcess.AnsweringAsync(http, "/", patience.Token);
        await LoadAsync(http, connector, 0, warmUp, patience.Token);
        var before = server.ProcessorTime;
        var (answered, connections) = (connector.Answers, connector.Connections);
        var watch = Stopwatch.StartNew();
        await LoadAsync(http, connector, warmUp, turns, patience.Token);
        var spent = (server.ProcessorTime - before).TotalMilliseconds / turns;
        if (connector.Answers - answered < turns)
            throw new InvalidOperationException($"{kind}: only {connector.Answers - answered} of {turns} turns were answered.");
        var opened = connector.Connections - connections;
        Console.WriteLine($"turn   {kind,-9} {turns} turns in {watch.Elapsed.TotalSeconds:N1} s, {spent:N2} ms of processor each, {server.MemoryMegabytes:N0} MB, {opened} new connections");
        server.Dispose();
        folder.Delete(recursive: true);
        return (spent, opened);
    }

    private static async Task LoadAsync(HttpClient http, FakeConnector connector, int first, int turns, CancellationToken cancellationToken) =>
        await System.Threading.Tasks.Parallel.ForAsync(
            first,
            first + turns,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                var body = $$$"""
                    {"type":"message","id":"m{{{i}}}","text":"help","channelId":"emulator","serviceUrl":"{{{connector.Address}}}","locale":"en-GB",
                     "timestamp":"2026-01-05T08:00:00.000Z","from":{"id":"u1","name":"Bench"},"recipient":{"id":"b1","name":"NewsBot"},
                     "conversation":{"id":"c{{{i % Parallel}}}","conversationType":"personal"}}
                    """;
                using var answer = await http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), stop);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new InvalidOperationException($"A turn was answered with {(int)answer.StatusCode}.");
            });
}
