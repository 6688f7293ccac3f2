using System.IO.Compression;

namespace NewsBot.Web;

/// <summary>Reads a response's body, decompressed, up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The body's bytes; null when there are more than <paramref name="limit"/> of them, counted after
    /// decompression.</summary>
    /// <exception cref="InvalidDataException">The body is not what its Content-Encoding says, or the encoding is
    /// unknown.</exception>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var encodings = content.Headers.ContentEncoding;
        if (encodings.Count == 0 && content.Headers.ContentLength > limit)
            return null;
        if (encodings.Count > 2)
            throw new InvalidDataException("The body is compressed more than twice.");

        var stream = await content.ReadAsStreamAsync(cancellationToken);
        foreach (var encoding in encodings.Reverse())
            stream = Decompressed(stream, encoding);
        await using (stream)
        {
            return await ReadAsync(stream, limit, cancellationToken);
        }
    }

    /// <summary>The body of a file that is itself packed (<c>sitemap.xml.gz</c>), told by its first bytes; any other as it is.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public static async Task<byte[]?> UnpackedAsync(byte[]? body, int limit, CancellationToken cancellationToken)
    {
        if (body is not [0x1F, 0x8B, 0x08, ..])
            return body;
        await using var stream = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        return await ReadAsync(stream, limit, cancellationToken);
    }

    private static Stream Decompressed(Stream stream, string encoding) => encoding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
        "identity" or "" => stream,
        _ => throw new InvalidDataException($"The content encoding {encoding} is not known."),
    };

    private static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[32 * 1024];
        int read;
        while ((read = await PartAsync(stream, chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > limit)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    // Of broken data BrotliStream says InvalidOperationException, where the other two say InvalidDataException.
    private static async Task<int> PartAsync(Stream stream, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(chunk, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("The body is not what its Content-Encoding says.", e);
        }
    }
}
