using System.Text.Json.Nodes;
using NewsBot.Commands.Lines;
using NewsBot.Tests.Scenarios.Slack;
using Xunit;

namespace NewsBot.Tests.Commands.Lines;

/// <summary>What can be typed can be pressed: the help of each verb has a button that says a line of it.</summary>
public sealed class PressableLinesTests
{
    // Its line is what another conversation has given out: a button has nothing to paste.
    private const string OnlyTyped = "import";

    [Fact]
    public async Task Every_verb_has_a_button_in_Slack()
    {
        await using var desk = await SlackDesk.OpenAsync();
        var without = new List<string>();
        foreach (var verb in Verbs.All.Where(v => v.Name != OnlyTyped))
        {
            // Posts keep their distance, and a person may say so much a minute.
            desk.Scene.Clock.Advance(TimeSpan.FromSeconds(10));
            var buttons = (await desk.DirectAsync("help " + verb.Name)).SelectMany(m => m.Buttons);
            if (!buttons.Any(b => JsonNode.Parse((string?)b.Element["value"] ?? "{}")!["say"] is JsonNode say && IsOf((string)say!, verb)))
                without.Add(verb.Name);
        }

        Assert.Empty(without);
    }

    private static bool IsOf(string line, Verb verb) => LineParser.Parse(line) is Understood
        && verb.Said.Any(said => (line + " ").StartsWith(said + " ", StringComparison.OrdinalIgnoreCase));
}
