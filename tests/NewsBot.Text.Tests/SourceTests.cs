using NewsBot.Text.Attributions;
using NewsBot.Text.Attributions.Edges;
using NewsBot.Text.Segments;
using Xunit;

namespace NewsBot.Text.Tests;

/// <summary>Where a source begins and ends, and who is one; the spans that the network gives are written out.</summary>
public sealed class SourceTests
{
    [Fact]
    public void A_description_between_the_name_and_the_words_of_saying_is_of_who_speaks()
    {
        const string Text = "The bridge is safe, Ann Example, the head of Sample Ports, said in Sampleton on Monday.";
        var report = Assert.Single(new ArticleReader().Read(Text));
        Assert.Equal("Ann Example, the head of Sample Ports", report.Source.Single().Of(Text));
        Assert.Equal("The bridge is safe", report.Content.Single().Of(Text));
    }

    private static TextSpan Span(string text, string part) => new(text.IndexOf(part, StringComparison.Ordinal), text.IndexOf(part, StringComparison.Ordinal) + part.Length);

    private static List<Sentence> Sentences(string text) => NewsBot.Text.Segments.Sentences.Of(text, CancellationToken.None);

    private static Draft Draft(string text, string? source, string cue, params string[] content) =>
        new(0, source is null ? null : Span(text, source), Span(text, cue), cue, [.. content.Select(c => Span(text, c))], null);

    [Theory]
    [InlineData("Later Sampleford said that the bridge would open.", "ford", "said", "Sampleford")]
    [InlineData("Ann Example recalled that the bridge was old.", "Ann Exam", "recalled", "Ann Example")]
    [InlineData("On Monday the U.S. has announced that the port will open.", "S.", "has announced", "U.S.")]
    [InlineData("Reports in the U.S. media said that the port would open.", "S. media", "said", "U.S. media")]
    [InlineData("The party’s patron-in-chief Bo Sample said no.", "in-chief Bo Sample", "said", "patron-in-chief Bo Sample")]
    [InlineData("PORTSEA : Sample Gar-ul-mal has announced a fair.", "ul-mal", "has announced", "Sample Gar-ul-mal")]
    [InlineData("In a talk with SBC, Ann Example, the mayor, said no.", "C, Ann Example, the mayor", "said", "Ann Example, the mayor")]
    [InlineData("The harbour committee said that the port would open.", "The", "said", "The harbour committee")]
    [InlineData("Since the harbour group has softened and expressed hope, all wait.", "the", "expressed", "the harbour group")]
    [InlineData("PORTSEA _ Samplia and Elsewhere have urged peace.", "PORTSEA _ Samplia and Elsewhere", "have urged", "Samplia and Elsewhere")]
    [InlineData("The U.S. said that the port would open.", "The U.S.", "said", "The U.S.")]
    [InlineData("A: The bridge will open.", "A", ":", "A")]
    public void A_source_is_whole_words(string text, string given, string cue, string expected) =>
        Assert.Equal(expected, SourceEdges.Mended(Sentences(text)[0], Span(text, given), Span(text, cue)).Of(text));

    [Theory]
    [InlineData("Residents were advised to stay at home.", "Residents", "were advised", "to stay at home", null, "Residents|to stay at home")]
    [InlineData("The members of the council were told that the bridge would open.", "The members of the council", "were told", "that the bridge would open", null, "that the bridge would open")]
    [InlineData("The council has been urged by Samplia’s trade minister to open the bridge.", "The council", "has been urged", "to open the bridge", "Samplia’s trade minister", "The council|to open the bridge")]
    [InlineData("It was also agreed to raise the toll.", "It", "was also agreed", "to raise the toll", null, "to raise the toll")]
    [InlineData("Ann Example was quoted as saying that the toll would stay.", "Ann Example", "was quoted as saying", "that the toll would stay", "Ann Example", "that the toll would stay")]
    [InlineData("Ann Example told the council that the toll would stay.", "Ann Example", "told", "that the toll would stay", "Ann Example", "that the toll would stay")]
    public void Whoever_is_told_does_not_speak(string text, string source, string cue, string content, string? expected, string words)
    {
        var draft = Passives.Mended(Sentences(text)[0], Draft(text, source, cue, content));
        Assert.Equal(expected, draft.Source?.Of(text));
        Assert.Equal(words, string.Join('|', draft.Content.Select(c => c.Of(text))));
    }

    [Fact]
    public void Whoever_stands_before_a_list_says_each_of_its_points()
    {
        const string Text = "The envoys of the two ports: 1. Welcome the truce on the river; 2. Call on all sides to open the bridge, and hope for more; 3. Support the fair. Later the mayor reiterated the plan.";
        List<Draft> drafts =
        [
            Draft(Text, "The envoys of the two ports", "Welcome", "the truce on the river"),
            Draft(Text, null, "Call on", "all sides to open the bridge"),
            Draft(Text, null, "hope", "for more"),
            Draft(Text, null, "Support", "the fair"),
            Draft(Text, "the mayor", "reiterated", "the plan"),
        ];
        Listed.Fill(Text, drafts);
        Assert.Equal(
            ["The envoys of the two ports", "The envoys of the two ports", "The envoys of the two ports", "The envoys of the two ports", "the mayor"],
            drafts.Select(d => d.Source?.Of(Text)));
    }

    [Fact]
    public void A_list_without_anybody_before_it_is_nobodys()
    {
        const string Text = "What the paper recommends. 1. Welcome the truce; 2. Support the fair.";
        List<Draft> drafts = [Draft(Text, null, "Welcome", "the truce"), Draft(Text, null, "Support", "the fair")];
        Listed.Fill(Text, drafts);
        Assert.All(drafts, d => Assert.Null(d.Source));
    }

    [Theory]
    [InlineData("They also expressed their support for the port, according to Sample News.", "Sample News", "according to", "They also expressed their support for the port", "They/also expressed/their support for the port")]
    [InlineData("According to Sample News, Example claimed that the bridge was old.", "Sample News", "According to", "Example claimed that the bridge was old", "Example/claimed/that the bridge was old")]
    [InlineData("The bridge is old, according to Sample News.", "Sample News", "according to", "The bridge is old", "Sample News/according to/The bridge is old")]
    [InlineData("The plan was rejected last year, Sample News reported.", "Sample News", "reported", "The plan was rejected last year", "Sample News/reported/The plan was rejected last year")]
    [InlineData("They also expressed their support for the port, according to Ann Example.", "Ann Example", "according to", "They also expressed their support for the port", "Ann Example/according to/They also expressed their support for the port")]
    public void An_agency_only_passes_on_what_somebody_says(string text, string source, string cue, string content, string expected)
    {
        var draft = Relayed.Opened(Sentences(text)[0], Draft(text, source, cue, content));
        Assert.Equal(expected, $"{draft.Source?.Of(text)}/{draft.Cue.Of(text)}/{draft.Content[0].Of(text)}");
    }

    [Theory]
    [InlineData("Samplia dismissed the U.S. plan as old. The bridge is open.", "dismissed", "the U.", "the U.S. plan as old")]
    [InlineData("Samplia praised the U.S. The bridge is open.", "praised", "the U.S.", "the U.S.")]
    public void Words_do_not_end_inside_an_abbreviation(string text, string cue, string content, string expected) =>
        Assert.Equal(expected, Abbreviations.Whole(Sentences(text), [Span(text, content)], Span(text, cue))[0].Of(text));
}
