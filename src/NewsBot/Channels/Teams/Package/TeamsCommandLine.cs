using System.CommandLine;
using NewsBot.Desk;

namespace NewsBot.Channels.Teams.Package;

/// <summary><c>teams package --app-id … --url …</c>.</summary>
internal static class TeamsCommandLine
{
    public static System.CommandLine.Command Make()
    {
        var id = new Option<string>("--app-id") { Description = "The bot's app id (MicrosoftAppId).", Required = true };
        var url = new Option<string>("--url") { Description = "Where the bot answers from outside: https://newsbot.example.org.", Required = true };
        var sources = new Option<string?>("--sources") { Description = "The desk's sources; links of their outlets show what is said there." };
        var to = new Option<string>("--out") { Description = "The file to write.", DefaultValueFactory = _ => "newsbot-teams.zip" };
        var version = new Option<string>("--version") { Description = "The package's version; Teams takes an update only with a higher one.", DefaultValueFactory = _ => "1.0.0" };
        var package = new System.CommandLine.Command("package", "Writes the app package that is uploaded to Teams.") { id, url, sources, version, to };
        package.SetAction(parsed => Write(
            parsed.GetRequiredValue(id),
            parsed.GetRequiredValue(url),
            parsed.GetValue(sources),
            parsed.GetRequiredValue(version),
            parsed.GetRequiredValue(to),
            (Console.Out, Console.Error)));
        return new System.CommandLine.Command("teams", "What Teams needs.") { package };
    }

    /// <returns>The exit code.</returns>
    internal static int Write(string id, string url, string? sources, string version, string to, (TextWriter Out, TextWriter Error) console)
    {
        if (!Guid.TryParse(id, out var appId) || appId == Guid.Empty)
            return Refuse(console.Error, $"--app-id is '{id}'; it must be the app id of the Azure Bot, a GUID.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.IsLoopback)
            return Refuse(console.Error, $"--url is '{url}'; Teams calls https addresses of the internet only.");
        if (version.Split('.') is not { Length: 3 } parts || !parts.All(p => p.Length is > 0 and <= 5 && p.All(char.IsAsciiDigit)))
            return Refuse(console.Error, $"--version is '{version}'; Teams takes three numbers, such as 1.0.1.");
        try
        {
            var desk = Newsdesk.Load(sources);
            using (var file = File.Create(to))
                TeamsPackage.Write(file, appId, address, desk.Sources, version);
            console.Out.WriteLine($"{to} is written. Messaging endpoint of the Azure Bot: {new Uri(address, "/api/messages")}");
            return 0;
        }
        catch (Exception e) when (e is DeskFileException or IOException or UnauthorizedAccessException)
        {
            return Refuse(console.Error, e.Message);
        }
    }

    private static int Refuse(TextWriter error, string sentence)
    {
        error.WriteLine(sentence);
        return 1;
    }
}
