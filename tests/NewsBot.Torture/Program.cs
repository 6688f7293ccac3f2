using System.Globalization;
using NewsBot.Storage;
using NewsBot.Torture;
using NewsBot.Web;

// One line a result; the exit status is 0 when nothing was lost and nothing doubled.
var seed = Option("--seed", Random.Shared.Next(1, 1_000_000));
var (count, minutes) = (Option("--count", 50), Option("--minutes", 3));
switch (args.FirstOrDefault())
{
    case "node":
        return await RunNodeAsync();
    case "kills":
        return Told(await Kills.RunAsync(count, seed), "kills");
    case "windows" when Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES") is { Length: > 0 } server:
        return Told(await Editions.RunAsync(count, seed, server), "windows");
    case "soak":
        return Told(await Soak.RunAsync(minutes, seed, Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES")), "soak");
    case "storage":
        return Told(await StorageFaults.RunAsync(), "storage");
    default:
        Console.Error.WriteLine(
            "Say which: kills (one node on SQLite), windows (three nodes on the PostgreSQL server of NEWSBOT_POSTGRES), soak (one node for --minutes N; on the server of NEWSBOT_POSTGRES where that is set), storage (disk full, read-only, locked, damaged, killed migration); --count N, --seed N.");
        return 2;
}

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

int Told(bool clean, string what)
{
    if (!clean)
        Console.WriteLine($"FAILED: {what}; again with: dotnet run --project tests/NewsBot.Torture -- {what} --seed {seed} {(what == "soak" ? $"--minutes {minutes}" : $"--count {count}")}");
    return clean ? 0 : 1;
}

// The whole program, as Main runs it, by a clock of ours.
async Task<int> RunNodeAsync()
{
    try
    {
        var clock = FastClock.Parse(args[1]);
        await using var app = args.Contains("--press")
            ? await NewsBot.Program.BuildAsync([.. args[2..].Where(a => a != "--press")], clock, services =>
                services.AddKeyedSingleton<HttpMessageHandler>(WebServices.EdgeKey, new Press(clock.Shows, Soak.Every, clock)))
            : await NewsBot.Program.BuildAsync(args[2..], clock);
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }
    catch (StorageException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
}
