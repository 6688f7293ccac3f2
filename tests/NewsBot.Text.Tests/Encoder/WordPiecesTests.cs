using System.Globalization;
using System.Text.Json;
using CsCheck;
using NewsBot.TestSupport;
using NewsBot.Text.Encoder;
using Xunit;

namespace NewsBot.Text.Tests.Encoder;

/// <summary>Every piece names its place in the stored text: what is shown as a quote is cut out by it.</summary>
public sealed class WordPiecesTests
{
    private static readonly WordPieces Pieces = WordPieces.Shipped;

    [Theory]
    [InlineData("The mayor said so.", "The|mayor|said|so|.")]
    [InlineData("unaffable", "una|ffa|ble")]
    [InlineData("Zoë Müller’s «plan»", "Zoë|Müller|’|s|«|plan|»")]
    [InlineData("e\u0301tude", "e\u0301t|ude")]
    [InlineData("sa\u200bid it", "sa\u200bid|it")]
    [InlineData("a\ud83d\ude00b", "a\ud83d\ude00b")]
    [InlineData("\ubbf8\uad6d said", "\ubbf8\uad6d|said")]
    public void A_piece_is_a_slice_of_the_text(string text, string expected) => Assert.Equal(expected.Split('|'), Slices(text));

    // No attribute can carry half a character.
    [Fact]
    public void Half_a_character_stays_in_its_word() => Assert.Equal(["x\ud800", "y"], Slices("x\ud800 y"));

    [Fact]
    public void Case_and_accents_make_no_other_piece() =>
        Assert.Equal(Cut("zoe muller said").Ids, Cut("ZOË Müller SAID").Ids);

    [Fact]
    public void A_word_longer_than_any_is_one_unknown_piece()
    {
        var pieces = Cut(new string('x', 1_000_000) + " end");
        Assert.Equal(2, pieces.Count);
        Assert.Equal((Pieces.Unknown, 0, 1_000_000), (pieces.Ids[0], pieces.Starts[0], pieces.Ends[0]));
    }

    [Fact]
    public void A_text_without_end_is_cut_off() =>
        Assert.Equal(PieceList.Most, Cut(string.Concat(Enumerable.Repeat("said ", 2 * PieceList.Most))).Count);

    [Fact]
    public void Any_text_is_covered_in_order_and_no_character_is_split() =>
        Gen.Int[0, char.MaxValue].Select(code => (char)code).Array[0, 60].Select(letters => new string(letters)).Sample(CheckCover);

    [SharedDataFact]
    public void Real_articles_are_covered_letter_by_letter()
    {
        foreach (var line in File.ReadLines(SharedData.Path("articles", "articles.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            CheckCover(row.RootElement.GetProperty("text").GetString()!);
        }
    }

    private static void CheckCover(string text)
    {
        var pieces = Cut(text);
        var at = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var (start, end) = (pieces.Starts[i], pieces.Ends[i]);
            Assert.True(end > start && start >= at, $"piece {i} of {text.Length} characters");
            Assert.All(text[at..start], c => Assert.True(IsNothing(c), $"U+{(int)c:X4} lies between pieces"));
            Assert.False(IsSplit(text, start) || IsSplit(text, end));
            at = end;
        }

        if (pieces.Count < PieceList.Most)
            Assert.All(text[at..], c => Assert.True(IsNothing(c), $"U+{(int)c:X4} lies behind the pieces"));
    }

    private static bool IsSplit(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);

    // Blanks, control and format characters, and marks without a letter of their own are in no piece.
    private static bool IsNothing(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c >= '\uFFFD'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    private static PieceList Cut(string text)
    {
        var pieces = new PieceList();
        Pieces.Cut(text, new(0, text.Length), pieces);
        return pieces;
    }

    private static List<string> Slices(string text)
    {
        var pieces = Cut(text);
        return [.. Enumerable.Range(0, pieces.Count).Select(i => text[pieces.Starts[i]..pieces.Ends[i]])];
    }
}
