using NewsBot.Desk;
using Xunit;

namespace NewsBot.Tests.Desk;

public sealed class SpeakerIndexTests
{
    private static readonly SpeakerIndex Index = Newsdesk.Load().Index;

    [Theory]
    [InlineData("The talks were led by FM Munir.", "2025-06-18", "asim-munir")]
    [InlineData("FM Dar spoke to reporters.", "2025-06-18", "ishaq-dar")]
    [InlineData("FM Qureshi spoke to reporters.", "2019-06-18", "shah-mahmood-qureshi")]
    [InlineData("Foreign Minister Qureshi spoke to reporters.", "2019-06-18", "shah-mahmood-qureshi")]
    [InlineData("Secretary Pompeo called.", "2019-06-18", "mike-pompeo")]
    [InlineData("Zalmay Khalilzad flew in. Later Khalilzad left.", "2019-06-18", "zalmay-khalilzad,zalmay-khalilzad")]
    [InlineData("ISPR said so.", "2021-01-05", "inter-services-public-relations")]
    [InlineData("The DG ISPR said so.", "2021-01-05", "babar-iftikhar")]
    [InlineData("The DG ISPR said so.", "2019-01-05", "asif-ghafoor")]
    [InlineData("The Pakistani Taliban and the Afghan Taliban differ.", "2021-01-05", "tehreek-i-taliban-pakistan,islamic-emirate-of-afghanistan")]
    [InlineData("U.S. officials and the US met.", "2021-01-05", "united-states,united-states")]
    [InlineData("جنرل باجوہ سے ملاقات ہوئی۔", "2021-01-05", "qamar-javed-bajwa")]
    public void Names_are_recognised_by_title_day_and_longest_match(string text, string day, string keys) =>
        Assert.Equal(keys, string.Join(',', Index.Recognise(text, DateOnly.Parse(day, null)).Select(r => r.Speaker.Key)));

    [Theory]
    [InlineData("It told us nothing, who knows.", "the pronoun is no country")]
    [InlineData("The Washington Post wrote.", "a newspaper is no country")]
    [InlineData("Trader Bilal Qureshi sells carpets.", "another first name")]
    [InlineData("Qureshi sells carpets.", "a bare surname without a reason")]
    [InlineData("Foreign Minister Qureshi spoke.", "not in office on the day")]
    [InlineData("The British Foreign Office advised.", "another country's ministry")]
    public void Nobody_is_recognised_by_guess(string text, string why)
    {
        var found = Index.Recognise(text, new DateOnly(2024, 1, 1));
        Assert.True(found.Count == 0, $"{why}: {string.Join(", ", found.Select(f => f.Speaker.Name))}");
    }

    [Fact]
    public void Whoever_asks_about_a_people_means_its_side_and_an_article_does_not()
    {
        Assert.Equal(Index.Find("United States").Select(s => s.Key), Index.Find("the Americans").Select(s => s.Key));
        Assert.Contains("ishaq-dar", Index.Find("Pakistanis").Select(s => s.Key));
        Assert.Empty(Index.Recognise("Many Americans and Pakistanis came.", new DateOnly(2025, 6, 1)));
    }

    [Fact]
    public void A_rank_belongs_to_the_name_and_offsets_cut_it_out()
    {
        const string text = "He met Army Chief Gen Qamar Bajwa’s aides.";
        var found = Assert.Single(Index.Recognise(text, new DateOnly(2021, 1, 5)));
        Assert.Equal("Gen Qamar Bajwa", text[found.Start..found.End]);
        Assert.Equal("Chief of Army Staff", found.Office?.Title);
    }

    [Theory]
    [InlineData("bajwa", "qamar-javed-bajwa")]
    [InlineData("ISPR", "inter-services-public-relations")]
    [InlineData("gen bajwa", "qamar-javed-bajwa")]
    [InlineData("khalilzad", "zalmay-khalilzad")]
    [InlineData("Guterres", "antonio-guterres")]
    [InlineData("زلمے خلیل زاد", "zalmay-khalilzad")]
    public void A_speaker_is_found_by_what_a_person_types(string typed, string key) =>
        Assert.Contains(key, Index.Find(typed).Select(s => s.Key));

    [Theory]
    [InlineData("State Department", "us-department-of-state")]
    [InlineData("Pentagon", "us-department-of-defense")]
    [InlineData("United States", "united-states")]
    [InlineData("US", "united-states")]
    [InlineData("Afghan government", "government-of-afghanistan")]
    [InlineData("Pakistani government", "government-of-pakistan")]
    [InlineData("foreign minister", "amir-khan-muttaqi")]
    [InlineData("Taliban", "suhail-shaheen")]
    [InlineData("Foreign Office", "ministry-of-foreign-affairs-pakistan")]
    [InlineData("White House", "the-white-house")]
    public void An_article_before_a_name_says_nothing(string name, string key)
    {
        var found = Index.Find(name).Select(s => s.Key).ToList();
        Assert.Contains(key, found);
        Assert.Equal(found, Index.Find("the " + name).Select(s => s.Key));
        Assert.Equal(found, Index.Find("The  " + name).Select(s => s.Key));
    }

    [Fact]
    public void A_side_means_the_body_and_its_people()
    {
        var keys = Index.Find("taliban").Select(s => s.Key).ToList();
        Assert.Contains("islamic-emirate-of-afghanistan", keys);
        Assert.Contains("suhail-shaheen", keys);
        Assert.DoesNotContain("asim-munir", keys);
    }

    [Fact]
    public void Nobody_is_found_for_nothing_or_gibberish()
    {
        Assert.Empty(Index.Find(" \"' "));
        Assert.Empty(Index.Find("zzyzx"));
    }

    [Fact]
    public void Joint_speakers_are_each_meant_and_strangers_by_their_words()
    {
        Assert.True(Index.Means("pakistan", "pakistan+united-states", "Pakistan and the United States"));
        Assert.True(Index.Means("washington", "pakistan+united-states", "Pakistan and the United States"));
        Assert.True(Index.Means("example", "ann-example", "Ann Example"));
        Assert.True(Index.Means("the envoy", "an-envoy", "An envoy"));
        Assert.False(Index.Means("india", "pakistan+united-states", "Pakistan and the United States"));
    }

    [Fact]
    public void Hostile_text_is_read_without_harm()
    {
        foreach (var text in new[] { "", "\ud800", "\udfff Khan \ud800", new string('U', 10_000), "a\u0301\u0302".PadRight(5_000, '\u0301'), "…\0\u202e" })
            Assert.NotNull(Index.Recognise(text, null));
    }
}
