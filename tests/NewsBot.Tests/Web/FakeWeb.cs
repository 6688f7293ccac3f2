using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace NewsBot.Tests.Web;

/// <summary>The internet of a test: only what was put there answers; anything else fails the test that asks for it.</summary>
internal sealed class FakeWeb : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> places = new();

    /// <summary>Every request, in order: the address and the headers as they were.</summary>
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    /// <summary>Addresses that were asked for although nothing was put there; a caller that survives the refusal leaves its trace here.</summary>
    public ConcurrentQueue<string> Strange { get; } = new();

    public int Count(string address) => Requests.Count(r => r.RequestUri!.AbsoluteUri == address);

    public FakeWeb Serve(string address, string body, string type = "text/html; charset=utf-8", string? etag = null) =>
        Serve(address, _ =>
        {
            var response = Ok(Encoding.UTF8.GetBytes(body), type);
            if (etag is not null)
                response.Headers.TryAddWithoutValidation("ETag", etag);
            return response;
        });

    public FakeWeb Serve(string address, HttpStatusCode status, Action<HttpResponseMessage>? more = null) => Serve(address, _ =>
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        more?.Invoke(response);
        return response;
    });

    public FakeWeb Serve(string address, Func<HttpRequestMessage, HttpResponseMessage> answer) => ServeAsync(address, (r, _) => Task.FromResult(answer(r)));

    public FakeWeb ServeAsync(string address, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        places[address] = answer;
        return this;
    }

    public static HttpResponseMessage Ok(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        var address = request.RequestUri!.AbsoluteUri;
        if (places.TryGetValue(address, out var answer))
            return answer(request, cancellationToken);
        if (request.RequestUri.AbsolutePath == "/robots.txt")
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new ByteArrayContent([]) });
        Strange.Enqueue(address);
        throw new InvalidOperationException($"Nothing was put at {address}.");
    }
}
