using System.Text.Json.Nodes;
using AdaptiveCards.Templating;
using Xunit;

namespace AdaptiveCards.Tests;

/// <summary>Expressions and what they come to. What is marked with (npm) was asked of the official JavaScript engine, adaptivecards-templating
/// 2.3.1; the rest is that of the published reference.</summary>
public sealed class LanguageTests
{
    private const string Data = """
        {"p":{"q":null},"l":[{}],"i":0,"k":"q","n":null,"e":"😀","a:b":"v","o":{"a":1,"b":"x"},
         "s":{"list":[{"name":"Dawn","of":"pk","age":3},{"name":"Herald","of":"us","age":5}],"a b":[1,2,3,4]}}
        """;

    // (npm)
    [Theory]
    [InlineData("concat('a ', x)", "\"a ${x}\"")]
    [InlineData("'Hi ' + z.name", "\"Hi ${z.name}\"")]
    [InlineData("'Hi ' + p.name", "\"Hi ${p.name}\"")]
    [InlineData("toUpper(x)", "\"${X}\"")]
    [InlineData("string(x)", "\"${x}\"")]
    [InlineData("if(true, x, 'b')", "\"${x}\"")]
    [InlineData("length(x)", "4")]
    [InlineData("x + 1", "\"${x}1\"")]
    [InlineData("createArray(x, 1)", "[\"${x}\",1]")]
    [InlineData("join(createArray(x, y.z), ',')", "\"${x},${y.z}\"")]
    [InlineData("toUpper(l[i].v)", "\"${L[0].V}\"")]
    [InlineData("concat('x', o[k].z)", "\"x${o['q'].z}\"")]
    [InlineData("concat('x', json('{}').a)", "\"x${a}\"")]
    [InlineData("concat('x', createArray(1)[0].z)", "\"x${[0].z}\"")]
    [InlineData("concat($root.p.z, '!')", "\"${$root.p.z}!\"")]
    [InlineData("concat('a ', getProperty(p, 'z'))", "\"a ${z}\"")]
    [InlineData("select(l, v, concat(v.a, 'z'))", "[\"${v.a}z\"]")]
    [InlineData("x == null", "true")]
    [InlineData("x != 'a'", "true")]
    [InlineData("equals(concat('a', x), 'a')", "true")]
    [InlineData("not(x)", "true")]
    [InlineData("!x", "true")]
    [InlineData("and(x, true)", "false")]
    [InlineData("or(x, false)", "false")]
    [InlineData("if(x, 1, 2)", "2")]
    [InlineData("exists(x)", "false")]
    [InlineData("exists(concat('a', x))", "true")]
    [InlineData("empty(x)", "true")]
    [InlineData("empty(concat(x, ''))", "true")]
    [InlineData("if(empty(x), 'no', x)", "\"no\"")]
    [InlineData("if(exists(x), x, 'none')", "\"none\"")]
    [InlineData("concat('a', if(x, x, 'b'))", "\"ab\"")]
    [InlineData("contains(x, 'x')", "true")]
    [InlineData("where(l, v, v.a == null)", "[{}]")]
    public void A_missing_path_inside_of_an_expression_stands_there_and_is_null_in_a_condition(string expression, string expected) =>
        Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("coalesce(x, 'b')", "\"b\"")]
    [InlineData("concat('a', x ?? 'b')", "\"ab\"")]
    [InlineData("concat('a', n)", "\"a\"")]
    [InlineData("concat('a', p.q)", "\"a\"")]
    public void What_is_null_or_has_another_in_its_place_is_not_missing(string expression, string expected) =>
        Assert.Equal(expected, Expand(expression));

    [Fact]
    public void The_conditions_of_an_element_take_what_is_missing_for_null()
    {
        const string text = """{"a":[{"$when":"${contains(x, 'x')}","t":1},{"$data":"${x}","t":"${k}"}]}""";
        Assert.Equal("""{"a":[{"t":"q"}]}""", new AdaptiveCardTemplate(text).Expand("""{"k":"q"}"""));
    }

    [Fact]
    public void The_host_may_say_what_stands_in_the_place_of_a_missing_path_and_is_told_of_each()
    {
        var template = new AdaptiveCardTemplate("""{"a":"${concat('a ', x.y)}","b":"${z}","c":"${1 / 0}","d":"${d}"}""");
        Assert.Equal("""{"a":"a <x.y>","b":"<z>","c":"${1 / 0}","d":5}""", template.Expand("""{"d":5}""", path => $"<{path}>"));
        Assert.Equal(
            ["The data has no 'x.y'", "The data has no 'z'", "${1 / 0} has no value"],
            template.GetLastTemplateExpansionWarnings());
        Assert.Equal("""{"a":"a 7","b":7,"c":"${1 / 0}","d":7}""", template.Expand(new EvaluationContext("{}"), _ => 7));
        Assert.Equal("""{"a":"a 7","b":7,"c":"${1 / 0}","d":7}""", template.ExpandToNode(new EvaluationContext("{}"), _ => 7)!.ToJsonString(Relaxed.Options));
        template.Expand("""{"x":{"y":1},"z":2,"d":3}""");
        Assert.Single(template.GetLastTemplateExpansionWarnings());
    }

    [Theory]
    [InlineData("ToUpper('a')", "\"A\"")]
    [InlineData("EOL()", "\"\\n\"")]
    [InlineData("select(createArray(0, 1), x => x + 1)", "[1,2]")] // (npm), and the next four
    [InlineData("where(createArray(0, 1), x => x > 0)", "[1]")]
    [InlineData("any(createArray(0, 1), x => x > 0)", "true")]
    [InlineData("all(createArray(0, 1), x => x > 0)", "false")]
    [InlineData("foreach(createArray(0, 1), x => x + 1)", "[1,2]")]
    [InlineData("add(1, 2, 3)", "6")] // (npm), and the rest
    [InlineData("add('a', 'b', 'c')", "\"abc\"")]
    [InlineData("add(1, 'b', 2)", "\"1b2\"")]
    [InlineData("sub(9, 2, 3)", "4")]
    [InlineData("mul(2, 3, 4)", "24")]
    [InlineData("div(24, 2, 3)", "4")]
    [InlineData("exp(2, 3, 2)", "64")]
    [InlineData("flatten(createArray(1, createArray(2), createArray(createArray(3, 4), createArray(5, 6))))", "[1,2,3,4,5,6]")]
    [InlineData("flatten(createArray(1, createArray(2), createArray(createArray(3, 4), createArray(5, 6))), 1)", "[1,2,[3,4],[5,6]]")]
    public void Names_and_shapes_are_those_of_the_reference(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("mod(9, 4, 2)")]
    [InlineData("add(1)")]
    [InlineData("if(x => 1, 2)")]
    [InlineData("select(l, 1 => 2)")]
    [InlineData("select(l => 2, x)")]
    public void Other_shapes_do_not_parse(string expression) => Assert.Single(Template(expression).Errors);

    [Theory]
    [InlineData("""json("{'name': 'jack', 'said': 'it\\'s \"so\"'}")""", """{"name":"jack","said":"it's \"so\""}""")]
    [InlineData("""json('{"name": "it\'s"}')""", """{"name":"it's"}""")]
    [InlineData("convertFromUTC('2018-01-02T02:00:00.000Z', 'Pacific Standard Time')", "\"2018-01-01T18:00:00.0000000\"")] // (npm)
    [InlineData("convertFromUTC('2018-01-02T02:00:00.000Z', 'America/Los_Angeles', 'HH:mm')", "\"18:00\"")]
    [InlineData("convertToUTC('01/01/2018 00:00:00', 'Pacific Standard Time')", "\"2018-01-01T08:00:00.000Z\"")] // (npm)
    [InlineData("formatDateTime('2018-03-15', '', 'fr-FR')", "\"15/03/2018 00:00:00\"")]
    [InlineData("formatDateTime('2018-03-15', '')", "\"2018-03-15T00:00:00.000Z\"")] // (npm)
    [InlineData("string(100.1, 'fr-FR')", "\"100,1\"")] // (npm)
    [InlineData("getProperty('a:b')", "\"v\"")] // (npm)
    [InlineData("indicesAndValues(o)", """[{"index":"a","value":1},{"index":"b","value":"x"}]""")] // (npm)
    [InlineData("""merge(json('{"k1":1}'), json('[{"k2":2},{"k3":3}]'), json('{"k4":4}'))""", """{"k1":1,"k2":2,"k3":3,"k4":4}""")] // (npm)
    [InlineData("""merge(json('{"a":{"x":1,"y":1}}'), json('{"a":{"y":2}}'))""", """{"a":{"x":1,"y":2}}""")]
    [InlineData("`a\\nb`", "\"a\\nb\"")]
    [InlineData("`\\${x} \\``", "\"${x} `\"")]
    [InlineData("isMatch('abc', '^(?=a)')", "true")]
    [InlineData("isMatch('aab', '^(a)\\\\1')", "true")]
    [InlineData("round(2.5)", "3")] // (npm), and the next three
    [InlineData("addOrdinal(0)", "\"0\"")]
    [InlineData("addOrdinal(-1)", "\"-1\"")]
    [InlineData("sortBy(createArray('b', 'A', 'a', 'B', 'é', 'z'))", """["A","B","a","b","z","é"]""")]
    [InlineData("formatNumber('12.5', 1)", "\"${formatNumber('12.5', 1)}\"")]
    public void Functions_answer_as_the_reference_says(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("jPath(s, '$.list[0].name')", "\"Dawn\"")]
    [InlineData("jPath(s, '$..name')", """["Dawn","Herald"]""")]
    [InlineData("jPath(s, '$.list[*].age')", "[3,5]")]
    [InlineData("jPath(s, '$.list[?(@.age > 3)].name')", "\"Herald\"")]
    [InlineData("""jPath(s, "$.list[?(@.of == 'pk')].name")""", "\"Dawn\"")]
    [InlineData("jPath(s, '$.list[?(@.none)]')", "[]")]
    [InlineData("""jPath(s, "$['a b'][-1]")""", "4")]
    [InlineData("""jPath(s, "$['a b'][0,2]")""", "[1,3]")]
    [InlineData("""jPath(s, "$['a b'][1:3]")""", "[2,3]")]
    [InlineData("jPath('{\"a\":[1]}', '$.a[0]')", "1")]
    [InlineData("jPath(s, '$.zz')", "[]")] // (npm)
    [InlineData("exists(jPath(s, 'list'))", "false")]
    [InlineData("jsonStringify(o)", "\"{\\\"a\\\":1,\\\"b\\\":\\\"x\\\"}\"")] // (npm)
    [InlineData("jsonStringify(n)", "\"null\"")] // (npm)
    [InlineData("stringOrValue('${1}')", "1")]
    [InlineData("stringOrValue('${1} item')", "\"1 item\"")]
    [InlineData("stringOrValue('${o.a + 1}')", "2")]
    [InlineData("stringOrValue('plain')", "\"plain\"")]
    public void Json_and_texts_are_asked(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    // (npm), but for the port that an address leaves out
    [Theory]
    [InlineData("uriHost('https://www.localhost.com:8080')", "\"www.localhost.com\"")]
    [InlineData("uriPath('http://www.contoso.com/catalog/shownew.htm?date=today')", "\"/catalog/shownew.htm\"")]
    [InlineData("uriPathAndQuery('http://www.contoso.com/catalog/shownew.htm?date=today')", "\"/catalog/shownew.htm?date=today\"")]
    [InlineData("uriPort('http://www.localhost:8080')", "8080")]
    [InlineData("uriPort('http://www.localhost/')", "80")]
    [InlineData("uriQuery('http://www.contoso.com/catalog/shownew.htm?date=today')", "\"?date=today\"")]
    [InlineData("uriScheme('http://www.contoso.com/catalog')", "\"http\"")]
    [InlineData("exists(uriHost('relative'))", "false")]
    [InlineData("base64('hé')", "\"aMOp\"")]
    [InlineData("base64ToString('aGVsbG8=')", "\"hello\"")]
    [InlineData("exists(base64ToString('no base'))", "false")]
    [InlineData("dataUri('hello')", "\"data:text/plain;charset=utf-8;base64,aGVsbG8=\"")]
    [InlineData("dataUriToString('data:text/plain;charset=utf-8;base64,aGVsbG8=')", "\"hello\"")]
    [InlineData("base64(binary('hello'))", "\"aGVsbG8=\"")]
    [InlineData("string(base64ToBinary('aGVsbG8='))", "\"hello\"")]
    [InlineData("string(dataUriToBinary('hello'))", "\"hello\"")]
    [InlineData("getTimeOfDay('2018-03-15T00:00:00.000Z')", "\"midnight\"")]
    [InlineData("getTimeOfDay('2018-03-15T00:30:00.000Z')", "\"morning\"")]
    [InlineData("getTimeOfDay('2018-03-15T12:00:00.000Z')", "\"noon\"")]
    [InlineData("getTimeOfDay('2018-03-15T12:30:00.000Z')", "\"afternoon\"")]
    [InlineData("getTimeOfDay('2018-03-15T18:00:00.000Z')", "\"evening\"")]
    [InlineData("getTimeOfDay('2018-03-15T22:00:00.000Z')", "\"evening\"")]
    [InlineData("getTimeOfDay('2018-03-15T22:30:00.000Z')", "\"night\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-15T23:00:00.000Z')", "\"today\"")]
    [InlineData("dateReadBack('2018-03-15T23:00:00.000Z', '2018-03-16T01:00:00.000Z')", "\"tomorrow\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-14T13:00:00.000Z')", "\"yesterday\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-13T13:00:00.000Z')", "\"this Tuesday\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-11T13:00:00.000Z')", "\"this Sunday\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-18T13:00:00.000Z')", "\"next Sunday\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-05T13:00:00.000Z')", "\"last Monday\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-04-21T13:00:00.000Z')", "\"21st April 2018\"")]
    public void Addresses_bytes_and_times_are_taken_apart(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("""{"t":"\ud800"}""", "{}")]
    [InlineData("""{"\ud800":"${x}"}""", "{}")]
    [InlineData("""{"t":"${x}"}""", """{"x":"\ud800"}""")]
    [InlineData("""{"t":"${x}"}""", """{"\ud800":1}""")]
    public void Half_a_letter_is_refused_as_other_junk_is(string template, string data) =>
        Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate(template).Expand(data));

    [Fact]
    public void A_letter_that_an_expression_cuts_in_half_breaks_nothing() =>
        Assert.Equal("\"\\uFFFD\"", JsonNode.Parse(Template("substring(e, 0, 1)").Expand(Data))!["t"]!.ToJsonString());

    [Fact]
    public void Half_a_letter_in_a_card_is_a_card_that_cannot_be_read() =>
        Assert.Throws<AdaptiveSerializationException>(() => AdaptiveCard.FromJson("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"\ud800"}]}"""));

    [Theory]
    [InlineData("""{"t":"${stringOrValue(x)}"}""", """{"x":"${stringOrValue(x)}"}""")]
    [InlineData("""{"t":"${isMatch(x, '^(?=a)(a+)+$')}"}""", """{"x":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}""")]
    public void What_would_never_end_ends(string template, string data) =>
        Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate(template).Expand(data));

    // (npm)
    [Theory]
    [InlineData("null < 1", "false")]
    [InlineData("n >= 0", "false")]
    [InlineData("1 / 0 == 1", "false")]
    [InlineData("1 / 0 != 1", "false")]
    [InlineData("1 / 0 < 1", "false")]
    [InlineData("empty(1 / 0)", "false")]
    [InlineData("contains('a', 1 / 0)", "false")]
    [InlineData("contains('a1', 1)", "false")]
    [InlineData("isObject(l)", "true")]
    [InlineData("bool(0.0)", "false")]
    [InlineData("if(true, n, 1)", "null")]
    [InlineData("json('null')", "null")]
    [InlineData("string(n)", "\"\"")]
    [InlineData("addOrdinal(1.0)", "\"1st\"")]
    [InlineData("flatten(createArray(createArray(createArray(1))), 0)", "[[1]]")]
    [InlineData("dataUriToString('aGVsbG8=')", "\"hello\"")]
    [InlineData("formatDateTime('2018-03-15T13:30:30.000Z', 'YYYY-MM-DD')", "\"2018-03-15\"")]
    public void What_is_null_or_fails_is_as_in_the_official_engine(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    // (npm): what is of another kind than the function takes leaves the place as it is written.
    [Theory]
    [InlineData("toUpper(5)")]
    [InlineData("trim(l)")]
    [InlineData("replace(5, '5', '6')")]
    [InlineData("startsWith('5', 5)")]
    [InlineData("join(l, 1)")]
    [InlineData("substring('hello', 1.5, 2)")]
    [InlineData("substring('hello', '1', 2)")]
    [InlineData("skip('abc', 1)")]
    [InlineData("s.list[0.5]")]
    [InlineData("5 - '2'")]
    [InlineData("'5' * 2")]
    [InlineData("-'5'")]
    [InlineData("abs('-3')")]
    [InlineData("max('1', 2)")]
    [InlineData("sum(createArray(1, '2'))")]
    [InlineData("round('1.5')")]
    [InlineData("round(1.5, 0.5)")]
    [InlineData("range(1.5, 2)")]
    [InlineData("rand(3, 1)")]
    [InlineData("formatNumber(12, 1.5)")]
    [InlineData("formatEpoch('1521118800')")]
    [InlineData("formatDateTime('2018-03-15', 12)")]
    [InlineData("addToTime('2018-03-15T13:30:30.000Z', 1.5, 'Day')")]
    [InlineData("base64(12)")]
    [InlineData("uriComponent(12)")]
    [InlineData("isMatch(12, '1')")]
    [InlineData("isString(1 / 0)")]
    [InlineData("setProperty(l, 'a', 1)")]
    [InlineData("newGuid(1)")]
    [InlineData("setPathToValue('a', 1)")]
    public void Another_kind_of_value_is_not_bent_into_shape(string expression) =>
        Assert.Equal($"${{{expression}}}", JsonNode.Parse(Template(expression).Expand(Data))!["t"]!.GetValue<string>());

    [Theory]
    [InlineData("string(e)", "\"😀\"")]
    [InlineData("jsonStringify(createArray(e, '\\\\uD83D'))", "\"[\\\"😀\\\",\\\"\\\\\\\\uD83D\\\"]\"")]
    [InlineData("reverse('a😀')", "\"😀a\"")]
    [InlineData("sortBy(createArray(n, 2, 1))", "[null,1,2]")]
    [InlineData("sortByDescending(createArray(n, 2, 1))", "[2,1,null]")]
    [InlineData("sortBy(json('[{\"a\":{\"b\":2}},{\"a\":{\"b\":1}}]'), 'a.b')", """[{"a":{"b":1}},{"a":{"b":2}}]""")]
    [InlineData("unique(json('[{\"a\":1,\"b\":[1]},{\"b\":[1.0],\"a\":1},1,1.0,\"1\",null,null]'))", """[{"a":1,"b":[1]},1,"1",null]""")]
    public void Values_are_compared_and_written_by_what_they_hold(string expression, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(Expand(expression))), Expand(expression));

    private static AdaptiveCardTemplate Template(string expression) => new(new JsonObject { ["t"] = "${" + expression + "}" });

    private static string Expand(string expression) => JsonNode.Parse(Template(expression).Expand(Data))!["t"]?.ToJsonString(Relaxed.Options) ?? "null";
}
