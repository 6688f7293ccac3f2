using NewsBot.Desk;
using NewsBot.Digests;
using NewsBot.Stories;
using NewsBot.Tests.Subscriptions;
using NewsBot.Text;
using Xunit;

namespace NewsBot.Tests.Digests;

public sealed class DigestEditorTests
{
    private readonly DigestEditor _editor = new(Given.Desk);

    [Fact]
    public void The_defaults_are_these()
    {
        Assert.Equal(12, DigestEditor.Cap);
        Assert.Equal(TimeSpan.FromMinutes(10), DigestEditor.Grace);
        Assert.Equal(TimeSpan.FromHours(1), Roundup.Stale);
        Assert.Equal(3, Roundup.MostAlone);
    }

    [Fact]
    public void What_many_carry_and_what_an_office_says_stands_first()
    {
        var placed = _editor.Choose(new Copy
        {
            News =
            [
                Given.View(1, type: ReportType.Indirect),
                Given.View(2),
                Given.View(3, carriers: [("herald", "H", SourceClass.Press), ("bulletin", "B", SourceClass.Press), ("gazette", "G", SourceClass.Wire)]),
                Given.View(4, carriers: [("ministry", "M", SourceClass.Official)]),
            ],
        });
        Assert.Equal([3L, 4, 2, 1], placed.Select(p => p.StatementId));
        Assert.DoesNotContain(placed, p => p.Held);
    }

    [Fact]
    public void Statements_of_one_story_stand_together_by_topic_in_the_order_of_the_desk()
    {
        var news = new[]
        {
            Given.View(1, "river").With(story: 5, title: "The dam"),
            Given.View(2).With(story: 6, title: "The visit"),
            Given.View(3),
            Given.View(4).With(story: 6, title: "The visit"),
            Given.View(5, ""),
        };
        var order = _editor.Choose(new Copy { News = news }).Select(p => p.StatementId).ToList();
        var sections = _editor.Lay([.. order.Select(id => news.First(v => v.Statement.Id == id))], new HashSet<long>(), "");
        Assert.Equal(["North–South talks", "River talks", "Other statements"], sections.Select(s => s.Name));
        Assert.Equal(["The visit", null], sections[0].Stories.Select(s => s.Title));
        Assert.Equal([2L, 4], sections[0].Stories[0].Statements.Select(v => v.Statement.Id));
    }

    [Fact]
    public void A_statement_of_two_topics_stands_under_the_one_that_was_asked_for()
    {
        var view = Given.View(1) with { Topics = [new TopicTag("north-south", "x"), new TopicTag("river", "y")] };
        Assert.Equal("river", Assert.Single(_editor.Lay([view], new HashSet<long>(), "river")).Topic);
        Assert.Equal("north-south", Assert.Single(_editor.Lay([view], new HashSet<long>(), "")).Topic);
        Assert.Equal("river", ShownFor(new HashSet<long>(), "river"));
        Assert.Equal("river", ShownFor(new HashSet<long> { 1 }, "river"));
        Assert.Equal("north-south", ShownFor(new HashSet<long>(), ""));

        string? ShownFor(HashSet<long> corrections, string topic) =>
            Assert.Single(Assert.Single(Assert.Single(_editor.Lay([view], corrections, topic)).Stories).Statements).ShownFor;
    }

    [Fact]
    public void A_busy_topic_does_not_push_out_a_quiet_one_and_the_rest_is_held_not_dropped()
    {
        var placed = _editor.Choose(new Copy
        {
            News = [.. Enumerable.Range(1, 30).Select(i => Given.View(i)), Given.View(31, "river"), Given.View(32, "river")],
        });
        Assert.Equal(32, placed.Count);
        var listed = placed.Where(p => !p.Held).Select(p => p.StatementId).ToList();
        Assert.Equal(12, listed.Count);
        Assert.Contains(31L, listed);
        Assert.Contains(32L, listed);
    }

    [Fact]
    public void Corrections_stand_first_the_newest_first_and_never_twice()
    {
        var corrected = Given.View(1).With(corrected: Given.Noon);
        var withdrawn = Given.View(2).With(withdrawn: Given.Noon.AddHours(1));
        var placed = _editor.Choose(new Copy { Corrections = [corrected, withdrawn], News = [Given.View(3), corrected] });
        Assert.Equal([2L, 1, 3], placed.Select(p => p.StatementId));
        Assert.Equal([true, true, false], placed.Select(p => p.Correction));
        var sections = _editor.Lay([withdrawn, corrected, Given.View(3)], new HashSet<long> { 1, 2 }, "");
        Assert.Equal(["Corrections", "North–South talks"], sections.Select(s => s.Name));
    }

    [Fact]
    public void What_somebody_asked_for_already_is_within_reach_but_not_listed_again()
    {
        var placed = _editor.Choose(new Copy { News = [Given.View(1), Given.View(2)], Shown = new HashSet<long> { 1 } });
        Assert.Equal([new Placed(2), new Placed(1, Held: true)], placed);
    }

    [Fact]
    public void An_edition_of_nothing_is_empty() => Assert.Empty(_editor.Choose(new Copy { News = [] }));
}
