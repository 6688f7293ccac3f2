using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NewsBot.Feeds.Documents;
using NewsBot.Web;

namespace NewsBot.Feeds;

/// <summary>Prints what the program understands of feeds: <c>feed FILE|URL|FOLDER… [--json]</c>.</summary>
public static class FeedCommandLine
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads each file and address, folders with all below them. A broken feed is a line with its error, and
    /// the run goes on.</summary>
    /// <param name="paths">Files, folders, and http or https addresses.</param>
    /// <param name="json">One JSON object a line; otherwise a listing for people.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="error">Where it says that a path is not there.</param>
    /// <param name="web">How an address is asked; it is looked for only when there is one.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>0; 1 when a path is not there; 2 when none was given.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> paths, bool json, TextWriter output, TextWriter error, Func<WebOptions> web, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            await error.WriteLineAsync("Give a file, a folder or an address: feed FILE|URL|FOLDER… [--json]");
            return 2;
        }

        var missing = false;
        foreach (var path in paths)
        {
            if (FeedCapture.IsAddress(path))
            {
                await WriteAsync(path, await FetchAsync(new Uri(path), web(), cancellationToken), json, output);
            }
            else if (File.Exists(path) || Directory.Exists(path))
            {
                foreach (var capture in FeedCapture.In(path, error.WriteLine))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await WriteAsync(capture.Name, await ReadAsync(capture, cancellationToken), json, output);
                }
            }
            else
            {
                missing = true;
                await error.WriteLineAsync($"{path} is not there.");
            }
        }

        return missing ? 1 : 0;
    }

    private static async Task<FeedReading> ReadAsync(FeedCapture capture, CancellationToken cancellationToken)
    {
        try
        {
            var body = await File.ReadAllBytesAsync(capture.Path, cancellationToken);
            return FeedParser.Parse(body, capture.Origin(body));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FeedReading(null, FeedFault.Broken, "The file cannot be read: " + e.Message);
        }
    }

    private static async Task<FeedReading> FetchAsync(Uri address, WebOptions web, CancellationToken cancellationToken)
    {
        using var fetcher = new WebFetcher(web, AllowedLoopback.Of(address), TimeProvider.System);
        var fetched = await fetcher.FetchAsync(new FetchRequest(address, FetchKind.Feed), cancellationToken);
        return fetched.Ok
            ? FeedParser.Parse(fetched.Body, new FeedOrigin(fetched.FinalAddress, fetched.ContentType, fetched.ContentLanguage))
            : new FeedReading(null, FeedFault.Broken, fetched.ProblemText);
    }

    private static Task WriteAsync(string name, FeedReading reading, bool json, TextWriter output)
    {
        if (!json)
            return FeedListing.WriteAsync(name, reading, output);
        var line = reading.Feed is { } feed
            ? FeedJson.Of(feed)
            : new JsonObject { ["error"] = reading.FaultText, ["fault"] = reading.Fault.ToString() };
        line.Insert(0, "file", name);
        return output.WriteLineAsync(line.ToJsonString(Lines));
    }
}
