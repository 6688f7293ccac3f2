using NewsBot.Cards;
using NewsBot.Cards.Blocks;
using NewsBot.Stories;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Cards;

/// <summary>What is shown of words that are longer than their place.</summary>
public sealed class QuotationTests
{
    private const string First = "The road to the north is open again.";
    private const string Second = "The bridge at the mill will be closed for a week.";
    private const string Topical = "We will meet our neighbours for talks in May.";
    private const string Last = "The ferry goes twice a day.";
    private const string All = $"{First} {Second} {Topical} {Last}";

    [Theory]
    [InlineData(int.MaxValue, $"“{All}”")]
    [InlineData(160, $"“{All}”")]
    [InlineData(137, $"“{First} {Second} {Topical} …”")]
    [InlineData(134, $"“{First} {Second} {Topical} …”")]
    [InlineData(133, $"“… {Topical} {Last}”")]
    [InlineData(75, $"“… {Topical} {Last}”")]
    [InlineData(66, $"“… {Topical} The ferry goes …”")]
    [InlineData(30, "“… We will meet our …”")]
    public void Words_that_are_too_long_begin_at_the_sentence_that_carries_the_topic_unless_their_beginning_holds_it(int max, string shown)
    {
        foreach (var words in new[] { $"“{All}”", $"\"{All}\"", All })
        {
            var view = View(words, Topical);
            Assert.Equal(shown, Quotation.Of(view, max));
            Assert.Equal(max < 160, Quotation.IsCut(view, max));
        }
    }

    [Fact]
    public void Without_such_a_sentence_and_where_it_is_the_first_they_begin_at_their_beginning()
    {
        Assert.Equal("“The road to the north is open …”", Quotation.Of(View(All, null), 35));
        Assert.Equal("“The road to the north is open …”", Quotation.Of(View(All, First), 35));
        Assert.Equal("“The road to the north is open …”", Quotation.Of(View(All, Topical) with { Topics = [] }, 35));
        Assert.True(Quotation.IsCut(View(All, null), 35));
    }

    [Fact]
    public void It_is_the_topic_that_the_card_is_about_that_counts()
    {
        var view = View(All, Topical);
        view = view with { Topics = [.. view.Topics, Tag("bridges", All, Second)] };
        Assert.Equal($"“… {Topical} {Last}”", Quotation.Of(view, 90));
        Assert.Equal($"“… {Second} …”", Quotation.Of(view with { ShownFor = "bridges" }, 55));
        Assert.Equal($"“{First} {Second} …”", Quotation.Of(view with { ShownFor = "bridges" }, 90));
        Assert.Equal($"“… {Topical} {Last}”", Quotation.Of(view with { ShownFor = "mills" }, 90));
    }

    [Theory]
    [InlineData(ReportType.Direct, "“The road is open,” … “for now. We meet for talks in May,”", "We meet for talks in May,”", "… “We meet for talks in May,”")]
    [InlineData(ReportType.Direct, "“The road is open.\n\n“It is dry. We meet for talks in May.”", "We meet for talks in May.”", "… “We meet for talks in May.”")]
    [InlineData(ReportType.Direct, "He said “no” to it. We meet for talks in May", "We meet for talks in May", "… We meet for talks in May")]
    [InlineData(ReportType.Mixed, "the road was \"open and dry. We meet for talks in May.\"", "We meet for talks in May.\"", "called … \"We meet for talks in May.\"")]
    [InlineData(ReportType.Mixed, "the road was “open and dry. We meet for talks in May.", "We meet for talks in May.", "called … We meet for talks in May.")]
    [InlineData(ReportType.Mixed, "the road was “open. We meet for “talks” in May.", "We meet for “talks” in May.", "called … We meet for “talks” in May.")]
    [InlineData(ReportType.Mixed, "the road “open”. “We meet for talks in May.”", "“We meet for talks in May.”", "called … “We meet for talks in May.”")]
    [InlineData(ReportType.Mixed, "the road «open and dry». We meet for talks in May.", "We meet for talks in May.", "called … We meet for talks in May.")]
    [InlineData(ReportType.Mixed, "the road „open“ and dry. We meet for talks in May.", "We meet for talks in May.", "called … We meet for talks in May.")]
    [InlineData(ReportType.Indirect, "the road open and “dry”. We meet for “talks” in May.", "We meet for “talks” in May.", "called … We meet for talks in May.")]
    public void A_mark_that_is_open_there_is_set_again_and_the_words_of_saying_still_lead(ReportType type, string words, string topical, string shown)
    {
        var view = View(words, topical, type) with { Lead = type == ReportType.Direct ? null : "called" };
        Assert.Equal(shown, Quotation.Of(view, shown.Length));
    }

    [Fact]
    public void Words_that_fail_the_proof_have_no_marks_at_their_topic_either() =>
        Assert.Equal($"… {Topical} {Last}", Quotation.Of(View(All, Topical) with { Verbatim = false }, 75));

    [Fact]
    public void What_stands_between_the_marks_is_a_slice_of_the_words_at_every_length()
    {
        var view = View($"“{All}”", Topical);
        for (var max = 10; max < 170; max++)
        {
            var shown = Quotation.Of(view, max);
            Assert.Contains(shown.Trim('“', '”').Trim('…', ' '), view.Words, StringComparison.Ordinal);
            Assert.InRange(shown.Length, 1, max + 2);
            Assert.Equal(!shown.Contains(All, StringComparison.Ordinal), Quotation.IsCut(view, max));
        }
    }

    [Fact]
    public void A_script_from_the_right_is_shown_in_the_same_way()
    {
        const string words = "“سڑک کھل گئی ہے۔ پل بند ہے۔ ہم مئی میں مذاکرات کریں گے۔ کشتی چلتی ہے۔”";
        var view = View(words, "ہم مئی میں مذاکرات کریں گے۔");
        Assert.Equal("“… ہم مئی میں مذاکرات کریں گے۔ کشتی چلتی ہے۔”", Quotation.Of(view, 50));
        var shown = StatementFields.Of(view, new LocalTime("UTC"), 50);
        Assert.True((bool)shown["rtl"]!);
    }

    [Fact]
    public void Letters_that_would_act_are_taken_out_before_and_after_the_place()
    {
        var words = $"“\u202EThe road {{{{DATE(x)}}}} is\u2066 open.  It is <at>dry</at>.\n\n{Topical} \u202ENo.”";
        Assert.Equal($"“… {Topical} No.”", Quotation.Of(View(words, Topical), 60));
    }

    [Fact]
    public void Alert_blocks_plain_text_edition_and_list_show_the_same_place_and_the_source_shows_all()
    {
        var words = string.Concat(Enumerable.Repeat(First + " ", 40)) + Topical + " " + Last;
        var view = View(words, Topical);
        var deck = new CardDeck();
        var alert = deck.Alert(Invented.Alert(view));
        var shown = $"“… {Topical} {Last}”";
        Assert.Contains(shown, CardTexts.Of(alert.Card!));
        Assert.Contains(shown, CardBlocks.Of(alert.Card!).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Contains(shown, alert.Text, StringComparison.Ordinal);
        Assert.Contains(shown, alert.Whole, StringComparison.Ordinal);
        var edition = deck.Post(Invented.Edition([view]), null);
        Assert.Contains(shown, CardTexts.Of(edition.Card!));
        Assert.Contains(CardTexts.Of(edition.Card!), t => t.StartsWith("Words that begin or end with …", StringComparison.Ordinal));
        Assert.Contains(shown, CardTexts.Of(deck.Statements("Latest", [view], 1, 1, "UTC").Card!));
        Assert.Contains($"“{words}”", CardTexts.Of(deck.Source(view, "UTC").Card!));
    }

    private static StatementView View(string words, string? topical, ReportType type = ReportType.Direct) =>
        Invented.View(Invented.Statement(words: words, type: type)) with { Topics = [Tag("pak-us", words, topical)] };

    private static TopicTag Tag(string topic, string words, string? carrying) => new(topic, "because")
    {
        Passage = new Lazy<TextSpan?>(() => carrying is null
            ? null
            : new TextSpan(words.IndexOf(carrying, StringComparison.Ordinal), words.IndexOf(carrying, StringComparison.Ordinal) + carrying.Length)),
    };
}
