using System.Security.Cryptography;
using NewsBot.Desk;

namespace NewsBot.Channels.Chat;

/// <summary>The chat page: Microsoft's Web Chat in a page of ours, all of it served from here.</summary>
internal static class ChatPage
{
    /// <summary>The bundle that the build puts beside the program; absent when it was built without npm.</summary>
    private static readonly string Bundle = Path.Combine(AppContext.BaseDirectory, "wwwroot-chat", "webchat.js");

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder routes, ChatDoor door)
    {
        var group = routes.MapGroup("").AddEndpointFilter(door);
        group.MapGet("/", (HttpContext context, Newsdesk desk) => Page(context, desk));
        group.MapGet("/chat.css", (HttpContext context) => Part(context, "chat.css", "text/css; charset=utf-8"));
        group.MapGet("/chat.js", (HttpContext context) => Part(context, "chat.js", "text/javascript; charset=utf-8"));
        group.MapGet("/webchat.js", (HttpContext context) => Script(context));
        group.MapGet("/favicon.ico", (HttpContext context) => Part(context, "newsbot.svg", "image/svg+xml"));
        group.MapGet("/newsbot.svg", (HttpContext context) => Part(context, "newsbot.svg", "image/svg+xml"));
    }

    private static IResult Page(HttpContext context, Newsdesk desk)
    {
        // Web Chat writes its styles into the page as it runs; the nonce lets these in and no others.
        var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; worker-src blob:; connect-src 'self'; " +
            "img-src 'self' data: blob:; media-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
            // The hash is that of an empty style element, which one of Web Chat's parts makes without the nonce.
            $"style-src 'self' 'nonce-{nonce}' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        var html = ChatPart.Read(File.Exists(Bundle) ? "index.html" : "no-webchat.html")
            .Replace("{nonce}", nonce, StringComparison.Ordinal)
            .Replace("{sample}", desk.Sources.Any(s => s.Sample) ? "" : "hidden", StringComparison.Ordinal);
        return Results.Text(html, "text/html; charset=utf-8");
    }

    private static IResult Part(HttpContext context, string name, string type)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(ChatPart.Read(name), type);
    }

    // The page asks for it with its version, so that a browser may keep it.
    private static IResult Script(HttpContext context)
    {
        if (!File.Exists(Bundle))
            return Results.NotFound();
        context.Response.Headers.CacheControl = $"public, max-age={(int)Day.TotalSeconds}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(Bundle, "text/javascript; charset=utf-8", lastModified: File.GetLastWriteTimeUtc(Bundle));
    }
}

/// <summary>A file of the page that the program carries.</summary>
internal static class ChatPart
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(
            typeof(ChatPart).Assembly.GetManifestResourceStream("chat/" + name)
            ?? throw new InvalidOperationException($"The program carries no page part '{name}'."));
        return reader.ReadToEnd();
    }
}
