using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsBot.Stories;
using NewsBot.TestSupport;
using Xunit;

namespace NewsBot.Tests.Stories;

public sealed class ReadCommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("newsbot-read");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
        folder.Delete(recursive: true);
    }

    [SharedDataFact]
    public async Task The_seed_article_is_read_right()
    {
        using var document = JsonDocument.Parse(await RunAsync(SharedData.Path("article-seed.txt"), json: true, new DateOnly(2021, 1, 5)));
        var read = document.RootElement;
        var text = File.ReadAllText(SharedData.Path("article-seed.txt"));
        Assert.Equal(["pak-us", "intra-afghan"], read.GetProperty("topics").EnumerateArray().Select(t => Text(t, "topic")));
        Assert.Equal(
            ["qamar-javed-bajwa Chief of Army Staff", "zalmay-khalilzad US Special Representative for Afghanistan Reconciliation"],
            read.GetProperty("met").EnumerateArray().Select(p => $"{Text(p, "key")} {Text(p, "office")}"));

        var statements = read.GetProperty("statements").EnumerateArray().ToList();
        Assert.Equal(4, statements.Count);
        Assert.Equal(("Pakistan; United States", "indirect", "Inter-Services Public Relations"), (Text(statements[0], "speaker"), Text(statements[0], "type"), Text(statements[0], "issuer")));
        foreach (var (statement, offset) in statements.Skip(1).Zip([371, 564, 2170]))
        {
            Assert.Equal(("Inter-Services Public Relations", "direct", true), (Text(statement, "speaker"), Text(statement, "type"), statement.GetProperty("onRecord").GetBoolean()));
            var span = statement.GetProperty("content")[0];
            Assert.Equal(offset, span[0].GetInt32());
            Assert.Equal(Text(statement, "words"), text[span[0].GetInt32()..span[1].GetInt32()]);
        }

        var leftOut = read.GetProperty("leftOut").EnumerateArray().Select(r => $"{Text(r, "reason")} {Text(r, "type")} {Text(r, "speaker")}");
        Assert.Equal(["stance indirect Islamic Emirate of Afghanistan", "background indirect Islamic Emirate of Afghanistan"], leftOut);
    }

    [Fact]
    public async Task A_listing_tells_people_topics_statements_and_what_was_left_out()
    {
        var file = Write("a.txt", "ISLAMABAD: “Pakistan and the United States will hold talks,” Zalmay Khalilzad said.\n\nAnn Example declined to comment on the talks.");
        var listing = await RunAsync(file, json: false, new DateOnly(2021, 1, 5));
        Assert.Contains("pak-us        Pakistan and the United States are both named, with “talks”.", listing, StringComparison.Ordinal);
        Assert.Contains("1. Zalmay Khalilzad, US Special Representative for Afghanistan Reconciliation · direct, on record", listing, StringComparison.Ordinal);
        Assert.Contains("“Pakistan and the United States will hold talks,”  [11–60]", listing, StringComparison.Ordinal);
        Assert.Contains("It tells that somebody said nothing.", listing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_by_saying_it_stands_in_the_object_of_an_article()
    {
        var file = Write("a.txt", "Mayor Ann Example on Monday denied that the bridge was closed. “The ferry will stop in May,” she added.");
        using var document = JsonDocument.Parse(await RunAsync(file, json: true, null));
        Assert.Equal(["denial", null], document.RootElement.GetProperty("statements").EnumerateArray().Select(s => Text(s, "act")));
    }

    [Fact]
    public async Task Lines_of_articles_give_lines_with_offsets_in_code_points()
    {
        var line = JsonSerializer.Serialize(new { id = "x1", text = "KABUL: “The 😀 ferry will stop,” Ann Example said. “The old bridge will open,” Bo Sample said.", date = "2021-01-05" });
        var file = Write("a.jsonl", line + "\nnonsense\n\n{\"id\": \"x3\"}\n");
        var lines = (await RunAsync(file, json: true, null, exit: 1)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal("x1", Text(first.RootElement, "id"));
        var report = first.RootElement.GetProperty("reports")[1];
        Assert.Equal(50, report.GetProperty("content")[0][0].GetInt32());
        Assert.Equal("Bo Sample", Text(report, "speaker"));
        Assert.Equal(2, first.RootElement.GetProperty("attributions").GetArrayLength());
        Assert.Contains("Line 2 is no JSON object", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Line 4 has no \"text\"", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_read_as_its_article()
    {
        var words = string.Concat(Enumerable.Repeat("The harbour board met again in the old town hall to speak of the ferry and its future. ", 6));
        var file = Write("a.html", $"<html><head><title>Ferry</title></head><body><nav>Home</nav><article><h1>Ferry</h1><p>{words}</p><p>“The ferry will stop in May,” Ann Example said.</p></article></body></html>");
        Assert.Contains("Ann Example · direct", await RunAsync(file, json: false, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_the_run_goes_on()
    {
        var file = Write("a.txt", "“The ferry will stop in May,” Ann Example said.");
        Assert.Equal(1, await ReadCommandLine.RunAsync([Path.Combine(folder.FullName, "gone.txt"), file], new ReadOptions(), output, error, default));
        Assert.Contains("There is no such file.", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ann Example", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await ReadCommandLine.RunAsync([], new ReadOptions(), output, error, default));
    }

    [Theory]
    [InlineData("{\"id\": \"1\", \"text\": \"“The ferry will stop in May,” Ann Example said.\"}", "a name that ends in .jsonl")]
    [InlineData("\uFEFF{\n  \"articles\": []\n}", "a name that ends in .jsonl")]
    [InlineData("{ferry} “The ferry will stop in May,” Ann Example said.", "")]
    public async Task Lines_of_articles_under_another_name_are_not_read_as_one_text(string content, string problem)
    {
        Assert.Equal(problem.Length == 0 ? 0 : 1, await ReadCommandLine.RunAsync([Write("articles.json", content)], new ReadOptions(), output, error, default));
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(problem.Length == 0, output.ToString().Contains("Ann Example", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/a.txt", "Ann Example", "")]
    [InlineData("/a.pdf", "", "It is neither a web page nor plain text.")]
    [InlineData("/home", "", "No article is found in the page.")]
    public async Task An_address_gives_what_a_file_would(string path, string read, string problem)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/a.txt", () => Results.Text("“The ferry will stop in May,” Ann Example said.", "text/plain; charset=utf-8"));
        server.MapGet("/a.pdf", () => Results.Bytes("%PDF-1.7 nothing"u8.ToArray(), "application/pdf"));
        server.MapGet("/home", () => Results.Text("<html><body><a href='/1'>One</a></body></html>", "text/html"));
        await server.StartAsync();
        Assert.Equal(problem.Length == 0 ? 0 : 1, await ReadCommandLine.RunAsync([server.Urls.Single() + path], new ReadOptions(), output, error, default));
        Assert.Contains(read, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(problem, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_written_and_a_day_in_another_form_end_in_a_sentence()
    {
        var file = Write("a.txt", "“The ferry will stop in May,” Ann Example said.");
        var nowhere = Path.Combine(folder.FullName, "missing", "a.html");
        var failure = await Assert.ThrowsAsync<IOException>(() => ReadCommandLine.RunAsync([file], new ReadOptions { Html = nowhere }, output, error, default));
        Assert.Contains("--html: the page cannot be written to", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Program.Main(["read", file, "--html", nowhere]));
        Assert.Equal(1, await Program.Main(["read", file, "--date", "05/01/2021"]));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    [Fact]
    public async Task An_explanation_names_the_spans_and_how_the_speaker_was_found()
    {
        var file = Path.Combine(folder.FullName, "article.txt");
        await File.WriteAllTextAsync(file, "Mayor Ann Example said that the bridge was safe. “It will open in May,” she added.");
        Assert.Equal(0, await ReadCommandLine.RunAsync([file], new ReadOptions { Explain = true }, output, error, default));
        Assert.Contains("source: “she”", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("a pronoun, followed to whoever spoke or acted before", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_shows_the_spans_and_nothing_of_the_article_becomes_markup()
    {
        var file = Path.Combine(folder.FullName, "article.txt");
        var page = Path.Combine(folder.FullName, "article.html");
        await File.WriteAllTextAsync(file, "Mayor Ann Example said that <script>the bridge</script> was safe.\n“It will\nopen & \u202eclose,” she added.");
        Assert.Equal(0, await ReadCommandLine.RunAsync([file], new ReadOptions { Html = page }, output, error, default));
        var html = await File.ReadAllTextAsync(page);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', html);
        Assert.Contains("<span class=\"cue\">said</span>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_from_right_to_left_are_kept_apart_from_the_line_around_them()
    {
        var (file, page) = (Write("a.txt", "عمران خان نے پیر کو کہا کہ مذاکرات جاری رہیں گے۔"), Path.Combine(folder.FullName, "a.html"));
        Assert.Equal(0, await ReadCommandLine.RunAsync([file], new ReadOptions { Html = page, Explain = true, Date = new DateOnly(2020, 9, 14) }, output, error, default));
        Assert.Contains("source: “\u2068عمران خان\u2069” [0–9]", output.ToString(), StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("source: “<bdi>عمران خان</bdi>” [0–9]", html, StringComparison.Ordinal);
        Assert.Contains("<li>indirect, on record, said 2020-09-14</li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u2068', html);
    }

    [Fact]
    public async Task An_explanation_tells_what_was_dropped_and_how_far_a_text_is_read()
    {
        var page = Path.Combine(folder.FullName, "a.html");
        var endless = Write("b.txt", new string('x', 300_000));
        Assert.Contains("300,000 characters, of which the first 262,144 are read", await RunAsync(endless, json: false, null), StringComparison.Ordinal);
        var agency = Write("c.txt", "The mayor vowed that the bridge would open in May, Reuters reported on Monday, and the guild said that it would not.");
        Assert.Equal(0, await ReadCommandLine.RunAsync([agency], new ReadOptions { Html = page, Explain = true }, output, error, default));
        Assert.Contains("Considered and dropped", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("<h2>Considered and dropped</h2>", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string file, bool json, DateOnly? date, int exit = 0)
    {
        Assert.Equal(exit, await ReadCommandLine.RunAsync([file], new ReadOptions { Json = json, Date = date }, output, error, default));
        return output.ToString();
    }
}
