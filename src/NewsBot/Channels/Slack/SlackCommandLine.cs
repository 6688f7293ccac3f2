using System.CommandLine;
using NewsBot.Settings;

namespace NewsBot.Channels.Slack;

/// <summary><c>slack manifest --url https://…</c>, or <c>slack manifest --socket</c>, with an address where people install the app: writes
/// the app's manifest for Slack.</summary>
internal static class SlackCommandLine
{
    public static System.CommandLine.Command Make()
    {
        var url = new Option<string?>("--url") { Description = "Where Slack finds the program; with --socket, where people come back from an installation." };
        var socket = new Option<bool>("--socket") { Description = "For Socket Mode, in which Slack needs no address." };
        var manifest = new System.CommandLine.Command("manifest", "Writes the manifest of the Slack app.") { url, socket };
        manifest.SetAction((parsed, _) => ManifestAsync(parsed.GetValue(url), parsed.GetValue(socket), Console.Out, Console.Error));
        return new System.CommandLine.Command("slack", "Sets up Slack.") { manifest };
    }

    /// <returns>0; 2 when it is not clear which manifest is wanted.</returns>
    public static async Task<int> ManifestAsync(string? url, bool socket, TextWriter output, TextWriter error)
    {
        if (!socket && url is null)
        {
            await error.WriteLineAsync("Say where Slack finds the program (slack manifest --url https://…), or --socket for Socket Mode.");
            return 2;
        }

        Uri? address = null;
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out address) || address.Scheme != Uri.UriSchemeHttps || !Setting.IsBare(address)))
        {
            await error.WriteLineAsync("The address must be an https address without a path.");
            return 2;
        }

        await output.WriteAsync(SlackManifest.Write(address, socket));
        return 0;
    }
}
