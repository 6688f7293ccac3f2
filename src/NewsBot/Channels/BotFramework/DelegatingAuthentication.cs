using System.Security.Claims;
using Microsoft.Bot.Builder.Skills;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.Tokens;

namespace NewsBot.Channels.BotFramework;

/// <summary>A token that a channel has signed for this bot.</summary>
/// <param name="Key">The key that has signed it.</param>
/// <param name="Service">The service address that it is for; null when it names none.</param>
/// <param name="Identity">Its claims.</param>
internal sealed record VerifiedToken(JsonWebKey Key, string? Service, ClaimsIdentity Identity);

/// <summary>Hands everything on to the SDK's authentication; streaming connections are refused.</summary>
internal abstract class DelegatingAuthentication(BotFrameworkAuthentication inner) : BotFrameworkAuthentication
{
    /// <summary>Checks what of a request needs nothing of its body.</summary>
    /// <returns>What it found, for <see cref="AdmitAsync"/>; null where nothing is checked before the body.</returns>
    /// <exception cref="UnauthorizedAccessException">The request is not a channel's.</exception>
    public virtual Task<VerifiedToken?> VerifyAsync(string authHeader, CancellationToken cancellationToken) =>
        inner is DelegatingAuthentication within ? within.VerifyAsync(authHeader, cancellationToken) : Task.FromResult<VerifiedToken?>(null);

    /// <summary>Checks the rest.</summary>
    /// <param name="activity">The body.</param>
    /// <param name="authHeader">The header.</param>
    /// <param name="verified">What was found of the header.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UnauthorizedAccessException">The token is not one with which this channel may bring this
    /// activity.</exception>
    public virtual async Task<AuthenticateRequestResult> AdmitAsync(
        Activity activity, string authHeader, VerifiedToken? verified, CancellationToken cancellationToken)
    {
        var result = inner is DelegatingAuthentication within
            ? await within.AdmitAsync(activity, authHeader, verified, cancellationToken)
            : await inner.AuthenticateRequestAsync(activity, authHeader, cancellationToken);
        result.ConnectorFactory = Wrap(result.ConnectorFactory);
        return result;
    }

    public sealed override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(
        Activity activity, string authHeader, CancellationToken cancellationToken) =>
        await AdmitAsync(activity, authHeader, await VerifyAsync(authHeader, cancellationToken), cancellationToken);

    /// <exception cref="UnauthorizedAccessException">Always: there is no Direct Line App Service extension here.</exception>
    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(
        string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming connections are not served.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) =>
        Wrap(inner.CreateConnectorFactory(claimsIdentity));

    public override Task<UserTokenClient> CreateUserTokenClientAsync(
        ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        inner.CreateUserTokenClientAsync(claimsIdentity, cancellationToken);

    public override BotFrameworkClient CreateBotFrameworkClient() => inner.CreateBotFrameworkClient();

    public override string GetOriginatingAudience() => inner.GetOriginatingAudience();

    public override Task<ClaimsIdentity> AuthenticateChannelRequestAsync(
        string authHeader, CancellationToken cancellationToken) =>
        inner.AuthenticateChannelRequestAsync(authHeader, cancellationToken);

    protected virtual ConnectorFactory Wrap(ConnectorFactory factory) => factory;
}
