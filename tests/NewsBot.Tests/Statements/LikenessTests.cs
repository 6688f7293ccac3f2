using NewsBot.Statements;
using NewsBot.Statements.Wording;
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

    [Theory]
    [InlineData("that five soldiers were killed in the attack on the border post", "that nine soldiers were killed in the attack on the border post", false)]
    [InlineData("that twelve soldiers were killed in the attack on the border post", "that 12 soldiers had been killed in the attack on the border post", true)]
    [InlineData("that twenty-five soldiers were killed in the attack on the border post", "that 21 soldiers were killed in the attack on the border post", false)]
    [InlineData("کہ حملے میں پانچ فوجی ہلاک ہوئے اور سرحد بند ہے", "کہ حملے میں سات فوجی ہلاک ہوئے اور سرحد بند ہے", false)]
    public void A_number_in_words_is_a_number(string left, string right, bool same) =>
        Assert.Equal(same, Retelling.Score(left, right, 0) >= Retelling.Same);

    [Theory]
    [InlineData("twelve of 3,000", "12 3000")]
    [InlineData("one hundred and fifty men, and six women", "150 6")]
    [InlineData("two hundred thousand; 1.5bn; $1.5 billion; twenty one", "200000 1500000000 21")]
    [InlineData("no one of the two sides; a third of it; one day", "")]
    [InlineData("the third round, 24 dozen eggs, two dozen", "3 288 24")]
    [InlineData("پانچ لاکھ افراد، بارہ ٹرک، دو طرفہ تعلقات، ۱۴ اگست", "500000 12 14")]
    [InlineData("123456789012345678901234567890 trillion", "1000000000000")]
    public void Numbers_are_read_however_they_are_written(string text, string figures) =>
        Assert.Equal(figures, string.Join(' ', Figures.In(text)));

    [Theory]
    [InlineData("that Pakistan would not permit its soil to be used against a neighbouring country", true)]
    [InlineData("“Pakistan’s soil will never be allowed to be used against any neighbouring country”", true)]
    [InlineData("that Pakistan would build a road to each neighbouring country", false)]
    public void What_each_outlet_translates_for_itself_is_the_same(string told, bool same) =>
        Assert.Equal(same, Retelling.Score("that Pakistan will never allow its soil to be used against any neighbouring country", told, 0) >= Retelling.Same);

    [Fact]
    public void A_fingerprint_ignores_case_and_punctuation_only()
    {
        Assert.Equal(Likeness.Fingerprint("“We agree, now.”"), Likeness.Fingerprint("We agree now"));
        Assert.NotEqual(Likeness.Fingerprint("We agree now"), Likeness.Fingerprint("We agree not"));
    }
}
