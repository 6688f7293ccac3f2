using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Channels.Slack;
using NewsBot.Channels.Slack.Installing;
using NewsBot.Storage;

namespace NewsBot.Operations.Doctor;

/// <summary>Whether Slack knows the tokens that are set, and whether they may do what the program does.</summary>
internal static class SlackLook
{
    private const string Name = "slack";

    public static async Task<IReadOnlyList<Finding>> FindAsync(Patient patient, CancellationToken cancellationToken)
    {
        SlackOptions options;
        try
        {
            options = SlackOptions.From(patient.Settings);
        }
        catch (FormatException)
        {
            // Told among the settings.
            return [];
        }

        if (!options.IsOn)
            return [Finding.Ok(Name, "no Slack:BotToken or Slack:ClientId is set, so Slack is not connected.")];
        List<Finding> findings = [];
        if (options.BotToken is null)
        {
            findings.Add(Finding.Ok(Name, $"people install app {options.ClientId}; their tokens are looked at when they are used."));
            if (await KeysAsync(patient, options, cancellationToken) is { } keys)
                findings.Add(keys);
        }

        if (!patient.Online)
            return [.. findings, Finding.Ok(Name, "set up; offline, so Slack was not asked.")];
        using var client = patient.Edge is null
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            : new HttpClient(patient.Edge, disposeHandler: false);
        client.Timeout = TimeSpan.FromSeconds(15);
        var tokens = await SlackTokens.AskAsync(options, client, patient.Clock, cancellationToken);
        return [.. findings, .. tokens.Select(Judge)];
    }

    /// <summary>Whether the tokens of people's installations can be read with the keys of this machine; null where there are none, or the
    /// database could not be asked, which is told among its own findings.</summary>
    private static async Task<Finding?> KeysAsync(Patient patient, SlackOptions options, CancellationToken cancellationToken)
    {
        var server = patient.Settings.GetConnectionString("NewsBot");
        if (!string.IsNullOrWhiteSpace(server) && !patient.Online)
            return null;
        try
        {
            if (StorageServices.FindStorage(patient.Data, server) is not { } db)
                return null;
            var cipher = new TokenCipher(options, patient.Clock, makesKeys: false);
            var table = new InstallationTable(db, cipher, patient.Clock, NullLogger<InstallationTable>.Instance);
            var (live, unreadable) = await table.CountAsync(cancellationToken);
            if (live == 0)
                return null;
            return unreadable == 0
                ? Finding.Ok(Name, $"the tokens of {live} installations can be read with the keys in {options.KeysFolder}.")
                : Finding.Error(
                    Name,
                    $"the tokens of {unreadable} of {live} installations cannot be read with the keys in {options.KeysFolder}.",
                    "Bring the folder of keys back, or set Slack:Keys to the one that the other nodes have; if it is lost, install the app again in each workspace.");
        }
        catch (Exception e) when (e is DbException or StorageException or FormatException)
        {
            return null;
        }
    }

    private static Finding Judge(SlackToken token)
    {
        if (token.Unreached)
        {
            return Finding.Warning(
                Name,
                $"Slack could not be asked about {token.Setting} ({token.Error}).",
                "Let this machine reach slack.com by https; look at slack-status.com.");
        }

        if (token.Error is { } error)
        {
            return Finding.Error(
                Name,
                $"Slack does not take {token.Setting} ({error}).",
                error == "missing_scope"
                    ? "Generate one with the scope connections:write: api.slack.com/apps, Basic Information, App-Level Tokens."
                    : "Copy it anew from api.slack.com/apps; it dies when the app is removed or the token is exchanged.");
        }

        var whose = token.Whose is { } who ? $" is {who}'s" : " is taken";
        return token.Missing.Count == 0
            ? Finding.Ok(Name, $"{token.Setting}{whose}.")
            : Finding.Warning(
                Name,
                $"{token.Setting}{whose} and lacks {string.Join(", ", token.Missing)}.",
                "Bring the app's manifest up to date (slack manifest) and install the app again.");
    }
}
