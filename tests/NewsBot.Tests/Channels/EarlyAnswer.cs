using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsBot.Tests.Channels;

/// <summary>Asks for what a server refuses before it has read everything: <see cref="HttpClient"/> reads no answer while it still writes, and may find the pipe broken.</summary>
internal static class EarlyAnswer
{
    /// <summary>Posts and gives the status.</summary>
    /// <param name="server">The server.</param>
    /// <param name="path">The path, with a slash.</param>
    /// <param name="headers">Lines of the head.</param>
    /// <param name="body">The body, as it goes over the wire.</param>
    public static async Task<HttpStatusCode> ToAsync(Uri server, string path, string[] headers, string body = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var answer = reader.ReadLineAsync();
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", [$"POST {path} HTTP/1.1", $"Host: {server.Authority}", .. headers, "", body])));
        }
        catch (IOException)
        {
            // The server has answered already.
        }

        var line = await answer ?? throw new IOException("The server closed the connection without an answer");
        return (HttpStatusCode)int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Posts JSON, its length in the head.</summary>
    public static Task<HttpStatusCode> JsonAsync(Uri server, string path, string json, string? token = null) =>
        ToAsync(server, path, ["Content-Type: application/json", $"Content-Length: {Encoding.ASCII.GetByteCount(json)}", .. token is null ? [] : new[] { $"Authorization: Bearer {token}" }], json);
}
