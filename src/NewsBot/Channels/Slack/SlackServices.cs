using NewsBot.Channels.Slack.Inbox;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Channels.Slack.Posting;
using NewsBot.Channels.Slack.Sharing;
using NewsBot.Channels.Slack.Views;
using NewsBot.Conversations;
using NewsBot.Slack;
using NewsBot.Slack.Incoming;
using NewsBot.Slack.Installing;
using NewsBot.Slack.Web;

namespace NewsBot.Channels.Slack;

internal static class SlackServices
{
    /// <summary>Name of the client, and key of a handler that a test puts in its place.</summary>
    public const string EdgeKey = "slack";

    public static IServiceCollection AddSlack(this IServiceCollection services)
    {
        services.AddHttpClient(EdgeKey)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetKeyedService<HttpMessageHandler>(EdgeKey) ?? new SocketsHttpHandler
            {
                // A redirect would carry a token to a stranger.
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(15));
        return services
            .AddSingleton(provider => SlackOptions.From(provider.GetRequiredService<IConfiguration>()))
            .AddSingleton(provider => new SlackApi(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(EdgeKey),
                new SlackPace(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SlackTurnstile>().TakeAsync),
                provider.GetRequiredService<SlackOptions>().ApiUrl))
            .AddSingleton<TokenCipher>()
            .AddSingleton<InstallationTable>()
            .AddSingleton(Client)
            .AddSingleton(provider => new SlackAdapter(
                provider.GetRequiredService<SlackClient>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<TurnFailure>().TellAsync,
                provider.GetRequiredService<SlackRefusals>().Note,
                provider.GetRequiredService<SlackTurnstile>().CountAsync))
            .AddSingleton<SlackTurnstile>()
            .AddSingleton<SlackRefusals>()
            .AddSingleton<SlackLook>()
            .AddSingleton<InboxWriter>()
            // Services are stopped from the last to the first: whoever writes is before the writer.
            .AddHostedService(provider => provider.GetRequiredService<InboxWriter>())
            .AddSingleton<SlackInboxTable>()
            .AddSingleton<SlackInbox>()
            .AddHostedService(provider => provider.GetRequiredService<SlackInbox>())
            .AddSingleton<SlackSockets>()
            .AddHostedService(provider => provider.GetRequiredService<SlackSockets>())
            .AddHostedService<SlackScopes>()
            .AddHostedService<GridReunion>()
            .AddSingleton<SlackReceiver>()
            .AddSingleton<SlackTurns>()
            .AddSingleton<SlackPeople>()
            .AddSingleton<SlackPatience>()
            .AddSingleton<ChannelUnion>()
            .AddSingleton<GridChannels>()
            .AddSingleton<DirectMessages>()
            .AddSingleton<SlackAnnouncer>()
            .AddSingleton<SlackConnect>()
            .AddSingleton<SlackMembership>()
            .AddSingleton<SlackLife>()
            .AddSingleton<HomeTable>()
            .AddSingleton<SlackHome>()
            .AddSingleton<SlackSettings>()
            .AddSingleton<SlackShortcut>()
            .AddSingleton<SlackViews>()
            .AddSingleton<SlackInstall>()
            .AddSingleton<SlackWelcome>()
            .AddSingleton<SlackEndpoints>();
    }

    /// <exception cref="FormatException">A setting is wrong; the message names it.</exception>
    public static void MapSlack(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<SlackOptions>();
        if (!options.IsOn)
            return;
        var look = app.Services.GetRequiredService<SlackLook>();
        app.Services.GetRequiredService<Doors>().Open(
            SlackActivity.Channel,
            app.Services.GetRequiredService<SlackAdapter>(),
            appId: "",
            SlackActivity.ServiceUrl,
            look.LookAsync,
            new Extras(look.CanAsync, app.Services.GetRequiredService<SlackRefusals>().TellAsideAsync));
        if (options.SigningSecrets.Count > 0)
            app.Services.GetRequiredService<SlackEndpoints>().Map(app);
        if (options.ClientId is not null)
            app.Services.GetRequiredService<SlackInstall>().Map(app);
    }

    private static SlackClient Client(IServiceProvider provider)
    {
        var (options, api, clock) = (
            provider.GetRequiredService<SlackOptions>(), provider.GetRequiredService<SlackApi>(), provider.GetRequiredService<TimeProvider>());
        return options.BotToken is { } token
            ? new SlackClient(new ConfiguredInstallation(api, token), api, oauth: null, clock)
            : new SlackClient(
                provider.GetRequiredService<InstallationTable>(), api, new SlackOAuth(api, options.ClientId ?? "", options.ClientSecret ?? "", clock), clock);
    }
}
