using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;
using AdaptiveCards.Expressions;

namespace AdaptiveCards.Functions.Documents;

/// <summary>
/// JSON as XML and back: a property becomes an element, each item of a list an element of its list's name, <c>@name</c> an attribute,
/// <c>#text</c> the text beside them, <c>?xml</c> the declaration. Documents with a DTD are not read.
/// </summary>
internal static class XmlDocuments
{
    private const int MaxDepth = 64;
    private const int MaxLength = 1 << 20;
    private const string Declaration = "?xml";

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxLength,
    };

    /// <summary>Null when the text is no XML.</summary>
    public static XPathDocument? Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.Trim()), Reading);
            return new XPathDocument(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The XML of an object with one property, or of the same as JSON or XML in a text; null for anything else.</summary>
    public static string? FromValue(object? value)
    {
        if (value is string text)
        {
            if (Json.Read(text) is var json && Value.IsFailed(json))
                return Read(text) is null ? null : text;
            value = json;
        }

        if (Value.AsMap(value) is not { } map || map.Where(p => p.Key != Declaration).ToList() is not [var root])
            return null;
        if (Value.AsList(root.Value) is not null)
            return null;
        try
        {
            var xml = Element(root.Key, root.Value, 0)?.ToString();
            return xml is null || !map.TryGetValue(Declaration, out var said) ? xml : $"{Declared(said)}{Environment.NewLine}{xml}";
        }
        catch (Exception e) when (e is ArgumentException or XmlException)
        {
            // A letter that no XML can hold.
            return null;
        }
    }

    /// <summary>The JSON of an XML text; failure when it is none.</summary>
    public static object ToJson(string xml)
    {
        if (!xml.TrimStart().StartsWith('<'))
            return Value.Failed;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.Trim()), Reading);
            var document = XDocument.Load(reader);
            var map = new Dictionary<string, object?>(StringComparer.Ordinal);
            if (document.Declaration is { } said)
                map[Declaration] = Said(said);
            map[NameOf(document.Root!, document.Root!.Name)] = ValueOf(document.Root, 0);
            return map;
        }
        catch (XmlException)
        {
            return Value.Failed;
        }
    }

    private static string Declared(object? said)
    {
        string? At(string name) => Value.TryGetProperty(said, name, out var value) ? Value.AsText(value) : null;
        return new XDeclaration(At("@version"), At("@encoding"), At("@standalone")).ToString();
    }

    private static Dictionary<string, object?> Said(XDeclaration declaration) => new (string Name, string? Value)[]
    {
        ("@version", declaration.Version), ("@encoding", declaration.Encoding), ("@standalone", declaration.Standalone),
    }.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => (object?)p.Value);

    private static XElement? Element(string name, object? value, int depth)
    {
        if (depth > MaxDepth)
            return null;
        var element = new XElement(XmlConvert.EncodeLocalName(name)!);
        if (Value.AsMap(value) is not { } map)
        {
            if (Value.AsText(value) is { Length: > 0 } text)
                element.Value = text;
            return element;
        }

        foreach (var (key, item) in map)
        {
            if (key.StartsWith('@'))
                element.SetAttributeValue(XmlConvert.EncodeLocalName(key[1..])!, Value.AsText(item));
            else if (key == "#text")
                element.Add(Value.AsText(item));
            else
                element.Add((Value.AsList(item) ?? [item]).Select(i => Element(key, i, depth + 1)));
        }

        return element;
    }

    private static object? ValueOf(XElement element, int depth)
    {
        if (depth > MaxDepth)
            throw new XmlException(string.Create(CultureInfo.InvariantCulture, $"Nested more than {MaxDepth} deep"));
        if (!element.HasAttributes && !element.HasElements)
            return element.IsEmpty ? null : element.Value;
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var attribute in element.Attributes())
            map["@" + NameOf(element, attribute.Name)] = attribute.Value;
        foreach (var same in element.Elements().GroupBy(e => NameOf(e, e.Name)))
        {
            var values = same.Select(e => ValueOf(e, depth + 1)).ToList();
            map[same.Key] = values is [var only] ? only : values;
        }

        if (string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)) is { } text && text.Trim().Length > 0)
            map["#text"] = text;
        return map;
    }

    private static string NameOf(XElement element, XName name) =>
        name.Namespace == XNamespace.None ? name.LocalName
        : name.Namespace == XNamespace.Xmlns ? "xmlns:" + name.LocalName
        : element.GetPrefixOfNamespace(name.Namespace) is { } prefix ? $"{prefix}:{name.LocalName}" : name.LocalName;
}
