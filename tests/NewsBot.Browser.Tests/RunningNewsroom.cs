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
        : this([])
    {
    }

    private RunningNewsroom(string[] settings)
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = data.FullName, RedirectStandardOutput = true };
        string[] arguments = [typeof(CardDeck).Assembly.Location, "--data", Path.Combine(data.FullName, "data"), "--urls", Address, "--sample-speed", "2", .. settings];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        FirstLine = process.StandardOutput.ReadLine();
        SecondLine = process.StandardOutput.ReadLine();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public string Address { get; }

    /// <summary>Its database.</summary>
    public string Database => Path.Combine(data.FullName, "data", "newsbot.db");

    public string? FirstLine { get; }

    public string? SecondLine { get; }

    /// <summary>One with more settings, as <c>--Name=value</c>.</summary>
    public static RunningNewsroom With(params string[] settings) => new(settings);

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
