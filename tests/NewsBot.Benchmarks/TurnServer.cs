using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace NewsBot.Benchmarks;

/// <summary>What is measured, in a process of its own: the SDK as its own samples wire it, our channels with the same bot, or the whole newsroom.</summary>
internal static class TurnServer
{
    public static async Task RunAsync(string kind, string address)
    {
        await using var app = kind == "sdk" ? Published(address) : await OursAsync(address, echo: kind == "ours");
        app.MapGet("/up", () => "up");
        await app.RunAsync();
    }

    private static WebApplication Published(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<BotFrameworkAuthentication>(services =>
            new ConfigurationBotFrameworkAuthentication(builder.Configuration, httpClientFactory: services.GetRequiredService<IHttpClientFactory>()));
        builder.Services.AddSingleton<IBotFrameworkHttpAdapter>(services => new CloudAdapter(services.GetRequiredService<BotFrameworkAuthentication>()));
        builder.Services.AddSingleton<IBot, Echo>();
        var app = builder.Build();
        app.MapPost("/api/messages", (HttpRequest request, HttpResponse response, IBotFrameworkHttpAdapter adapter, IBot bot, CancellationToken stop) =>
            adapter.ProcessAsync(request, response, bot, stop));
        return app;
    }

    private static Task<WebApplication> OursAsync(string address, bool echo) => Program.BuildAsync(
        ["--urls", address, "--data", Path.Combine(Environment.CurrentDirectory, "data"), "--sample-speed", "0", "--Logging:LogLevel:Default", "Error"],
        TimeProvider.System,
        services =>
        {
            if (echo)
                services.AddSingleton<IBot, Echo>();
        });

    private sealed class Echo : TeamsActivityHandler
    {
        protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
            turnContext.SendActivityAsync(MessageFactory.Text("echo: " + turnContext.Activity.Text), cancellationToken);
    }
}
