using System.IO.Compression;
using System.Text.Json.Nodes;
using NewsBot.Channels.Teams.Package;
using Xunit;

namespace NewsBot.Tests.Channels;

public sealed class TeamsPackageTests : IDisposable
{
    private const string AppId = "11111111-2222-4333-8444-555555555555";

    private readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public void The_package_holds_manifest_and_icons_and_names_the_bot_its_address_and_the_outlets()
    {
        var sources = Path.Combine(data.Path, "sources.json");
        File.WriteAllText(sources, """[{"key":"herald","name":"Herald","class":"press","language":"en","home":"https://www.herald.example/","feeds":["https://www.herald.example/feed"]}]""");
        var (code, zip, said) = Write(AppId, "https://newsbot.example.org/", sources);
        Assert.Equal(0, code);
        Assert.Contains("https://newsbot.example.org/api/messages", said, StringComparison.Ordinal);
        using var package = ZipFile.OpenRead(zip);
        Assert.Equal(["color.png", "manifest.json", "outline.png"], package.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        using var stream = package.GetEntry("manifest.json")!.Open();
        var manifest = JsonNode.Parse(stream)!;
        Assert.Equal([AppId, AppId, AppId], new[] { manifest["id"], manifest["bots"]![0]!["botId"], manifest["composeExtensions"]![0]!["botId"] }.Select(n => (string?)n));
        Assert.Equal("1.2.3", (string?)manifest["version"]);
        // Shared and private channels take no app that does not say so.
        Assert.Equal(("1.25", "tier1"), ((string?)manifest["manifestVersion"], (string?)manifest["supportsChannelFeatures"]));
        Assert.Equal("newsbot.example.org", (string?)Assert.Single(manifest["validDomains"]!.AsArray()));
        Assert.Equal(
            ["herald.example", "*.herald.example"],
            manifest["composeExtensions"]![0]!["messageHandlers"]![0]!["value"]!["domains"]!.AsArray().Select(d => (string?)d));
    }

    [Fact]
    public void The_same_bot_gets_the_same_bytes() =>
        Assert.Equal(File.ReadAllBytes(Write(AppId, "https://a.example/", null, "1.zip").Zip), File.ReadAllBytes(Write(AppId, "https://a.example/", null, "2.zip").Zip));

    [Theory]
    [InlineData("newsbot", "https://newsbot.example.org", "1.0.0", "--app-id")]
    [InlineData("00000000-0000-0000-0000-000000000000", "https://newsbot.example.org", "1.0.0", "--app-id")]
    [InlineData(AppId, "http://newsbot.example.org", "1.0.0", "--url")]
    [InlineData(AppId, "https://localhost:3978", "1.0.0", "--url")]
    [InlineData(AppId, "newsbot", "1.0.0", "--url")]
    [InlineData(AppId, "https://newsbot.example.org", "1.0", "--version")]
    [InlineData(AppId, "https://newsbot.example.org", "v1.0.1", "--version")]
    public void What_cannot_work_is_refused_with_a_sentence(string id, string url, string version, string names)
    {
        var (code, zip, said) = Write(id, url, null, version: version);
        Assert.Equal(1, code);
        Assert.Contains(names, said, StringComparison.Ordinal);
        Assert.False(File.Exists(zip));
    }

    private (int Code, string Zip, string Said) Write(string id, string url, string? sources, string name = "teams.zip", string version = "1.2.3")
    {
        var zip = Path.Combine(data.Path, name);
        using var said = new StringWriter();
        return (TeamsCommandLine.Write(id, url, sources, version, zip, (said, said)), zip, said.ToString());
    }
}
