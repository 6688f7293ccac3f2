using System.Text.Json.Nodes;
using Xunit;

namespace NewsBot.Tests.Scenarios;

/// <summary>A feed or a person sends text that would like to be more than text.</summary>
public sealed class HostileTextScenario
{
    [Fact]
    public async Task Feed_text_becomes_no_script_mention_link_or_turned_line()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.WorkAsync();
        var chat = await scene.OpenChatAsync();
        await chat.SayAsync("subscribe pak-us");
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        scene.Outlets[0].Publish(
            "hostile",
            "Talks <script>alert(1)</script>",
            scene.Clock.GetUtcNow(),
            "ISLAMABAD: Pakistan and the United States held talks on trade in the capital on Monday.",
            "“Pakistan and the United States will go on with talks &lt;at&gt;everyone&lt;/at&gt; [press here](https://evil.example/) \u202Eecart tahw &lt;script&gt;alert(2)&lt;/script&gt; **now**,” Foreign Office spokesperson Nadia Sample told reporters in Islamabad.",
            "The delegations met for three hours at the ministry and will meet again before the end of the month.");
        await scene.WorkAsync();
        var alert = Assert.Single(await chat.LookAsync());
        // The summary is what a notification shows, as plain text; the card is what a client renders.
        var wire = alert.Activity["attachments"]!.ToJsonString();
        Assert.DoesNotContain("<at>", wire, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\\u003Cat\\u003E", wire, StringComparison.OrdinalIgnoreCase);
        // A TextRun is shown as it is; only a TextBlock reads markdown.
        Assert.DoesNotContain(TextBlocks(alert.Activity["attachments"]), t => t.Contains("press here", StringComparison.Ordinal));
        Assert.DoesNotContain("\\u202E", wire, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"https://evil.example/\"", wire, StringComparison.Ordinal);
        Assert.Contains("Nadia Sample", alert.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subscrbe pak-us", "subscribe")]
    [InlineData("sbuscribe pak us", "subscribe")]
    [InlineData("liist", "list")]
    [InlineData("who sad “ceasefire”", "who said")]
    public async Task A_misspelt_command_gets_a_suggestion_and_nothing_is_executed(string line, string suggested)
    {
        await using var scene = await Scene.OpenAsync();
        var chat = await scene.OpenChatAsync();
        var answer = await chat.SayAsync(line);
        Assert.Contains(suggested, answer[0].Text + string.Join(' ', answer[0].Buttons), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("#1", (await chat.SayAsync("list"))[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("who said \"a\" OR b NEAR(c) *")]
    [InlineData("search '; drop table statement; --")]
    [InlineData("what did <at>everyone</at> say about [x](javascript:alert(1))")]
    [InlineData("why https://nobody.example/\u202Ecod.exe")]
    [InlineData("\u0000\u200B")]
    [InlineData("subscribe pak-us speaker:\"<script>\" -outlet:")]
    public async Task Whatever_a_person_types_is_answered(string line)
    {
        await using var scene = await Scene.OpenAsync();
        var chat = await scene.OpenChatAsync();
        var answer = await chat.SayAsync(line);
        var wire = string.Concat(answer.Select(a => a.Activity.ToJsonString()));
        Assert.DoesNotContain("<at>", wire, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\\u003Cat\\u003E", wire, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("[x](javascript:", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u202E", wire, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> TextBlocks(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(TextBlocks),
        JsonObject element => element.SelectMany(e => TextBlocks(e.Value)).Concat((string?)element["type"] == "TextBlock" ? [(string?)element["text"] ?? ""] : []),
        _ => [],
    };
}
