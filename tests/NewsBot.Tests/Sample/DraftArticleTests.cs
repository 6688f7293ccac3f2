using System.Text.Json;
using NewsBot.Sample;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Sample;

public sealed class DraftArticleTests
{
    [Fact]
    public void The_sample_day_has_a_backlog_of_five_days_and_a_step_for_every_article_after_it()
    {
        var backlog = DraftArticle.All.Where(d => d.Step == 0).ToList();
        var released = DraftArticle.All.Where(d => d.Step > 0).ToList();

        Assert.InRange(backlog.Count, 18, 24);
        Assert.InRange(released.Count, 10, 18);
        Assert.All(backlog, d => Assert.InRange(d.Hours, -120, -1));
        Assert.All(released, d => Assert.Equal(0, d.Hours));
        Assert.Equal(released.Count, released.Select(d => d.Step).Distinct().Count());
        Assert.All(Outlet.All, o => Assert.Contains(backlog, d => d.Outlet == o));
    }

    [Fact]
    public void A_revised_text_belongs_to_an_article_that_came_before()
    {
        var revised = DraftArticle.All.Where(d => d.Revises).ToList();

        Assert.NotEmpty(revised);
        Assert.All(revised, r => Assert.Contains(DraftArticle.All, d => !d.Revises && (d.Outlet, d.Slug) == (r.Outlet, r.Slug) && d.Step < r.Step));
    }

    [Fact]
    public void Five_outlets_carry_one_statement()
    {
        var carriers = DraftArticle.All.Where(d => d.Paragraphs.Any(p => p.Contains("a standing channel") && p.Contains("every quarter")));

        Assert.Equal(5, carriers.Select(d => d.Outlet.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("byline: B\n---\nText")]
    [InlineData("title: T\n---\nText")]
    [InlineData("title: T\nbyline: B\nText")]
    public void A_file_without_its_parts_is_refused(string text) =>
        Assert.Throws<FormatException>(() => DraftArticle.Parse("indus-courier/x.md", text));

    [Fact]
    public void A_file_of_no_outlet_is_refused() =>
        Assert.Throws<FormatException>(() => DraftArticle.Parse("nobody/x.md", "title: T\nbyline: B\n---\nText"));

    [Theory]
    [InlineData("on {weekday}", "en", "on Wednesday")]
    [InlineData("since {weekday-2}", "en", "since Monday")]
    [InlineData("{weekday} کو", "ur", "بدھ کو")]
    [InlineData("March {year-1}, {year}", "en", "March 2025, 2026")]
    [InlineData("{other} stays", "en", "{other} stays")]
    public void Days_are_filled_from_the_day_of_publication(string text, string language, string expected) =>
        Assert.Equal(expected, DatedText.Fill(text, new DateOnly(2026, 3, 4), language));

    [Fact]
    public void Every_expectation_names_words_of_its_article()
    {
        foreach (var (path, statements) in Expectation.All)
        {
            var draft = Assert.Single(DraftArticle.All, d => $"{d.Outlet.Key}/{d.Slug}" == path && !d.Revises);
            Assert.All(statements, s => Assert.Contains(draft.Paragraphs, p => p.Contains(s.Words, StringComparison.Ordinal)));
        }

        Assert.Equal(DraftArticle.All.Count(d => !d.Revises), Expectation.All.Count);
    }
}

/// <summary>What a reader of a sample article should find, from the file beside the articles.</summary>
/// <param name="Speaker">Name in the registry; null where nobody can be named; several joined by "; ".</param>
/// <param name="Words">A stretch of the article that the statement's content must hold.</param>
/// <param name="Kind">direct, mixed or indirect.</param>
/// <param name="Topics">Topics that it must have.</param>
/// <param name="LeftOut">Why it becomes no statement, if so.</param>
internal sealed record Expectation(string? Speaker, string Words, string Kind, IReadOnlyList<string> Topics, string? LeftOut = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>By <c>OUTLET/SLUG</c>.</summary>
    public static IReadOnlyDictionary<string, List<Expectation>> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, List<Expectation>>>(
            File.ReadAllText(Path.Combine(SharedData.Root, "src", "NewsBot", "Sample", "Articles", "expected.json")), Format)!;
}
