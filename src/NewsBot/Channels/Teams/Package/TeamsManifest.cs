using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Desk;

namespace NewsBot.Channels.Teams.Package;

/// <summary>The app's manifest, filled for one bot and one desk. Pure.</summary>
internal static class TeamsManifest
{
    /// <summary>Domains that one link handler may name; Teams asks for few.</summary>
    private const int MostDomains = 100;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="template">The manifest of <c>deploymentTemplates/teams</c>.</param>
    /// <param name="appId">The bot's app id.</param>
    /// <param name="url">Where the bot answers, from outside.</param>
    /// <param name="sources">The outlets whose links show their statements.</param>
    /// <param name="version">The package's version, three numbers.</param>
    public static string Fill(string template, Guid appId, Uri url, IReadOnlyList<Source> sources, string version)
    {
        var manifest = JsonNode.Parse(template)!;
        var id = appId.ToString("D");
        manifest["id"] = id;
        manifest["version"] = version;
        manifest["bots"]![0]!["botId"] = id;
        var extension = manifest["composeExtensions"]![0]!;
        extension["botId"] = id;
        var domains = Domains(sources);
        if (domains.Count == 0)
            extension.AsObject().Remove("messageHandlers");
        else
            extension["messageHandlers"]![0]!["value"]!["domains"] = new JsonArray([.. domains.Select(d => (JsonNode)d)]);
        manifest["validDomains"] = new JsonArray(url.IdnHost);
        foreach (var address in new[] { "websiteUrl", "privacyUrl", "termsOfUseUrl" })
            manifest["developer"]![address] = url.GetLeftPart(UriPartial.Authority) + "/";
        return manifest.ToJsonString(Indented);
    }

    // A wildcard stands for one label: the outlet's own host, and those of its sections.
    private static List<string> Domains(IReadOnlyList<Source> sources) =>
    [
        .. sources.Where(s => !s.Sample)
            .Select(s => Uri.TryCreate(s.Home, UriKind.Absolute, out var home) ? home : null)
            .OfType<Uri>()
            .Where(h => h.HostNameType == UriHostNameType.Dns && !h.IsLoopback)
            .Select(h => h.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? h.IdnHost[4..] : h.IdnHost)
            .SelectMany(h => new[] { h, "*." + h })
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostDomains),
    ];
}
