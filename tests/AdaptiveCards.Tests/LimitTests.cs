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

    [Theory]
    [InlineData("${foreach(range(1, 9000), i, count(l))}")]
    [InlineData("${foreach(range(1, 9000), i, l == l)}")]
    [InlineData("${foreach(range(1, 9000), i, length(string(l)))}")]
    [InlineData("${foreach(range(1, 9000), i, contains(l, i))}")]
    [InlineData("${foreach(range(1, 9000), i, isMatch(t, 'b$'))}")]
    [InlineData("${xPath(x, 'count(//a[count(//a[count(//a) > 0]) > 0])')}")]
    [InlineData("${xPath(x, 'count(//a[count(//a[. != //a]) > 0])')}")]
    public void Few_steps_over_large_data_are_stopped_too(string text)
    {
        var template = new AdaptiveCardTemplate(text.Quoted(), new TemplateSettings { MaxSteps = 20_000 });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Throws<AdaptiveTemplateException>(() => template.Expand(new
        {
            l = Enumerable.Range(0, 50_000),
            t = new string('a', 1_000_000),
            x = "<r>" + string.Concat(Enumerable.Repeat("<a>1</a>", 2000)) + "</r>",
        }));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Theory]
    [InlineData("${count(unique(l))}", "100000")]
    [InlineData("${count(union(l, l))}", "100000")]
    [InlineData("${count(intersection(l, l))}", "100000")]
    [InlineData("${sum(foreach(range(0, 9000), i, l[i]))}", "40495500")]
    public void Sets_and_places_of_long_lists_take_no_square_of_their_length(string text, string expected)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(expected, new AdaptiveCardTemplate(text.Quoted()).Expand(new { l = Enumerable.Range(0, 100_000) }));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void What_is_set_into_itself_grows_no_deeper_than_data()
    {
        var properties = Enumerable.Range(0, 5000).ToDictionary(i => $"p{i}", _ => "${count(setPathToValue(a, createArray(a)))}");
        var card = JsonNode.Parse(new AdaptiveCardTemplate(System.Text.Json.JsonSerializer.Serialize(properties)).Expand("""{"a":1}"""))!;
        Assert.Equal("1", card["p0"]!.ToJsonString());
        Assert.StartsWith("${", card["p4999"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>")]
    [InlineData("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>")]
    public void A_document_that_brings_its_own_entities_is_not_read(string xml)
    {
        foreach (var text in new[] { "${xPath(x, '/a')}", "${json(x)}", "${xml(x)}" })
            Assert.Equal(text.Quoted(), new AdaptiveCardTemplate(text.Quoted()).Expand(new { x = xml }));
    }

    [Fact]
    public void A_document_nested_too_deep_is_not_read()
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000));
        Assert.Equal("${json(x)}".Quoted(), new AdaptiveCardTemplate("${json(x)}".Quoted()).Expand(new { x = xml }));
        Assert.Equal("5000", new AdaptiveCardTemplate("${xPath(x, 'count(//a)')}".Quoted()).Expand(new { x = xml }));
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
