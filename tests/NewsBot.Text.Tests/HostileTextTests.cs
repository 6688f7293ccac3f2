using System.Text;
using CsCheck;
using Xunit;

namespace NewsBot.Text.Tests;

/// <summary>Any text is read to its end, and every span that comes back lies inside it. Quadratic work would time the run
/// out.</summary>
public sealed class HostileTextTests
{
    private const int Million = 1_000_000;

    public static TheoryData<string, string> Texts => new()
    {
        { "no space", new string('x', Million) },
        { "no space, with capitals", new string('X', Million) },
        { "straight marks", Repeat("\"", 100_000) },
        { "straight marks and letters", Repeat("\"a", 100_000) },
        { "curly openers", Repeat("“a ", 100_000) },
        { "curly closers", Repeat("” ", 100_000) },
        { "single openers", Repeat("‘a ", 100_000) },
        { "single straight", Repeat("'a", 100_000) },
        { "doubled single", Repeat("''", 100_000) },
        { "guillemets", Repeat("«", 100_000) },
        { "open quotation in every paragraph", Repeat("“A.\n\n", 50_000) },
        { "zero-width", Repeat("s\u200ba\u200di\u2060d ", 50_000) },
        { "bidi", Repeat("\u202eAnn Example\u2066 said\u202c that ", 20_000) },
        { "lone surrogates", Repeat("\ud800 \udc00x said ", 50_000) },
        { "cues", Repeat("said ", 200_000) },
        { "cues with speakers", Repeat("Ann said Bo said ", 50_000) },
        { "speakers", Repeat("Ann Example and ", 60_000) },
        { "reports", Repeat("“We agree,” the minister said. He added that it was late. ", 15_000) },
        { "commas", Repeat("Ann, said, ", 80_000) },
        { "brackets", Repeat("(", 300_000) + " said so" },
        { "abbreviations", Repeat("U.S. ", 100_000) },
        { "dots", Repeat(".", 300_000) },
        { "line breaks", Repeat("\n", 500_000) },
        { "combining", "said " + new string('\u0301', 200_000) },
        { "joints", Repeat("a-", 300_000) },
        { "Urdu reports", Repeat("وزیر خارجہ نے کہا کہ مذاکرات جاری رہیں گے۔ ", 20_000) },
        { "Urdu markers", Repeat("نے کا ", 150_000) },
        { "Urdu cues in one sentence", Repeat("وزیر نے کہا کہ ", 60_000) },
        { "Urdu cues and joints", Repeat("وزیر نے کہا کہ امن ہے جبکہ ", 40_000) },
        { "Urdu marks", Repeat("’ہ ", 200_000) },
        { "Dari verbs", Repeat("گفت که ", 100_000) },
        { "Dari according to", Repeat("به گفته وزیر ", 80_000) },
        { "Pashto places", Repeat("په کې ته وویل چې ", 60_000) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Hostile_text_is_read_to_its_end(string kind, string text)
    {
        Assert.NotEmpty(kind);
        Check(text);
    }

    [Fact]
    public void A_zero_width_mark_in_a_word_is_read_over_as_people_do_and_stays_in_the_slice()
    {
        const string text = "Ann Example s\u200baid that the bridge was safe.";
        Assert.Equal("s\u200baid", Assert.Single(new ArticleReader().Read(text)).Cue.Of(text));
    }

    [Fact]
    public void Any_shuffle_of_news_words_and_marks_gives_spans_inside_the_text()
    {
        string[] parts =
        [
            "said", "Ann", "Example", "the", "minister", "“", "”", "\"", "‘", "’", "'", ",", ".", " ", " ", " ", "\n\n", "that",
                "and", "adding", "according to",
            "it", "he", "told", "Reuters", "—", "(", ")", ":", "was quoted as saying", "last week", "\ud83d\ude00", "\u202e",
                "in a statement issued by", "asked",
        ];
        Shuffled(parts);
    }

    [Fact]
    public void Any_shuffle_of_Urdu_Dari_and_Pashto_words_and_marks_gives_spans_inside_the_text()
    {
        string[] parts =
        [
            "نے", "کہا", "کہ", "کا", "کہنا ہے", "وزیر", "ترجمان", "عمران خان", "جبکہ", "اور", "ہے", "کے مطابق", "روئٹرز", "انکار کیا", "سے", "گزشتہ ماہ", "2018 میں",
            "گفت", "که", "به گفته", "وی", "روز یکشنبه", "در", "رد کرد", "وویل", "چې", "ته", "په", "کې", "د", "په وینا", "له", "ډډه وکړه",
            "“", "”", "‘", "’", "«", "»", "\"", "،", "۔", "؟", ".", ":", "(", ")", " ", " ", " ", "\n", "\u200c", "\u202e", "\ud83d\ude00",
        ];
        Shuffled(parts);
    }

    private static void Shuffled(string[] parts) =>
        Gen.Int[0, parts.Length - 1].Array[0, 80].Sample(indexes =>
            Check(string.Concat(indexes.Select(i => parts[i] + (i % 3 == 0 ? " " : "")))));

    [Fact]
    public void A_source_of_nothing_but_marks_is_no_speaker()
    {
        const string text = "( “ ” ) said that the bridge was safe.";
        var sentences = Segments.Sentences.Of(text, default);
        var draft = new Attributions.Draft(0, new TextSpan(0, 7), new TextSpan(8, 12), "said", [new TextSpan(13, 37)], null);
        Assert.Empty(Assert.Single(ArticleReader.Judge(text, sentences, [draft], null, [], default)).Speakers);
    }

    private static void Check(string text)
    {
        var reports = new ArticleReader().Read(text, new DateOnly(2026, 3, 4));
        var cue = -1;
        foreach (var report in reports)
        {
            Assert.True(report.Cue.Start >= cue);
            cue = report.Cue.Start;
            Assert.NotEmpty(report.Content);
            foreach (var span in (IEnumerable<TextSpan>)[report.Cue, .. report.Source, .. report.Content,
                .. report.Speakers.Select(s => s.Span)])
            {
                Assert.InRange(span.Start, 0, text.Length);
                Assert.InRange(span.End, span.Start + 1, text.Length);
            }

            Assert.Equal(report.Content.OrderBy(span => span.Start), report.Content);
        }
    }

    private static string Repeat(string part, int times) =>
        new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
