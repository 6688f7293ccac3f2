using System.Text.Json;
using NewsBot.Text.Pages;
using NewsBot.Web;

namespace NewsBot.Stories.Readings;

/// <summary>A text to read from the command line, or the sentence that says why there is none.</summary>
internal sealed record ReadInput(string Name, string Title, string Text, DateOnly? Day, string? Problem = null)
{
    /// <summary>The input's own id; lines of a .jsonl file have one.</summary>
    public string? Id { get; init; }

    public static async Task<ReadInput> FetchAsync(Uri address, WebOptions web, CancellationToken cancellationToken)
    {
        using var fetcher = new WebFetcher(web, AllowedLoopback.Of(address), TimeProvider.System);
        var fetched = await fetcher.FetchAsync(new FetchRequest(address, FetchKind.Page), cancellationToken);
        if (!fetched.Ok)
            return new ReadInput(address.ToString(), "", "", null, fetched.ProblemText);
        var body = BodyText.Decode(fetched.Body, fetched.ContentType).Text;
        return fetched.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) == true
            ? new ReadInput(address.ToString(), "", body, null)
            : OfPage(address.ToString(), body, fetched.FinalAddress);
    }

    /// <summary>A page is read as its article; any other text as it is. JSON is no text: lines of it are read under a name that says so.</summary>
    public static async Task<ReadInput> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            if (IsJson(bytes))
                return new ReadInput(path, "", "", null, "It looks like JSON. A file of articles has one a line, {\"id\": …, \"text\": …, \"title\": …, \"date\": …}, and a name that ends in .jsonl.");
            var isPage = Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm" or ".xhtml";
            return isPage
                ? OfPage(path, BodyText.Decode(bytes, "text/html").Text, new Uri("http://localhost/"))
                : new ReadInput(path, "", BodyText.Decode(bytes, "text/plain").Text, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ReadInput(path, "", "", null, "The file cannot be read: " + e.Message);
        }
    }

    /// <summary>A line of a .jsonl file: an object with id, text, and, where known, title and date.</summary>
    public static ReadInput OfLine(string name, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var date = Field(row, "date") is { Length: >= 10 } written && DateOnly.TryParse(written[..10], System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : (DateOnly?)null;
            return Field(row, "text") is { } text
                ? new ReadInput(name, Field(row, "title") ?? "", text, date) { Id = Field(row, "id") ?? number.ToString(System.Globalization.CultureInfo.InvariantCulture) }
                : new ReadInput(name, "", "", null, $"Line {number} has no \"text\".");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ReadInput(name, "", "", null, $"Line {number} is no JSON object: {e.Message}");
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var blank = " \t\r\n\uFEFF"u8;
        return bytes.TrimStart(blank) is [(byte)'{', .. var inside] && inside.TrimStart(blank) is [(byte)'"', ..];
    }

    private static ReadInput OfPage(string name, string html, Uri address)
    {
        var page = PageReader.Read(html, address);
        var day = page.Published is { } published ? DateOnly.FromDateTime(published.UtcDateTime) : (DateOnly?)null;
        return page.Problem is PageProblem.None or PageProblem.Paywall
            ? new ReadInput(name, page.Title ?? "", page.Text, day)
            : new ReadInput(name, "", "", null, page.Problem switch
            {
                PageProblem.Challenge => "The site asks for proof of being human before it shows the page.",
                PageProblem.TooLarge or PageProblem.TooDeep => "The page is larger than any article.",
                PageProblem.NotHtml => "It is neither a web page nor plain text.",
                _ => "No article is found in the page.",
            });
    }

    private static string? Field(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
