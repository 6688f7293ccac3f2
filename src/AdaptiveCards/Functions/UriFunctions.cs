using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions;

/// <summary>The parts of an absolute address.</summary>
internal static class UriFunctions
{
    public static IEnumerable<(string Name, Function Function)> All =>
    [
        Part("uriHost", u => u.Host),
        Part("uriPath", u => u.AbsolutePath),
        Part("uriPathAndQuery", u => u.PathAndQuery),
        Part("uriPort", u => u.Port < 0 ? Value.Failed : (long)u.Port),
        Part("uriQuery", u => u.Query),
        Part("uriScheme", u => u.Scheme),
    ];

    // A path of a file ("/a/b") is an address to the runtime, but not to the language.
    private static (string Name, Function Function) Part(string name, Func<Uri, object?> part) =>
        FunctionTable.Of(name, 1, (v, _) => v[0] is string text && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && text.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase) ? part(uri) : Value.Failed);
}
