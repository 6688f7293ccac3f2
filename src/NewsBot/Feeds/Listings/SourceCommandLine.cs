using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NewsBot.Desk;
using NewsBot.Feeds.Documents;
using NewsBot.Storage;
using NewsBot.Text.Listings;
using NewsBot.Web;

namespace NewsBot.Feeds.Listings;

/// <summary>Helps an editor to add a source: <c>source try URL</c>, and lists of feeds in and out as OPML.</summary>
public static class SourceCommandLine
{
    private const int Shown = 8;

    private static readonly JsonSerializerOptions Written = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Looks at an address and prints what would go into the file of sources: the feed itself, the feeds that a page
    /// announces, or the
    /// selectors of a listing page as a first guess, with what they find.</summary>
    /// <returns>0; 1 when nothing there can be followed.</returns>
    public static async Task<int> TryAsync(string url, WebFetcher fetcher, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await error.WriteLineAsync($"“{url}” is no web address; write it in full, with https:// in front.");
            return 1;
        }

        var fetched = await fetcher.FetchAsync(new FetchRequest(address, FetchKind.Page), cancellationToken);
        if (!fetched.Ok)
        {
            await error.WriteLineAsync(fetched.ProblemText);
            return 1;
        }

        var origin = new FeedOrigin(fetched.FinalAddress, fetched.ContentType, fetched.ContentLanguage);
        if (FeedParser.Parse(fetched.Body, origin).Feed is { } feed)
        {
            await output.WriteLineAsync($"A feed ({feed.Version}) with {feed.Entries.Count} items, the newest of {feed.Entries.Max(e => e.Date):yyyy-MM-dd}.");
            await WriteAsync(output, Row(fetched.FinalAddress, feed.Head.Title?.Value) with { Feeds = [fetched.FinalAddress.AbsoluteUri] });
            return 0;
        }

        var html = BodyText.Decode(fetched.Body, fetched.ContentType).Text;
        if (ListingGuess.Feeds(html, fetched.FinalAddress) is { Count: > 0 } announced)
        {
            await output.WriteLineAsync($"The page announces {announced.Count} feeds; try each of them before you follow it.");
            await WriteAsync(output, Row(fetched.FinalAddress, null) with { Feeds = [.. announced.Select(a => a.AbsoluteUri)] });
            return 0;
        }

        return await GuessAsync(html, fetched.FinalAddress, output, error);
    }

    /// <summary>Prints the feeds of sources as OPML, for other readers.</summary>
    /// <param name="sources">Those of the desk.</param>
    /// <param name="stored">Where those are that were added in chat; null when there is no newsroom yet.</param>
    /// <param name="output">Where they are printed.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>0.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be read.</exception>
    public static async Task<int> ExportAsync(IReadOnlyList<Source> sources, NewsDb? stored, TextWriter output, CancellationToken cancellationToken)
    {
        var added = stored is null ? [] : await new SourceBook(stored, TimeProvider.System).AddedAsync(cancellationToken);
        await output.WriteLineAsync(Opml.Write([.. sources, .. added.ExceptBy(sources.Select(s => s.Key), s => s.Key)]));
        return 0;
    }

    /// <summary>Prints the rows for the file of sources that an OPML file asks for, and what of it is left out.</summary>
    /// <returns>0; 1 when the file cannot be read or names no feed.</returns>
    public static async Task<int> ImportAsync(string file, TextWriter output, TextWriter error)
    {
        if (!File.Exists(file))
        {
            await error.WriteLineAsync($"{file} is not there.");
            return 1;
        }

        var (sources, leftOut, fault) = Opml.Read(await File.ReadAllBytesAsync(file));
        foreach (var sentence in leftOut)
            await error.WriteLineAsync(sentence);
        if (fault is not null)
        {
            await error.WriteLineAsync($"{file}: {fault}");
            return 1;
        }

        await output.WriteLineAsync("[");
        for (var i = 0; i < sources.Count; i++)
            await output.WriteLineAsync($"  {JsonSerializer.Serialize(RowOf(sources[i]), Written)}{(i < sources.Count - 1 ? "," : "")}");
        await output.WriteLineAsync("]");
        return 0;
    }

    private static async Task<int> GuessAsync(string html, Uri address, TextWriter output, TextWriter error)
    {
        if (ListingGuess.Of(html, address, text => ListingDates.Parse(text) is not null) is not { } guess)
        {
            await error.WriteLineAsync("No feed, and nothing on the page looks like a list of articles.");
            return 1;
        }

        var count = guess.Reading.Items.Count;
        await output.WriteLineAsync($"No feed. A guess at how the page lists, which finds {count} items; look whether they are the right ones:");
        foreach (var item in guess.Reading.Items.Take(Shown))
            await output.WriteLineAsync($"  {item.Date ?? "no date"} · {item.Title} · {item.Address}");
        var form = guess.Form;
        await WriteAsync(output, Row(address, null) with { Listings = [new Listing(address.AbsoluteUri, form.Item, form.Link, form.Title, form.Date)] });
        return 0;
    }

    private static SourceRow Row(Uri address, string? name)
    {
        var host = address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost;
        return new SourceRow(Opml.KeyOf("", host), name ?? host, "press", "en", address.GetLeftPart(UriPartial.Authority) + "/");
    }

    private static SourceRow RowOf(Source source) =>
        new(source.Key, source.Name, source.Class.ToString().ToLowerInvariant(), source.Language, source.Home)
        {
            Feeds = source.Feeds.Count > 0 ? source.Feeds : null,
            Listings = source.Listings.Count > 0 ? source.Listings : null,
        };

    private static Task WriteAsync(TextWriter output, SourceRow row) => output.WriteLineAsync(JsonSerializer.Serialize(row, Written));

    private sealed record SourceRow(string Key, string Name, string Class, string Language, string? Home)
    {
        public IReadOnlyList<string>? Feeds { get; init; }

        public IReadOnlyList<Listing>? Listings { get; init; }
    }
}
