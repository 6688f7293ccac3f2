using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace NewsBot.Feeds.Documents;

/// <summary>Reads authors: the elements of Atom, and the one line of RSS.</summary>
internal sealed partial class FeedPeople(XmlReader reader)
{
    /// <summary>An author element: name, email and uri as children, or one line of text.</summary>
    public FeedPerson Element(FeedScope scope)
    {
        string? name = null, email = null, address = null;
        var written = new StringBuilder();
        var (depth, empty) = (reader.Depth, reader.IsEmptyElement);
        var texts = new FeedTextReader(reader);
        while (!empty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                written.Append(reader.Value);
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var (part, inner) = (reader.LocalName.ToLowerInvariant(), scope.Enter(reader));
            var value = texts.Characters(inner);
            if (value.Length == 0)
                continue;
            if (part == "name")
                name = value;
            else if (part == "email")
                email = value;
            else if (part is "uri" or "url" or "homepage")
                address = inner.Resolve(value);
        }

        var text = FeedTextReader.Repaired(written.ToString().Trim());
        if (name is null && email is null && text.Length > 0)
            return Parse(text) with { Address = address };
        var whole = (name, email) switch
        {
            (not null, not null) => $"{name} ({email})",
            _ => name ?? email ?? "",
        };
        return new FeedPerson(whole, name, email, address);
    }

    /// <summary>One line: <c>name@host (Name)</c>, <c>Name (name@host)</c>, <c>Name &lt;name@host&gt;</c>, or either
    /// alone.</summary>
    public static FeedPerson Parse(string line)
    {
        var match = Mail().Match(line);
        if (!match.Success)
            return new FeedPerson(line, line, null, null);
        var rest = line.Remove(match.Index, match.Length).Replace("()", "").Replace("<>", "").Replace("&lt;&gt;", "").Trim();
        if (rest.StartsWith('(') && rest.EndsWith(')'))
            rest = rest[1..^1];
        rest = rest.Trim(' ', ',', ';', '-');
        return new FeedPerson(line, rest.Length > 0 ? rest : null, match.Value, null);
    }

    [GeneratedRegex(@"[A-Za-z0-9_.+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")]
    private static partial Regex Mail();
}
