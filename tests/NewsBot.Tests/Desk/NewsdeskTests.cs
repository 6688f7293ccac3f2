using System.Text;
using NewsBot.Desk;
using Xunit;

namespace NewsBot.Tests.Desk;

public sealed class NewsdeskTests
{
    private static readonly Newsdesk Carried = Newsdesk.Load();

    [Fact]
    public void The_carried_files_load_with_both_topics_and_the_one_that_nobody_is_subscribed_to()
    {
        Assert.Equal(["pak-us", "intra-afghan", "pak-afghan"], Carried.Topics.Select(t => t.Key));
        Assert.True(Carried.Sources.Count >= 20);
        Assert.True(Carried.Speakers.Count >= 200);
        Assert.All(Carried.Sources, s => Assert.True(s.Feeds.Count + s.Listings.Count > 0, s.Key));
    }

    [Theory]
    [InlineData("pak-us")]
    [InlineData("PAK US")]
    [InlineData("Pakistan–US talks")]
    [InlineData("pakistan-us talks")]
    public void A_topic_is_found_by_key_name_and_alias_however_it_is_typed(string typed) =>
        Assert.Equal("pak-us", Carried.FindTopic(typed)?.Key);

    [Fact]
    public void A_topic_that_is_not_there_is_not_found() => Assert.Null(Carried.FindTopic("cricket"));

    [Theory]
    [InlineData("2021-01-05", "Chief of Army Staff", "qamar-javed-bajwa")]
    [InlineData("2019-05-01", "Director General of the ISI", "asim-munir")]
    [InlineData("2024-05-01", "Chief of Army Staff", "asim-munir")]
    [InlineData("2025-06-18", "Field Marshal, Chief of Army Staff", "asim-munir")]
    public void The_office_depends_on_the_day(string day, string title, string key) =>
        Assert.Equal(title, Carried.Index.ByKey(key)!.OfficeOn(DateOnly.Parse(day, null))?.Title);

    [Fact]
    public void Nobody_holds_an_office_that_ended() =>
        Assert.Null(Carried.Index.ByKey("mike-pompeo")!.OfficeOn(new DateOnly(2022, 5, 1)));

    [Fact]
    public void A_file_of_sources_may_hold_comments_and_trailing_commas_and_takes_the_place_of_the_carried_ones()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            """
            // what we follow
            [
              { "key": "gazette", "name": "The Gazette", "class": "Wire", "feeds": ["https://gazette.example/rss"], },
            ]
            """);
        var desk = Newsdesk.Load(file);
        var source = Assert.Single(desk.Sources);
        Assert.Equal(("gazette", SourceClass.Wire, "en"), (source.Key, source.Class, source.Language));
        File.Delete(file);
    }

    [Theory]
    [InlineData("[\n  { \"key\": \"a\", \"nmae\": \"A\", \"class\": \"press\" }\n]", 2, 25, "\"nmae\" is not known here")]
    [InlineData("[\n  { \"key\": \"a\", \"class\": \"press\" }\n]", 2, 3, "\"name\" is missing")]
    [InlineData("[\n { \"key\": \"a\", \"name\": \"Ä\", \"class\": \"tabloid\" } ]", 2, 38, "use one of \"official\", \"wire\", \"press\"")]
    [InlineData("[{ \"key\": \"A b\", \"name\": \"A\", \"class\": \"press\" }]", 1, 11, "small letters")]
    [InlineData("[{ \"key\": \"a\", \"name\": \"A\", \"class\": \"press\", \"feeds\": [\"gazette.example\"] }]", 1, 57, "no web address")]
    [InlineData("[{ \"key\": \"a\", \"name\": \"A\", \"class\": \"press\", \"feeds\": [\"file:///etc/passwd\"] }]", 1, 57, "no web address")]
    [InlineData("[{ \"key\": \"a\", \"name\": \"A\", \"class\": \"press\" },\n { \"key\": \"a\", \"name\": \"B\", \"class\": \"press\" }]", 2, 11, "is taken")]
    [InlineData("[{ \"key\": \"a\", \"name\": \"A\", \"class\": \"press\", \"feeds\": [\"https://a.example/f\"] },\n { \"key\": \"b\", \"name\": \"B\", \"class\": \"press\", \"feeds\": [\"https://a.example/f\"] }]", 2, 57, "stands above")]
    [InlineData("[{ \"key\": 3 }]", 1, 11, "a text in quotation marks")]
    [InlineData("{ \"key\": \"a\" }", 1, 1, "a list in [ ]")]
    [InlineData("[\n  { \"key\": \"a\" \n", 3, 1, "not valid JSON")]
    public void An_error_names_the_line_the_column_and_what_would_do(string json, int line, int column, string part)
    {
        var error = Assert.Throws<DeskFileException>(() => DeskFile.Sources("mine.json", Encoding.UTF8.GetBytes(json)));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"mine.json, line {line}, column {column}:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{ \"short\": \"us\" },\n { \"short\": \"un\", \"long\": [\"united\"] }]", 2, 28, "is not several words")]
    [InlineData("[{ \"short\": \"united states\" }]", 1, 13, "is not one word")]
    [InlineData("[{ \"short\": \"us\", \"also\": [\"great britain\"] }]", 1, 28, "is not one word")]
    [InlineData("[{ \"short\": \"us\", \"also\": [\"usa\"] }, { \"short\": \"USA\" }]", 1, 49, "stands above")]
    [InlineData("[{ \"long\": [\"united states\"] }]", 1, 2, "\"short\" is missing")]
    public void An_error_of_house_style_names_the_line_the_column_and_what_would_do(string json, int line, int column, string part)
    {
        var error = Assert.Throws<DeskFileException>(() => DeskFile.Style("mine.json", Encoding.UTF8.GetBytes(json)));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"mine.json, line {line}, column {column}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_of_offices_may_be_years_or_months()
    {
        var json = """[{ "key": "x", "name": "X Y", "kind": "person", "offices": [{ "title": "Envoy", "from": "2019-07", "to": "2022" }] }]""";
        var office = DeskFile.Speakers("p.json", Encoding.UTF8.GetBytes(json))[0].Offices[0];
        Assert.Equal((new DateOnly(2019, 7, 1), new DateOnly(2022, 12, 31)), (office.From, office.To));
    }

    [Fact]
    public void Real_sources_leave_the_invented_people_out()
    {
        var real = Carried.With([new Source { Key = "a", Name = "A", Class = SourceClass.Press }]);
        var sample = Carried.With([new Source { Key = "a", Name = "A", Class = SourceClass.Press, Sample = true }]);
        Assert.True(real.Speakers.Count <= sample.Speakers.Count);
        Assert.Equal(Carried.Speakers.Count, sample.Speakers.Count);
    }
}
