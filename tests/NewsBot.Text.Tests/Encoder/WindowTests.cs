using System.Text.Json;
using NewsBot.TestSupport;
using NewsBot.Text.Encoder;
using Xunit;

namespace NewsBot.Text.Tests.Encoder;

public sealed class WindowTests
{
    private static PieceText Text(string text, Guide guide = Guide.Newsroom) => new(text, guide, WordPieces.Shipped, CancellationToken.None);

    [SharedDataFact]
    public void Every_piece_of_real_articles_is_one_windows_own()
    {
        foreach (var line in File.ReadLines(SharedData.Path("articles", "articles.jsonl")).Take(400))
        {
            using var row = JsonDocument.Parse(line);
            var text = Text(row.RootElement.GetProperty("text").GetString()!);
            var windows = Window.Of(text, WordPieces.Shipped);
            Assert.All(windows, window => Assert.InRange(window.Length, 3, Window.Longest));
            Assert.Equal(Enumerable.Range(0, text.Count), windows.SelectMany(window => window.Pieces.Skip(window.Own).Where(piece => piece >= 0)));
        }
    }

    [Fact]
    public void Case_quotation_and_guide_are_features()
    {
        var own = Text("NATO said “Yes, 2.”");
        // A mark has the case of the word that it touches.
        Assert.Equal([2, 0, 7, 5, 5, 7, 7, 7], own.FeatureOf);
        Assert.Equal(own.FeatureOf.Select(feature => feature + 8), Text("NATO said “Yes, 2.”", Guide.Polnear).FeatureOf);
    }

    [Fact]
    public void What_is_said_may_go_on_after_a_colon_and_into_a_paragraph_that_opens_with_a_quotation()
    {
        var text = Text("She said:\n\nAll is well.\n\n“It is late.”\n\nHe left.");
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(text.GoesOn));
    }

    [Theory]
    [InlineData("Ann Example said that the bridge was safe.", true)]
    [InlineData("انہوں نے کہا کہ مذاکرات جاری رہیں گے", false)]
    [InlineData("((((((((((((((((((((((((((((", false)]
    [InlineData("\"a \"b \"c \"d \"e", false)]
    public void Only_words_of_a_latin_script_are_worth_a_reading(string text, bool readable) =>
        Assert.Equal(readable, Assert.Single(Window.Of(Text(text), WordPieces.Shipped)).IsReadable);
}
