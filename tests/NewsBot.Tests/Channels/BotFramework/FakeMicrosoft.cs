using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ConcurrentDictionary<string, string> certificates = new();
    private readonly ConcurrentDictionary<string, (RSA Key, string[]? Endorsements)> keys = new();

    /// <summary>Requests to the connector: method and address, authorization, body.</summary>
    public ConcurrentQueue<(string Line, string? Authorization, JsonNode? Body)> Journal { get; } = new();

    public int KeyFetches { get; private set; }

    public bool KeyServiceDown { get; set; }

    /// <summary>When set, the key service does not answer before it ends.</summary>
    public Task? KeyServiceSlow { get; set; }

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.Created;

    /// <summary>What the connector answers to the next requests, one by one; after them <see cref="Answer"/>.</summary>
    public ConcurrentQueue<Func<HttpResponseMessage>> Answers { get; } = new();

    /// <summary>Decides over a request by its line and how often the line has come; null takes the post.</summary>
    public Func<string, int, HttpResponseMessage?>? Judge { get; set; }

    /// <summary>When set, the instant of each request is kept.</summary>
    public Func<DateTimeOffset>? Now { get; set; }

    public ConcurrentQueue<DateTimeOffset> Times { get; } = new();

    /// <summary>The posts that were taken.</summary>
    public ConcurrentQueue<(string Line, JsonNode? Body)> Taken { get; } = new();

    /// <summary>What the key service answers in place of its own documents.</summary>
    public (HttpStatusCode Status, string Body)? Metadata { get; set; }

    /// <inheritdoc cref="Metadata"/>
    public (HttpStatusCode Status, string Body)? Keys { get; set; }

    /// <summary>The bot's credentials; null for a constant token.</summary>
    public ServiceClientCredentials? Credentials { get; init; }

    /// <summary>Where the bot gets its token when it signs in by itself; null when that is nobody's business.</summary>
    public FakeLogin? Login { get; init; }

    public ChannelRule Rule { get; init; } =
        new(AppId, "https://api.botframework.com", "https://keys.test/metadata", "urn:botframework:azure", AllowHttp: false) { KeyRefresh = TimeSpan.FromSeconds(1) };

    public RSA AddKey(string id, params string[]? endorsements)
    {
        var key = RSA.Create(2048);
        keys[id] = (key, endorsements);
        return key;
    }

    /// <summary>A key that comes with a certificate of its own making.</summary>
    public RSA AddCertifiedKey(string id, DateTimeOffset expires, params string[] endorsements)
    {
        var key = AddKey(id, endorsements);
        using var certificate = new CertificateRequest("CN=Channels", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(expires.AddYears(-1), expires);
        certificates[id] = Convert.ToBase64String(certificate.RawData);
        return key;
    }

    public void RemoveKey(string id) => keys.TryRemove(id, out _);

    public void Serve(IServiceCollection services)
    {
        services.AddHttpClient("").ConfigurePrimaryHttpMessageHandler(() => this);
        Register(services);
    }

    /// <summary>Gives the bot its app id and its token alone: it speaks to whom it speaks over its own connections.</summary>
    public void Register(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Rule));
        services.AddSingleton<ServiceClientCredentialsFactory>(new FixedCredentials(Credentials ?? new TokenCredentials("our-token")));
    }

    /// <summary>Serves a bot that is who its settings say, or has no app id: only what it reaches by HTTP is faked.</summary>
    public void ServeOpen(IServiceCollection services) => services.AddHttpClient("").ConfigurePrimaryHttpMessageHandler(() => this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsoluteUri)
        {
            case var address when address == Rule.Metadata:
                KeyFetches++;
                if (KeyServiceSlow is { } slow)
                    await slow.WaitAsync(cancellationToken);
                if (KeyServiceDown)
                    throw new HttpRequestException("down");
                return Text(Metadata ?? (HttpStatusCode.OK, $$"""{"issuer":"{{Rule.Issuer}}","jwks_uri":"https://keys.test/keys"}"""));
            case "https://keys.test/keys":
                return Text(Keys ?? (HttpStatusCode.OK, JsonSerializer.Serialize(new { keys = keys.Select(k => Describe(k.Key, k.Value.Key, k.Value.Endorsements)) })));
            case var address when address.StartsWith("https://smba.test/", StringComparison.Ordinal) || address.StartsWith("http://127.0.0.1:9/", StringComparison.Ordinal) || address.StartsWith("https://smba.infra.", StringComparison.Ordinal):
                var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
                Journal.Enqueue(($"{request.Method} {address}", request.Headers.Authorization?.ToString(), body));
                if (Now is { } now)
                    Times.Enqueue(now());
                if (Answers.TryDequeue(out var answer))
                    return answer();
                if (Judge?.Invoke($"{request.Method} {address}", counts.AddOrUpdate($"{request.Method} {address}", 1, (_, n) => n + 1)) is { } judged)
                    return judged;
                if (Answer == HttpStatusCode.Created)
                    Taken.Enqueue(($"{request.Method} {address}", body));
                return new HttpResponseMessage(Answer) { Content = new StringContent($$"""{"id":"posted-{{Journal.Count}}"}""", null, "application/json") };
            default:
                if (Login is not null && await Login.AnswerAsync(request) is { } token)
                    return token;
                throw new InvalidOperationException($"Nobody expects a request to {request.RequestUri}.");
        }
    }

    private static HttpResponseMessage Text((HttpStatusCode Status, string Body) answer) =>
        new(answer.Status) { Content = new StringContent(answer.Body, null, "application/json") };

    private Dictionary<string, object> Describe(string id, RSA key, string[]? endorsements)
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
        if (certificates.TryGetValue(id, out var certificate))
            described["x5c"] = new[] { certificate };
        if (endorsements is not null)
            described["endorsements"] = endorsements;
        return described;
    }

    /// <summary>A constant token in place of a call to the login service.</summary>
    private sealed class FixedCredentials(ServiceClientCredentials credentials) : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == AppId);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<ServiceClientCredentials> CreateCredentialsAsync(
            string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
            Task.FromResult(credentials);
    }
}
