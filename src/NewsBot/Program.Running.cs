using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Text;

namespace NewsBot;

/// <content>Runs the newsroom, and says where it answers.</content>
internal static partial class Program
{
    private static async Task<int> RunNewsroomAsync(string[] args, CancellationToken stop)
    {
        if (ArticleReader.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        await using var app = await BuildAsync(args, TimeProvider.System);
        return await RunAsync(app, stop);
    }

    /// <summary>Runs a newsroom to its end.</summary>
    /// <returns>1 when a service of it has failed, by which the host ends: a supervisor then starts it again.</returns>
    internal static async Task<int> RunAsync(WebApplication app, CancellationToken stop)
    {
        await app.StartAsync(stop);
        Announce(app);
        await app.WaitForShutdownAsync(stop);
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(s => s.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }

    /// <summary>What to try first.</summary>
    internal static string Advice(IServiceProvider services)
    {
        var topic = services.GetRequiredService<Newsdesk>().Topics is [var first, ..] ? first : null;
        if (services.GetService<SampleNewsroom>() is not { } newsroom)
            return topic is null ? "Open it and say: help" : $"Open it and say: subscribe {topic.Key}";
        var way = topic is null ? "Open it" : $"Open it, press \"Follow {topic.Name}\"";
        return newsroom.Ending is { } ending
            ? $"{ending} What was said can still be asked for."
            : $"{way} and wait for the sample newsroom to publish. Everything in it is invented.";
    }

    private static void Announce(WebApplication app)
    {
        Console.WriteLine($"NewsBot answers at {string.Join(" and ", app.Urls.Select(u => u.TrimEnd('/') + "/"))}");
        Console.WriteLine(Advice(app.Services));
    }
}
