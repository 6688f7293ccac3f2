using NewsBot.Desk;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class SpeakerResolverTests
{
    private static readonly SpeakerResolver Resolver = new(Newsdesk.Load());

    [Theory]
    [InlineData("Chinese envoy Lin Example spoke.", "Chinese envoy Lin Example", "Lin Example", "Chinese envoy")]
    [InlineData("Ann Example, the mayor of Sampleton, spoke.", "Ann Example, the mayor of Sampleton,", "Ann Example", "mayor of Sampleton")]
    [InlineData("Bo Sample began. Later Sample spoke.", "Sample", "Bo Sample", null, 2)]
    [InlineData("He met his Treasury Secretary, Ann Example, there.", "his Treasury Secretary, Ann Example,", "Ann Example", "Treasury Secretary")]
    [InlineData("Sampleton Bar Council spoke.", "Sampleton Bar Council", "Sampleton Bar Council", null)]
    [InlineData("Pakistan Kite Authority (PKA) met. The PKA spoke.", "The PKA", "Pakistan Kite Authority", null)]
    [InlineData("The Iranian foreign ministry spoke.", "The Iranian foreign ministry", "Ministry of Foreign Affairs (Iran)", null)]
    [InlineData("Iran’s foreign ministry met. The ministry spoke.", "The ministry", "Ministry of Foreign Affairs (Iran)", null)]
    [InlineData("Chief Minister Ann Example arrived. The chief minister spoke.", "The chief minister", "Ann Example", "Chief minister")]
    [InlineData("The chief minister spoke.", "The chief minister", "Chief minister", null)]
    public void Strangers_are_named_as_the_text_names_them(string text, string mention, string name, string? title, int occurrence = 1)
    {
        var speaker = Resolve(text, mention, new DateOnly(2021, 1, 5), occurrence);
        Assert.Equal((name, title, false), (speaker?.Name, speaker?.Office, speaker?.Known));
    }

    [Theory]
    [InlineData("Army Chief Gen Qamar Bajwa spoke.", "Army Chief Gen Qamar Bajwa", "Qamar Javed Bajwa", "Chief of Army Staff")]
    [InlineData("The ISPR spoke.", "The ISPR", "Inter-Services Public Relations", null)]
    [InlineData("A State Department spokesman spoke.", "A State Department spokesman", "US Department of State", null)]
    [InlineData("A statement by Pakistan’s Foreign Office came.", "A statement by Pakistan’s Foreign Office", "Ministry of Foreign Affairs (Pakistan)", null)]
    [InlineData("Pakistan and the United States spoke.", "Pakistan and the United States", "Pakistan and United States", null)]
    public void The_registry_gives_the_name_and_the_office_of_the_day(string text, string mention, string name, string? office)
    {
        var speaker = Resolve(text, mention, new DateOnly(2021, 1, 5));
        Assert.Equal((name, office, true), (speaker?.Name, speaker?.Office, speaker?.Known));
    }

    [Theory]
    [InlineData("A top aide to US President Donald Trump spoke.", "A top aide to US President Donald Trump", "donald-trump")]
    [InlineData("Imran Khan’s sister Ann Example spoke.", "Imran Khan’s sister Ann Example", "imran-khan")]
    [InlineData("A senior Taliban commander spoke.", "A senior Taliban commander", "islamic-emirate-of-afghanistan")]
    [InlineData("The Pakistani analyst spoke.", "The Pakistani analyst", "pakistan")]
    public void Words_are_not_put_into_the_mouth_of_whoever_is_named_beside(string text, string mention, string notKey) =>
        Assert.NotEqual(notKey, Resolve(text, mention, new DateOnly(2019, 1, 5))?.Key);

    [Theory]
    [InlineData("he")]
    [InlineData("the statement")]
    [InlineData("both sides")]
    public void Pronouns_and_bare_carriers_name_nobody(string mention) => Assert.Null(Resolve($"Then {mention} said it.", mention, null));

    private static NamedSpeaker? Resolve(string text, string mention, DateOnly? day, int occurrence = 1)
    {
        var at = -1;
        for (var i = 0; i < occurrence; i++)
            at = text.IndexOf(mention, at + 1, StringComparison.Ordinal);
        return Resolver.In(text, day).Resolve([new TextSpan(at, at + mention.Length)]);
    }
}
