using System.Text;
using System.Text.Json;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Rest;

namespace NewsBot.Benchmarks;

/// <summary>What is measured, in a process of its own: the SDK as its own samples wire it, our channels with the same bot, or the whole newsroom.</summary>
internal static class TurnServer
{
    public static async Task RunAsync(string kind, string address, string connector)
    {
        await using var app = kind switch
        {
            "nothing" => Nothing(address),
            "sdk" => Published(address),
            "slack" or "sockets" => await SlackBenchmark.ServeAsync(address, connector),
            _ => await OursAsync(address, connector, echo: kind == "ours"),
        };
        app.MapGet("/up", () => "up");
        await app.RunAsync();
    }

    // Reads the activity and posts an answer: what no bot can do without.
    private static WebApplication Nothing(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var http = new HttpClient();
        var app = builder.Build();
        app.MapPost("/api/messages", async (HttpRequest request) =>
        {
            using var activity = await JsonDocument.ParseAsync(request.Body);
            var root = activity.RootElement;
            var to = $"{root.GetProperty("serviceUrl").GetString()}v3/conversations/{root.GetProperty("conversation").GetProperty("id").GetString()}/activities";
            using var answer = await http.PostAsync(to, new StringContent("""{"type":"message","text":"echo"}""", Encoding.UTF8, "application/json"));
            return Results.Ok();
        });
        return app;
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

    private static async Task<WebApplication> OursAsync(string address, string connector, bool echo)
    {
        // No source: the reading of articles is measured by itself.
        var sources = Path.Combine(Environment.CurrentDirectory, "sources.json");
        await File.WriteAllTextAsync(sources, "[]");
        return await Program.BuildAsync(
            [
                "--urls", address, "--data", Path.Combine(Environment.CurrentDirectory, "data"), "--sources", sources, "--Logging:LogLevel:Default", "Error", "--Limits:LinesAMinute", "100000",
                "--MicrosoftAppId", FakeConnector.AppId, "--MicrosoftAppPassword", "unused", "--OAuthUrl", FakeConnector.Issuer,
                "--ToBotFromChannelTokenIssuer", FakeConnector.Issuer, "--ToBotFromChannelOpenIdMetadataUrl", connector + "metadata",
            ],
            TimeProvider.System,
            services =>
            {
                services.AddSingleton<ServiceClientCredentialsFactory>(new FixedCredentials());
                if (echo)
                    services.AddSingleton<IBot, Echo>();
            });
    }

    /// <summary>A constant token: nobody is asked for one here.</summary>
    private sealed class FixedCredentials : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(true);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(
            string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
            Task.FromResult<ServiceClientCredentials>(new TokenCredentials("token"));
    }

    private sealed class Echo : TeamsActivityHandler
    {
        protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
            turnContext.SendActivityAsync(MessageFactory.Text("echo: " + turnContext.Activity.Text), cancellationToken);
    }
}
