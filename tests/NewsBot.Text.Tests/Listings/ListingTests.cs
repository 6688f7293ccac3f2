using NewsBot.Text.Listings;
using Xunit;

namespace NewsBot.Text.Tests.Listings;

public sealed class ListingTests
{
    private static readonly Uri Address = new("https://office.example/press/");
    private static readonly ListingForm Form = new("div.list > div.row", null, "h3", "time");

    [Fact]
    public void What_the_selectors_name_is_listed_with_absolute_addresses_and_dates()
    {
        var reading = ListingReader.Read(Page(4), Address, Form);
        Assert.Null(reading.Fault);
        Assert.Equal(4, reading.Items.Count);
        Assert.Equal(("https://office.example/press/2026/1", "Statement number 1 of the spokesperson", "2026-03-01"), (reading.Items[0].Address.AbsoluteUri, reading.Items[0].Title, reading.Items[0].Date));
    }

    [Theory]
    [InlineData("div.news-item", null, null, "Nothing on the page matches")]
    [InlineData("div.row", "a.missing", null, "only 0 have a link")]
    [InlineData("div.row", null, "span.posted", "No item has a date")]
    [InlineData("div.row[", null, null, "cannot be read")]
    public void A_shape_that_is_not_the_one_described_is_told(string item, string? link, string? date, string told) =>
        Assert.Contains(told, ListingReader.Read(Page(4), Address, new ListingForm(item, link, null, date)).Fault, StringComparison.Ordinal);

    [Fact]
    public void The_guess_finds_the_list_between_the_furniture()
    {
        var guess = ListingGuess.Of(Page(5), Address, text => DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))!.Value;
        Assert.Equal(new ListingForm("div.row", null, null, "time"), guess.Form);
        Assert.Equal(5, guess.Reading.Items.Count);
    }

    [Fact]
    public void Feeds_that_a_page_announces_are_found() =>
        Assert.Equal(
            ["https://office.example/feed.xml"],
            ListingGuess.Feeds("<head><link rel=alternate type='application/rss+xml' href='/feed.xml'><link rel=alternate hreflang=ur href='/ur/'></head>", Address).Select(f => f.AbsoluteUri));

    private static string Page(int items) => $"""
        <html><body><nav class="menu"><ul><li><a href="/about">About the ministry and its departments</a></li><li><a href="/people">The people who work in it</a></li>
        <li><a href="/contact">How to reach the ministry by post</a></li></ul></nav>
        <div class="list">{string.Concat(Enumerable.Range(1, items).Select(i => $"""
            <div class="row"><time datetime="2026-03-0{i}">{i} March</time><h3><a href="2026/{i}">Statement number {i} of the spokesperson</a></h3><p>In short.</p></div>
            """))}</div><footer><a href="/imprint">Imprint and the other small print</a></footer></body></html>
        """;
}
