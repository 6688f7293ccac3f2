using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsBot.Slack.Tests.Fake;
using NewsBot.Tests.Channels.BotFramework;
using NewsBot.Tests.Scenarios.Teams;
using Xunit;

namespace NewsBot.Tests.Scenarios.Slack;

/// <summary>Slack through the Azure Bot Service: one conversation, with the workspace's token in every activity.</summary>
public sealed class AzureSlackScenario
{
    private const string Token = "xoxb-azure-4711-secret";

    [Fact]
    public async Task Words_work_cards_are_blocks_and_the_workspace_s_token_is_neither_logged_nor_stored()
    {
        using var logs = new LogTrap();
        using var azure = await TeamsApp.OpenAsync(
            services => services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)), ("herald", "Herald", "press"));
        await using var scene = azure.Scene;
        await scene.WorkAsync();
        var followed = Assert.Single(await azure.SayAsync(Said("1", "<@B1> subscribe pak-us")));
        Assert.Equal("B1:T1:C1", followed.Conversation);
        Assert.Contains("Subscribed: #1", Shown(followed), StringComparison.Ordinal);

        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Scenarios.Said.OnPakUs);
        await scene.WorkAsync();
        var alert = Assert.Single(azure.Look());
        Assert.Equal("B1:T1:C1", alert.Conversation);
        Assert.Contains("until every question", Shown(alert), StringComparison.Ordinal);

        Assert.DoesNotContain(Token, logs.Text, StringComparison.Ordinal);
        Assert.True(TestDb.OnServer || Holds(scene.Folder, "U1:T1"));
        Assert.False(Holds(scene.Folder, Token));
    }

    // The blocks, as Slack would take them.
    private static string Shown(TeamsPost post)
    {
        var blocks = post.Body["channelData"]!["blocks"]!.AsArray();
        Assert.Empty(BlockJudge.OfMessage(blocks));
        return string.Join('\n', FakeSlack.Texts(blocks));
    }

    // In the database as it lies on the disk, its log included.
    private static bool Holds(DirectoryInfo folder, string word) => folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Name.Contains(".db", StringComparison.Ordinal)).Any(f =>
    {
        using var file = f.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
    });

    private static JsonObject Said(string id, string text) => new()
    {
        ["type"] = "message",
        ["id"] = id,
        ["timestamp"] = "2026-03-02T09:00:00.123Z",
        ["channelId"] = "slack",
        ["serviceUrl"] = FakeMicrosoft.Service,
        ["from"] = new JsonObject { ["id"] = "U1:T1", ["name"] = "ayesha" },
        ["recipient"] = new JsonObject { ["id"] = "B1:T1", ["name"] = "newsbot" },
        ["conversation"] = new JsonObject { ["isGroup"] = true, ["id"] = "B1:T1:C1", ["name"] = "desk" },
        ["text"] = text,
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<@B1>", ["mentioned"] = new JsonObject { ["id"] = "B1:T1", ["name"] = "newsbot" } }),
        ["channelData"] = new JsonObject
        {
            ["SlackMessage"] = new JsonObject { ["token"] = "old", ["event"] = new JsonObject { ["type"] = "message", ["ts"] = "1700000000.000100", ["text"] = text } },
            ["ApiToken"] = Token,
        },
    };
}
