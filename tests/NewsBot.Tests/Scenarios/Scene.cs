using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Articles;
using NewsBot.Deliveries;
using NewsBot.Digests;
using NewsBot.Feeds;
using NewsBot.Storage;
using NewsBot.Stories;
using NewsBot.Tests.Web;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>The whole program on a real SQLite file, with a settable clock and a fake network; its jobs run when the test says so.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private WebApplication? app;
    private HttpClient? http;

    private readonly Action<IServiceCollection>? more;

    private Scene(DirectoryInfo folder, Action<IServiceCollection>? more) => (Folder, this.more) = (folder, more);

    public DirectoryInfo Folder { get; }

    public FakeTimeProvider Clock { get; } = new(Start);

    public FakeWeb Web { get; } = new();

    /// <summary>Settings beside the scene's own, as on the command line.</summary>
    public List<string> Settings { get; } = [];

    public List<FakeOutlet> Outlets { get; } = [];

    public IServiceProvider Services => app!.Services;

    /// <summary>A scene with one press outlet, "Herald"; its feed is open and empty.</summary>
    public static Task<Scene> OpenAsync(params (string Key, string Name, string Class)[] outlets) => OpenAsync(null, outlets);

    /// <summary>A scene with services replaced.</summary>
    public static async Task<Scene> OpenAsync(Action<IServiceCollection>? more, params (string Key, string Name, string Class)[] outlets)
    {
        var scene = Prepare(more, outlets);
        await scene.StartAsync();
        return scene;
    }

    /// <summary>A scene that is not started yet.</summary>
    public static Scene Prepare(Action<IServiceCollection>? more, params (string Key, string Name, string Class)[] outlets)
    {
        var scene = new Scene(Directory.CreateTempSubdirectory("newsbot-scene"), more);
        if (outlets is [])
            outlets = [("herald", "Herald", "press")];
        foreach (var (key, name, sourceClass) in outlets)
            scene.Outlets.Add(new FakeOutlet(scene.Web, key, name, sourceClass).Open());
        return scene;
    }

    /// <summary>Starts the program again on what the stopped one left.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Runs every job, in the order of the flow, until none has anything to do.</summary>
    public async Task WorkAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            if (await ComposedAsync() + await Services.GetRequiredService<DeliverDigestsJob>().RunAsync(default) == 0)
                return;
        }

        Assert.Fail("The jobs never came to rest.");
    }

    /// <summary>Runs every job but the last: what they make is owed, and not posted.</summary>
    public async Task ComposeAsync()
    {
        while (await ComposedAsync() > 0)
            continue;
    }

    /// <summary>Only looks at the feeds; the stages after it find their work later.</summary>
    public Task<int> PollAsync() => Services.GetRequiredService<PollFeedsJob>().RunAsync(default);

    /// <summary>Lets time pass until something has ended that waits for it.</summary>
    public async Task AnswerWhileAsync(Task waiting)
    {
        while (!waiting.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            Clock.Advance(TimeSpan.FromSeconds(0.2));
        }

        await waiting;
    }

    /// <summary>Lets time pass, then runs every job.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await WorkAsync();
    }

    public Task<Chat> OpenChatAsync(string? zone = null) => Chat.OpenAsync(http!, zone);

    public HttpClient Http => http!;

    /// <summary>A figure out of the database.</summary>
    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await Services.GetRequiredService<NewsDb>().OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Delete(recursive: true);
        Assert.Empty(Web.Strange);
    }

    public async Task StartAsync()
    {
        var sources = Path.Combine(Folder.FullName, "sources.json");
        FakeOutlet.WriteSources(sources, Outlets);
        TestDb.Prepare(Path.Combine(Folder.FullName, "data"), Folder.FullName);
        app = await Program.BuildAsync(
            ["--data", Path.Combine(Folder.FullName, "data"), "--urls", "http://127.0.0.1:0", "--sources", sources, "--PublicAddress", "https://newsbot.example", .. Settings, .. TestDb.Arguments(Folder.FullName)],
            Clock,
            services =>
            {
                // Not the database's clock.
                services.AddSingleton<TimeProvider>(Clock);
                services.AddKeyedSingleton<HttpMessageHandler>(WebServices.EdgeKey, Web);
                foreach (var quartz in services.Where(s => s.ServiceType == typeof(IHostedService) && IsQuartz(s)).ToList())
                    services.Remove(quartz);
                foreach (var job in new[] { typeof(PollFeedsJob), typeof(FetchArticlesJob), typeof(FileArticlesJob), typeof(ComposeDigestsJob), typeof(DeliverDigestsJob) })
                    services.AddSingleton(job);
                more?.Invoke(services);
            });
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private async Task<int> ComposedAsync() => await Services.GetRequiredService<PollFeedsJob>().RunAsync(default)
        + await Services.GetRequiredService<FetchArticlesJob>().RunAsync(default)
        + await Services.GetRequiredService<FileArticlesJob>().RunAsync(default)
        + await Services.GetRequiredService<ComposeDigestsJob>().RunAsync(default);

    private static bool IsQuartz(ServiceDescriptor service) =>
        (service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory?.Method.ReturnType)?.Namespace?.StartsWith("Quartz", StringComparison.Ordinal) == true;

    private async Task StopAsync()
    {
        http?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
