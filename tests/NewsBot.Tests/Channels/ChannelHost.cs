using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using NewsBot.Cards;
using NewsBot.Channels;
using NewsBot.Conversations;
using NewsBot.Deliveries;
using NewsBot.Desk;
using NewsBot.Storage;
using NewsBot.Subscriptions;

namespace NewsBot.Tests.Channels;

/// <summary>The channels on a real Kestrel at a free port of loopback, over a real database; the bot behind them is the test's own.</summary>
internal sealed class ChannelHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ChannelHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public Doors Doors => Services.GetRequiredService<Doors>();

    public ConversationTable Conversations => Services.GetRequiredService<ConversationTable>();

    /// <param name="folder">The data folder; a second host on the same folder is a restart, or a replica.</param>
    /// <param name="bot">The bot behind the channels; null for the newsroom's own.</param>
    /// <param name="settings">Settings, as <c>Name=value</c>; <c>environment=Development</c> too.</param>
    /// <param name="more">Replaces services.</param>
    public static async Task<ChannelHost> StartAsync(
        string folder, IBot? bot = null, string[]? settings = null, Action<IServiceCollection>? more = null)
    {
        TestDb.Prepare(folder, folder);
        var builder = WebApplication.CreateBuilder([.. (settings ?? []).Select(s => "--" + s)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // With a bot of the test's own nobody needs the front desk, which Development would look for at once.
        builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage(StorageServices.OpenStorage(folder, TestDb.ConnectionString(folder))).AddConversations().AddSubscriptions().AddCards().AddChannels();
        builder.Services.AddSingleton<Residence>().AddSingleton<Pacing>();
        builder.Services.AddSingleton(new Newsdesk { Sources = [], Topics = [], Speakers = [] });
        if (bot is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(bot));
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapChannels();
        await app.StartAsync();
        return new ChannelHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
