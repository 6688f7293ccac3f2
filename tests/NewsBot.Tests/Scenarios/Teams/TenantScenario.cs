using System.Text.Json.Nodes;
using Xunit;

namespace NewsBot.Tests.Scenarios.Teams;

/// <summary>What deploymentTemplates/SECURITY.md says of somebody in a tenant where the bot is installed, who means ill.</summary>
public sealed class TenantScenario
{
    private const string Mallory = "Mallory";

    [Fact]
    public async Task Somebody_of_the_tenant_reaches_no_conversation_but_their_own_and_nothing_of_the_editors()
    {
        using var teams = await TeamsApp.OpenAsync();
        await using var scene = teams.Scene;
        scene.Settings.Add("--Editors=msteams:29:Ayesha");
        await scene.RestartAsync();
        await scene.WorkAsync();
        await teams.InstallAsync();
        await teams.SayInChannelAsync("subscribe pak-us");
        await teams.SayInChannelAsync("quiet 21:10-06:50");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish("talks", "Talks on trade go on", scene.Clock.GetUtcNow(), Said.AlsoOnPakUs);
        await scene.WorkAsync();
        var alert = Assert.Single(teams.Look());
        var before = await StandsAsync(scene);
        Assert.StartsWith("1 1 0 ", before, StringComparison.Ordinal);

        string[] lines =
        [
            "unsubscribe #1", "unsubscribe pak-us", "unsubscribe all yes", "edit #1 -outlet:herald", "mute #1", "show #1", "undo", "list", "list all", "export",
            "settings", "my data", "status", "audit", "why #S1", "claims", "held", "queue", "hold #S1", "release #S1", "settle #S1", "digest now", "more #L1", "more #E1",
            "sources pause herald", "sources remove herald", "sources add https://evil.example/feed", "forget me",
        ];
        foreach (var line in lines)
        {
            // Typed, under the post of the others, and by a button that says it was made for that.
            var typed = teams.Message(line, Own(), Mallory);
            typed["replyToId"] = alert.Id;
            var said = (await teams.SayAsync(typed)).ToList();
            await teams.InvokeAsync("adaptiveCard/action", Pressed(line), Own(), replyTo: alert.Id, person: Mallory);
            said.AddRange(teams.Look());
            Assert.All(said, p => Assert.Equal((string?)Own()["id"], p.Conversation));
            foreach (var told in said.Select(p => p.Body.ToJsonString()))
            {
                // The names of the others, of their place, and when they are quiet.
                foreach (var theirs in new[] { "Ayesha", "Foreign desk", TeamsApp.Channel, "21:10" })
                    Assert.False(told.Contains(theirs, StringComparison.Ordinal), $"“{line}” tells {theirs}: {told}");
            }
        }

        Assert.Equal(before, await StandsAsync(scene));
        await scene.WorkAsync();
        Assert.DoesNotContain(teams.Look(), p => p.Conversation == TeamsApp.Channel);
    }

    private static JsonObject Own() => new() { ["conversationType"] = "personal", ["tenantId"] = "t-1", ["id"] = "a:1mallory" };

    private static JsonObject Pressed(string line) => new()
    {
        ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "say", ["data"] = new JsonObject { ["say"] = line, ["conversation"] = TeamsApp.Channel } },
        ["trigger"] = "manual",
    };

    // What the others follow, how their place is set up, what is held, doubted and read.
    private static async Task<string> StandsAsync(Scene scene)
    {
        var stands = new List<long>();
        foreach (var counted in new[]
        {
            "select count(*) from subscription s join conversation c on c.id = s.conversation_id where c.external_id = '" + TeamsApp.Channel + "' and s.state = 0 and s.filter = '' and s.paused_until is null",
            "select count(*) from conversation where external_id = '" + TeamsApp.Channel + "' and state = 0 and quiet_from = '21:10'",
            "select count(*) from statement_hold",
            "select count(*) from source where paused is null",
            "select count(*) from feed where active = 1",
        })
        {
            stands.Add(await scene.ScalarAsync(counted));
        }

        return string.Join(' ', stands);
    }
}
