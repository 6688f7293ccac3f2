namespace NewsBot.Operations.Security;

/// <summary>Headers on every answer that keep a browser from doing with it what was not meant. A page that needs more says so itself.</summary>
internal static class SafeHeaders
{
    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];

    public static void UseSafeHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, context);
        return next(context);
    });

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        foreach (var (name, value) in Always)
            headers.TryAdd(name, value);
        if (context.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        return Task.CompletedTask;
    }
}
