using System.Text.Json.Nodes;
using AdaptiveCards.Templating;
using CsCheck;
using Xunit;

namespace AdaptiveCards.Tests;

/// <summary>What hostile templates and data run into.</summary>
public sealed class LimitTests
{
    [Fact]
    public void A_template_nested_too_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":[""", 200)) + "1" + string.Concat(Enumerable.Repeat("]}", 200));
        Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate(deep));
    }

    [Theory]
    [InlineData("(", ")", 5000)]
    [InlineData("!", "", 5000)]
    [InlineData("-", "", 5000)]
    [InlineData("2^", "", 5000)]
    [InlineData("[", "]", 5000)]
    [InlineData("true ? 1 : ", "", 5000)]
    [InlineData("string(", ")", 5000)]
    [InlineData("{a:", "}", 5000)]
    public void An_expression_nested_too_deep_does_not_parse(string open, string close, int depth)
    {
        var source = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        var template = new AdaptiveCardTemplate(new JsonObject { ["t"] = "${" + source + "}" }.ToJsonString());
        Assert.Single(template.Errors);
    }

    [Fact]
    public void Backticks_inside_backticks_end_somewhere()
    {
        var source = "1";
        for (var i = 0; i < 12; i++)
            source = "concat(`${" + source.Replace("`", "\\`", StringComparison.Ordinal) + "}`)";
        _ = new AdaptiveCardTemplate(new JsonObject { ["t"] = "${" + source + "}" }.ToJsonString()).Expand("{}");
    }

    [Fact]
    public void Long_chains_of_operators_are_fine()
    {
        var template = new AdaptiveCardTemplate(new JsonObject { ["t"] = "${" + string.Join(" + ", Enumerable.Repeat("1", 500)) + "}" }.ToJsonString());
        Assert.Equal("""{"t":500}""", template.Expand("{}"));
    }

    [Theory]
    [InlineData("${range(1, 100000000)}")]
    [InlineData("${foreach(range(1, 5000), i, range(1, 5000))}")]
    [InlineData("${replace(replace(replace(t, 'a', t), 'a', t), 'a', t)}")]
    [InlineData("${join(select(l, i, t), t)}")]
    [InlineData("${select(l, a, select(l, b, select(l, c, string(a))))}")]
    [InlineData("${concat(t, t, t, t, t, t, t, t, t, t, t)}")]
    [InlineData("${t + t + t + t + t + t + t + t + t + t + t + t}")]
    public void An_expression_that_explodes_is_stopped(string text)
    {
        var template = new AdaptiveCardTemplate(new JsonObject { ["t"] = text }.ToJsonString(), new TemplateSettings { MaxOutput = 10_000, MaxSteps = 20_000 });
        Assert.Throws<AdaptiveTemplateException>(() => template.Expand(new { t = new string('a', 1000), l = Enumerable.Range(0, 100) }));
    }

    [Fact]
    public void Repetitions_are_counted_over_the_whole_card()
    {
        var template = new AdaptiveCardTemplate("""{"a":[{"$data":"${l}","b":[{"$data":"${$root.l}","c":1}]}]}""", new TemplateSettings { MaxRepeats = 100 });
        Assert.Contains("\"c\":1", template.Expand(new { l = Enumerable.Range(1, 5) }), StringComparison.Ordinal);
        Assert.Throws<AdaptiveTemplateException>(() => template.Expand(new { l = Enumerable.Range(1, 50) }));
    }

    [Fact]
    public void The_output_is_held_to_its_size()
    {
        var template = new AdaptiveCardTemplate("""{"a":[{"$data":"${l}","b":"0123456789012345678901234567890123456789"}]}""", new TemplateSettings { MaxOutput = 1000 });
        Assert.Throws<AdaptiveTemplateException>(() => template.Expand(new { l = Enumerable.Range(1, 100) }));
    }

    [Fact]
    public void No_text_makes_the_reader_or_the_expansion_fail_in_another_way() =>
        Gen.String[Gen.Char["${}()[]'\"`\\.,+-*/%^&|!?:<>=a1 lx"], 0, 60].Sample(text =>
        {
            var template = new AdaptiveCardTemplate(new JsonObject { ["t"] = "${" + text + "}", ["$when"] = text }.ToJsonString());
            _ = template.Expand("""{"a":1,"l":[1,2],"x":"y"}""");
        }, iter: 20_000, seed: "0N0XIzNsQ0O2");
}
