using System.Buffers;
using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>What an element inherits: the base of relative addresses (<c>xml:base</c>) and the language
/// (<c>xml:lang</c>).</summary>
internal readonly record struct FeedScope(Uri? Base, string? Language)
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>The scope inside the element that the reader stands on.</summary>
    public FeedScope Enter(XmlReader reader)
    {
        if (!reader.HasAttributes)
            return this;
        var (address, language) = (Base, Language);
        if (reader.GetAttribute("base", Xml) is { Length: > 0 } written
            && Uri.TryCreate(Resolve(Base, written.Trim()), UriKind.Absolute, out var absolute) && (absolute.Scheme is "http" or "https"))
            address = absolute;
        if (reader.GetAttribute("lang", Xml) is { } lang)
            language = lang.Trim().Length == 0 ? null : lang.Trim().Replace('_', '-');
        return new FeedScope(address, language);
    }

    public string Resolve(string address) => Resolve(Base, address);

    /// <summary>The address made absolute; as written when it is absolute already or nothing is known to make it
    /// so.</summary>
    public static string Resolve(Uri? baseAddress, string address)
    {
        if (baseAddress is null || HasScheme(address))
            return address;
        return Uri.TryCreate(baseAddress, address, out var absolute) ? absolute.AbsoluteUri : address;
    }

    private static bool HasScheme(string address)
    {
        var colon = address.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(address[0])
            && !address.AsSpan(0, colon).ContainsAnyExcept(SchemeCharacters);
    }
}
