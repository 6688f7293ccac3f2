using System.Text.Json.Nodes;
using AdaptiveCards.Templating;
using NewsBot.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace AdaptiveCards.Tests;

/// <summary>The shared golden cases: official .NET expectations and sample scenarios.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void At_least_31_of_the_33_shared_cases_expand_as_expected()
    {
        var cases = File.ReadAllLines(SharedData.Path("cards", "templating.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        var failed = cases.Where(c => !Holds(c)).ToList();
        foreach (var one in failed)
            output.WriteLine($"{one["id"]}\n  wanted {one["expected"]!.ToJsonString()}\n  got    {Expand(one)}");
        output.WriteLine($"{cases.Count - failed.Count} of {cases.Count}");
        Assert.Equal(33, cases.Count);
        Assert.True(cases.Count - failed.Count >= 31, string.Join(", ", failed.Select(c => c["id"])));
    }

    private static bool Holds(JsonNode one) => JsonNode.DeepEquals(JsonNode.Parse(Expand(one)), one["expected"]);

    private static string Expand(JsonNode one) =>
        new AdaptiveCardTemplate(one["template"]!.ToJsonString()).Expand(new EvaluationContext { Root = one["data"], Host = one["host"] });
}
