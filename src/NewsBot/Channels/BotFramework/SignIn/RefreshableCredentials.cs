using System.Net;
using System.Net.Http.Headers;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;

namespace NewsBot.Channels.BotFramework.SignIn;

/// <summary>The bot's token for the connector, which can be fetched anew when a channel no longer takes it.</summary>
internal sealed class RefreshableCredentials(AppCredentials inner, TimeProvider clock) : ServiceClientCredentials
{
    /// <summary>Shortest time between two forced refreshes: a bot that is no longer registered must not storm the login.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly HttpRequestOptionsKey<RefreshableCredentials> Key = new("newsbot.credentials");

    private readonly Lock gate = new();
    private DateTimeOffset nextRefresh = DateTimeOffset.MinValue;
    private Task<string?>? underWay;

    public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(Key, this);
        await inner.ProcessHttpRequestAsync(request, cancellationToken);
    }

    /// <summary>A token in place of one that was refused; null when there is no better one for now. Those who ask at the same
    /// time share one.</summary>
    private Task<string?> AfterRefusalAsync(string? refused)
    {
        lock (gate)
            return underWay is { IsCompleted: false } shared ? shared : underWay = FetchAsync(refused);
    }

    private async Task<string?> FetchAsync(string? refused)
    {
        // Somebody else may have fetched one since.
        if (await inner.GetTokenAsync() is { } kept && kept != refused)
            return kept;
        if (clock.GetUtcNow() < nextRefresh)
            return null;
        nextRefresh = clock.GetUtcNow() + Pause;
        return await inner.GetTokenAsync(forceRefresh: true);
    }

    /// <summary>Sends a request that was answered with 401 once more, with a fresh token. The SDK never does.</summary>
    internal sealed class Handler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || !request.Options.TryGetValue(Key, out var credentials))
                return answer;
            if (await credentials.AfterRefusalAsync(request.Headers.Authorization?.Parameter) is not { } token)
                return answer;
            answer.Dispose();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
