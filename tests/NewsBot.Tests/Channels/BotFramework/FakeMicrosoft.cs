using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Rest;
using NewsBot.Channels.BotFramework;

namespace NewsBot.Tests.Channels.BotFramework;

/// <summary>Microsoft as the bot sees it, behind its HTTP client: the key service, and a connector that keeps what is posted to it.
/// Anything else is an error.</summary>
internal sealed class FakeMicrosoft : HttpMessageHandler
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Service = "https://smba.test/amer/tenant/";

    private readonly ConcurrentDictionary<string, (RSA Key, string[]? Endorsements)> keys = new();

    /// <summary>Requests to the connector: method and address, authorization, body.</summary>
    public ConcurrentQueue<(string Line, string? Authorization, JsonNode? Body)> Journal { get; } = new();

    public int KeyFetches { get; private set; }

    public bool KeyServiceDown { get; set; }

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.Created;

    public ChannelRule Rule { get; init; } =
        new(AppId, "https://api.botframework.com", "https://keys.test/metadata", "urn:botframework:azure", AllowHttp: false) { KeyRefresh = TimeSpan.FromSeconds(1) };

    public RSA AddKey(string id, params string[]? endorsements)
    {
        var key = RSA.Create(2048);
        keys[id] = (key, endorsements);
        return key;
    }

    public void RemoveKey(string id) => keys.TryRemove(id, out _);

    public void Serve(IServiceCollection services)
    {
        services.AddHttpClient("").ConfigurePrimaryHttpMessageHandler(() => this);
        services.Replace(ServiceDescriptor.Singleton(Rule));
        services.AddSingleton<ServiceClientCredentialsFactory>(new FixedCredentials());
    }

    /// <summary>Serves a bot without an app id: only the connector is faked.</summary>
    public void ServeOpen(IServiceCollection services) => services.AddHttpClient("").ConfigurePrimaryHttpMessageHandler(() => this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsoluteUri)
        {
            case "https://keys.test/metadata":
                KeyFetches++;
                return KeyServiceDown ? throw new HttpRequestException("down") : Json("""{"issuer":"https://api.botframework.com","jwks_uri":"https://keys.test/keys"}""");
            case "https://keys.test/keys":
                return Json(JsonSerializer.Serialize(new { keys = keys.Select(k => Describe(k.Key, k.Value.Key, k.Value.Endorsements)) }));
            case var address when address.StartsWith("https://smba.test/", StringComparison.Ordinal) || address.StartsWith("http://127.0.0.1:9/", StringComparison.Ordinal):
                var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
                Journal.Enqueue(($"{request.Method} {address}", request.Headers.Authorization?.ToString(), body));
                return new HttpResponseMessage(Answer) { Content = new StringContent($$"""{"id":"posted-{{Journal.Count}}"}""", null, "application/json") };
            default:
                throw new InvalidOperationException($"Nobody expects a request to {request.RequestUri}.");
        }
    }

    private static HttpResponseMessage Json(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, null, "application/json") };

    private static Dictionary<string, object> Describe(string id, RSA key, string[]? endorsements)
    {
        var parts = key.ExportParameters(false);
        var described = new Dictionary<string, object>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64UrlEncoder.Encode(parts.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parts.Exponent),
        };
        if (endorsements is not null)
            described["endorsements"] = endorsements;
        return described;
    }

    /// <summary>A constant token in place of a call to the login service.</summary>
    private sealed class FixedCredentials : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == AppId);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(
            string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
            Task.FromResult<ServiceClientCredentials>(new TokenCredentials("our-token"));
    }
}
