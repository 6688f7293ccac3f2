using System.Text.Json.Nodes;
using NewsBot.Channels.Slack;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Channels.Slack;

/// <summary>The rules of Slack's manifest, held against what we write.</summary>
public sealed class SlackManifestTests
{
    private static readonly JsonObject Http = Parse(SlackManifest.Write(new Uri("https://bot.example/")));
    private static readonly JsonObject Socket = Parse(SlackManifest.Write(null));

    [Fact]
    public void Lengths_and_forms_are_as_Slack_wants_them()
    {
        foreach (var manifest in new[] { Http, Socket })
        {
            Assert.Equal(2, (int)manifest["_metadata"]!["major_version"]!);
            var display = manifest["display_information"]!;
            Assert.InRange(((string)display["name"]!).Length, 1, 35);
            Assert.InRange(((string)display["description"]!).Length, 1, 140);
            Assert.InRange(((string)display["long_description"]!).Length, 175, 4000);
            Assert.Matches("^#[0-9a-f]{6}$", (string)display["background_color"]!);
            Assert.InRange(((string)manifest["features"]!["bot_user"]!["display_name"]!).Length, 1, 80);
            var command = manifest["features"]!["slash_commands"]!.AsArray().Single()!;
            Assert.Matches("^/[a-z]{1,31}$", (string)command["command"]!);
            Assert.NotEmpty((string)command["description"]!);
            var shortcut = manifest["features"]!["shortcuts"]!.AsArray().Single()!;
            Assert.InRange(((string)shortcut["name"]!).Length, 1, 24);
            Assert.InRange(manifest["settings"]!["event_subscriptions"]!["bot_events"]!.AsArray().Count, 1, 100);
            Assert.DoesNotContain("null", manifest.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_two_differ_only_in_addresses_and_in_Socket_Mode()
    {
        Assert.Equal("https://bot.example/slack/events", (string?)Http["settings"]!["event_subscriptions"]!["request_url"]);
        Assert.Equal("https://bot.example/slack/commands", (string?)Http["features"]!["slash_commands"]![0]!["url"]);
        Assert.DoesNotContain("https://", Socket.ToJsonString(), StringComparison.Ordinal);
        var stripped = Http.DeepClone().AsObject();
        stripped["settings"]!["event_subscriptions"]!.AsObject().Remove("request_url");
        stripped["settings"]!["interactivity"]!.AsObject().Remove("request_url");
        stripped["settings"]!["interactivity"]!.AsObject().Remove("message_menu_options_url");
        stripped["features"]!["slash_commands"]![0]!.AsObject().Remove("url");
        stripped["oauth_config"]!.AsObject().Remove("redirect_urls");
        stripped["settings"]!["socket_mode_enabled"] = true;
        Assert.True(JsonNode.DeepEquals(stripped, Socket));
    }

    [Fact]
    public void What_Slack_is_asked_to_tell_of_is_what_is_taken_in() => Assert.Equal(
        SlackReceiver.Events.Order(StringComparer.Ordinal),
        // Messages come as one type from wherever they are asked for.
        SlackManifest.Events.Select(e => e.Split('.')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_scope_has_a_reason_and_none_reads_rooms()
    {
        string[] reading = ["channels:history", "groups:history", "mpim:history"];
        Assert.All(SlackManifest.Scopes, s => Assert.NotEmpty(s.Reason));
        Assert.Empty(SlackManifest.Scopes.Select(s => s.Name).Intersect(reading));
        var page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.All(SlackManifest.Scopes, s => Assert.Contains($"| `{s.Name}` | {s.Reason} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_templates_are_what_the_program_writes()
    {
        Assert.Equal(SlackManifest.Write(new Uri("https://newsbot.example/")), File.ReadAllText(Path.Combine(Folder, "manifest.json")));
        Assert.Equal(SlackManifest.Write(null), File.ReadAllText(Path.Combine(Folder, "manifest.socket-mode.json")));
    }

    [Fact]
    public async Task The_command_writes_it_or_says_what_is_missing()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await SlackCommandLine.ManifestAsync("https://bot.example", socket: false, output, error));
        Assert.True(JsonNode.DeepEquals(Http, JsonNode.Parse(output.ToString())));
        Assert.Equal(2, await SlackCommandLine.ManifestAsync(null, socket: false, output, error));
        Assert.Equal(2, await SlackCommandLine.ManifestAsync("http://bot.example", socket: false, output, error));
        Assert.Equal(2, await SlackCommandLine.ManifestAsync("https://bot.example/newsbot", socket: false, output, error));
    }

    [Fact]
    public async Task In_Socket_Mode_an_address_is_only_for_people_who_come_back_from_an_installation()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, await SlackCommandLine.ManifestAsync("https://bot.example", socket: true, output, error));
        var manifest = Parse(output.ToString());
        Assert.Equal("https://bot.example/slack/oauth", (string?)manifest["oauth_config"]!["redirect_urls"]!.AsArray().Single());
        manifest["oauth_config"]!.AsObject().Remove("redirect_urls");
        Assert.True(JsonNode.DeepEquals(manifest, Socket));
        Assert.Equal(2, await SlackCommandLine.ManifestAsync("http://bot.example", socket: true, output, error));
    }

    private static string Folder => Path.Combine(SharedData.Root, "deploymentTemplates", "slack");

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
