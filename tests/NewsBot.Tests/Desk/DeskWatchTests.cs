using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Desk;
using NewsBot.Tests.Settings;
using NewsBot.Topics;
using Xunit;

namespace NewsBot.Tests.Desk;

public sealed class DeskWatchTests
{
    private const string Herald = """[{ "key": "herald", "name": "Herald", "class": "press" }]""";

    [Fact]
    public void A_changed_file_is_taken_over_and_a_broken_one_leaves_the_desk_as_it_was_and_says_where()
    {
        using var folder = new TempFolder();
        var files = new DeskFiles(folder.Write("sources.json", Herald), null, null);
        var desk = Newsdesk.Load(files);
        using var watch = new DeskWatch(desk, files, TimeProvider.System, NullLogger<DeskWatch>.Instance);
        Assert.False(watch.Look());

        folder.Write("sources.json", Herald.Replace("\"Herald\"", "\"The Herald\"", StringComparison.Ordinal));
        Assert.True(watch.Look());
        Assert.Equal("The Herald", Assert.Single(desk.Sources).Name);
        Assert.False(watch.Look());

        folder.Write("sources.json", "[{ \"key\": \"herald\",\n  \"nmae\": \"H\", \"class\": \"press\" }]");
        Assert.False(watch.Look());
        Assert.Contains("line 2, column 11", watch.Problem, StringComparison.Ordinal);
        Assert.Equal("The Herald", Assert.Single(desk.Sources).Name);

        File.Delete(files.Sources!);
        Assert.False(watch.Look());
        Assert.NotNull(watch.Problem);

        folder.Write("sources.json", Herald);
        Assert.True(watch.Look());
        Assert.Null(watch.Problem);
    }

    [Theory]
    [InlineData("windows-1252", "The Hérald")]
    [InlineData("us-ascii", "The \\uD83D Herald")]
    public void A_file_in_another_encoding_leaves_the_desk_as_it_was_and_says_where(string encoding, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var folder = new TempFolder();
        var files = new DeskFiles(folder.Write("sources.json", Herald), null, null);
        var desk = Newsdesk.Load(files);
        using var watch = new DeskWatch(desk, files, TimeProvider.System, NullLogger<DeskWatch>.Instance);
        var changed = $"[\n{{ \"key\": \"herald\", \"name\": \"{name}\", \"class\": \"press\" }}]";
        File.WriteAllBytes(files.Sources!, Encoding.GetEncoding(encoding).GetBytes(changed));
        Assert.False(watch.Look());
        Assert.Contains("line 2, column 28: this text is not UTF-8", watch.Problem, StringComparison.Ordinal);
        Assert.Equal("Herald", Assert.Single(desk.Sources).Name);
    }

    [Fact]
    public void House_style_is_taken_over_and_a_broken_file_of_it_leaves_the_last_good_one()
    {
        using var folder = new TempFolder();
        var files = new DeskFiles(null, null, null, folder.Write("style.json", "[]"));
        var desk = Newsdesk.Load(files);
        Assert.Empty(desk.Style);
        Assert.NotEmpty(Newsdesk.Load().Style);
        using var watch = new DeskWatch(desk, files, TimeProvider.System, NullLogger<DeskWatch>.Instance);
        folder.Write("style.json", """[{ "short": "RF", "long": ["Russian Federation"] }]""");
        Assert.True(watch.Look());
        Assert.Equal("RF", Assert.Single(desk.Style).Brief);
        Assert.Equal("RF", Assert.Single(desk.With([]).Style).Brief);
        folder.Write("style.json", """[{ "short": "RF", "long": ["Federation"] }]""");
        Assert.False(watch.Look());
        Assert.Contains("style.json, line 1, column 28", watch.Problem, StringComparison.Ordinal);
        Assert.Equal("RF", Assert.Single(desk.Style).Brief);
    }

    [Fact]
    public void A_new_topic_and_a_new_speaker_are_understood_without_a_restart()
    {
        using var folder = new TempFolder();
        var topic = """{ "key": "cricket", "name": "Cricket talks", "description": "d", "actors": [["Zorba Quill"]], "talkWords": ["talks"] }""";
        var files = new DeskFiles(null, folder.Write("topics.json", "[]"), folder.Write("people.json", "[]"));
        var desk = Newsdesk.Load(files);
        var tagger = new TopicTagger(desk);
        Assert.Empty(tagger.Article("Zorba Quill opens talks", "Zorba Quill opened talks.", null));
        using var watch = new DeskWatch(desk, files, TimeProvider.System, NullLogger<DeskWatch>.Instance);
        folder.Write("topics.json", $"[{topic}]");
        folder.Write("people.json", """[{ "key": "zorba-quill", "name": "Zorba Quill", "kind": "person" }]""");
        Assert.True(watch.Look());
        Assert.Equal("cricket", Assert.Single(tagger.Article("Zorba Quill opens talks", "Zorba Quill opened talks.", null)).Topic);
        Assert.NotNull(desk.Index.ByKey("zorba-quill"));
    }
}
