using System.Diagnostics;

namespace NewsBot.Tests.Operations;

/// <summary>The built program as a process of its own, in an empty folder of its own, as a new user has it.</summary>
internal sealed class ProgramRun : IDisposable
{
    /// <summary>Long, because it only ends what has gone wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot-run");

    public string Folder => folder.FullName;

    /// <summary>A shell that starts it and waits for it; null when nobody stands between.</summary>
    public string? Parent { get; set; }

    /// <summary>Beside those of the test itself.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="answers">What is typed, a line each.</param>
    /// <param name="args">The command line.</param>
    public async Task<(int Status, string Said, string Complained)> RunAsync(string[] answers, params string[] args)
    {
        using var process = Start(args);
        foreach (var answer in answers)
            await process.StandardInput.WriteLineAsync(answer);
        process.StandardInput.Close();
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await said, await complained);
    }

    /// <summary>Runs the newsroom while something is done.</summary>
    /// <param name="work">What is done; it is told when to give up.</param>
    /// <param name="args">The command line.</param>
    public async Task WhileAsync(Func<CancellationToken, Task> work, params string[] args)
    {
        using var process = Start(args);
        using var patience = new CancellationTokenSource(Patience);
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await work(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Runs the newsroom until it has said where it answers, and what follows.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The first two lines.</returns>
    public async Task<string> AnnouncedAsync(params string[] args)
    {
        using var process = Start(args);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return $"{await process.StandardOutput.ReadLineAsync(patience.Token)}\n{await process.StandardOutput.ReadLineAsync(patience.Token)}";
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(patience.Token);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Process Start(string[] args)
    {
        string[] line = [Path.Combine(AppContext.BaseDirectory, "NewsBot.dll"), .. args];
        var start = new ProcessStartInfo(Parent ?? "dotnet", Parent is null ? line : ["-c", "dotnet \"$0\" \"$@\" & wait", .. line])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nobody's own secrets are read or written.
        start.Environment["HOME"] = Folder;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
