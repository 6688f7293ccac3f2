using System.IO.Compression;
using System.Net;
using System.Text;

namespace NewsBot.Benchmarks.Sources;

/// <summary>Real feeds and pages of the shared data; a benchmark that needs them says so where they are absent.</summary>
internal static class Captures
{
    private static readonly string Data = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    public static bool Present
    {
        get
        {
            var there = Directory.Exists(Data);
            if (!there)
                Console.Error.WriteLine("This benchmark reads the shared data folder beside the checkout, which is not there.");
            return there;
        }
    }

    public static IReadOnlyList<(string Name, byte[] Body)> Feeds() =>
        [.. Directory.EnumerateFiles(Path.Combine(Data, "feeds")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];

    public static string GoldOfPages => Path.Combine(Data, "pages", "gold.json");

    /// <summary>The pages by their id.</summary>
    public static IReadOnlyDictionary<string, string> Pages() => Directory.EnumerateFiles(Path.Combine(Data, "pages", "html"), "*.html.gz").ToDictionary(
        f => Path.GetFileName(f)[..^".html.gz".Length],
        f =>
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(f), CompressionMode.Decompress), Encoding.UTF8);
            return reader.ReadToEnd();
        });
}

/// <summary>Ten thousand invented hosts that answer with real feeds, each with its own links, so that no two announce the
/// same.</summary>
internal sealed class CaptureServer(IReadOnlyList<(string Name, byte[] Body)> captures) : HttpMessageHandler
{
    private int answered;

    public int Answered => answered;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref answered);
        var number = int.Parse(request.RequestUri!.Host.AsSpan(1, 5), System.Globalization.CultureInfo.InvariantCulture);
        var content = new ByteArrayContent(captures[number % captures.Count].Body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/xml");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }
}
