using System.Text.Json.Nodes;
using AdaptiveCards.Templating;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>The templates of <c>cards/</c> with their samples. With NEWSBOT_CARDS_OUT set, writes what ours makes of them there, for the judges.</summary>
public sealed class ExpandedCardsTests
{
    private static readonly string Folder = Path.Combine(SharedData.Root, "cards");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.sample.json").Select(f => Path.GetFileName(f).Replace(".sample.json", "", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_sample_fills_every_place(string name)
    {
        var card = Expand(File.ReadAllText(Path.Combine(Folder, name + ".json")), File.ReadAllText(Path.Combine(Folder, name + ".sample.json")));
        Write("cards", name, card);
        Assert.DoesNotContain("${", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cases_of_the_judges_expand()
    {
        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(SharedData.Root, "tests", "judges", "cases.json")))!.AsArray();
        for (var i = 0; i < cases.Count; i++)
            Write("cases", $"{i}", Expand(cases[i]!["template"]!.ToJsonString(), cases[i]!["data"]!.ToJsonString()));
        Assert.NotEmpty(cases);
    }

    private static string Expand(string template, string data) => new AdaptiveCardTemplate(template).Expand(new EvaluationContext(data));

    private static void Write(string folder, string name, string json)
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_CARDS_OUT") is not { Length: > 0 } root)
            return;
        var path = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
        File.WriteAllText(Path.Combine(path, name + ".json"), json);
    }
}
