using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class SpeakerResolverTests
{
    private static readonly SpeakerResolver Resolver = new(Newsdesk.Load());

    [Theory]
    [InlineData("Chinese envoy Lin Example said", "Lin Example", "Chinese envoy")]
    [InlineData("Ann Example, the mayor of Sampleton, said", "Ann Example", "mayor of Sampleton")]
    [InlineData("Bo Sample came by. Later Sample said", "Bo Sample", null)]
    [InlineData("Treasury Secretary Ann Example said", "Ann Example", "Treasury Secretary")]
    [InlineData("Provincial Minister for Minorities Bo Ann Example said", "Bo Ann Example", "Provincial Minister for Minorities")]
    [InlineData("The Sampleton Bar Council said", "Sampleton Bar Council", null)]
    [InlineData("The Sampleton Chamber of Commerce and Industry said", "Sampleton Chamber of Commerce and Industry", null)]
    [InlineData("The Sampleton Kite Authority (SKA) met. The SKA said", "Sampleton Kite Authority", null)]
    [InlineData("The Sampleton High Court met. The SHC said", "Sampleton High Court", null)]
    [InlineData("The Iranian foreign ministry said", "Ministry of Foreign Affairs (Iran)", null)]
    [InlineData("Iran’s foreign ministry met. The ministry said", "Ministry of Foreign Affairs (Iran)", null)]
    [InlineData("TEHRAN: It rained. The Foreign Ministry said", "Ministry of Foreign Affairs (Iran)", null)]
    [InlineData("TEHRAN: It rained. The Afghan government imposed a curfew in the north. The Interior Ministry said", "Ministry of Interior (Afghanistan)", null)]
    [InlineData("Pakistan struck the border again. The Islamic Emirate will answer Pakistan. Pakistan has closed the gate. The Ministry of Energy said", "Ministry of Energy (Afghanistan)", null)]
    [InlineData("Chief Minister Ann Example arrived. The chief minister said", "Ann Example", "Chief Minister")]
    [InlineData("The All Pakistan Kite Flyers Association said", "All Pakistan Kite Flyers Association", null)]
    [InlineData("Guests of the Sampleton Union of Bakers and Millers (SUBM) came. The SUBM said", "Sampleton Union of Bakers and Millers", null)]
    [InlineData("Kyiv said", "Ukraine", null)]
    [InlineData("The Algerian health ministry met. The ministry said", "Ministry of Health (Algeria)", null)]
    [InlineData("Sampleton goalscorer Zorvik said", "Zorvik", null)]
    [InlineData("It shelters the TTP. Zorvik said", "Zorvik", null)]
    [InlineData("It was signed in the U.S. Zorvik said", "Zorvik", null)]
    [InlineData("In an interview with Bo Sample, the harbour minister said that it rained. Later Bo Sample said", "Bo Sample", null)]
    public void Strangers_are_named_as_the_text_names_them(string text, string name, string? title)
    {
        var speaker = Said(text, new DateOnly(2021, 1, 5));
        Assert.Equal((name, title, false), (speaker?.Name, speaker?.Office, speaker?.Known));
    }

    [Fact]
    public void The_label_of_an_office_is_the_one_whom_the_headline_announces()
    {
        const string Text = "President Donald Trump and President Barack Obama differed on Doha.\n\nTHE PRESIDENT: We will go on with the talks.";
        var speakers = Resolver.In(Text, new DateOnly(2021, 8, 26), "Remarks by President Biden on Hamid Karzai International Airport");
        var label = Text.IndexOf("PRESIDENT", StringComparison.Ordinal);
        Assert.Equal("Joe Biden", speakers.Resolve([new SpeakerSpan(new TextSpan(label, label + "PRESIDENT".Length), NamedAs.Described)])?.Name);
    }

    [Theory]
    [InlineData("Army Chief Gen Qamar Bajwa said", "Qamar Javed Bajwa", "Chief of Army Staff")]
    [InlineData("The ISPR said", "Inter-Services Public Relations", null)]
    [InlineData("A State Department spokesman said", "US Department of State", null)]
    [InlineData("A statement by Pakistan’s Foreign Office said", "Ministry of Foreign Affairs (Pakistan)", null)]
    [InlineData("Pakistan and the United States said", "Pakistan and United States", null)]
    [InlineData("Foreign Minister of Pakistan Makhdoom Mehmood Qureshi said", "Shah Mahmood Qureshi", "Foreign Minister of Pakistan")]
    [InlineData("Pakistan's foreign minister said", "Shah Mahmood Qureshi", "Foreign Minister of Pakistan")]
    public void The_registry_gives_the_name_and_the_office_of_the_day(string text, string name, string? office)
    {
        var speaker = Said(text, new DateOnly(2021, 1, 5));
        Assert.Equal((name, office, true), (speaker?.Name, speaker?.Office, speaker?.Known));
    }

    [Theory]
    [InlineData("A top aide to US President Donald Trump said", "donald-trump")]
    [InlineData("Imran Khan’s sister Ann Example said", "imran-khan")]
    [InlineData("A senior Taliban commander said", "islamic-emirate-of-afghanistan")]
    [InlineData("The Pakistani analyst said", "pakistan")]
    public void Words_are_not_put_into_the_mouth_of_whoever_is_named_beside(string text, string notKey) =>
        Assert.NotEqual(notKey, Said(text, new DateOnly(2019, 1, 5))?.Key);

    [Theory]
    [InlineData("The chief minister said")]
    [InlineData("Both sides said")]
    [InlineData("A senior official said")]
    public void Whom_nothing_names_is_nobody(string text) => Assert.Equal(NamedSpeaker.NobodyKey, Said(text, null)?.Key);

    [Theory]
    [InlineData("ISLAMABAD: It rained on Monday. The foreign minister said", "Shah Mahmood Qureshi")]
    [InlineData("Pakistan held talks with traders on Monday. The foreign minister said", "Shah Mahmood Qureshi")]
    [InlineData("ISLAMABAD: It rained on Monday. The prime minister said", "Imran Khan")]
    [InlineData("ISLAMABAD: It rained on Monday. The army chief said", "Qamar Javed Bajwa")]
    [InlineData("WASHINGTON: It rained on Monday. The secretary of state said", "Mike Pompeo")]
    [InlineData("ISLAMABAD: It rained on Monday. The foreign minister said that the road was open. He added", "Shah Mahmood Qureshi")]
    public void A_bare_office_is_held_in_the_articles_own_country_and_never_told_as_certain(string start, string name)
    {
        var text = start + " that the bridge was safe.";
        var day = new DateOnly(2021, 1, 5);
        var read = StatementReader.Read(Resolver.In(text, day), new ArticleReader().Read(text, day))[^1];
        Assert.Equal((name, Attribution.Likely), (read.Speaker?.Name, read.Report.Attribution));
    }

    [Theory]
    [InlineData("ISLAMABAD: Iran’s foreign minister arrived on Monday. The foreign minister said", "2021-01-05")]
    [InlineData("ISLAMABAD: The foreign minister of Iran arrived on Monday. The foreign minister said", "2021-01-05")]
    [InlineData("ISLAMABAD: Samplian ministers met on Monday; Foreign Minister Zorvik was there. The foreign minister said", "2021-01-05")]
    [InlineData("It rained in Iran and in Norway on Monday. The foreign minister said", "2021-01-05")]
    [InlineData("It rained in Sampleton on Monday. The foreign minister said", "2021-01-05")]
    [InlineData("ISLAMABAD: It rained on Monday. The foreign minister said", null)]
    public void Whose_bare_office_it_is_nobody_guesses(string start, string? day)
    {
        var text = start + " that the bridge was safe.";
        DateOnly? published = day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var read = StatementReader.Read(Resolver.In(text, published), new ArticleReader().Read(text, published))[^1];
        Assert.NotEqual("Shah Mahmood Qureshi", read.Speaker?.Name);
        Assert.True(read.Speaker?.Key != NamedSpeaker.NobodyKey || read.Report.Attribution == Attribution.Anonymous);
    }

    [Theory]
    [InlineData("ISLAMABAD: The PM Office said", "Prime Minister's Office (Pakistan)")]
    [InlineData("ISLAMABAD: The Prime Minister’s Office said", "Prime Minister's Office (Pakistan)")]
    [InlineData("ISLAMABAD: A statement issued by the PM’s Media Office said", "Prime Minister's Office (Pakistan)")]
    [InlineData("OSLO: The Prime Minister’s Office said", "Prime Minister's Office (Norway)")]
    public void The_office_of_a_prime_minister_is_a_body_of_its_country(string text, string name) => Assert.Equal(name, Said(text, new DateOnly(2021, 1, 5))?.Name);

    [Theory]
    [InlineData("@ShehbazSharif said", "Shehbaz Sharif")]
    [InlineData("In a post on X, @Ann_Example said", "Ann Example")]
    public void A_handle_is_read_as_the_name_in_it(string text, string name) => Assert.Equal(name, Said(text, new DateOnly(2025, 1, 5))?.Name);

    [Theory]
    [InlineData("A press release issued from Sampleton said")]
    [InlineData("A statement issued in Geneva said")]
    public void A_place_has_issued_nothing(string text) => Assert.Equal(NamedSpeaker.NobodyKey, Said(text, null)?.Key);

    [Fact]
    public void A_title_names_in_full_whom_the_text_calls_by_the_surname()
    {
        const string Text = "Exampleson said that the bridge was safe.";
        var speakers = Resolver.In(Text, null, "Remarks with Mayor Ann Exampleson");
        Assert.Equal("Ann Exampleson", StatementReader.Read(speakers, new ArticleReader().Read(Text)).Single().Speaker?.Name);
    }

    [Theory]
    [InlineData("An official of the port said that the harbour would close. Ann Example made the remarks at a meeting in Sampleton.", "Ann Example")]
    [InlineData("Samplia's envoy said that the harbour would close. The comments by Ann Example surprised the port.", "Ann Example")]
    [InlineData("Norway has said that the harbour will close. Norwegian Foreign Ministry spokesman Bo Example said that the harbour was too small.", "Bo Example")]
    [InlineData("A spokesman for the port authority said that the harbour would close. “It is too small,” spokesman Bo Example said.", "Bo Example")]
    public void Whom_a_lead_only_describes_is_named_by_what_follows(string text, string name)
    {
        var first = StatementReader.Read(Resolver.In(text, null), new ArticleReader().Read(text))[0];
        Assert.Equal(name, first.Speaker?.Name);
    }

    [Theory]
    [InlineData("The department said")]
    [InlineData("The Samplian envoy said")]
    public void Whom_the_words_do_not_tell_is_not_told_as_certain(string text) =>
        Assert.NotEqual(Attribution.Named, new ArticleReader().Read(text + " that the bridge was safe.").Single().Attribution);

    [Fact]
    public void A_pronoun_that_means_nobody_in_the_article_names_nobody() => Assert.Null(Said("He said", null));

    private static NamedSpeaker? Said(string start, DateOnly? day)
    {
        var text = start + " that the bridge was safe.";
        return StatementReader.Read(Resolver.In(text, day), new ArticleReader().Read(text, day))[^1].Speaker;
    }
}
