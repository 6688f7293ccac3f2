using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Web;
using Xunit;

namespace NewsBot.Tests.Web;

public sealed class WebFetcherTests : IDisposable
{
    private static readonly byte[] Words = Encoding.UTF8.GetBytes("Words, words, words.");
    private readonly FakeTimeProvider clock = new();
    private readonly FakeWeb web = new();
    private readonly WebFetcher fetcher;

    public WebFetcherTests() => fetcher = New(web);

    public void Dispose()
    {
        fetcher.Dispose();
        web.Dispose();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked(string encoding)
    {
        web.Serve("https://news.example/feed", _ =>
        {
            var packed = new MemoryStream();
            using (Stream stream = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
                "br" => new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true),
                _ => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
            })
                stream.Write(Words);
            var response = FakeWeb.Ok(packed.ToArray(), "text/xml");
            response.Content.Headers.ContentEncoding.Add(encoding);
            return response;
        });
        Assert.Equal(Words, (await FetchAsync("https://news.example/feed")).Body);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_what_its_encoding_says_is_a_problem(string encoding)
    {
        web.Serve("https://news.example/feed", _ =>
        {
            var response = FakeWeb.Ok([.. Enumerable.Repeat((byte)0xFF, 64)], "text/xml");
            response.Content.Headers.ContentEncoding.Add(encoding);
            return response;
        });
        Assert.Equal(FetchProblem.BrokenBody, (await FetchAsync("https://news.example/feed")).Problem);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", FetchProblem.PrivateAddress)]
    [InlineData("http://localhost/admin", FetchProblem.PrivateAddress)]
    [InlineData("file:///etc/passwd", FetchProblem.BadAddress)]
    [InlineData("https://a:b@news.example/", FetchProblem.BadAddress)]
    public async Task A_redirect_is_checked_like_the_first_address(string target, FetchProblem expected)
    {
        web.Serve("https://news.example/feed", HttpStatusCode.Found, r => r.Headers.TryAddWithoutValidation("Location", target));
        Assert.Equal(expected, (await FetchAsync("https://news.example/feed")).Problem);
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_cannot_be_encoded_is_a_problem()
    {
        web.Serve("https://news.example/feed", HttpStatusCode.Found, r => r.Headers.Location = new Uri(WebAddressTests.Unencodable));
        Assert.Equal(FetchProblem.BadAddress, (await FetchAsync("https://news.example/feed")).Problem);
    }

    [Fact]
    public async Task A_redirect_that_never_ends_is_given_up_on()
    {
        web.Serve("https://news.example/feed", HttpStatusCode.Found, r => r.Headers.Location = new Uri("https://news.example/feed"));
        Assert.Equal(FetchProblem.Redirects, (await FetchAsync("https://news.example/feed")).Problem);
        Assert.Equal(1 + WebFetcher.MaxRedirects, web.Requests.Count);
    }

    [Fact]
    public async Task Only_redirects_that_are_all_permanent_count_as_a_move()
    {
        web.Serve("https://news.example/a", HttpStatusCode.MovedPermanently, r => r.Headers.Location = new Uri("https://news.example/b"));
        web.Serve("https://news.example/b", "words");
        web.Serve("https://news.example/c", HttpStatusCode.Found, r => r.Headers.Location = new Uri("https://news.example/a"));
        Assert.True((await FetchAsync("https://news.example/a")).MovedForGood);
        Assert.False((await FetchAsync("https://news.example/b")).MovedForGood);
        Assert.False((await FetchAsync("https://news.example/c")).MovedForGood);
    }

    [Fact]
    public async Task Nothing_is_sent_that_tells_about_us_but_an_honest_user_agent()
    {
        web.Serve("https://news.example/a", HttpStatusCode.Found, r =>
        {
            r.Headers.Location = new Uri("https://news.example/b");
            r.Headers.TryAddWithoutValidation("Set-Cookie", "id=1");
        });
        web.Serve("https://news.example/b", "words");
        await FetchAsync("https://news.example/a");
        foreach (var request in web.Requests)
        {
            Assert.Equal("NewsBot/1.0 (+desk@newsroom.example)", request.Headers.NonValidated["User-Agent"].ToString());
            Assert.Equal(["Accept", "Accept-Encoding", "User-Agent"], request.Headers.NonValidated.Select(h => h.Key).Order());
        }
    }

    [Fact]
    public async Task A_file_that_is_packed_itself_is_unpacked_within_the_bounds_and_links_of_the_header_are_told()
    {
        web.Serve("https://news.example/sitemap.xml.gz", _ =>
        {
            var packed = new MemoryStream();
            using (var stream = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
                stream.Write(Words);
            var answer = FakeWeb.Ok(packed.ToArray(), "application/x-gzip");
            answer.Headers.TryAddWithoutValidation("Link", "<https://hub.example/>; rel=hub, </sitemap.xml>; title=\"a, b\"; rel=\"self start\"");
            return answer;
        });
        var fetched = await FetchAsync("https://news.example/sitemap.xml.gz");
        Assert.Equal(Words, fetched.Body);
        Assert.Equal(["hub https://hub.example/", "self https://news.example/sitemap.xml", "start https://news.example/sitemap.xml"], fetched.Links.Select(l => $"{l.Key} {l.Value}").Order());
    }

    [Fact]
    public async Task Without_an_answer_for_robots_txt_a_page_is_not_asked_for_and_the_failure_says_why()
    {
        web.Serve("https://news.example/1", "<html><body></body></html>");
        web.Serve("https://news.example/robots.txt", _ => throw new HttpRequestException("no answer"));
        var fetched = await FetchAsync("https://news.example/1", FetchKind.Page);
        Assert.Equal((FetchProblem.Unreachable, true, 0), (fetched.Problem, fetched.NoAnswer, web.Count("https://news.example/1")));
        web.Serve("https://news.example/robots.txt", HttpStatusCode.NotFound);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True((await FetchAsync("https://news.example/1", FetchKind.Page)).Ok);
    }

    [Fact]
    public async Task Pages_ask_robots_txt_once_a_day_and_follow_it()
    {
        web.Serve("https://news.example/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/news", "text/plain");
        web.Serve("https://news.example/private/news/1", "words");
        Assert.Equal(FetchProblem.Robots, (await FetchAsync("https://news.example/private/1", FetchKind.Page)).Problem);
        Assert.True((await FetchAsync("https://news.example/private/news/1", FetchKind.Page)).Ok);
        Assert.Equal(1, web.Count("https://news.example/robots.txt"));
        clock.Advance(TimeSpan.FromHours(25));
        await FetchAsync("https://news.example/private/1", FetchKind.Page);
        Assert.Equal(2, web.Count("https://news.example/robots.txt"));
    }

    [Fact]
    public async Task A_host_is_asked_one_thing_at_a_time_and_others_need_not_wait()
    {
        var (inside, most) = (0, 0);
        var free = new TaskCompletionSource();
        async Task<HttpResponseMessage> SlowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await free.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref inside);
            return FakeWeb.Ok(Words, "text/xml");
        }

        for (var i = 0; i < 4; i++)
            web.ServeAsync($"https://news.example/{i}", SlowAsync);
        web.Serve("https://other.example/", "words");
        var slow = Enumerable.Range(0, 4).Select(i => FetchAsync($"https://news.example/{i}")).ToArray();
        Assert.True((await FetchAsync("https://other.example/")).Ok);
        free.SetResult();
        Assert.All(await Task.WhenAll(slow), f => Assert.True(f.Ok));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_timeout_and_a_callers_cancellation_is_not()
    {
        web.ServeAsync("https://news.example/slow", async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        var fetching = FetchAsync("https://news.example/slow");
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(FetchProblem.Timeout, (await fetching).Problem);

        using var caller = new CancellationTokenSource();
        var cancelled = fetcher.FetchAsync(new FetchRequest(new Uri("https://news.example/slow"), FetchKind.Feed), caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_private_address_is_not_connected_to_whatever_it_resolved_to_before()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var loopback = new AllowedLoopback();
        using var edge = WebFetcher.Edge(loopback, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));
        using var rebound = New(edge, loopback);
        var fetched = await rebound.FetchAsync(new FetchRequest(new Uri($"http://news.example:{port}/"), FetchKind.Feed), default);
        Assert.Equal(FetchProblem.PrivateAddress, fetched.Problem);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task The_sample_newsrooms_own_port_is_reached_over_the_real_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var loopback = new AllowedLoopback();
        loopback.Add($"127.0.0.1:{port}");
        using var real = new WebFetcher(new WebOptions(), loopback, TimeProvider.System);
        var fetching = real.FetchAsync(new FetchRequest(new Uri($"http://127.0.0.1:{port}/feed"), FetchKind.Feed), default);
        using (var connection = await listener.AcceptTcpClientAsync())
        {
            var stream = connection.GetStream();
            var request = new byte[4096];
            await stream.ReadAtLeastAsync(request, 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords"));
            Assert.Equal("words", Encoding.ASCII.GetString((await fetching).Body));
        }
    }

    [Fact]
    public async Task What_a_server_said_of_an_answers_state_is_sent_back_as_it_came()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var loopback = new AllowedLoopback();
        loopback.Add($"127.0.0.1:{port}");
        using var real = new WebFetcher(new WebOptions(), loopback, TimeProvider.System);
        var address = new Uri($"http://127.0.0.1:{port}/feed");
        var first = await AnswerAsync(new FetchRequest(address, FetchKind.Feed));
        var second = await AnswerAsync(new FetchRequest(address, FetchKind.Feed, first.Fetched.ETag, first.Fetched.LastModified));
        Assert.Equal("words", Encoding.ASCII.GetString(second.Fetched.Body));
        Assert.Contains("If-None-Match: \"caf\u00e9\"\r\n", second.Request, StringComparison.Ordinal);
        Assert.Contains("If-Modified-Since: Lun, 2 f\u00e9vr 2026\r\n", second.Request, StringComparison.Ordinal);

        async Task<(Fetched Fetched, string Request)> AnswerAsync(FetchRequest request)
        {
            var fetching = real.FetchAsync(request, default);
            using var connection = await listener.AcceptTcpClientAsync();
            var (stream, read) = (connection.GetStream(), new byte[4096]);
            var length = await stream.ReadAtLeastAsync(read, 1);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(
                "HTTP/1.1 200 OK\r\nETag: \"caf\u00e9\"\r\nLast-Modified: Lun, 2 f\u00e9vr 2026\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords"));
            return (await fetching, Encoding.Latin1.GetString(read, 0, length));
        }
    }

    [Fact]
    public async Task What_a_server_gives_to_remember_is_not_kept()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var loopback = new AllowedLoopback();
        loopback.Add($"127.0.0.1:{port}");
        using var real = new WebFetcher(new WebOptions(), loopback, TimeProvider.System);
        var requests = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var fetching = real.FetchAsync(new FetchRequest(new Uri($"http://127.0.0.1:{port}/feed"), FetchKind.Feed), default);
            using var connection = await listener.AcceptTcpClientAsync();
            var (stream, read) = (connection.GetStream(), new byte[4096]);
            requests.Add(Encoding.ASCII.GetString(read, 0, await stream.ReadAtLeastAsync(read, 1)));
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nSet-Cookie: visitor=4711; Path=/\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwords"));
            Assert.True((await fetching).Ok);
        }

        Assert.All(requests, r => Assert.StartsWith("GET /feed ", r, StringComparison.Ordinal));
        Assert.All(requests, r => Assert.DoesNotContain("4711", r, StringComparison.Ordinal));
        Assert.All(requests, r => Assert.DoesNotContain("cookie", r, StringComparison.OrdinalIgnoreCase));
        using var edge = WebFetcher.Edge(loopback, Dns.GetHostAddressesAsync);
        // A proxy would connect past the check of addresses.
        Assert.False(edge.UseProxy);
    }

    [Theory]
    [InlineData(FetchKind.Feed, 10)]
    [InlineData(FetchKind.Page, 4)]
    public async Task A_body_is_read_up_to_its_bound_whether_or_not_its_length_is_told(FetchKind kind, int megabytes)
    {
        var most = megabytes * 1024 * 1024;
        var endless = new Endless();
        web.Serve("https://news.example/told", _ => FakeWeb.Ok(new byte[most + 1], "text/html"))
            .Serve("https://news.example/endless", _ => new HttpResponseMessage { Content = new StreamContent(endless) })
            .Serve("https://news.example/whole", _ => FakeWeb.Ok(new byte[most], "text/html"));
        foreach (var place in new[] { "told", "endless" })
        {
            var fetched = await fetcher.FetchAsync(new FetchRequest(new Uri($"https://news.example/{place}"), kind), default);
            Assert.Equal((FetchProblem.TooLarge, 0), (fetched.Problem, fetched.Body.Length));
        }

        Assert.InRange(endless.Given, most, most + (1024 * 1024));
        Assert.Equal(most, (await fetcher.FetchAsync(new FetchRequest(new Uri("https://news.example/whole"), kind), default)).Body.Length);
    }

    [Fact]
    public async Task All_hops_together_have_one_time_limit()
    {
        for (var i = 0; i < 4; i++)
        {
            var next = new Uri($"https://news.example/{i + 1}");
            web.Serve($"https://news.example/{i}", _ =>
            {
                clock.Advance(TimeSpan.FromSeconds(11));
                return new HttpResponseMessage(HttpStatusCode.Found) { Content = new ByteArrayContent([]), Headers = { Location = next } };
            });
        }

        web.Serve("https://news.example/4", "words");
        Assert.Equal(FetchProblem.Timeout, (await FetchAsync("https://news.example/0")).Problem);
        Assert.InRange(web.Requests.Count, 3, 4);
    }

    private WebFetcher New(HttpMessageHandler edge, AllowedLoopback? loopback = null) =>
        new(new WebOptions { Contact = "desk@newsroom.example" }, loopback ?? new AllowedLoopback(), clock, edge);

    private Task<Fetched> FetchAsync(string address, FetchKind kind = FetchKind.Feed) =>
        fetcher.FetchAsync(new FetchRequest(new Uri(address), kind), default);

    /// <summary>A body of which nobody knows the length.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Clear(buffer, offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
