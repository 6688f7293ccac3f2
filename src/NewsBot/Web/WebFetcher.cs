using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NewsBot.Storage;

namespace NewsBot.Web;

/// <summary>The one way to strangers' servers: bounded in size, time and redirects, one request at a time to a host,
/// no cookies, no credentials, no private addresses. It returns problems as values; only cancellation by the caller
/// throws.</summary>
public sealed class WebFetcher : IDisposable
{
    public const int MaxRedirects = 5;

    private readonly HttpMessageInvoker client;
    private readonly HostGate gate;
    private readonly RobotsCache robots;
    private readonly WebOptions options;
    private readonly AllowedLoopback loopback;
    private readonly TimeProvider time;

    /// <param name="options">Bounds and the User-Agent's contact.</param>
    /// <param name="loopback">The sample newsroom's authorities.</param>
    /// <param name="time">The clock of time limits and of the robots.txt cache.</param>
    /// <param name="edge">Stands in for the network in tests; the fetcher opens its own connections when it is
    /// null.</param>
    public WebFetcher(WebOptions options, AllowedLoopback loopback, TimeProvider time, HttpMessageHandler? edge = null)
        : this(options, loopback, time, edge, turns: null)
    {
    }

    /// <inheritdoc cref="WebFetcher(WebOptions, AllowedLoopback, TimeProvider, HttpMessageHandler)"/>
    /// <param name="turns">Keeps turns among the nodes of a newsroom; null for a program that is alone.</param>
    internal WebFetcher(WebOptions options, AllowedLoopback loopback, TimeProvider time, HttpMessageHandler? edge, NodeTurns? turns)
    {
        gate = new HostGate(turns);
        (this.options, this.loopback, this.time) = (options, loopback, time);
        client = new HttpMessageInvoker(edge ?? Edge(loopback, Dns.GetHostAddressesAsync), disposeHandler: edge is null);
        robots = new RobotsCache(time);
    }

    /// <summary>Fetches one address, following redirects; every hop is checked like the first, and all of them together have the
    /// time limit, in which waiting for a host's turn does not count.</summary>
    public async Task<Fetched> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var (address, forGood, left) = (request.Address, true, options.TimeLimit);
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!WebAddress.TryAccept(address, loopback, out var accepted, out var refused))
                return refused;
            if (request.Kind == FetchKind.Page && await RobotsRefusalAsync(accepted, cancellationToken) is { } disallowed)
                return disallowed;
            await using var turn = await gate.EnterAsync(accepted.Authority, options.TimeLimit, cancellationToken);
            var began = time.GetTimestamp();
            var answer = await OneAsync(accepted, request, left, cancellationToken);
            if (answer.Next is null)
                return answer.Fetched with { MovedForGood = hop > 0 && forGood };
            left -= time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return TooSlow(accepted);
            forGood &= answer.Fetched.Status is 301 or 308;
            address = answer.Next;
        }

        return Fetched.Failed(address, FetchProblem.Redirects, $"The address redirects more than {MaxRedirects} times.");
    }

    /// <summary>Posts a form, to a hub; redirects are told and not followed, and the answer's body is not read.</summary>
    public async Task<Fetched> PostFormAsync(Uri address, IReadOnlyDictionary<string, string> form, CancellationToken cancellationToken)
    {
        if (!WebAddress.TryAccept(address, loopback, out var accepted, out var refused))
            return refused;
        await using var turn = await gate.EnterAsync(accepted.Authority, options.TimeLimit, cancellationToken);
        using var limit = new CancellationTokenSource(options.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, accepted) { Content = new FormUrlEncodedContent(form) };
            message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
            using var response = await client.SendAsync(message, either.Token);
            var answer = new Fetched { FinalAddress = accepted, Status = (int)response.StatusCode };
            var told = FetchFailure.OfStatus(answer) ?? answer;
            return response.Headers.Location is { } location && Uri.TryCreate(accepted, location, out var there)
                ? told with { Location = there }
                : told;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fetched.Failed(accepted, FetchProblem.Timeout, $"{accepted.IdnHost} did not answer within {options.TimeLimit.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return FetchFailure.Of(e, accepted);
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The network as it is, with only the connections that are allowed.</summary>
    internal static SocketsHttpHandler Edge(AllowedLoopback loopback, Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = new SafeConnector(loopback, resolveAsync).ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        Credentials = null,
        MaxConnectionsPerServer = 2,
        MaxResponseDrainSize = 64 * 1024,
        MaxResponseHeadersLength = 64,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,

        // What a server once said of an answer's state is sent back as it came, which not all keep to ASCII.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,

        // A proxy would make the connections, past the check of addresses.
        UseProxy = false,
    };

    private async Task<Fetched?> RobotsRefusalAsync(Uri address, CancellationToken cancellationToken)
    {
        var (rules, failure) = await robots.RulesAsync(address, FetchRobotsAsync, cancellationToken);
        return rules.Allows(address.PathAndQuery) ? null
            : failure is not null ? failure with { FinalAddress = address }
            : Fetched.Failed(address, FetchProblem.Robots, $"{address.IdnHost} asks crawlers not to fetch this address (robots.txt).");
    }

    private Task<Fetched> FetchRobotsAsync(Uri address, CancellationToken cancellationToken) =>
        FetchAsync(new FetchRequest(address, FetchKind.Feed), cancellationToken);

    private async Task<(Fetched Fetched, Uri? Next)> OneAsync(
        Uri address, FetchRequest request, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = Message(address, request);
            using var response = await client.SendAsync(message, either.Token);
            if (Redirect(response, address) is { } redirect)
                return redirect;
            return (await ReadAsync(response, address, request, either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (TooSlow(address), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return (FetchFailure.Of(e, address), null);
        }
    }

    private Fetched TooSlow(Uri address) => Fetched.Failed(
        address,
        FetchProblem.Timeout,
        $"{address.IdnHost} did not answer in full within {options.TimeLimit.TotalSeconds:0} seconds.");

    private HttpRequestMessage Message(Uri address, FetchRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        headers.TryAddWithoutValidation("Accept", request.Kind == FetchKind.Feed
            ? "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
            : "text/html, application/xhtml+xml;q=0.9, */*;q=0.5");

        // Not "deflate": half the servers mean the bare stream by it, half the one with a header.
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (request.ETag is not null)
            headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        if (request.LastModified is not null)
            headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
        return message;
    }

    private static (Fetched Fetched, Uri? Next)? Redirect(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        if (status is not (301 or 302 or 303 or 307 or 308))
            return null;
        var location = response.Headers.Location;
        return location is null || !Uri.TryCreate(address, location, out var next)
            ? (Fetched.Failed(address, FetchProblem.Redirects, "The server redirects without saying where to.", status), null)
            : (new Fetched { FinalAddress = address, Status = status }, next);
    }

    private async Task<Fetched> ReadAsync(
        HttpResponseMessage response, Uri address, FetchRequest request, CancellationToken cancellationToken)
    {
        var fetched = new Fetched
        {
            FinalAddress = address,
            Status = (int)response.StatusCode,
            ContentType = First(response.Content.Headers, "Content-Type"),
            ContentLanguage = First(response.Content.Headers, "Content-Language"),
            ETag = First(response.Headers, "ETag"),
            LastModified = First(response.Content.Headers, "Last-Modified"),
            MaxAge = response.Headers.CacheControl?.MaxAge,
            Links = LinkHeader.Of(response.Headers.NonValidated.TryGetValues("Link", out var links) ? links.ToArray() : [], address),
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return fetched with
            {
                NotModified = true,
                ETag = fetched.ETag ?? request.ETag,
                LastModified = fetched.LastModified ?? request.LastModified,
            };
        }

        if (FetchFailure.OfStatus(fetched) is { } failure)
            return failure;
        var limit = request.Kind == FetchKind.Feed ? options.FeedBytes : options.PageBytes;
        var body = await BoundedBody.UnpackedAsync(
            await BoundedBody.ReadAsync(response.Content, limit, cancellationToken), limit, cancellationToken);
        if (body is not null)
            return fetched with { Body = body };
        var sentence = $"The answer of {address.IdnHost} is larger than {limit / 1024 / 1024} MB.";
        return fetched with { Problem = FetchProblem.TooLarge, ProblemText = sentence };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static string? First(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
