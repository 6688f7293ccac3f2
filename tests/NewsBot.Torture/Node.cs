using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NewsBot.Torture;

/// <summary>One process of the program, which can be killed at any instant and started again on the same data.</summary>
internal sealed class Node(IReadOnlyList<string> arguments, FastClock clock, TimeSpan wrong = default) : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly List<string> errors = [];
    private Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

    /// <summary>Its process; null while it does not run.</summary>
    public int? ProcessId => Runs ? process!.Id : null;

    public bool Runs => process is { HasExited: false };

    /// <summary>What it wrote to its error stream, over all its lives.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (errors)
                return [.. errors];
        }
    }

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        foreach (var argument in new[] { typeof(Node).Assembly.Location, "node", clock.Write(wrong), "--urls", Address.AbsoluteUri }.Concat(arguments))
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until it can do its work.</summary>
    /// <exception cref="TimeoutException">It does not come up.</exception>
    public async Task ReadyAsync(TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < patience)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(Address, "health/ready"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }

            if (!Runs)
                break;
            await Task.Delay(50);
        }

        throw new TimeoutException($"A node did not come up: {string.Join(" | ", Errors.TakeLast(5))}");
    }

    /// <summary>The longest that anything waits at a stage beyond its time, as its metrics tell it, in seconds of its clock.</summary>
    /// <returns>Null when it tells nothing, as while it is coming up.</returns>
    public async Task<double?> LagAsync()
    {
        try
        {
            var lags = (await Http.GetStringAsync(new Uri(Address, "metrics"))).Split('\n')
                .Where(l => l.StartsWith("newsbot_stage_lag", StringComparison.Ordinal))
                .Select(l => double.Parse(l[(l.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
                .ToList();
            return lags.Count == 0 ? null : lags.Max();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        if (Runs)
            process!.Kill();
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Dispose() => Kill();

    private void Keep(string? line)
    {
        if (line is not { Length: > 0 })
            return;
        lock (errors)
            errors.Add(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
