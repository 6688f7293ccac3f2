using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NewsBot.Cards;

namespace NewsBot.Browser.Tests;

/// <summary>The program as a user starts it, in a process of its own, on an empty data folder and the sample newsroom.</summary>
public sealed class RunningNewsroom : IDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("newsbot-browser");

    public RunningNewsroom()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = data.FullName, RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(CardDeck).Assembly.Location, "--data", Path.Combine(data.FullName, "data"), "--urls", Address, "--sample-speed", "2" })
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        FirstLine = process.StandardOutput.ReadLine();
        SecondLine = process.StandardOutput.ReadLine();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public string Address { get; }

    public string? FirstLine { get; }

    public string? SecondLine { get; }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
