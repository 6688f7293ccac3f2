using System.Text.Json;
using Microsoft.Bot.Connector.Authentication;
using NewsBot.Channels.BotFramework;
using NewsBot.Channels.BotFramework.SignIn;
using NewsBot.Settings;

namespace NewsBot.Operations.Doctor;

/// <summary>
/// Whether the bot is somebody to Azure: a real token for its id and secret, and the keys that its callers sign with.
/// </summary>
internal static class BotLook
{
    private const string Name = "teams";

    public static async Task<IReadOnlyList<Finding>> FindAsync(Patient patient, CancellationToken cancellationToken)
    {
        ChannelRule rule;
        try
        {
            rule = ChannelRule.From(patient.Settings, patient.Environment.IsDevelopment());
        }
        catch (FormatException)
        {
            // Told among the settings.
            return [];
        }

        if (rule.IsOpen)
            return [Finding.Ok(Name, "no MicrosoftAppId is set, so Teams is not connected.")];
        if (!patient.Online)
            return [Finding.Ok(Name, $"bot {rule.AppId}; offline, so no token was asked for.")];
        using var client = patient.Edge is null ? new HttpClient() : new HttpClient(patient.Edge, disposeHandler: false);
        client.Timeout = TimeSpan.FromSeconds(15);
        return [await TokenAsync(patient, rule, client, cancellationToken), await KeysAsync(rule, client, cancellationToken)];
    }

    private static async Task<Finding> TokenAsync(
        Patient patient, ChannelRule rule, HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            var cloud = ChannelCloud.Of(patient.Settings);
            var settings = cloud.ForSdk(patient.Settings);
            // As the SDK asks by itself: it fills the bot's own tenant into these, and takes any other address as it stands.
            var login = Setting.Text(settings, "ToChannelFromBotLoginUrl") ?? cloud.Login;
            var scope = Setting.Text(settings, "ToChannelFromBotOAuthScope") ?? cloud.Issuer;
            var factory = BotIdentity.Credentials(settings, client);
            var credentials = (AppCredentials)await factory.CreateCredentialsAsync(
                rule.AppId, scope, login, validateAuthority: true, cancellationToken);
            var token = await credentials.GetTokenAsync(forceRefresh: true)
                .WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return string.IsNullOrEmpty(token)
                ? Finding.Error(Name, "Azure gave no token.", "Check MicrosoftAppType and MicrosoftAppTenantId.")
                : Finding.Ok(Name, $"bot {rule.AppId} got a token.");
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var cause = Cause(e);
            return Unreached(cause)
                ? Finding.Warning(
                    Name,
                    $"the log-in service could not be reached ({cause.Message}).",
                    "Let this machine reach login.microsoftonline.com by https.")
                : Finding.Error(
                    Name,
                    $"bot {rule.AppId} got no token: {FirstLine(cause.Message)}",
                    "Check MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppPassword; a secret expires.");
        }
    }

    private static async Task<Finding> KeysAsync(ChannelRule rule, HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var metadata = JsonDocument.Parse(await client.GetStringAsync(new Uri(rule.Metadata), cancellationToken));
            return metadata.RootElement.TryGetProperty("jwks_uri", out _)
                ? Finding.Ok("teams keys", $"{rule.Metadata} answers.")
                : Finding.Error(
                    "teams keys",
                    $"{rule.Metadata} announces no keys.",
                    "Correct ToBotFromChannelOpenIdMetadataUrl.");
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException or JsonException
            && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Warning(
                "teams keys",
                $"{rule.Metadata} could not be read ({FirstLine(e.Message)}); messages from Teams are refused until it can.",
                "Let this machine reach it by https.");
        }
    }

    private static Exception Cause(Exception e) => e is AggregateException { InnerException: { } inner } ? Cause(inner) : e;

    private static bool Unreached(Exception e) =>
        e is HttpRequestException or TaskCanceledException or TimeoutException
        || e.InnerException is HttpRequestException or TaskCanceledException;

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
