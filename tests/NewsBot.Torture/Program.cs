using System.Globalization;
using NewsBot.Storage;
using NewsBot.Torture;
using NewsBot.Torture.Faults;
using NewsBot.Web;

// One line a result; the exit status is 0 when nothing was lost and nothing doubled.
var seed = Option("--seed", Random.Shared.Next(1, 1_000_000));
var (count, minutes, speed) = (Option("--count", 50), Option("--minutes", 3), Option("--speed", 10));
var size = new LoadSize(
    Option("--subscriptions", 10_000), Option("--conversations", 1_000), Option("--statements", 200), Option("--most", 120));
switch (args.FirstOrDefault())
{
    case "node":
        return await RunNodeAsync();
    case "kills":
        return await RunAsync("kills", () => Kills.RunAsync(count, seed));
    case "windows" when Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES") is { Length: > 0 } server:
        return await RunAsync("windows", () => Editions.RunAsync(count, seed, server));
    case "soak":
        return await RunAsync("soak", () => Soak.RunAsync(minutes, speed, seed, Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES")));
    case "load":
        return await RunAsync("load", () => Load.RunAsync(size, seed, Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES")));
    case "storage":
        return await RunAsync("storage", () => StorageFaults.RunAsync(seed, Environment.GetEnvironmentVariable("NEWSBOT_POSTGRES")));
    default:
        Console.Error.WriteLine(
            """
            Say which:
              kills    one node on SQLite; --count N
              windows  three nodes on the PostgreSQL server of NEWSBOT_POSTGRES; --count N
              soak     one node on outlets that publish without end (the sample newsroom has one); on the server of NEWSBOT_POSTGRES where
                       that is set; --minutes N, --speed N (seconds of the node's clock in one of the world's; the hour: --minutes 60 --speed 200)
              load     a burst of statements to many subscriptions, there too; --subscriptions N, --conversations N, --statements N,
                       --most N (hundredths of the time that the limits alone allow)
              storage  disk full, read-only, locked, damaged, killed migration; the last also on the server of NEWSBOT_POSTGRES where that is set
            With --seed N a run is repeated.
            """);
        return 2;
}

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

// The seed comes first, and whatever a run throws is a failure that can be repeated.
async Task<int> RunAsync(string what, Func<Task<bool>> run)
{
    var asked = what switch
    {
        "soak" => $"--minutes {minutes} --speed {speed}",
        "load" => $"--subscriptions {size.Subscriptions} --conversations {size.Conversations} --statements {size.Statements} --most {size.Most}",
        _ => $"--count {count}",
    };
    Console.WriteLine($"{what}: seed {seed}");
    var clean = false;
    try
    {
        clean = await run();
    }
    catch (Exception e)
    {
        Console.WriteLine(e);
    }

    if (!clean)
        Console.WriteLine($"FAILED: {what}; again with: dotnet run --project tests/NewsBot.Torture -- {what} --seed {seed} {asked}");
    return clean ? 0 : 1;
}

// The whole program, as Main runs it, by a clock of ours.
async Task<int> RunNodeAsync()
{
    try
    {
        var clock = FastClock.Parse(args[1]);
        await using var app = Array.Find(args, a => a.StartsWith(Press.Argument, StringComparison.Ordinal)) is { } press
            ? await NewsBot.Program.BuildAsync([.. args[2..].Where(a => a != press)], clock, services =>
                services.AddKeyedSingleton<HttpMessageHandler>(WebServices.EdgeKey, Press.Parse(press, clock)))
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
