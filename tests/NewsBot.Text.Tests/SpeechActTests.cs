using NewsBot.Text.Attributions;
using NewsBot.Text.Judgements;
using Xunit;

namespace NewsBot.Text.Tests;

public sealed class SpeechActTests
{
    [Theory]
    [InlineData("Pakistan says militants attack it from Afghan soil, a charge that Kabul denies.", "Kabul", "militants attack it from Afghan soil")]
    [InlineData("Pakistan said the militants came from Afghanistan, a claim Kabul has repeatedly rejected.", "Kabul", "the militants came from Afghanistan")]
    [InlineData("Pakistan’s army said the raid was planned across the border, accusations that the Taliban deny.", "the Taliban", "the raid was planned across the border")]
    public void A_charge_that_somebody_denies_is_a_denial_and_no_part_of_the_charge(string text, string who, string words)
    {
        var reports = new ArticleReader().Read(text);
        Assert.Equal([words, words], reports.Select(r => r.Content.Single().Of(text)));
        Assert.Equal((SpeechAct.Other, SpeechAct.Denial), (reports[0].Act, reports[1].Act));
        Assert.Equal(who, reports[1].Source.Single().Of(text));
    }

    [Fact]
    public void A_charge_that_is_only_told_of_in_a_quotation_stays_in_it()
    {
        const string Text = "“They call it a port for smugglers, a charge that Samplia denies,” Ann Example said.";
        Assert.Equal("“They call it a port for smugglers, a charge that Samplia denies,”", Assert.Single(new ArticleReader().Read(Text)).Content.Single().Of(Text));
    }

    [Theory]
    [InlineData("denied", "that the harbour was closed", SpeechAct.Denial)]
    [InlineData("has firmly denied", "any role in the sale", SpeechAct.Denial)]
    [InlineData("rejected", "the accusations", SpeechAct.Denial)]
    [InlineData("dismissed", "the reports of a sale as false", SpeechAct.Denial)]
    [InlineData("termed", "the allegations against the port baseless", SpeechAct.Denial)]
    [InlineData("said", "“There is no truth in it”", SpeechAct.Denial)]
    [InlineData("rejected", "the invitation", SpeechAct.Other)]
    [InlineData("did not deny", "that the harbour was closed", SpeechAct.Other)]
    [InlineData("declined to confirm or deny", "the sale", SpeechAct.Other)]
    [InlineData("was denied", "entry", SpeechAct.Other)]
    [InlineData("denied", "him entry to the port", SpeechAct.Other)]
    [InlineData("threatened", "to close the harbour", SpeechAct.Threat)]
    [InlineData("vowed", "to punish those who sold it", SpeechAct.Threat)]
    [InlineData("warned", "that the port would face serious consequences", SpeechAct.Threat)]
    [InlineData("warned", "of protests if the harbour was sold", SpeechAct.Threat)]
    [InlineData("warned", "that storms could flood the harbour if the wall broke", SpeechAct.Other)]
    [InlineData("vowed", "to rebuild the harbour", SpeechAct.Other)]
    [InlineData("demanded", "that the harbour be opened", SpeechAct.Demand)]
    [InlineData("called on", "Samplia to immediately release the ships", SpeechAct.Demand)]
    [InlineData("said", "“Samplia must release the ships”", SpeechAct.Demand)]
    [InlineData("said", "“We must release the ships”", SpeechAct.Other)]
    [InlineData("said", "The ships must be clean", SpeechAct.Other)]
    [InlineData("called on", "people to visit the harbour", SpeechAct.Other)]
    [InlineData("agreed", "to open the harbour", SpeechAct.Agreement)]
    [InlineData("has accepted", "the offer of the port", SpeechAct.Agreement)]
    [InlineData("refused to agree", "to the sale", SpeechAct.Other)]
    [InlineData("would agree", "to the sale", SpeechAct.Other)]
    [InlineData("accepted", "that it was an accident", SpeechAct.Other)]
    [InlineData("said", "the harbour was open", SpeechAct.Other)]
    public void The_words_of_saying_and_the_first_words_said_tell_what_is_done(string cue, string content, SpeechAct expected)
    {
        var text = $"The mayor {cue} {content}.";
        var at = "The mayor ".Length;
        var words = at + cue.Length + 1;
        var draft = new Draft(0, new TextSpan(0, at - 1), new TextSpan(at, at + cue.Length), cue, [new TextSpan(words, words + content.Length)], null);
        Assert.Equal(expected, SpeechActs.Of(text, draft));
    }
}
