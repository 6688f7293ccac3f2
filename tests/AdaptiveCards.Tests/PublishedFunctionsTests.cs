using System.Globalization;
using System.Text.Json.Nodes;
using AdaptiveCards.Templating;
using Xunit;

namespace AdaptiveCards.Tests;

/// <summary>
/// Every function of the published reference, with the examples that it gives for it. Where an example of the reference contradicts its own
/// text (an added day that loses its hours, a two-digit year of another platform), the text is followed.
/// https://learn.microsoft.com/azure/bot-service/adaptive-expressions/adaptive-expressions-prebuilt-functions
/// </summary>
public sealed class PublishedFunctionsTests
{
    private const string Data = """
        {"a:b":"a:b value","c":{"d":"d key"},"foo":{"bar":"value"},"items":["zero","one","two"],"user":{"name":"jack","age":20},
         "nestedItems":[{"x":2},{"x":1},{"x":3}],"path":{"array":[1]},"one":1,
         "json1":"{'FirstName': 'John','LastName': 'Smith','Enabled': false,'Roles': [ 'User' ]}","json2":"{'Enabled': true,'Roles': [ 'User', 'Admin' ]}",
         "produce":"<?xml version=\"1.0\"?> <produce> <item> <name>Gala</name> <type>apple</type> <count>20</count> </item> <item> <name>Honeycrisp</name> <type>apple</type> <count>10</count> </item> </produce>",
         "stores":"{\"Stores\":[\"Lambton Quay\",\"Willis Street\"],\"Manufacturers\":[{\"Name\":\"Acme Co\",\"Products\":[{\"Name\":\"Anvil\",\"Price\":50}]},{\"Name\":\"Contoso\",\"Products\":[{\"Name\":\"Elbow Grease\",\"Price\":99.95},{\"Name\":\"Headlight Fluid\",\"Price\":4}]}]}"}
        """;

    // The day and hour that the reference assumes for functions of timex.
    private static readonly TemplateSettings Settings = new() { Clock = new StoppedClock("2020-06-12T15:42:21Z"), Random = new Random(1) };

    [Theory]
    [InlineData("length('hello world')", "11")]
    [InlineData("replace('the old string', 'old', 'new')", "\"the new string\"")]
    [InlineData("""replace('hello\"', '\"', '\n')""", "\"hello\\n\"")]
    [InlineData("replaceIgnoreCase('the old string', 'OLD', 'new')", "\"the new string\"")]
    [InlineData("split('a**b**c', '**')", """["a","b","c"]""")]
    [InlineData("split('hello', '')", """["h","e","l","l","o"]""")]
    [InlineData("split('', 'e')", """[""]""")]
    [InlineData("split('', '')", "[]")]
    [InlineData("split('hello')", """["h","e","l","l","o"]""")]
    [InlineData("substring('hello world', 6, 5)", "\"world\"")]
    [InlineData("toLower('Hello World', 'fr-FR')", "\"hello world\"")]
    [InlineData("toUpper('Hello World')", "\"HELLO WORLD\"")]
    [InlineData("trim(' Hello World  ')", "\"Hello World\"")]
    [InlineData("concat(addOrdinal(11), addOrdinal(21), addOrdinal(22), addOrdinal(23))", "\"11th21st22nd23rd\"")]
    [InlineData("endsWith('hello world', 'universe')", "false")]
    [InlineData("startsWith('hello world', 'hello')", "true")]
    [InlineData("countWord(\"hello word\")", "2")]
    [InlineData("concat([1,2],[3,4])", "[1,2,3,4]")]
    [InlineData("concat('a', 'b', 1, 2)", "\"ab12\"")]
    [InlineData("concat([1,2], null)", "[1,2]")]
    [InlineData("concat('a', 1, null)", "\"a1\"")]
    [InlineData("length(newGuid())", "36")]
    [InlineData("isMatch(newGuid(), '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')", "true")]
    [InlineData("indexOf('hello world', 'world')", "6")]
    [InlineData("indexOf(createArray('abc', 'def', 'ghi'), 'def')", "1")]
    [InlineData("lastIndexOf(createArray('abc', 'def', 'ghi', 'def'), 'def')", "3")]
    [InlineData("sentenceCase('aBC dEF')", "\"Abc def\"")]
    [InlineData("titleCase('aBC dEF', 'en-US')", "\"Abc Def\"")]
    [InlineData("reverse(concat('hello','world'))", "\"dlrowolleh\"")]
    public void Texts(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("contains(json(\"{'foo':'bar'}\"), 'foo')", "true")]
    [InlineData("contains(createArray('1','2'), '1')", "true")]
    [InlineData("first(createArray(0, 1, 2))", "0")]
    [InlineData("join(createArray('a', 'b', 'c'), '.')", "\"a.b.c\"")]
    [InlineData("last('abcd')", "\"d\"")]
    [InlineData("count('abcd')", "4")]
    [InlineData("foreach(createArray(0, 1, 2, 3), x, x + 1)", "[1,2,3,4]")]
    [InlineData("foreach(json(\"{'name': 'jack', 'age': '15'}\"), x=> concat(x.key, ':', x.value))", """["name:jack","age:15"]""")]
    [InlineData("union(createArray(1, 2, 3), createArray(1, 2, 10, 101))", "[1,2,3,10,101]")]
    [InlineData("skip(createArray(0, 1, 2, 3), 1)", "[1,2,3]")]
    [InlineData("take('abcde', 3)", "\"abc\"")]
    [InlineData("take(createArray(0, 1, 2, 3, 4), 3)", "[0,1,2]")]
    [InlineData("intersection(createArray(1, 2, 3), createArray(101, 2, 1, 10), createArray(6, 8, 1, 2))", "[1,2]")]
    [InlineData("subArray(createArray('H','e','l','l','o'), 2, 5)", """["l","l","o"]""")]
    [InlineData("select(createArray(0, 1, 2, 3), x, x + 1)", "[1,2,3,4]")]
    [InlineData("where(createArray(0, 1, 2, 3), x, x > 1)", "[2,3]")]
    [InlineData("where(json(\"{'name': 'jack', 'age': '15'}\"), x, x.value == 'jack')", """{"name":"jack"}""")]
    [InlineData("sortBy(createArray(1, 2, 0, 3))", "[0,1,2,3]")]
    [InlineData("sortBy(nestedItems, 'x')", """[{"x":1},{"x":2},{"x":3}]""")]
    [InlineData("sortByDescending(nestedItems, 'x')", """[{"x":3},{"x":2},{"x":1}]""")]
    [InlineData("where(indicesAndValues(items), elt, elt.index >= 1)", """[{"index":1,"value":"one"},{"index":2,"value":"two"}]""")]
    [InlineData("join(foreach(indicesAndValues(items), item, item.value), ',')", "\"zero,one,two\"")]
    [InlineData("indicesAndValues(user)", """[{"index":"name","value":"jack"},{"index":"age","value":20}]""")]
    [InlineData("flatten(createArray(1, createArray(2), createArray(createArray(3, 4), createArray(5, 6))))", "[1,2,3,4,5,6]")]
    [InlineData("flatten(createArray(1, createArray(2), createArray(createArray(3, 4), createArray(5, 6))), 1)", "[1,2,[3,4],[5,6]]")]
    [InlineData("unique(createArray(1, 2, 1))", "[1,2]")]
    [InlineData("any(createArray(1, 'cool'), item, isInteger(item))", "true")]
    [InlineData("any(createArray('first', 'cool'), item => isInteger(item))", "false")]
    [InlineData("all(createArray(1, 'cool'), item, isInteger(item))", "false")]
    [InlineData("all(createArray(1, 2), item => isInteger(item))", "true")]
    [InlineData("string(merge(json(json1), json(json2)))", "\"{\\\"FirstName\\\":\\\"John\\\",\\\"LastName\\\":\\\"Smith\\\",\\\"Enabled\\\":true,\\\"Roles\\\":[\\\"User\\\",\\\"Admin\\\"]}\"")]
    [InlineData("merge({k1:'v1'}, [{k2:'v2'}, {k3: 'v3'}], {k4:'v4'})", """{"k1":"v1","k2":"v2","k3":"v3","k4":"v4"}""")]
    public void Collections(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("and(equals(1, 1), equals(1, 2))", "false")]
    [InlineData("equals('abc', 'abcd')", "false")]
    [InlineData("empty('')", "true")]
    [InlineData("empty([1])", "false")]
    [InlineData("empty(null)", "true")]
    [InlineData("greater('apple', 'banana')", "false")]
    [InlineData("greaterOrEquals(5, 5)", "true")]
    [InlineData("if(equals(1, 1), 'yes', 'no')", "\"yes\"")]
    [InlineData("less('banana', 'apple')", "false")]
    [InlineData("lessOrEquals('apply', 'apple')", "false")]
    [InlineData("not(equals(1, 2))", "true")]
    [InlineData("or(false, false)", "false")]
    [InlineData("exists(foo.bar)", "true")]
    [InlineData("exists(foo.bar2)", "false")]
    [InlineData("isInteger(1.0)", "true")]
    [InlineData("isFloat(1.0)", "false")]
    [InlineData("isFloat(12.01)", "true")]
    [InlineData("isBoolean(32 > 16)", "true")]
    [InlineData("isArray(createArray('hello', 'world'))", "true")]
    [InlineData("isObject({userName: \"Sam\"})", "true")]
    [InlineData("isObject('hello world!')", "false")]
    [InlineData("isDateTime('hello world!')", "false")]
    [InlineData("isDateTime('2019-03-01T00:00:00.000Z')", "true")]
    [InlineData("isDateTime('2019-03-01')", "false")]
    [InlineData("isString(3.14)", "false")]
    [InlineData("EOL()", "\"\\n\"")]
    [InlineData("isMatch('ab', '^[a-z]{1,2}$')", "true")]
    [InlineData("isMatch('FUTURE', '(?i)fortune|future')", "true")]
    [InlineData("isMatch('abacaxc', 'ab.*?c')", "true")]
    public void Questions(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("float('10.333')", "10.333")]
    [InlineData("int('10')", "10")]
    [InlineData("string(10)", "\"10\"")]
    [InlineData("string({ \"name\": \"Sophie Owen\" })", "\"{\\\"name\\\":\\\"Sophie Owen\\\"}\"")]
    [InlineData("string(100.1, 'fr-FR')", "\"100,1\"")]
    [InlineData("string(null)", "\"\"")]
    [InlineData("bool(0)", "false")]
    [InlineData("createArray('h', 'e', 'l', 'l', 'o')", """["h","e","l","l","o"]""")]
    [InlineData("json('{\"fullName\": \"Sophia Owen\"}')", """{"fullName":"Sophia Owen"}""")]
    [InlineData("base64('hello')", "\"aGVsbG8=\"")]
    [InlineData("base64(base64ToBinary('AwUBDA=='))", "\"AwUBDA==\"")]
    [InlineData("base64ToString('aGVsbG8=')", "\"hello\"")]
    [InlineData("base64(binary('hello'))", "\"aGVsbG8=\"")]
    [InlineData("dataUri('hello')", "\"data:text/plain;charset=utf-8;base64,aGVsbG8=\"")]
    [InlineData("base64(dataUriToBinary('aGVsbG8='))", "\"YUdWc2JHOD0=\"")]
    [InlineData("dataUriToString('data:text/plain;charset=utf-8;base64,aGVsbG8=')", "\"hello\"")]
    [InlineData("dataUriToString('data:,caf%C3%A9')", "\"café\"")]
    [InlineData("uriComponent('http://contoso.com')", "\"http%3A%2F%2Fcontoso.com\"")]
    [InlineData("uriComponentToString('http%3A%2F%2Fcontoso.com')", "\"http://contoso.com\"")]
    [InlineData("formatNumber(10.333, 2)", "\"10.33\"")]
    [InlineData("formatNumber(1.551, 2, 'en-US')", "\"1.55\"")]
    [InlineData("formatNumber(12.123, 4, 'en-US')", "\"12.1230\"")]
    [InlineData("jsonStringify(null)", "\"null\"")]
    [InlineData("jsonStringify({a:'b'})", "\"{\\\"a\\\":\\\"b\\\"}\"")]
    [InlineData("stringOrValue('${one}')", "1")]
    [InlineData("stringOrValue('${one} item')", "\"1 item\"")]
    [InlineData("""xml(json('{ \"name\": \"Sophia Owen\" }'))""", "\"<name>Sophia Owen</name>\"")]
    [InlineData("""xml(json('{\"person\": {\"name\": \"Sophia Owen\", \"city\": \"Seattle\"}}'))""", "\"<person>\\n  <name>Sophia Owen</name>\\n  <city>Seattle</city>\\n</person>\"")]
    public void Conversions(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("abs(-3.12134)", "3.12134")]
    [InlineData("add(1, 1.5)", "2.5")]
    [InlineData("add('hello',null)", "\"hello\"")]
    [InlineData("div(11, 5)", "2")]
    [InlineData("div(11.2, 2)", "5.6")]
    [InlineData("max(createArray(1, 2, 3))", "3")]
    [InlineData("min(1, 2, 3)", "1")]
    [InlineData("mod(3, 2)", "1")]
    [InlineData("mul(1.5, 2)", "3")]
    [InlineData("rand(4, 5)", "4")]
    [InlineData("and(rand(1, 5) >= 1, rand(1, 5) < 5)", "true")]
    [InlineData("sqrt(9)", "3")]
    [InlineData("sub(10.3, .3)", "10")]
    [InlineData("sum(createArray(1, 1.5))", "2.5")]
    [InlineData("range(1, 4)", "[1,2,3,4]")]
    [InlineData("exp(2, 2)", "4")]
    [InlineData("average(createArray(1,2,3))", "2")]
    [InlineData("floor(10.333)", "10")]
    [InlineData("ceiling(10.333)", "11")]
    [InlineData("round(10.333)", "10")]
    [InlineData("round(10.3313, 2)", "10.33")]
    public void Numbers(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("addDays('2018-03-15T13:00:00.000Z', 10)", "\"2018-03-25T13:00:00.000Z\"")]
    [InlineData("addDays('2018-03-15T13:00:00.000Z', 1, '', 'de-dE')", "\"16.03.2018 13:00:00\"")]
    [InlineData("addHours('2018-03-15T15:00:00.000Z', -5)", "\"2018-03-15T10:00:00.000Z\"")]
    [InlineData("addMinutes('2018-03-15T00:10:00.000Z', 10)", "\"2018-03-15T00:20:00.000Z\"")]
    [InlineData("addSeconds('2018-03-15T00:00:30.000Z', -5)", "\"2018-03-15T00:00:25.000Z\"")]
    [InlineData("addToTime('2018-01-01T00:00:00.000Z', 1, 'Day')", "\"2018-01-02T00:00:00.000Z\"")]
    [InlineData("addToTime('2018-01-01T00:00:00.000Z', 2, 'Week', 'MM-DD-YY')", "\"01-15-18\"")]
    [InlineData("dayOfMonth('2018-03-15T13:27:36Z')", "15")]
    [InlineData("dayOfWeek('2018-03-15T13:27:36Z')", "4")]
    [InlineData("dayOfYear('2018-03-15T13:27:36Z')", "74")]
    [InlineData("formatDateTime('03/15/2018 12:00:00', 'yyyy-MM-ddTHH:mm:ss')", "\"2018-03-15T12:00:00\"")]
    [InlineData("formatDateTime('2018-03-15', '', 'de-DE')", "\"15.03.2018 00:00:00\"")]
    [InlineData("formatDateTime('2018-03-15T13:30:00.000Z', 'YYYY\"DD\"-DD')", "\"2018DD-15\"")]
    [InlineData("formatDateTime('2018-03-15T13:30:00.000Z', 'H')", "\"13\"")]
    [InlineData("formatEpoch(1521118800, 'yyyy-MM-ddTHH:mm:ss.fffZ')", "\"2018-03-15T13:00:00.000Z\"")]
    [InlineData("formatEpoch(1521118800, '', 'de-DE')", "\"15.03.2018 13:00:00\"")]
    [InlineData("formatTicks(637243624200000000, 'yyyy-MM-ddTHH:mm:ss.fffZ')", "\"2020-05-06T11:47:00.000Z\"")]
    [InlineData("subtractFromTime('2018-01-02T00:00:00.000Z', 1, 'Day', 'D')", "\"Monday, January 1, 2018\"")]
    [InlineData("subtractFromTime('2018-03-15T13:00:00.000Z', 1, 'Hour', '', 'de-DE')", "\"15.03.2018 12:00:00\"")]
    [InlineData("dateReadBack('2018-03-15T13:00:00.000Z', '2018-03-16T13:00:00.000Z')", "\"tomorrow\"")]
    [InlineData("month('2018-03-15T13:01:00.000Z')", "3")]
    [InlineData("date('2018-03-15T13:00:00.000Z')", "\"3/15/2018\"")]
    [InlineData("year('2018-03-15T00:00:00.000Z')", "2018")]
    [InlineData("getTimeOfDay('2018-03-15T08:00:00.000Z')", "\"morning\"")]
    [InlineData("convertFromUTC('2018-02-02T02:00:00.000Z', 'Pacific Standard Time', 'MM-DD-YY')", "\"02-01-18\"")]
    [InlineData("convertFromUTC('2018-01-02T02:00:00.000Z', 'Pacific Standard Time', 'D', 'en-US')", "\"Monday, January 1, 2018\"")]
    [InlineData("convertToUTC('01/01/2018 00:00:00', 'Pacific Standard Time', '', 'de-DE')", "\"01.01.2018 08:00:00\"")]
    [InlineData("startOfDay('2018-03-15T13:30:30.000Z', '', 'fr-FR')", "\"15/03/2018 00:00:00\"")]
    [InlineData("startOfHour('2018-03-15T13:30:30.000Z')", "\"2018-03-15T13:00:00.000Z\"")]
    [InlineData("startOfMonth('2018-03-15T13:30:30.000Z', '', 'fr-FR')", "\"01/03/2018 00:00:00\"")]
    [InlineData("ticks('2018-01-01T08:00:00.000Z')", "636503904000000000")]
    [InlineData("round(ticksToDays(2193385800000000), 8)", "2538.64097222")]
    [InlineData("ticksToHours(2193385800000000)", "60927.38333333333")]
    [InlineData("ticksToMinutes(2193385800000000)", "3655643")]
    [InlineData("dateTimeDiff('2018-01-01T08:00:00.000Z', '2019-01-01T08:00:00.000Z')", "-315360000000000")]
    [InlineData("utcNow()", "\"2020-06-12T15:42:21.000Z\"")]
    [InlineData("utcNow('D')", "\"Friday, June 12, 2020\"")]
    [InlineData("utcNow('', 'de-DE')", "\"12.06.2020 15:42:21\"")]
    [InlineData("getFutureTime(2, 'Week')", "\"2020-06-26T15:42:21.000Z\"")]
    [InlineData("getFutureTime(5, 'Day', 'MM-DD-YY')", "\"06-17-20\"")]
    [InlineData("getPastTime(5, 'Day')", "\"2020-06-07T15:42:21.000Z\"")]
    [InlineData("getPastTime(1,'Day', '', 'de-DE')", "\"11.06.2020 15:42:21\"")]
    public void Dates(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("getPreviousViableDate('XXXX-12-20', 'Eastern Standard Time')", "\"2019-12-20\"")]
    [InlineData("getPreviousViableDate('XXXX-02-29')", "\"2020-02-29\"")]
    [InlineData("getNextViableDate('XXXX-12-20', 'America/Los_Angeles')", "\"2020-12-20\"")]
    [InlineData("getNextViableDate('XXXX-02-29')", "\"2024-02-29\"")]
    [InlineData("getNextViableDate('XXXX-06-12')", "\"2020-06-12\"")] // (npm), and the next three
    [InlineData("getPreviousViableDate('XXXX-06-12')", "\"2019-06-12\"")]
    [InlineData("exists(getNextViableDate('2020-12-20'))", "false")]
    [InlineData("exists(getNextViableTime('T14:20:30'))", "false")]
    [InlineData("getNextViableTime('TXX:12:14')", "\"T16:12:14\"")]
    [InlineData("getNextViableTime('TXX:52:14')", "\"T15:52:14\"")]
    [InlineData("getNextViableTime('TXX:12:14', 'Asia/Tokyo')", "\"T01:12:14\"")]
    [InlineData("getPreviousViableTime('TXX:52:14')", "\"T14:52:14\"")]
    [InlineData("getPreviousViableTime('TXX:12:14')", "\"T15:12:14\"")]
    [InlineData("isPresent('PT30M')", "false")]
    [InlineData("isPresent('PRESENT_REF')", "true")]
    [InlineData("isDuration('PT30M')", "true")]
    [InlineData("isDuration('2012-02')", "false")]
    [InlineData("isTime('2012-02-21T12:30:45')", "true")]
    [InlineData("isDate('2020-12')", "false")]
    [InlineData("isDate('xxxx-12-21')", "true")]
    [InlineData("isDate('XXXX-WXX-3')", "true")]
    [InlineData("isDate('2020-00-00')", "false")]
    [InlineData("isTimeRange('PT30M')", "false")]
    [InlineData("isTimeRange('TEV')", "true")]
    [InlineData("isTimeRange('(T08,T10,PT2H)')", "true")]
    [InlineData("isDateRange('2012-02')", "true")]
    [InlineData("isDateRange('2012-W05-WE')", "true")]
    [InlineData("isDateRange('(2020-01-01,2020-02-01,P1M)')", "true")]
    [InlineData("isDefinite('xxxx-12-21')", "false")]
    [InlineData("isDefinite('2020-02-20')", "true")]
    [InlineData("resolve('T14')", "\"14:00:00\"")]
    [InlineData("resolve('2020-12-20')", "\"2020-12-20\"")]
    [InlineData("resolve('2020-12-20T14:20')", "\"2020-12-20 14:20:00\"")]
    [InlineData("resolve('PT2H')", "\"7200\"")] // (npm)
    [InlineData("exists(resolve('XXXX-12-20'))", "false")]
    public void Timex(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Theory]
    [InlineData("uriHost('https://www.localhost.com:8080')", "\"www.localhost.com\"")]
    [InlineData("uriPathAndQuery('http://www.contoso.com/catalog/shownew.htm?date=today')", "\"/catalog/shownew.htm?date=today\"")]
    [InlineData("uriPort('http://www.localhost:8080')", "8080")]
    [InlineData("uriQuery('http://www.contoso.com/catalog/shownew.htm?date=today')", "\"?date=today\"")]
    [InlineData("uriScheme('http://www.contoso.com/catalog')", "\"http\"")]
    [InlineData("exists(uriPath('/a/b'))", "false")]
    [InlineData("addProperty(json('{\"a\":1}'), 'b', 2)", """{"a":1,"b":2}""")]
    [InlineData("exists(addProperty(json('{\"a\":1}'), 'a', 2))", "false")]
    [InlineData("removeProperty(json('{\"a\":1,\"b\":2}'), 'a')", """{"b":2}""")]
    [InlineData("setProperty(json('{\"a\":1}'), 'a', 2)", """{"a":2}""")]
    [InlineData("getProperty({\"a:b\": \"value\"}, 'a:b')", "\"value\"")]
    [InlineData("getProperty(c, 'd')", "\"d key\"")]
    [InlineData("getProperty(\"a:b\")", "\"a:b value\"")]
    [InlineData("coalesce(null, 'hello', 'world')", "\"hello\"")]
    [InlineData("coalesce(null, null, null)", "null")]
    [InlineData("jPath(stores, '$..Products[?(@.Price >= 50)].Name')", """["Anvil","Elbow Grease"]""")]
    [InlineData("jPath(stores, '$..Products[?(@.Price >= 4 && @.Price < 60 || @.Name == \"x || y\")].Name')", """["Anvil","Headlight Fluid"]""")]
    [InlineData("xPath(produce, '/produce/item/name')", """["<name>Gala</name>","<name>Honeycrisp</name>"]""")]
    [InlineData("xPath(xml(produce), 'sum(/produce/item/count)')", "30")]
    [InlineData("xPath(produce, '/produce/item[1]/name')", "\"<name>Gala</name>\"")]
    [InlineData("xPath(produce, 'string(/produce/item[2]/name)')", "\"Honeycrisp\"")]
    [InlineData("exists(xPath(produce, '/none'))", "false")]
    [InlineData("exists(xPath(produce, 'bad['))", "false")]
    [InlineData("json(xml('<?xml version=\"1.0\"?><root><person id=\"1\"><name>Sophia Owen</name></person></root>'))", """{"?xml":{"@version":"1.0"},"root":{"person":{"@id":"1","name":"Sophia Owen"}}}""")]
    [InlineData("json('<a><b>1</b><b>2</b>t</a>')", """{"a":{"b":["1","2"],"#text":"t"}}""")]
    [InlineData("setPathToValue(path.x, 1)", "1")]
    [InlineData("setPathToValue(path.array[0], 7) + path.array[0]", "14")]
    [InlineData("setPathToValue(path.new.deep, 'v') + path.new.deep", "\"vv\"")]
    [InlineData("setPathToValue(path['x y'], 2) + path['x y']", "4")]
    [InlineData("exists(setPathToValue($index, 2))", "false")]
    [InlineData("exists(setPathToValue(path.array[5], 2))", "false")]
    public void Addresses_objects_and_documents(string expression, string expected) => Assert.Equal(expected, Expand(expression));

    [Fact]
    public void What_is_set_holds_for_what_follows_over_the_same_data_and_leaves_the_data_alone()
    {
        var template = new AdaptiveCardTemplate("""{"a":"${setPathToValue(o.v, 2)}","b":"${o.v}","c":[{"$data":"${$root}","d":"${o.v}"}],"e":"${$root.o.v}"}""");
        Assert.Equal("""{"a":2,"b":2,"c":[{"d":1}],"e":1}""", template.Expand("""{"o":{"v":1}}"""));
    }

    [Fact]
    public void A_random_of_the_callers_makes_a_card_that_comes_out_the_same()
    {
        const string text = """{"a":"${newGuid()}","b":"${rand(1, 1000000)}"}""";
        string Expanded() => new AdaptiveCardTemplate(text, new TemplateSettings { Random = new Random(7) }).Expand("{}");
        Assert.Equal(Expanded(), Expanded());
        Assert.NotEqual(new AdaptiveCardTemplate(text).Expand("{}"), new AdaptiveCardTemplate(text).Expand("{}"));
    }

    [Fact]
    public void By_default_it_is_now() => Assert.InRange(
        DateTimeOffset.Parse(new AdaptiveCardTemplate("${utcNow()}".Quoted()).Expand("{}").Trim('"'), CultureInfo.InvariantCulture),
        TimeProvider.System.GetUtcNow().AddMinutes(-1),
        TimeProvider.System.GetUtcNow().AddMinutes(1));

    [Fact]
    public void A_date_without_a_format_is_written_the_same_in_every_culture_and_calendar()
    {
        var settings = new TemplateSettings { Culture = CultureInfo.GetCultureInfo("fa-IR") };
        Assert.Equal("\"2018-03-15T13:00:00.000Z\"", new AdaptiveCardTemplate("${formatDateTime('2018-03-15T13:00:00Z')}".Quoted(), settings).Expand("{}"));
    }

    private static string Expand(string expression) =>
        JsonNode.Parse(new AdaptiveCardTemplate(new JsonObject { ["t"] = "${" + expression + "}" }.ToJsonString(), Settings).Expand(Data))!["t"]?.ToJsonString(Relaxed.Options) ?? "null";

    private sealed class StoppedClock(string now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);
    }
}
