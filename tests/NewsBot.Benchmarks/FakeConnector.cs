using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace NewsBot.Benchmarks;

/// <summary>Takes the bot's answers as the Bot Connector service does (POST v3/conversations/{id}/activities), and counts them.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly WebApplication app;
    private int answers;

    private FakeConnector(WebApplication app) => this.app = app;

    public int Answers => Volatile.Read(ref answers);

    public string Address { get; private set; } = "";

    public static async Task<FakeConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new FakeConnector(builder.Build());
        connector.app.MapPost("/v3/conversations/{**rest}", () =>
        {
            Interlocked.Increment(ref connector.answers);
            return Results.Json(new { id = "1" });
        });
        await connector.app.StartAsync();
        connector.Address = connector.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return connector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
