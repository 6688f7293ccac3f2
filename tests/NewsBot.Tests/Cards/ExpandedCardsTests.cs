using System.Text.Json.Nodes;
using AdaptiveCards;
using AdaptiveCards.Templating;
using NewsBot.Cards;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>The templates of <c>cards/</c> with their samples. With NEWSBOT_CARDS_OUT set, writes what ours makes of them there, for the judges.</summary>
public sealed class ExpandedCardsTests
{
    private static readonly TemplateSettings Demanding = new() { Strict = true, RequireNames = true };

    private static readonly string Folder = Path.Combine(SharedData.Root, "cards");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.sample.json").Select(f => Path.GetFileName(f).Replace(".sample.json", "", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_sample_fills_every_place_and_no_client_stumbles(string name)
    {
        var card = Expand(Template(name), File.ReadAllText(Path.Combine(Folder, name + ".sample.json")), Demanding);
        Write("cards", name, card);
        Assert.Empty(AdaptiveCard.FromJson(card).Warnings);
    }

    [Fact]
    public void Every_template_has_a_sample_and_a_picture_and_is_carried_by_the_program()
    {
        var templates = Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => !n.EndsWith(".sample", StringComparison.Ordinal)).Order().ToList();
        Assert.Equal(["alert", "comparison", "digest", "error", "help", "notice", "source", "statements", "subscriptions", "welcome", "why"], templates);
        Assert.All(templates, n => Assert.True(File.Exists(Path.Combine(Folder, n + ".sample.json")) && File.Exists(Path.Combine(Folder, n + ".png"))));
        Assert.All(templates, n => Assert.NotNull(typeof(CardDeck).Assembly.GetManifestResourceInfo($"cards/{n}.json")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_is_filled_in_stands_where_markup_is_read(string name) =>
        Assert.All(
            CardTexts.Objects(JsonNode.Parse(Template(name))).Where(o => o["type"]?.GetValue<string>() is "TextBlock" or "FactSet"),
            o => Assert.DoesNotContain("${", Without(o, "$when").ToJsonString(), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_button_says_a_line_or_opens_an_address(string name)
    {
        var actions = CardTexts.Objects(JsonNode.Parse(Template(name))).Where(o => o["type"]?.GetValue<string>().StartsWith("Action.", StringComparison.Ordinal) == true);
        Assert.All(actions, a => Assert.True(a["type"]!.GetValue<string>() switch
        {
            "Action.Submit" => a["data"] is JsonObject { Count: 1 } data && data.ContainsKey("say"),
            "Action.OpenUrl" => a["url"]!.GetValue<string>() is "${url}" or "${firstUrl}",
            // Not a button: what Teams does when an alert comes into view.
            "Action.Execute" => a["verb"]!.GetValue<string>() == "refresh",
            _ => false,
        }));
    }

    [Fact]
    public void The_cases_of_the_judges_expand()
    {
        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(SharedData.Root, "tests", "judges", "cases.json")))!.AsArray();
        for (var i = 0; i < cases.Count; i++)
            Write("cases", $"{i}", Expand(cases[i]!["template"]!.ToJsonString(), cases[i]!["data"]!.ToJsonString(), TemplateSettings.Default));
        Assert.NotEmpty(cases);
    }

    [Fact]
    public void The_expressions_of_the_judges_expand()
    {
        var table = JsonNode.Parse(File.ReadAllText(Path.Combine(SharedData.Root, "tests", "judges", "expressions.json")))!;
        var values = new JsonObject();
        foreach (var expression in table["groups"]!.AsObject().SelectMany(g => g.Value!.AsArray()).Select(e => e!.GetValue<string>()))
        {
            var template = new JsonObject { ["value"] = "${" + expression + "}" };
            values[expression] = JsonNode.Parse(Expand(template.ToJsonString(), table["data"]!.ToJsonString(), TemplateSettings.Default))!["value"]?.DeepClone();
        }

        Write("cases", "expressions", values.ToJsonString());
        Assert.NotEmpty(values);
    }

    /// <summary>Writes a card for the judges, if they are waiting for it.</summary>
    internal static void Write(string folder, string name, string json)
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_CARDS_OUT") is not { Length: > 0 } root)
            return;
        var path = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
        File.WriteAllText(Path.Combine(path, name + ".json"), json);
    }

    private static string Template(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    private static string Expand(string template, string data, TemplateSettings settings) =>
        new AdaptiveCardTemplate(template, settings).Expand(new EvaluationContext(data));

    private static JsonObject Without(JsonObject o, string property)
    {
        var copy = o.DeepClone().AsObject();
        copy.Remove(property);
        return copy;
    }
}
