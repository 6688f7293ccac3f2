using System.Globalization;
using System.Text.Json.Nodes;
using AdaptiveCards.Functions;
using AdaptiveCards.Templating;
using Xunit;

namespace AdaptiveCards.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("${person.name}", """{"person":{"name":"Ada"}}""", "\"Ada\"")]
    [InlineData("Hello ${name}", """{"name":"Ada"}""", "\"Hello Ada\"")]
    [InlineData("${n}", """{"n":12}""", "12")]
    [InlineData("${n} of ${m}", """{"n":1,"m":2.5}""", "\"1 of 2.5\"")]
    [InlineData("${5 / 2}", "{}", "2")]
    [InlineData("${5 / 2.0}", "{}", "2.5")]
    [InlineData("${1 / 0}", "{}", "\"${1 / 0}\"")]
    [InlineData("${9223372036854775807 + 1}", "{}", "9.223372036854776E+18")]
    [InlineData("${'28' > 12}", "{}", "true")]
    [InlineData("${'x' > 12}", "{}", "\"${'x' > 12}\"")]
    [InlineData("${missing.deep[3]}", "{}", "\"${missing.deep[3]}\"")]
    [InlineData("${list[n].name}", """{"n":1}""", "\"${list[1].name}\"")]
    [InlineData("a ${list[n].name}", """{"n":2,"list":[]}""", "\"a ${list[2].name}\"")]
    [InlineData("${list[1 / 0].name}", """{"list":[]}""", "\"${list[1 / 0].name}\"")]
    [InlineData("${list[n]}", """{"n":2,"list":[]}""", "\"${list[n]}\"")]
    [InlineData("Ticket \\$5 for ${n}", """{"n":2}""", "\"Ticket $5 for 2\"")]
    [InlineData("Ticket \\$5", "{}", "\"Ticket \\\\$5\"")]
    [InlineData("${formatNumber(1.005, 2)} ${formatNumber(2.5, 0)} ${formatNumber(0.1, 20)}", "{}", "\"1.00 3 0.10000000000000000000\"")]
    [InlineData("${isDate(l)} ${isTime(o)} ${isDuration(l)} ${isDefinite(o)}", """{"l":[1],"o":{}}""", "\"false false false false\"")]
    [InlineData("${`a ${n} b`}", """{"n":1}""", "\"a 1 b\"")]
    [InlineData("${substring('hello', 9)}", "{}", "\"${substring('hello', 9)}\"")]
    [InlineData("${and(true, missing.x > 3)}", "{}", "false")]
    [InlineData("${addOrdinal(13)} ${addOrdinal(101)}", "{}", "\"13th 101st\"")]
    [InlineData("${formatNumber(-1234.5, 0)}", "{}", "\"-1,235\"")]
    [InlineData("${if(empty(l), 'none', join(l, ', '))}", """{"l":["a","b"]}""", "\"a, b\"")]
    [InlineData("${name}", """{"name":"${secret}","secret":"s"}""", "\"${secret}\"")]
    [InlineData("${isMatch('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')}", "{}", "false")]
    [InlineData("${json('{broken')}", "{}", "\"${json('{broken')}\"")]
    public void A_text_is_filled(string text, string data, string expected)
    {
        var template = new AdaptiveCardTemplate(new JsonObject { ["t"] = text }.ToJsonString());
        Assert.Equal(expected, JsonNode.Parse(template.Expand(data))!["t"]!.ToJsonString(Relaxed.Options));
    }

    [Fact]
    public void Data_may_be_text_a_node_or_any_object()
    {
        var template = new AdaptiveCardTemplate("""{"t":"${name}"}""");
        Assert.Equal("""{"t":"Ada"}""", template.Expand("""{"name":"Ada"}"""));
        Assert.Equal("""{"t":"Ada"}""", template.Expand(new JsonObject { ["name"] = "Ada" }));
        Assert.Equal("""{"t":"Ada"}""", template.Expand(new { name = "Ada" }));
        Assert.Equal("""{"t":"Ada"}""", template.Expand(new EvaluationContext { Root = new { name = "Ada" } }));
        Assert.Equal("Ada", template.ExpandToNode(new EvaluationContext(new { name = "Ada" }))!["t"]!.GetValue<string>());
    }

    [Fact]
    public void A_template_may_be_an_object() =>
        Assert.Equal("""{"t":"Ada"}""", new AdaptiveCardTemplate(new JsonObject { ["t"] = "${name}" }).Expand(new { name = "Ada" }));

    [Fact]
    public void Letters_of_every_script_stand_as_they_are() =>
        Assert.Equal("""{"t":"بات چیت – “talks”"}""", new AdaptiveCardTemplate("""{"t":"${v}"}""").Expand(new { v = "بات چیت – “talks”" }));

    [Fact]
    public void An_error_names_the_place_of_the_expression()
    {
        var template = new AdaptiveCardTemplate("""{"body":[{"text":"${a +}"},{"items":[{"text":"${nope(1)}"}]}]}""");
        Assert.Equal(["$.body[0].text", "$.body[1].items[0].text"], template.Errors.Select(e => e.Path));
        Assert.Contains("no function 'nope'", template.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strict_template_refuses_such_an_expression_at_once()
    {
        var thrown = Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate("""{"$when":"${if(1)}"}""", new TemplateSettings { Strict = true }));
        Assert.Equal("$.$when: 'if' takes 3 arguments, not 1 in ${if(1)}", thrown.Message);
    }

    [Fact]
    public void A_name_that_must_be_there_is_asked_for_by_name()
    {
        var template = new AdaptiveCardTemplate("""{"a":[{"$data":"${l}","$when":"${exists(nme)}"}]}""", new TemplateSettings { RequireNames = true });
        Assert.Equal("""{"a":[{}]}""", template.Expand("""{"l":[{"nme":1},{"nme":null}]}"""));
        Assert.Equal("$.a[0].$when: The data has no 'nme'", Assert.Throws<AdaptiveTemplateException>(() => template.Expand("""{"l":[{"name":1}]}""")).Message);
    }

    [Theory]
    [InlineData("""{"body":[{"text":"a"},{"text":"${nme}"}]}""", "$.body[1].text")]
    [InlineData("""{"body":[{"$data":"${nme}","text":"a"}]}""", "$.body[0].$data")]
    [InlineData("""{"body":[{"items":[{"$data":"${l}","text":"a"}]}]}""", "$.body[0].items[0]")]
    [InlineData("""{"body":[{"text":"${t}"}]}""", "$.body[0].text")]
    [InlineData("""{"body":[{"text":"${concat(t, t)}"}]}""", "$.body[0].text")]
    public void What_goes_wrong_when_it_is_filled_names_its_place(string json, string path)
    {
        var template = new AdaptiveCardTemplate(json, new TemplateSettings { RequireNames = true, MaxRepeats = 3, MaxOutput = 100 });
        var thrown = Assert.Throws<AdaptiveTemplateException>(() => template.Expand($$"""{"l":[1,2,3,4],"t":"{{new string('x', 95)}}"}"""));
        Assert.Equal(path, thrown.Path);
        Assert.StartsWith(path + ": ", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":1}}")]
    public void What_is_no_JSON_is_refused(string template) =>
        Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate(template));

    [Fact]
    public void Data_that_is_no_JSON_is_refused() =>
        Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate("{}").Expand("{"));

    [Fact]
    public void Culture_and_zone_are_those_of_the_settings_and_not_of_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            const string text = """{"n":"${formatNumber(1234.5, 1)}","d":"${formatDateTime('2021-01-04T22:30:00Z', 'd MMMM HH:mm Z')}","u":"${toUpper('i')}","m":"${1.5}x"}""";
            Assert.Equal("""{"n":"1,234.5","d":"4 January 22:30 Z","u":"I","m":"1.5x"}""", new AdaptiveCardTemplate(text).Expand("{}"));
            var german = new TemplateSettings { Culture = CultureInfo.GetCultureInfo("de-DE"), Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Karachi") };
            Assert.Equal("""{"n":"1.234,5","d":"5 Januar 03:30 +05:00","u":"I","m":"1.5x"}""", new AdaptiveCardTemplate(text, german).Expand("{}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_call_may_name_its_own_locale() =>
        Assert.Equal("""{"n":"1.234,50"}""", new AdaptiveCardTemplate("""{"n":"${formatNumber(1234.5, 2, 'de-DE')}"}""").Expand("{}"));

    [Fact]
    public void Many_threads_fill_one_template_from_one_data_at_once()
    {
        var template = new AdaptiveCardTemplate("""{"body":[{"$data":"${l}","t":"${select($root.l, x, x.v)[0]} ${v} ${$index}"}]}""");
        var data = System.Text.Json.JsonSerializer.SerializeToElement(new { l = Enumerable.Range(0, 50).Select(v => new { v }) });
        var expected = template.Expand(data);
        Parallel.For(0, 400, _ => Assert.Equal(expected, template.Expand(data)));
    }

    [Theory]
    [InlineData("""{"a":{"$data":[{"v":1}],"x":"${v}"}}""", """{"a":{"x":1}}""")]
    [InlineData("""{"a":{"$data":[],"x":"${v}"},"b":1}""", """{"b":1}""")]
    [InlineData("""{"a":{"$data":[1,2],"$when":"${$data > 1}","x":"${$data}"}}""", """{"a":{"x":2}}""")]
    [InlineData("""{"$data":[{"v":1}],"x":"${v}"}""", """{"x":1}""")]
    [InlineData("""{"$data":[],"x":"${v}"}""", "null")]
    public void Where_one_object_stands_a_list_of_one_is_that_one(string template, string expected) =>
        Assert.Equal(expected, new AdaptiveCardTemplate(template).Expand("{}"));

    [Theory]
    [InlineData(@"\${a}", "${a}")]
    [InlineData(@"\\${a}", @"\${a}")]
    [InlineData(@"\${a} ${a}", "${a} 1")]
    [InlineData(@"c:\dir\${a}\n", @"c:\dir${a}\n")]
    [InlineData(@"\n", @"\n")]
    [InlineData(@"\${nope(}", "${nope(}")]
    public void A_backslash_before_a_place_falls_away_with_its_meaning(string text, string expected) =>
        Assert.Equal(expected, JsonNode.Parse(new AdaptiveCardTemplate(text.Quoted()).Expand("""{"a":1}"""))!.GetValue<string>());

    [Theory]
    [InlineData("x ${if(true, null, 1)} y", "x  y")]
    [InlineData("x ${n} y", "x ${n} y")]
    public void A_null_that_was_computed_is_empty_in_text_and_one_of_the_data_leads_nowhere(string text, string expected) =>
        Assert.Equal(expected, JsonNode.Parse(new AdaptiveCardTemplate(text.Quoted()).Expand("""{"n":null}"""))!.GetValue<string>());

    // The reference's own example of $when has commas too many.
    [Fact]
    public void Comments_and_commas_too_many_are_read_over()
    {
        var template = new AdaptiveCardTemplate("""
            {
              // Shown to all.
              "$data": { "price": "35", },
              "body": [
                { "$when": "${price > 30}", "text": "pricy", /* red */ "color": "attention", },
                { "$when": "${price <= 30}", "text": "cheap", },
              ],
            }
            """);
        Assert.Equal("""{"body":[{"text":"pricy","color":"attention"}]}""", template.Expand("{ /* none */ }"));
    }

    [Fact]
    public void The_host_may_add_functions()
    {
        var settings = new TemplateSettings
        {
            Functions = new HostFunctions(new Dictionary<string, Func<IReadOnlyList<object?>, object?>>
            {
                ["stringFormat"] = a => string.Format(CultureInfo.InvariantCulture, (string)a[0]!, a[1], a[2]),
                ["kinds"] = a => a.Select(v => v?.GetType().Name),
                ["concat"] = _ => "mine",
                ["broken"] = _ => throw new InvalidOperationException("no"),
                ["huge"] = _ => new string('x', 2_000_000),
            }),
        };
        string Expand(string text) => new AdaptiveCardTemplate(text.Quoted(), settings).Expand("""{"f":"My name is {0} {1}","l":[1]}""");
        Assert.Equal("\"My name is Ada King\"", Expand("${stringFormat(f, 'Ada', 'King')}"));
        Assert.Equal("\"My name is Ada King\"", Expand("${STRINGFORMAT(f, 'Ada', 'King')}"));
        Assert.Equal("""["Int64","Double","String","JsonElement","JsonElement",null]""", Expand("${kinds(1, 1.5, 'a', l, createArray(1), null)}"));
        Assert.Equal("\"ab\"", Expand("${concat('a', 'b')}"));
        Assert.Equal("\"${broken()}\"", Expand("${broken()}"));
        Assert.Throws<AdaptiveTemplateException>(() => Expand("${huge()}"));
        Assert.Equal("3", Expand("${stringOrValue('${count(kinds(1, 2, 3))}')}"));
    }
}
