using NewsBot.Statements;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class LikenessTests
{
    private const string Said = "“The bridge will open to trade in May, and no vessel will be turned away from the harbour,”";

    [Theory]
    [InlineData("“The bridge will open to trade in May”", "trimmed")]
    [InlineData("that the bridge would open to trade in May and no vessel would be turned away from the harbour", "told indirectly")]
    [InlineData("\"The bridge will be open for trade in May and no vessel will be turned away from our harbour\"", "reworded")]
    [InlineData("“THE BRIDGE will open to trade in May — and no vessel will be turned away from the harbour.”", "other marks")]
    public void What_an_outlet_trims_or_rewords_is_the_same(string told, string why) => Assert.True(Retelling.Score(Said, told, 0) >= Retelling.Same, why);

    [Theory]
    [InlineData("“The harbour is a symbol of friendship between our peoples”", "other words")]
    [InlineData("“We open in May”", "too short to tell")]
    [InlineData("", "nothing")]
    public void Other_words_are_another_statement(string told, string why) => Assert.True(Retelling.Score(Said, told, 0) < Retelling.Same, why);

    [Fact]
    public void Another_number_or_a_denial_makes_another_statement()
    {
        Assert.True(Retelling.Score("We will release 500 prisoners this week", "We will release 900 prisoners this week", 0) < Retelling.Same);
        Assert.True(Retelling.Score("We will attend the talks in the old town", "We will not attend any talks in that town", 0) < Retelling.Same);
        Assert.True(Likeness.Words("We will release 500 prisoners this week", "We will release 900 prisoners this week") >= Likeness.Revised);
    }

    [Fact]
    public void A_fingerprint_ignores_case_and_punctuation_only()
    {
        Assert.Equal(Likeness.Fingerprint("“We agree, now.”"), Likeness.Fingerprint("We agree now"));
        Assert.NotEqual(Likeness.Fingerprint("We agree now"), Likeness.Fingerprint("We agree not"));
    }
}
