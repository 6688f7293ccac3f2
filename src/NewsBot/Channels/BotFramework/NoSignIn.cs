using System.Diagnostics.CodeAnalysis;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;

namespace NewsBot.Channels.BotFramework;

/// <summary>The SDK wants a client of the token service in every turn; nobody signs in to NewsBot, so nothing is asked of
/// it.</summary>
internal sealed class NoSignIn : UserTokenClient
{
    public override Task<TokenResponse> GetUserTokenAsync(
        string userId, string connectionName, string channelId, string magicCode, CancellationToken cancellationToken) =>
        throw Refuse();

    public override Task<SignInResource> GetSignInResourceAsync(
        string connectionName, Activity activity, string finalRedirect, CancellationToken cancellationToken) =>
        throw Refuse();

    public override Task SignOutUserAsync(
        string userId, string connectionName, string channelId, CancellationToken cancellationToken) =>
        throw Refuse();

    public override Task<TokenStatus[]> GetTokenStatusAsync(
        string userId, string channelId, string includeFilter, CancellationToken cancellationToken) =>
        throw Refuse();

    public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(
        string userId, string connectionName, string[] resourceUrls, string channelId, CancellationToken cancellationToken) =>
        throw Refuse();

    public override Task<TokenResponse> ExchangeTokenAsync(
        string userId,
        string connectionName,
        string channelId,
        TokenExchangeRequest exchangeRequest,
        CancellationToken cancellationToken) =>
        throw Refuse();

    // Shared by all turns, each of which disposes of it.
    [SuppressMessage("Usage", "CA2215", Justification = "Turns dispose of what they share.")]
    protected override void Dispose(bool disposing)
    {
    }

    private static InvalidOperationException Refuse() => new("NewsBot has no sign-in.");
}
