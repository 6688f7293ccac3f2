using System.Diagnostics;

namespace NewsBot.Benchmarks;

/// <summary>A program of ours in a process of its own, so that its processor time can be told from the load's.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;
    private bool ended;

    private ChildProcess(Process process) => this.process = process;

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double MemoryMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 })
                Console.Error.WriteLine(line.Data);
        };
        process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    public static async Task AnsweringAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(address, cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        if (ended)
            return;
        ended = true;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
