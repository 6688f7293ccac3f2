using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Desk;
using NewsBot.Stories.Readings;
using NewsBot.Text;

namespace NewsBot.Stories;

/// <summary>Prints what the program understands of articles: <c>read FILE|URL… [--date D] [--json] [--explain] [--html FILE]</c>.</summary>
public static class ReadCommandLine
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Reads each file and address. A page is read as its article, other files as they are; a .jsonl file (one article a line: id, text, title, date)
    /// gives one JSON line for each of its lines. What cannot be read is told, and the run goes on.
    /// </summary>
    /// <param name="paths">Files, and http or https addresses.</param>
    /// <param name="options">What is shown, and how.</param>
    /// <param name="output">Where the reading goes.</param>
    /// <param name="error">Where problems go.</param>
    /// <param name="cancellationToken">Stops between articles.</param>
    /// <exception cref="IOException">The page of <see cref="ReadOptions.Html"/> cannot be written.</exception>
    /// <returns>0; 1 when something could not be read; 2 when nothing was given.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> paths, ReadOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            await error.WriteLineAsync("Give a file or an address: read FILE|URL… [--date yyyy-MM-dd] [--json] [--explain] [--html FILE]");
            return 2;
        }

        if (ArticleReader.Problem is { } missing)
        {
            await error.WriteLineAsync(missing);
            return 1;
        }

        var understanding = ArticleUnderstanding.Of(Newsdesk.Load());
        var failed = false;
        foreach (var path in paths)
        {
            await foreach (var input in InputsAsync(path, options, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (input.Problem is not null)
                {
                    failed = true;
                    await error.WriteLineAsync($"{input.Name}: {input.Problem}");
                    if (options.Json || input.Id is not null)
                        await WriteAsync(output, ReadJson.OfProblem(input));
                    continue;
                }

                await ReadAsync(understanding, input, options, output, cancellationToken);
            }
        }

        return failed ? 1 : 0;
    }

    private static async Task ReadAsync(
        ArticleUnderstanding understanding, ReadInput input, ReadOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var day = input.Day ?? options.Date;
        var understood = understanding.Read(input.Title, input.Text, day, cancellationToken);
        if (options.Html is { } page)
            await WritePageAsync(page, ReadPage.Of(input, day, understood), cancellationToken);
        if (input.Id is not null)
            await WriteAsync(output, ReadJson.OfLine(input, understood, new ArticleReader().Find(input.Text, Guide.Polnear, cancellationToken)));
        else if (options.Json)
            await WriteAsync(output, ReadJson.OfFile(input, day, understood));
        else
            await new ReadListing(output, options.Explain).WriteAsync(input, day, understood);
    }

    private static async Task WritePageAsync(string file, string page, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, page, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--html: the page cannot be written to {file}: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<ReadInput> InputsAsync(string path, ReadOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(path, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            yield return await ReadInput.FetchAsync(address, options.Web(), cancellationToken);
        }
        else if (!File.Exists(path))
        {
            yield return new ReadInput(path, "", "", null, "There is no such file.");
        }
        else if (Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
        {
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
            {
                number++;
                if (line.Length > 0)
                    yield return ReadInput.OfLine(path, number, line);
            }
        }
        else
        {
            yield return await ReadInput.OfFileAsync(path, cancellationToken);
        }
    }

    private static Task WriteAsync(TextWriter output, JsonObject line) => output.WriteLineAsync(line.ToJsonString(Lines));
}
