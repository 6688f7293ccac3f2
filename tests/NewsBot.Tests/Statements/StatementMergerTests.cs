using NewsBot.Statements;
using NewsBot.Statements.Speakers;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Statements;

public sealed class StatementMergerTests
{
    private const string Words = "“Both sides agreed on continued engagement at multiple levels of the harbour board”";
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(-1, true)]
    [InlineData(3, false)]
    [InlineData(63, false)]
    public void The_same_formula_is_the_same_statement_only_within_days(int days, bool same) =>
        Assert.Equal(same, StatementMerger.Find(Read("ann-example", Monday.AddDays(days)), [Stored("ann-example")]) is not null);

    [Fact]
    public void Another_speaker_or_nobody_named_never_merges()
    {
        Assert.Null(StatementMerger.Find(Read("bo-sample", Monday), [Stored("ann-example")]));
        Assert.Null(StatementMerger.Find(Read(NamedSpeaker.NobodyKey, Monday), [Stored(NamedSpeaker.NobodyKey)]));
        Assert.Null(StatementMerger.Find(Read("ann-example", Monday), [Stored(NamedSpeaker.NobodyKey)]));
    }

    [Theory]
    [InlineData(ReportType.Direct, true, ReportType.Direct, false, true)]
    [InlineData(ReportType.Indirect, true, ReportType.Direct, false, false)]
    [InlineData(ReportType.Direct, false, ReportType.Indirect, true, false)]
    [InlineData(ReportType.Direct, false, ReportType.Indirect, false, true)]
    [InlineData(ReportType.Direct, false, ReportType.Direct, false, false)]
    public void An_official_sources_own_wording_is_preferred_then_direct_words(
        ReportType type, bool official, ReportType shownType, bool shownOfficial, bool better) =>
        Assert.Equal(better, StatementMerger.Better(Read("ann-example", Monday, type), official, Stored("ann-example") with { Type = shownType, Official = shownOfficial }));

    private static StoredStatement Stored(string key) =>
        new() { Id = 1, SpeakerKey = key, SaidOn = Monday, Words = Words, Type = ReportType.Direct };

    private static ReadReport Read(string key, DateOnly day, ReportType type = ReportType.Direct) => new()
    {
        Report = new Report
        {
            Source = [],
            Cue = default,
            Content = [],
            Type = type,
            Force = ReportForce.Statement,
            Background = false,
            Attribution = Attribution.Named,
            Speakers = [],
            Evidence = SpeakerEvidence.Nobody,
        },
        Speaker = new NamedSpeaker(key, key, null, null, false),
        Words = Words,
        SaidOn = day,
    };
}
