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

    [Fact]
    public void The_nearest_report_takes_a_statement_whatever_the_order()
    {
        var reworded = Read("ann-example", Monday) with { Words = "“Both sides agreed on new engagement at several levels of the harbour board next year”" };
        Assert.NotNull(StatementMerger.Find(reworded, [Stored("ann-example")]));
        StoredStatement[] known = [Stored("ann-example")];
        Assert.Equal([false, true], StatementMerger.Match([reworded, Read("ann-example", Monday)], [known, known]).Select(r => r is not null));
    }

    [Fact]
    public void A_statement_that_is_quoted_in_two_parts_stays_one()
    {
        StoredStatement[] known =
        [
            Stored("ann-example") with { Words = "“Both sides agreed on talks about the harbour, and the ferries will run again from the first week of May”" },
            Stored("ann-example") with { Id = 2, Words = "“The tariffs on timber will be lifted at once and for good”" },
        ];
        var parts = new[] { "“Both sides agreed on talks about the harbour”", "“the ferries will run again from the first week of May”", "“Nobody was asked about the lighthouse keepers”" }
            .Select(w => Read("ann-example", Monday) with { Words = w }).ToList();
        var retold = StatementMerger.Match(parts, [known, known, known]);
        Assert.Equal([1L, 1L, null], retold.Select(r => r?.Statement.Id));
        Assert.Single(retold, r => r is { IsPart: true });
    }

    [Theory]
    [InlineData(ReportType.Direct, true, ReportType.Direct, false, true)]
    [InlineData(ReportType.Indirect, true, ReportType.Direct, false, false)]
    [InlineData(ReportType.Mixed, true, ReportType.Direct, false, true)]
    [InlineData(ReportType.Indirect, true, ReportType.Indirect, false, true)]
    [InlineData(ReportType.Direct, false, ReportType.Mixed, true, false)]
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
