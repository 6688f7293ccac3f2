using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace NewsBot.Sample;

/// <summary>Answers for the sample newsroom: its front page, the outlets' home pages, feeds and articles, with conditional requests.</summary>
internal sealed class NewsroomSite : IHttpApplication<HttpContext>
{
    /// <summary>What there is to show at this moment, and a sentence on what is still to come.</summary>
    public sealed record View(Uri Address, Edition Edition, string Progress);

    private sealed record Answer(string Body, string Type, DateTimeOffset? Changed = null, int Status = StatusCodes.Status200OK);

    private Func<View>? look;

    /// <summary>Until this is called every request is answered 503.</summary>
    public void Show(Func<View> view) => Volatile.Write(ref look, view);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var response = context.Response;
        if (Volatile.Read(ref look) is not { } see)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return;
        }

        await SendAsync(context, Find(context.Request.Path.Value ?? "/", see()));
    }

    private static Answer Find(string path, View view)
    {
        if (path == "/")
            return Page(ListPages.Front(view), null);
        if (path == "/robots.txt")
            return new Answer("User-agent: *\nAllow: /\n", "text/plain");

        var parts = path.Split('/');
        if (parts.Length != 3 || Outlet.All.FirstOrDefault(o => o.Key == parts[1]) is not { } outlet)
            return Missing(view);

        var articles = view.Edition.Of(outlet);
        var changed = articles.Count == 0 ? (DateTimeOffset?)null : articles.Max(a => a.Updated);
        if (path == outlet.HomePath)
            return Page(ListPages.Home(view.Address, outlet, articles), changed);
        if (path == outlet.FeedPath)
            return new Answer(OutletFeed.Write(view.Address, outlet, articles), outlet.FeedType, changed);
        return view.Edition.Find(outlet.Key, parts[2]) is { } article
            ? Page(ArticlePage.Write(view.Address, article, articles), article.Updated)
            : Missing(view);
    }

    private static Answer Page(string html, DateTimeOffset? changed) => new(html, "text/html", changed);

    private static Answer Missing(View view) =>
        Page(ListPages.Missing(view.Address), null) with { Status = StatusCodes.Status404NotFound };

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        var response = context.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        headers.LastModified = answer.Changed;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        if (answer.Status == StatusCodes.Status200OK && IsKnown(context.Request, tag, answer.Changed))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.Type + "; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>RFC 9110 section 13.2.2: a date counts only where no entity tag is given.</summary>
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset? changed)
    {
        var headers = request.GetTypedHeaders();
        return headers.IfNoneMatch.Count > 0
            ? headers.IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Equals(EntityTagHeaderValue.Any))
            : changed <= headers.IfModifiedSince;
    }
}
