using NewsBot.Desk;
using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class StatementReaderTests
{
    private const string Text = "SAMPLETON: “The bridge will open in May,” Ann Example said on Monday. She added that no vessel would be turned away.";
    private static readonly DateOnly Wednesday = new(2026, 3, 4);
    private static readonly SpeakerResolver Resolver = new(Newsdesk.Load());

    [Fact]
    public void A_report_becomes_a_statement_with_words_speaker_and_the_day_of_the_sentence()
    {
        var read = Assert.Single(Read(Text, Wednesday, [Report("“The bridge will open in May,”", "said", "Ann Example")]));
        Assert.Null(read.LeftOut);
        Assert.Equal("“The bridge will open in May,”", read.Words);
        Assert.Equal(("Ann Example", "ann-example"), (read.Speaker?.Name, read.Speaker?.Key));
        Assert.Equal(new DateOnly(2026, 3, 2), read.SaidOn);
    }

    [Theory]
    [InlineData(ReportForce.Stance, false, LeftOut.Stance)]
    [InlineData(ReportForce.Question, false, LeftOut.Question)]
    [InlineData(ReportForce.Silence, false, LeftOut.Silence)]
    [InlineData(ReportForce.Statement, true, LeftOut.Background)]
    public void What_is_no_news_is_left_out_with_the_reason(ReportForce force, bool background, LeftOut reason)
    {
        var report = Report("“The bridge will open in May,”", "said", "Ann Example") with { Force = force, Background = background };
        var read = Assert.Single(Read(Text, Wednesday, [report]));
        Assert.Equal(reason, read.LeftOut);
        Assert.NotEmpty(reason.Sentence());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    public void A_weekday_that_has_begun_where_the_outlet_is_is_today(int published, int said)
    {
        var read = Assert.Single(Read(Text, new DateOnly(2026, 3, published), [Report("“The bridge will open in May,”", "said", "Ann Example")]));
        Assert.Equal(new DateOnly(2026, 3, said), read.SaidOn);
    }

    [Fact]
    public void A_pronoun_that_nobody_followed_names_nobody()
    {
        var read = Assert.Single(Read(Text, Wednesday, [Report("that no vessel would be turned away", "added", "She") with { Speakers = [] }]));
        Assert.Equal(LeftOut.NoSpeaker, read.LeftOut);
    }

    [Fact]
    public void Anonymous_words_keep_the_source_as_it_stands()
    {
        const string text = "The ferry will stop, two officials said.";
        var report = Report("The ferry will stop", "said", "two officials", text) with { Attribution = Attribution.Anonymous, Speakers = [] };
        var read = Assert.Single(Read(text, Wednesday, [report]));
        Assert.Equal((NamedSpeaker.NobodyKey, "two officials", null), (read.Speaker!.Key, read.Speaker.Name, read.LeftOut));
    }

    [Fact]
    public void The_same_words_twice_in_an_article_are_told_once()
    {
        var report = Report("“The bridge will open in May,”", "said", "Ann Example");
        Assert.Equal([null, LeftOut.Repeated], Read(Text, Wednesday, [report, report]).Select(r => r.LeftOut));
    }

    [Theory]
    [InlineData("It will rain, she said yesterday.", "2026-03-03")]
    [InlineData("It will rain, she said on Friday.", "2026-02-27")]
    [InlineData("It will rain, she said on 1 March.", "2026-03-01")]
    [InlineData("It will rain, she said on February 28.", "2026-02-28")]
    [InlineData("It will rain, she said on January 2.", "2026-03-04")]
    [InlineData("It will rain on Tuesday, she said.", "2026-03-04")]
    [InlineData("It will rain, she said. On Monday the sun shone.", "2026-03-04")]
    public void The_day_is_the_one_near_the_cue_and_outside_the_words(string text, string day)
    {
        var content = text[..text.IndexOf(", she", StringComparison.Ordinal)];
        var read = Assert.Single(Read(text, Wednesday, [Report(content, "said", "she", text)]));
        Assert.Equal(DateOnly.Parse(day, null), read.SaidOn);
    }

    [Theory]
    [InlineData("ISLAMABAD: It rained.", "Islamabad")]
    [InlineData("KABUL, Afghanistan (Wire) — It rained.", "Kabul")]
    [InlineData("NEW DELHI – It rained.", "New Delhi")]
    [InlineData("It rained: in Kabul.", null)]
    public void A_dateline_is_the_place(string text, string? place) => Assert.Equal(place, Dateline.Of(text));

    private static Report Report(string content, string cue, string source, string text = Text) => new()
    {
        Content = [Span(content, text)],
        Cue = Span(cue, text),
        Source = [Span(source, text)],
        Speakers = [new SpeakerSpan(Span(source, text), NamedAs.Unclear)],
        Evidence = SpeakerEvidence.Named,
        Type = ReportType.Direct,
        Force = ReportForce.Statement,
        Background = false,
        Attribution = Attribution.Named,
    };

    private static TextSpan Span(string part, string text)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return new TextSpan(at, at + part.Length);
    }

    private static IReadOnlyList<ReadReport> Read(string text, DateOnly? day, IReadOnlyList<Report> reports) =>
        StatementReader.Read(Resolver.In(text, day), reports);
}
