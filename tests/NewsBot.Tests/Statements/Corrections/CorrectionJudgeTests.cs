using NewsBot.Desk;
using NewsBot.Statements.Corrections;
using NewsBot.Statements.Wording;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements.Corrections;

public sealed class CorrectionJudgeTests
{
    private static readonly HouseStyle Style = new(Newsdesk.Load().Style);

    [Theory]
    [InlineData("that the Kremlin would pay", "that the Russian Federation would pay", ReportType.Indirect)]
    [InlineData("We left the RF", "We left the Russian Federation", ReportType.Direct)]
    [InlineData("that Kiev would pay", "that Kyiv would pay", ReportType.Indirect)]
    public void What_a_desk_says_that_outlets_write_in_their_own_way_is_no_correction_there(string was, string became, ReportType type)
    {
        Assert.True(CorrectionJudge.IsCorrection(was, type, became, $"He said: {became}", Style));
        HouseStyle own = new([new StyleForm { Brief = "RF", Full = ["Russian Federation"], Also = ["Kremlin"] }, new StyleForm { Brief = "Kyiv", Also = ["Kiev"] }]);
        Assert.False(CorrectionJudge.IsCorrection(was, type, became, $"He said: {became}", own));
    }

    [Fact]
    public void A_word_that_is_the_same_in_a_name_is_another_one_in_a_quotation() =>
        Assert.True(CorrectionJudge.IsCorrection("We left America", ReportType.Direct, "We left the USA", "“We left the USA,” she said.", Style));

    [Theory]
    [InlineData("We will talk on Monday.", "We will talk, on Monday", ReportType.Direct, false)]
    [InlineData("We will talk on Monday.", "We will talk on Tuesday.", ReportType.Direct, true)]
    [InlineData("We will talk on Monday.", "We shall talk on Monday.", ReportType.Direct, true)]
    [InlineData("he would talk on Monday", "he was going to speak on Monday", ReportType.Indirect, false)]
    [InlineData("he would talk on Monday", "he would talk on Tuesday", ReportType.Indirect, true)]
    [InlineData("ten prisoners of the 300 were free", "ten prisoners of the 200 were free", ReportType.Indirect, true)]
    [InlineData("they had agreed to it", "they had never agreed to it", ReportType.Indirect, true)]
    [InlineData("that twelve soldiers were killed", "that fifteen soldiers were killed", ReportType.Indirect, true)]
    [InlineData("that twelve soldiers were killed", "that 12 soldiers were killed", ReportType.Indirect, false)]
    [InlineData("Twelve of us went to the US", "12 of us went to the United States", ReportType.Direct, false)]
    [InlineData("the two sides would meet", "both sides would meet", ReportType.Indirect, false)]
    [InlineData("that Foreign Minister Ishaq Dar would visit Kabul", "that Dar would visit Kabul", ReportType.Indirect, false)]
    [InlineData("Foreign Minister Ishaq Dar would visit Kabul", "Dar would visit Kabul", ReportType.Indirect, false)]
    [InlineData("that Foreign Minister Ishaq Dar would visit Kabul", "that Deputy Prime Minister Ishaq Dar would visit Kabul", ReportType.Indirect, true)]
    [InlineData("that FM Dar would visit Kabul", "that Foreign Minister Dar would visit Kabul", ReportType.Indirect, false)]
    [InlineData("that Foreign Minister Ishaq Dar would visit Kabul", "that Defence Minister Khawaja Asif would visit Kabul", ReportType.Indirect, true)]
    [InlineData("that Imran Khan would visit Kabul", "that Ayub Khan would visit Kabul", ReportType.Indirect, true)]
    [InlineData("that Dar would visit Kabul", "that Dar would visit Kandahar", ReportType.Indirect, true)]
    [InlineData("that Dar and Rubio would meet", "that Ishaq Dar would meet", ReportType.Indirect, true)]
    [InlineData("that the US would pay", "that the United States would pay", ReportType.Indirect, false)]
    [InlineData("that Pakistani envoys would come", "that Pakistan would send envoys", ReportType.Indirect, false)]
    [InlineData("that the US would pay", "that the United Kingdom would pay", ReportType.Indirect, true)]
    [InlineData("that ISPR would tell more", "that the Inter-Services Public Relations would tell more", ReportType.Indirect, false)]
    [InlineData("that Foreign Minister Ishaq Dar called it “a first step”", "that Dar called it “a first step”", ReportType.Mixed, false)]
    [InlineData("that Dar called it “a first step”", "that Dar called it “a good step”", ReportType.Mixed, true)]
    public void Quoted_words_and_the_facts_of_a_paraphrase_count(string was, string became, ReportType type, bool corrected) =>
        Assert.Equal(corrected, CorrectionJudge.IsCorrection(was, type, became, $"He said: {became}", Style));

    [Fact]
    public void Words_that_still_stand_in_the_text_are_not_corrected_whatever_is_read_now() =>
        Assert.False(CorrectionJudge.IsCorrection("We will talk", ReportType.Direct, "We will talk on Monday", "“We will talk on Monday,” she said.", Style));

    [Theory]
    [InlineData("The deal is dead.", "The deal is not dead.", "deal is dead → deal is not dead")]
    [InlineData("It took twelve days", "It took fifteen days", "took twelve days → took fifteen days")]
    [InlineData("It is over", "It is over now", "over → over now")]
    [InlineData("The talks, he says, go on", "THE TALKS HE SAYS GO ON", "")]
    public void The_changed_words_are_told_with_their_neighbours(string was, string became, string told) =>
        Assert.Equal(told, WordChange.Sentence(WordChange.Between(was, became)).Replace("is dead → is not dead", "deal is dead → deal is not dead", StringComparison.Ordinal));

    [Theory]
    [InlineData("Correction: The minister met two envoys, not three.", true)]
    [InlineData("An earlier version of this article misspelled the envoy’s name.", true)]
    [InlineData("Editor's note: This report was first sent without the embassy's answer.", true)]
    [InlineData("The correction of the border took years.", false)]
    [InlineData("He had no editor's note of it.", false)]
    public void An_outlets_own_note_is_found_where_it_is_new(string paragraph, bool found)
    {
        const string before = "The envoys met.\n\nThey parted.";
        Assert.Equal(found ? paragraph : null, EditorsNote.Added(before, $"{before}\n\n{paragraph}"));
        Assert.Null(EditorsNote.Added($"{before}\n\n{paragraph}", $"{before}\n\n{paragraph}"));
    }
}
