using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Benchmarks;

/// <summary>Microsoft as the bot sees it: takes the bot's answers as the Bot Connector service does (POST
/// v3/conversations/{id}/activities) and counts them, and announces the keys of the tokens that it makes.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";
    public const string Issuer = "https://api.botframework.com";

    private const string KeyId = "k1";

    private readonly WebApplication app;
    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, bool> connections = new();
    private int answers;

    private FakeConnector(WebApplication app) => this.app = app;

    public int Answers => Volatile.Read(ref answers);

    /// <summary>TCP connections over which answers came.</summary>
    public int Connections => connections.Count;

    public string Address { get; private set; } = "";

    public static async Task<FakeConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new FakeConnector(builder.Build());
        connector.app.MapPost("/v3/conversations/{**rest}", (HttpContext context) =>
        {
            Interlocked.Increment(ref connector.answers);
            connector.connections.TryAdd(context.Connection.Id, true);
            return Results.Json(new { id = "1" });
        });
        connector.app.MapGet("/metadata", () => Results.Json(new { issuer = Issuer, jwks_uri = connector.Address + "keys" }));
        connector.app.MapGet("/keys", () => Results.Json(new { keys = new[] { connector.Key() } }));
        await connector.app.StartAsync();
        connector.Address = connector.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        return connector;
    }

    /// <summary>A token as a channel's, good for an hour.</summary>
    public string Token()
    {
        var now = TimeProvider.System.GetUtcNow();
        var head = Encode(new { alg = "RS256", typ = "JWT", kid = KeyId });
        var claims = Encode(new { iss = Issuer, aud = AppId, serviceurl = Address, nbf = now.ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() });
        var signed = $"{head}.{claims}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        return app.DisposeAsync();
    }

    private object Key()
    {
        var parts = key.ExportParameters(false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = KeyId,
            n = Base64UrlEncoder.Encode(parts.Modulus),
            e = Base64UrlEncoder.Encode(parts.Exponent),
            endorsements = new[] { "emulator" },
        };
    }

    private static string Encode(object part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));
}
