using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NewsBot.Channels.BotFramework.Sending;
using NewsBot.Channels.BotFramework.SignIn;

namespace NewsBot.Channels.BotFramework;

internal static class BotFrameworkServices
{
    public static IServiceCollection AddBotFramework(this IServiceCollection services)
    {
        // The client without a name is the one that the SDK asks for. It logs nothing: addresses hold conversation ids.
        services.AddHttpClient("")
            .UseSocketsHttpHandler((handler, _) =>
            {
                // A redirect would carry our token to a stranger.
                handler.AllowAutoRedirect = false;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .AddHttpMessageHandler(() => new RefreshableCredentials.Handler())
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(15));
        services.TryAddSingleton(s =>
            ChannelRule.From(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        return services
            .AddSingleton<ChannelKeys>()
            .AddHostedService<WarmKeys>()
            .AddSingleton(Clients)
            .AddSingleton<BotFrameworkAuthentication>(provider => provider.GetRequiredService<KeptClients>())
            .AddSingleton<SendLimiter>()
            .AddSingleton<NewsroomAdapter>()
            .AddSingleton<EndpointDoor>()
            .AddSingleton<LateTurns>()
            .AddSingleton<MessagesEndpoint>();
    }

    private static KeptClients Clients(IServiceProvider services)
    {
        var http = services.GetRequiredService<IHttpClientFactory>();
        var rule = services.GetRequiredService<ChannelRule>();
        var settings = services.GetRequiredService<IConfiguration>();
        var forSdk = ChannelCloud.Of(settings).ForSdk(settings);
        BotFrameworkAuthentication authentication = new ConfigurationBotFrameworkAuthentication(
            forSdk,
            services.GetService<ServiceClientCredentialsFactory>() ?? BotIdentity.Credentials(forSdk, http.CreateClient()),
            httpClientFactory: http);
        if (!rule.IsOpen)
            authentication = ActivatorUtilities.CreateInstance<ChannelTokens>(services, authentication);
        return new KeptClients(authentication, rule, http.CreateClient(), services.GetRequiredService<TimeProvider>());
    }
}
