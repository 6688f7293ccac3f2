using NewsBot.Channels.Slack;

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
        if (!patient.Online)
            return [Finding.Ok(Name, "set up; offline, so Slack was not asked.")];
        using var client = patient.Edge is null
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            : new HttpClient(patient.Edge, disposeHandler: false);
        client.Timeout = TimeSpan.FromSeconds(15);
        var tokens = await SlackTokens.AskAsync(options, client, patient.Clock, cancellationToken);
        return options.BotToken is null
            ?
            [
                Finding.Ok(Name, $"people install app {options.ClientId}; their tokens are looked at when they are used."),
                .. tokens.Select(Judge),
            ]
            : [.. tokens.Select(Judge)];
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
                "Copy it anew from api.slack.com/apps; it dies when the app is removed or the token is exchanged.");
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
