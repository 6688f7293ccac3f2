using System.Net;
using AngleSharp.Html;

namespace NewsBot.Feeds.Documents;

/// <summary>The characters that HTML has names for.</summary>
internal static class NamedCharacters
{
    /// <summary>The character of a name such as <c>nbsp</c>; null when HTML has none. HTML 4's meaning comes first,
    /// for feeds are that old.</summary>
    public static string? Find(string name)
    {
        var reference = $"&{name};";
        var decoded = WebUtility.HtmlDecode(reference);
        return decoded != reference ? decoded : HtmlEntityProvider.Resolver.GetSymbol(name + ";");
    }
}
