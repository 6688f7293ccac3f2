using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Text.Tests;

/// <summary>The article that has to be read right before anything else: a meeting at an army's headquarters, told by its press
/// wing.</summary>
public sealed class SeedArticleTests
{
    private static readonly DateOnly Day = new(2021, 1, 5);

    private static (string Text, IReadOnlyList<Report> Reports) Read()
    {
        var text = File.ReadAllText(SharedData.Path("article-seed.txt"));
        return (text, new ArticleReader().Read(text, Day));
    }

    [SharedDataTheory]
    [InlineData("“During the meeting", "the ISPR", "said")]
    [InlineData("“Both reaffirmed", "it", "added")]
    [InlineData("“The visiting dignitary", "the ISPR", "said")]
    public void The_three_quotations_are_the_press_wings_own_words(string start, string source, string cue)
    {
        var (text, reports) = Read();
        var report = Assert.Single(reports, r => r.Content[0].Of(text).StartsWith(start, StringComparison.Ordinal));

        Assert.EndsWith(",”", Assert.Single(report.Content).Of(text), StringComparison.Ordinal);
        Assert.Equal(source, Assert.Single(report.Source).Of(text));
        Assert.Equal(cue, report.Cue.Of(text));
        Assert.Equal("Inter-Services Public Relations", Assert.Single(report.Speakers).Of(text));
        Assert.Equal((ReportType.Direct, ReportForce.Statement, Attribution.Named),
            (report.Type, report.Force, report.Attribution));
        Assert.False(report.Background);
        Assert.Null(report.Issuer);
        Assert.Null(report.Via);
    }

    [SharedDataFact]
    public void What_the_two_states_reaffirmed_is_theirs_and_the_press_wing_issued_it()
    {
        var (text, reports) = Read();
        var report = Assert.Single(reports, r => r.Cue.Of(text) == "reaffirmed");

        Assert.Equal("Pakistan and the United States", Assert.Single(report.Source).Of(text));
        Assert.Equal(
            "their commitment to continue cooperating with each other for peace in Afghanistan",
                Assert.Single(report.Content).Of(text));
        Assert.Equal(["Pakistan", "United States"], report.Speakers.Select(speaker => speaker.Of(text)));
        Assert.Equal("Inter-Services Public Relations", report.Issuer?.Of(text));
        Assert.Equal((ReportType.Indirect, ReportForce.Statement), (report.Type, report.Force));
        Assert.False(report.Background);
    }

    [SharedDataFact]
    public void The_accusation_is_background_and_stops_before_the_papers_explanation()
    {
        var (text, reports) = Read();
        var report = Assert.Single(reports, r => r.Cue.Of(text) == "also accuse");

        var content = Assert.Single(report.Content).Of(text);
        Assert.StartsWith("US forces of carrying out air strikes", content, StringComparison.Ordinal);
        Assert.EndsWith("signed between them", content, StringComparison.Ordinal);
        Assert.Equal("Taliban", Assert.Single(report.Speakers).Of(text));
        Assert.Equal((ReportType.Indirect, ReportForce.Statement, true), (report.Type, report.Force, report.Background));
    }

    [SharedDataFact]
    public void The_refusal_to_discuss_a_ceasefire_is_a_stance()
    {
        var (text, reports) = Read();
        var report = Assert.Single(reports, r => r.Cue.Of(text) == "have been refusing");

        Assert.Equal("to discuss ceasefire", Assert.Single(report.Content).Of(text));
        Assert.Equal((ReportForce.Stance, true), (report.Force, report.Background));
    }

    [SharedDataFact]
    public void Nothing_else_is_reported()
    {
        var (_, reports) = Read();
        Assert.Equal(6, reports.Count);
        Assert.Equal(4, reports.Count(r => r.Force == ReportForce.Statement && !r.Background));
    }
}
