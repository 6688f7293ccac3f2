using System.Text.Json;
using NewsBot.Feeds;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Feeds;

public sealed class FeedCommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_folder_gives_one_line_a_file_and_a_broken_file_does_not_stop_the_run()
    {
        Write("a.xml", SampleFeed.Rss(SampleFeed.Item("1", DateTimeOffset.UnixEpoch, "<p>Words <a href='x'>here</a></p>")));
        Write("deeper/b.xml", "<html><body>Go away</body></html>");
        var lines = await LinesAsync(folder.FullName);
        Assert.Equal(["a.xml", "deeper/b.xml"], lines.Select(l => l.GetProperty("file").GetString()));
        Assert.Equal("The Daily Test", lines[0].GetProperty("feed").GetProperty("title").GetString());
        var entry = lines[0].GetProperty("entry")[0];
        Assert.Equal(("1", "https://daily.example/1", "1970-01-01T00:00:00Z"), (entry.GetProperty("id").GetString(), entry.GetProperty("link").GetString(), entry.GetProperty("published").GetString()));
        Assert.Contains("web page", lines[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task What_a_server_said_can_stand_beside_the_folder_or_in_the_file()
    {
        Write("feeds/a.xml", "<!--\nHeader: Content-Location: https://told.example/x/\n--><rss version=\"2.0\"><channel><link>a</link></channel></rss>");
        Write("feeds/b.xml", "<rss version=\"2.0\"><channel><link>b</link></channel></rss>");
        Write("feeds.jsonl", """{"file": "b.xml", "url": "https://listed.example/feeds/b.xml", "headers": {"Content-Language": "ur"}}""");
        var lines = await LinesAsync(Path.Combine(folder.FullName, "feeds"));
        Assert.Equal(["https://told.example/x/a", "https://listed.example/feeds/b"], lines.Select(l => l.GetProperty("feed").GetProperty("link").GetString()));
        Assert.Equal("ur", lines[1].GetProperty("feed").GetProperty("language").GetString());
    }

    [Fact]
    public async Task People_get_a_listing()
    {
        Write("a.xml", SampleFeed.Rss(SampleFeed.Item("1", DateTimeOffset.UnixEpoch)));
        var output = new StringWriter();
        Assert.Equal(0, await FeedCommandLine.RunAsync([Path.Combine(folder.FullName, "a.xml")], json: false, output, TextWriter.Null, default));
        Assert.Contains("The Daily Test (rss20, utf-8), 1 entries", output.ToString());
        Assert.Contains("1970-01-01 00:00  Story 1", output.ToString());
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_said_and_the_others_are_read()
    {
        Write("a.xml", SampleFeed.Rss());
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(1, await FeedCommandLine.RunAsync(["nowhere.xml", folder.FullName], json: true, output, error, default));
        Assert.Contains("nowhere.xml is not there", error.ToString());
        Assert.Contains("a.xml", output.ToString());
        Assert.Equal(2, await FeedCommandLine.RunAsync([], json: true, output, error, default));
    }

    [SharedDataFact]
    public async Task Every_real_capture_is_read_and_has_a_title()
    {
        var lines = await LinesAsync(SharedData.Path("feeds"));
        Assert.Equal(54, lines.Count);
        Assert.All(lines, l => Assert.False(l.TryGetProperty("error", out var error), error.ToString()));
        Assert.All(lines, l => Assert.NotEmpty(l.GetProperty("feed").GetProperty("title").GetString()!));
        Assert.All(lines, l => Assert.NotEqual(0, l.GetProperty("entry").GetArrayLength()));
    }

    /// <summary>A floor for the open half of the conformance set; the scorer of the shared folder gives the exact figures.</summary>
    [SharedDataFact]
    public async Task The_conformance_set_keeps_its_score_and_nothing_in_it_can_act()
    {
        var lines = (await LinesAsync(SharedData.Path("feedparser-open"))).ToDictionary(l => l.GetProperty("file").GetString()!);
        Assert.All(lines.Values, l => Assert.DoesNotMatch(@"(?i)<(script|iframe|object|embed|applet|frame|form|meta|link)\b|<[^>]*\s(on[a-z]+\s*=|(href|src)\s*=\s*\\?[""']?\s*(java|vb)script)", l.ToString()));
        var (met, all) = (0, 0);
        foreach (var line in File.ReadLines(SharedData.Path("feedparser-open.jsonl")))
        {
            var gold = JsonDocument.Parse(line).RootElement;
            if (gold.GetProperty("suite").GetString() != "entities")
                continue;
            all++;
            var feed = lines[gold.GetProperty("file").GetString()!].GetProperty("feed");
            var field = gold.GetProperty("field").GetString()!["feed.".Length..];
            met += feed.TryGetProperty(field, out var value) && value.GetString() == gold.GetProperty("expected").GetString() ? 1 : 0;
        }

        Assert.Equal(all, met);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<IReadOnlyList<JsonElement>> LinesAsync(string path)
    {
        var output = new StringWriter();
        Assert.Equal(0, await FeedCommandLine.RunAsync([path], json: true, output, TextWriter.Null, default));
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
