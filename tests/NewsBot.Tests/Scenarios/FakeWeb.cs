using System.Net;
using System.Text;

namespace NewsBot.Tests.Scenarios;

/// <summary>The network as the program sees it, at the HTTP edge. Strict: an address that nobody put there fails the test.</summary>
internal sealed class FakeWeb : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> pages = [];
    private readonly List<string> asked = [];
    private readonly List<string> strange = [];

    /// <summary>Every address asked for, in order.</summary>
    public IReadOnlyList<string> Asked => asked;

    public IReadOnlyList<string> Strange => strange;

    public FakeWeb Put(string url, string body, string type = "text/html; charset=utf-8") =>
        Answer(url, _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type) } } });

    public FakeWeb Fail(string url, HttpStatusCode status) => Answer(url, _ => new HttpResponseMessage(status));

    public FakeWeb Answer(string url, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        pages[url] = answer;
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        lock (asked)
        {
            asked.Add(url);
            if (pages.TryGetValue(url, out var answer))
                return Task.FromResult(With(answer(request), request));
            if (request.RequestUri.AbsolutePath == "/robots.txt")
                return Task.FromResult(With(new HttpResponseMessage(HttpStatusCode.NotFound), request));
            strange.Add(url);
        }

        throw new HttpRequestException("The test has put nothing at " + url);
    }

    private static HttpResponseMessage With(HttpResponseMessage answer, HttpRequestMessage request)
    {
        answer.RequestMessage = request;
        return answer;
    }
}
