using NewsBot.Storage;

namespace NewsBot.Web;

internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddSingleton<AllowedLoopback>()
        .AddSingleton(s => WebOptions.From(s.GetRequiredService<IConfiguration>()))
        .AddSingleton(s => new WebFetcher(
            s.GetRequiredService<WebOptions>(),
            s.GetRequiredService<AllowedLoopback>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetKeyedService<HttpMessageHandler>(EdgeKey),
            s.GetRequiredService<NewsDb>() is { Engine.IsShared: true } shared ? new NodeTurns(shared, s.GetRequiredService<TimeProvider>()) : null));

    /// <summary>Tests register a handler under this key to stand in for the network.</summary>
    internal const string EdgeKey = "web-edge";
}
