using System.Diagnostics;
using System.Globalization;

namespace NewsBot.Benchmarks;

/// <summary>
/// The same as <see cref="SlackBenchmark"/> over a socket (Socket Mode): how long Slack waits for an acknowledgement at 100 events a
/// second, with the socket replaced in the middle, then with all events of a second at its beginning, each tenth twice; and what the
/// memory does over many.
/// </summary>
internal static class SocketBenchmark
{
    private const int PerSecond = SlackBenchmark.PerSecond;

    /// <inheritdoc cref="SlackBenchmark.RunAsync"/>
    public static async Task<bool> RunAsync(bool isShort, bool isLong)
    {
        var folder = Directory.CreateTempSubdirectory("newsbot-sockets");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(60));
        await using var slack = await SocketSide.StartAsync();
        var arguments = new[] { "serve", "sockets", $"http://127.0.0.1:{FreePort.Next()}", slack.Url };
        using var server = ChildProcess.Start(typeof(SocketBenchmark).Assembly.Location, arguments, folder.FullName);
        await slack.OpenedAsync(1, patience.Token);
        await SteadyAsync(slack, 0, PerSecond * 2, patience.Token);

        var events = PerSecond * (isShort ? 3 : 60);
        var before = server.ProcessorTime;
        var steady = SteadyAsync(slack, 1_000_000, events, patience.Token);
        await Task.Delay(TimeSpan.FromSeconds(events / (2.0 * PerSecond)), TimeProvider.System, patience.Token);
        await slack.RefreshAsync(patience.Token);
        var waits = await steady;
        var each = (server.ProcessorTime - before).TotalMilliseconds / events;
        var right = SlackBenchmark.Tell($"socket, {events} events at {PerSecond} a second, replaced in the middle", waits, each);

        var seconds = isShort ? 3 : 30;
        before = server.ProcessorTime;
        waits = await BurstsAsync(slack, 2_000_000, seconds, patience.Token);
        each = (server.ProcessorTime - before).TotalMilliseconds / waits.Length;
        right &= SlackBenchmark.Tell($"socket, {seconds} bursts of {PerSecond}, one a second, each tenth event twice", waits, each);
        Console.WriteLine("slack  socket, not acknowledged in time: " + slack.Again.ToString(CultureInfo.InvariantCulture));
        var all = (PerSecond * 2) + events + (PerSecond * seconds);
        right &= await SlackBenchmark.CountAsync(Path.Combine(folder.FullName, "data"), all, patience.Token);
        if (isLong)
            right &= await SlackBenchmark.ManyAsync(
                "socket", server, (i, _) => OneAsync(slack, Stopwatch.GetTimestamp(), default, i), patience.Token);
        server.Dispose();
        folder.Delete(recursive: true);
        return right;
    }

    // Open load: an event leaves at its time, whether or not the ones before it have been acknowledged.
    private static async Task<double[]> SteadyAsync(SocketSide slack, int first, int events, CancellationToken cancellationToken)
    {
        var sent = new List<Task<double>>(events);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)PerSecond);
            await UntilAsync(start, due, cancellationToken);
            sent.Add(OneAsync(slack, start, due, first + i));
        }

        return await Task.WhenAll(sent);
    }

    private static async Task<double[]> BurstsAsync(SocketSide slack, int first, int seconds, CancellationToken cancellationToken)
    {
        var sent = new List<Task<double>>();
        var start = Stopwatch.GetTimestamp();
        for (var second = 0; second < seconds; second++)
        {
            var due = TimeSpan.FromSeconds(second);
            await UntilAsync(start, due, cancellationToken);
            for (var i = 0; i < PerSecond; i++)
            {
                var number = first + (second * PerSecond) + i;
                sent.Add(OneAsync(slack, start, due, number));
                if (i % 10 == 0)
                    sent.Add(OneAsync(slack, start, due, number, "again"));
            }
        }

        return await Task.WhenAll(sent);
    }

    private static async Task UntilAsync(long start, TimeSpan due, CancellationToken cancellationToken)
    {
        var ahead = due - Stopwatch.GetElapsedTime(start);
        if (ahead > TimeSpan.Zero)
            await Task.Delay(ahead, TimeProvider.System, cancellationToken);
    }

    // Milliseconds from when it was due until its acknowledgement.
    private static async Task<double> OneAsync(SocketSide slack, long start, TimeSpan due, int number, string copy = "")
    {
        var envelope = number.ToString(CultureInfo.InvariantCulture) + copy;
        var acknowledged = await slack.BringAsync(envelope, SlackBenchmark.Event(number));
        return (Stopwatch.GetElapsedTime(start, acknowledged) - due).TotalMilliseconds;
    }
}
