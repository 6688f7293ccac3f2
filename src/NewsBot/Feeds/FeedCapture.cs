using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.Feeds.Documents;

namespace NewsBot.Feeds;

/// <summary>
/// A feed document in a file, with what is known of how it was served. Beside a folder <c>NAME</c> may lie a
/// <c>NAME.jsonl</c> whose lines give a file's address and headers (<c>{"file", "url", "headers"}</c>); a document may
/// also open with a comment that holds lines of the form <c>Header: Name: value</c>.
/// </summary>
internal sealed partial class FeedCapture
{
    private Uri? address;
    private Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    private FeedCapture(string path, string name) => (Path, Name) = (path, name);

    public string Path { get; }

    /// <summary>Path relative to the folder that was given, with forward slashes; the file's name when a file was
    /// given.</summary>
    public string Name { get; }

    public static bool IsAddress(string path) =>
        Uri.TryCreate(path, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>The file itself, or every file below the folder in the order of their names.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="say">Told what of it cannot be read; the rest is.</param>
    public static IEnumerable<FeedCapture> In(string path, Action<string> say)
    {
        if (File.Exists(path))
        {
            yield return new FeedCapture(path, System.IO.Path.GetFileName(path));
            yield break;
        }

        var served = Served(path.TrimEnd('/', '\\') + ".jsonl", say);
        foreach (var file in Files(path, say).Order(StringComparer.Ordinal))
        {
            var capture = new FeedCapture(file, System.IO.Path.GetRelativePath(path, file).Replace('\\', '/'));
            if (served.TryGetValue(capture.Name, out var known))
                (capture.address, capture.headers) = (known.Address, known.Headers);
            yield return capture;
        }
    }

    /// <summary>Where the document came from, as far as the file beside the folder or the document's opening comment
    /// tells.</summary>
    public FeedOrigin Origin(byte[] body)
    {
        var head = Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, 2048)).Replace("\0", "");
        var comment = OpeningComment().Match(head);
        foreach (Match line in comment.Success ? HeaderLine().Matches(comment.Value) : HeaderLine().Matches(""))
            headers.TryAdd(line.Groups["name"].Value, line.Groups["value"].Value);
        var place = address;
        if (headers.TryGetValue("Content-Location", out var location))
            place = place is null ? Absolute(location) : Uri.TryCreate(place, location, out var joined) && (joined.Scheme is "http" or "https") ? joined : place;
        return new FeedOrigin(place, headers.GetValueOrDefault("Content-Type"), headers.GetValueOrDefault("Content-Language"));
    }

    private static Uri? Absolute(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;

    private static List<string> Files(string folder, Action<string> say)
    {
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var next))
        {
            try
            {
                found.AddRange(Directory.GetFiles(next));
                foreach (var inner in Directory.GetDirectories(next).Where(d => new DirectoryInfo(d).LinkTarget is null))
                    folders.Push(inner);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                say($"The folder {next} cannot be read: {e.Message}");
            }
        }

        return found;
    }

    private static Dictionary<string, (Uri? Address, Dictionary<string, string> Headers)> Served(string path, Action<string> say)
    {
        var served = new Dictionary<string, (Uri?, Dictionary<string, string>)>();
        if (!File.Exists(path))
            return served;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                if (line.StartsWith('{') && Answer(line) is { } known)
                    served[known.File] = (known.Address, known.Headers);
            }
            catch (JsonException)
            {
                say($"Line {number} of {path} is no JSON, and is left out.");
            }
        }

        return served;
    }

    private static (string File, Uri? Address, Dictionary<string, string> Headers)? Answer(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (!root.TryGetProperty("file", out var file) || !root.TryGetProperty("url", out var url)
            || file.ValueKind != JsonValueKind.String || url.ValueKind != JsonValueKind.String)
            return null;
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (root.TryGetProperty("headers", out var sent) && sent.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in sent.EnumerateObject())
                known[header.Name] = header.Value.ToString();
        }

        return (file.GetString()!, Absolute(url.GetString()!), known);
    }

    [GeneratedRegex(@"^\s*(?:\uFEFF|ï»¿|þÿ|ÿþ)?(?:<\?xml[^>]*>)?\s*<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex OpeningComment();

    [GeneratedRegex(@"^\s*Header:\s*(?<name>[A-Za-z\-]+):\s*(?<value>[^\r\n]+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex HeaderLine();
}
