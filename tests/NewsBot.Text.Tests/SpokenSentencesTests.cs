using NewsBot.Text.Segments;
using Xunit;

namespace NewsBot.Text.Tests;

public sealed class SpokenSentencesTests
{
    [Theory]
    [InlineData("We met. They agreed to it. The road is open", "We met.|They agreed to it.|The road is open")]
    [InlineData("“We met. They agreed,”", "“We met.|They agreed,”")]
    [InlineData("He said “no deal.” Then he left! Why? 3 of us know.", "He said “no deal.”|Then he left!|Why?|3 of us know.")]
    [InlineData("He asked, “Will it hold?” “It will,” I said.", "He asked, “Will it hold?”|“It will,” I said.")]
    [InlineData("He asked \"why?\" \"Because,\" I said.", "He asked \"why?\"|\"Because,\" I said.")]
    [InlineData("Mr. Example met Gen. Sample of the U.S. Army at 3.5 knots. He left.", "Mr. Example met Gen. Sample of the U.S. Army at 3.5 knots.|He left.")]
    [InlineData("They came from the U.S. They left.", "They came from the U.S.|They left.")]
    [InlineData("We waited ... and waited … and left.", "We waited ... and waited … and left.")]
    [InlineData("“We agree.” … “The road is open.”", "“We agree.” …|“The road is open.”")]
    [InlineData("“We agree,” … “and the road is open.”", "“We agree,” … “and the road is open.”")]
    [InlineData("We met … Samplia in May", "We met … Samplia in May")]
    [InlineData("First we met\n\nthen we spoke", "First we met|then we spoke")]
    [InlineData("First we met\nThen we spoke", "First we met|Then we spoke")]
    [InlineData("(Laughter.) No. (Laughs.) I will not.", "(Laughter.)|No. (Laughs.)|I will not.")]
    [InlineData("سڑک کھل گئی ہے۔ ہم بات کریں گے؟ جی ہاں", "سڑک کھل گئی ہے۔|ہم بات کریں گے؟|جی ہاں")]
    [InlineData("راه باز شد. ما گفتگو می‌کنیم.", "راه باز شد.|ما گفتگو می‌کنیم.")]
    [InlineData("one", "one")]
    [InlineData(" … ", "…")]
    [InlineData("", "")]
    public void Sentences_end_at_their_stops_also_inside_marks(string words, string sentences) =>
        Assert.Equal(sentences, string.Join('|', SpokenSentences.Of(words).Select(s => s.Of(words))));
}
