using NewsBot.Desk;
using NewsBot.Sample;
using NewsBot.Text.Pages;
using Xunit;

namespace NewsBot.Tests.Sample;

/// <summary>What the program's own reader makes of the sample pages.</summary>
public sealed class SampleReadingTests
{
    private static readonly Uri Site = new("http://127.0.0.1:9/");
    private static readonly Edition WholeDay = Edition.At(
        DraftArticle.All,
        new NewsroomState(9, OpenNewsroom.Start, [.. Enumerable.Range(1, SampleNewsroom.Steps).Select(s => OpenNewsroom.Start.AddMinutes(s))]));

    public static TheoryData<string> Paths => [.. WholeDay.Articles.Select(a => a.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_page_reader_finds_the_paragraphs_and_nothing_else(string path)
    {
        var article = WholeDay.Articles.Single(a => a.Path == path);
        var html = ArticlePage.Write(Site, article, WholeDay.Of(article.Outlet));

        var page = PageReader.Read(html, new Uri(Site, path));

        Assert.Equal(PageProblem.None, page.Problem);
        Assert.Equal(article.Paragraphs, page.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(article.Title, page.Title);
        Assert.Equal(article.Byline, page.Byline);
        Assert.Equal(article.Published, page.Published);
        Assert.Equal(article.Outlet.Language, page.Language);
        Assert.Equal(new Uri(Site, path), page.Canonical);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_registry_knows_who_speaks(string path)
    {
        var article = WholeDay.Articles.Single(a => a.Path == path);
        var speakers = Expectation.All[path[1..]].SelectMany(e => e.Speaker?.Split("; ") ?? []).Distinct();
        var text = string.Join('\n', article.Paragraphs);

        var recognised = Newsdesk.Load().Index.Recognise(text, DateOnly.FromDateTime(article.Published.UtcDateTime));

        Assert.All(speakers, name => Assert.Contains(recognised, r => r.Speaker.Name == name));
        Assert.All(
            recognised.Where(r => r.Speaker.Kind == SpeakerKind.Person),
            r => Assert.Contains(r.Speaker.Key, Invented));
    }

    private static HashSet<string> Invented { get; } =
        [.. Newsdesk.Load().Speakers.Select(s => s.Key).Except(Newsdesk.Load().With([]).Speakers.Select(s => s.Key))];
}
