using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;
using NewsBot.Channels.BotFramework.SignIn;

namespace NewsBot.Channels.BotFramework;

/// <summary>Keeps one connector client for each service address for the life of the process, and makes none for an address that
/// the rule forbids, inside a turn or out of one. The SDK makes a client each turn, whose JSON contracts cost some fifty times
/// the turn.</summary>
internal sealed class KeptClients : DelegatingAuthentication
{
    // A channel has a handful of addresses; more than this is somebody's mistake, and must not fill the memory.
    private const int MostKept = 1000;

    private static readonly Task<UserTokenClient> NoSignInClient = Task.FromResult<UserTokenClient>(new NoSignIn());

    private readonly ConcurrentDictionary<(string Service, string? Audience), IConnectorClient> clients = new();
    private readonly ConcurrentDictionary<string, ServiceClientCredentials> credentials = new();
    private readonly ChannelRule rule;
    private readonly HttpClient http;
    private readonly TimeProvider clock;

    public KeptClients(BotFrameworkAuthentication inner, ChannelRule rule, HttpClient http, TimeProvider clock)
        : base(inner)
    {
        this.rule = rule;
        this.http = http;
        this.clock = clock;
        ConnectorClient.AddDefaultRequestHeaders(http);
    }

    public override Task<UserTokenClient> CreateUserTokenClientAsync(
        ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        NoSignInClient;

    protected override ConnectorFactory Wrap(ConnectorFactory factory) => new Factory(factory, this);

    private async Task<IConnectorClient> ClientAsync(
        ConnectorFactory inner, string serviceUrl, string? audience, CancellationToken cancellationToken)
    {
        if (!rule.Allows(serviceUrl))
            throw new UnauthorizedAccessException("The service address is not allowed.");
        if (clients.TryGetValue((serviceUrl, audience), out var kept))
            return kept;
        var made = await inner.CreateAsync(serviceUrl, audience, cancellationToken);
        kept = new LastingClient(new Uri(serviceUrl), credentials.GetOrAdd(audience ?? "", _ => Refreshable(made.Credentials)), http);
        return clients.Count < MostKept ? clients.GetOrAdd((serviceUrl, audience), kept) : kept;
    }

    private ServiceClientCredentials Refreshable(ServiceClientCredentials made) =>
        made is AppCredentials app ? new RefreshableCredentials(app, clock) : made;

    private sealed class Factory(ConnectorFactory inner, KeptClients all) : ConnectorFactory
    {
        public override Task<IConnectorClient> CreateAsync(
            string serviceUrl, string audience, CancellationToken cancellationToken) =>
            all.ClientAsync(inner, serviceUrl, audience, cancellationToken);
    }

    /// <summary>A turn disposes of all that it holds; a client that lasts must not mind.</summary>
    private sealed class LastingClient(Uri address, ServiceClientCredentials credentials, HttpClient http)
        : ConnectorClient(address, credentials, http, disposeHttpClient: false)
    {
        [SuppressMessage("Usage", "CA2215", Justification = "Turns dispose of what they share.")]
        protected override void Dispose(bool disposing)
        {
        }
    }
}
