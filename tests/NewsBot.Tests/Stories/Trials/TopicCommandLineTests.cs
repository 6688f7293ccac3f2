using System.Text.Json;
using NewsBot.Desk;
using NewsBot.Stories;
using NewsBot.Stories.Trials;
using NewsBot.Tests.Scenarios;
using Xunit;

namespace NewsBot.Tests.Stories.Trials;

public sealed class TopicCommandLineTests : IAsyncLifetime, IDisposable
{
    private const string OwnTopic = """
        {
          "key": "miners", "name": "Pakistan–US minerals", "description": "Minerals between the two.",
          "actors": [["Pakistan", "Pakistani"], ["United States", "American"]],
          "talkWords": ["minerals", "miners"], "dealings": true
        }
        """;

    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private Scene scene = null!;

    public async Task InitializeAsync() => scene = await Scene.OpenAsync(("herald", "Herald", "press"), ("courier", "Courier", "press"));

    public async Task DisposeAsync() => await scene.DisposeAsync();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task A_topic_of_the_desk_is_tried_beside_the_working_newsroom_and_nothing_is_written()
    {
        await PublishAsync();
        var before = await scene.ScalarAsync("select count(*) from statement_topic");
        var lines = await TryAsync("pak-us");
        Assert.StartsWith("pak-us · Pakistan–US talks\n  tried on 4 articles and 3 statements of the last 7 days\n", lines, StringComparison.Ordinal);
        Assert.Contains("alerts a day: about 2 (2 in a day)", lines, StringComparison.Ordinal);
        Assert.Contains("2026-03-02 · Herald · Talks on trade go on\n       Pakistan and the United States are both named, with “", lines, StringComparison.Ordinal);
        Assert.Contains("Herald, Courier · Nadia Sample, Foreign Office spokesperson: “Pakistan and the United States will continue talks", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("Omar Sample", lines, StringComparison.Ordinal);
        Assert.EndsWith("  Near misses\n    none\n", lines, StringComparison.Ordinal);
        Assert.Equal(before, await scene.ScalarAsync("select count(*) from statement_topic"));
    }

    [Fact]
    public async Task It_matches_what_the_newsroom_matched()
    {
        await PublishAsync();
        foreach (var topic in Newsdesk.Load().Topics)
        {
            var stored = await scene.ScalarAsync($"select count(*) from statement_topic where topic = '{topic.Key}'");
            Assert.Equal(stored, (await TriedAsync(topic.Key)).GetProperty("statements").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_topic_of_ones_own_is_tried_from_a_file_alone_or_in_a_list()
    {
        await PublishAsync();
        var tried = await TriedAsync(Write(OwnTopic));
        Assert.Equal(("miners", 4), (tried.GetProperty("topic").GetString(), tried.GetProperty("articlesSeen").GetInt32()));
        var article = tried.GetProperty("articles").EnumerateArray().Single(a => a.GetProperty("title").GetString() == "Minerals");
        Assert.StartsWith("https://herald.example/", article.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Contains("with “minerals”", article.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var said = tried.GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("words").GetString()!).ToList();
        Assert.Contains(said, w => w.Contains("nobody has walked out", StringComparison.Ordinal));

        await TryAsync(Write($"// mine\n[{OwnTopic},\n{OwnTopic.Replace("miners\"", "pits\"", StringComparison.Ordinal)}]"));
        Assert.Contains("\n\npits · ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nearly_matched_says_how_nearly_and_what_is_wanting()
    {
        await PublishAsync();
        // The second side is nowhere.
        var tried = await TriedAsync(Write(OwnTopic.Replace("\"United States\", \"American\"", "\"Samplia\"", StringComparison.Ordinal)));
        Assert.Empty(tried.GetProperty("statements").EnumerateArray());
        var near = tried.GetProperty("nearMisses").EnumerateArray().ToList();
        Assert.InRange(near.Count, 1, 5);
        Assert.All(near, n =>
        {
            Assert.InRange(n.GetProperty("above").GetDouble(), -5.5, 0);
            Assert.Equal("Nobody of Samplia is named in the article", n.GetProperty("lacking").GetString());
            Assert.NotEmpty(n.GetProperty("reason").GetString()!);
        });
    }

    [Fact]
    public async Task Only_the_last_days_count()
    {
        await PublishAsync();
        scene.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Contains("tried on 0 articles and 0 statements of the last 2 days", await TryAsync("pak-us", days: 2), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("pak-us", days: 0));
        Assert.Contains("--days can be 1 to 366", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_mistake_is_answered_with_its_line_and_column()
    {
        var file = Write(OwnTopic.Replace("\"dealings\"", "\"dealing\"", StringComparison.Ordinal));
        Assert.Equal(1, await RunAsync(file));
        Assert.StartsWith($"{file}, line 4, column 51: \"dealing\" is not known here", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_topic_and_no_file_is_answered_with_the_topics_there_are()
    {
        Assert.Equal(1, await RunAsync("pak-usa"));
        Assert.Equal("There is no topic and no file “pak-usa”. The topics are pak-us, intra-afghan, pak-afghan.\n", error.ToString());
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task Without_a_database_it_says_what_to_do_and_makes_none()
    {
        var nowhere = Path.Combine(scene.Folder.FullName, "nowhere");
        Assert.Equal(1, await TopicCommandLine.TryAsync(Asked("pak-us") with { Data = nowhere, Server = null }, output, error, default));
        Assert.Contains($"There is no newsroom in {nowhere}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--data DIR", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    private async Task PublishAsync()
    {
        await scene.WorkAsync();
        scene.Clock.Advance(TimeSpan.FromMinutes(20));
        var now = scene.Clock.GetUtcNow();
        scene.Outlets[0].Publish("talks", "Talks on trade go on", now, Said.OnPakUs);
        scene.Outlets[1].Publish("talks", "Delegations meet in Islamabad", now.AddMinutes(1), Said.OnPakUs);
        scene.Outlets[0].Publish("minerals", "Minerals", now, Said.AlsoOnPakUs);
        scene.Outlets[0].Publish("cricket", "Home side wins", now, Said.Elsewhere);
        await scene.PassAsync(TimeSpan.FromMinutes(20));
        await scene.PassAsync(TimeSpan.FromMinutes(20));
    }

    private async Task<JsonElement> TriedAsync(string topic)
    {
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(topic, json: true));
        using var document = JsonDocument.Parse(output.ToString());
        return document.RootElement.Clone();
    }

    private async Task<string> TryAsync(string topic, int days = 7)
    {
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync(topic, days));
        Assert.Empty(error.ToString());
        return output.ToString();
    }

    private Task<int> RunAsync(string topic, int days = 7, bool json = false) =>
        TopicCommandLine.TryAsync(Asked(topic) with { Days = days, Json = json }, output, error, default);

    private TopicTry Asked(string topic) => new()
    {
        Topic = topic,
        Data = Path.Combine(scene.Folder.FullName, "data"),
        Server = TestDb.ConnectionString(scene.Folder.FullName),
        Files = new DeskFiles(null, null, null),
        Clock = scene.Clock,
    };

    private string Write(string content)
    {
        var path = Path.Combine(scene.Folder.FullName, "topic.json");
        File.WriteAllText(path, content);
        return path;
    }
}
